import Ajv from 'ajv';
import * as fc from 'fast-check';
import { configMap, ran, SIMPLE } from '../support/command-run';
import { sarifReport } from '../../../lib/command/report/sarif';
import { anyText } from '../../support/any-text';

interface Sarif {
  readonly runs: readonly [
    {
      readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
      readonly results: readonly {
        readonly ruleId: string;
        readonly ruleIndex: number;
        readonly partialFingerprints: { readonly [name: string]: string };
        readonly locations: readonly {
          readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } };
        }[];
      }[];
      readonly invocations: readonly {
        readonly executionSuccessful: boolean;
        readonly toolExecutionNotifications?: unknown[];
      }[];
    },
  ];
}

/** What SARIF 2.1.0 asks of the parts that are written (sections 3.13 to 3.58), and code scanning besides. */
const message = { type: 'object', required: ['text'], properties: { text: { type: 'string', minLength: 1 } } };
const location = {
  type: 'object',
  required: ['physicalLocation'],
  additionalProperties: false,
  properties: {
    id: { type: 'integer', minimum: 0 },
    message,
    physicalLocation: {
      type: 'object',
      required: ['artifactLocation', 'region'],
      additionalProperties: false,
      properties: {
        artifactLocation: {
          type: 'object',
          required: ['uri'],
          properties: { uri: { type: 'string', pattern: "^[A-Za-z0-9._~:/?#@!$&'()*+,;=%-]+$" } },
        },
        region: {
          type: 'object',
          required: ['startLine'],
          additionalProperties: false,
          properties: { startLine: { type: 'integer', minimum: 1 } },
        },
      },
    },
    logicalLocations: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        properties: { name: { type: 'string' }, fullyQualifiedName: { type: 'string' }, kind: { type: 'string' } },
      },
    },
  },
};
const level = { enum: ['none', 'note', 'warning', 'error'] };
const isSarif = new Ajv({ strict: false, allErrors: true }).compile({
  type: 'object',
  required: ['version', 'runs'],
  additionalProperties: false,
  properties: {
    $schema: { type: 'string' },
    version: { const: '2.1.0' },
    runs: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        required: ['tool', 'results'],
        additionalProperties: false,
        properties: {
          columnKind: { enum: ['utf16CodeUnits', 'unicodeCodePoints'] },
          tool: {
            type: 'object',
            required: ['driver'],
            properties: {
              driver: {
                type: 'object',
                required: ['name'],
                additionalProperties: false,
                properties: {
                  name: { type: 'string' },
                  version: { type: 'string' },
                  informationUri: { type: 'string', pattern: '^https://' },
                  rules: {
                    type: 'array',
                    items: {
                      type: 'object',
                      required: ['id'],
                      additionalProperties: false,
                      properties: {
                        id: { type: 'string' },
                        shortDescription: message,
                        fullDescription: message,
                        help: message,
                        helpUri: { type: 'string', pattern: '^https://' },
                        defaultConfiguration: { type: 'object', properties: { level } },
                      },
                    },
                  },
                },
              },
            },
          },
          invocations: {
            type: 'array',
            items: {
              type: 'object',
              required: ['executionSuccessful'],
              properties: {
                executionSuccessful: { type: 'boolean' },
                toolExecutionNotifications: {
                  type: 'array',
                  items: {
                    type: 'object',
                    required: ['message'],
                    properties: { message, level, locations: { type: 'array', items: location } },
                  },
                },
              },
            },
          },
          results: {
            type: 'array',
            items: {
              type: 'object',
              required: ['message', 'ruleId', 'locations'],
              additionalProperties: false,
              properties: {
                ruleId: { type: 'string' },
                ruleIndex: { type: 'integer', minimum: 0 },
                level,
                message,
                locations: { type: 'array', minItems: 1, items: location },
                relatedLocations: { type: 'array', items: location },
                partialFingerprints: { type: 'object', additionalProperties: { type: 'string' } },
              },
            },
          },
        },
      },
    },
  },
});

async function sarif(files: { [path: string]: string }, commandLine = 'check dist --format sarif'): Promise<Sarif> {
  const { output } = await ran(commandLine, { files, engine: SIMPLE });
  const parsed = JSON.parse(output) as Sarif;
  isSarif(parsed);
  expect(isSarif.errors).toBeNull();
  return parsed;
}

const files = { 'dist/ä b#1.yaml': configMap('a', 'error'), 'dist/b.yaml': configMap('b', 'warning') };

test('is SARIF 2.1.0 with a rule and a place for each result', async () => {
  const {
    runs: [{ tool, results, invocations }],
  } = await sarif(files);
  expect(results.map(({ ruleId, locations }) => [ruleId, locations[0].physicalLocation])).toEqual([
    ['config-says-warning', { artifactLocation: { uri: 'dist/b.yaml' }, region: { startLine: 5 } }],
    ['config-says-error', { artifactLocation: { uri: 'dist/%C3%A4%20b%231.yaml' }, region: { startLine: 5 } }],
  ]);
  for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
  expect(invocations).toEqual([{ executionSuccessful: true }]);
});

test('says what could not be read', async () => {
  const { runs } = await sarif({ ...files, 'dist/c.yaml': '[' });
  expect(runs[0].invocations[0]).toMatchObject({
    executionSuccessful: false,
    toolExecutionNotifications: [{ level: 'error' }],
  });
});

test('knows a finding again when lines and files move', async () => {
  const fingerprints = ({ runs: [{ results }] }: Sarif) =>
    results.map(({ partialFingerprints }) => partialFingerprints).sort();
  const moved = { 'dist/moved.yaml': `# more\n\n${configMap('a', 'error')}---\n${configMap('b', 'warning')}` };
  expect(fingerprints(await sarif(moved))).toEqual(fingerprints(await sarif(files)).reverse());
});

test('is SARIF whatever paths and names hold', () => {
  const text = fc.oneof(
    anyText({ minLength: 1, maxLength: 20 }),
    fc.constantFrom('-', '.', './a', '/etc/a b', 'C:\\a', '\ud800', '%41', '../x'),
  );
  fc.assert(
    fc.property(text, text, text, (file, name, message) => {
      const finding = {
        rule: 'a',
        severity: 'error' as const,
        object: { apiVersion: 'v1', kind: 'A', name },
        message,
        file,
        line: 1,
        others: [{ apiVersion: 'v1', kind: 'B', name, file }],
      };
      const summary = {
        errors: 1,
        warnings: 0,
        objects: 1,
        files: 1,
        skipped: 0,
        controlled: 0,
        acknowledged: 0,
        known: 0,
      };
      isSarif(
        JSON.parse(
          sarifReport({
            findings: [finding],
            problems: [{ file, message }],
            summary,
            rules: [{ id: 'a', title: 'A', severity: 'error' }],
            version: '1',
          }),
        ),
      );
      expect(isSarif.errors).toBeNull();
    }),
  );
});
