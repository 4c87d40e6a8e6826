import Ajv from 'ajv';
import * as fc from 'fast-check';
import { schemaViolations } from '../../lib/command/schemas/schema-violations';
import { ran } from './support/command-run';

/** A schema as CRDs have them. */
const WIDGET = {
  type: 'object',
  required: ['spec'],
  properties: {
    apiVersion: { type: 'string' },
    kind: { type: 'string' },
    metadata: { type: 'object' },
    spec: {
      type: 'object',
      required: ['size', 'parts'],
      properties: {
        size: { type: 'integer', minimum: 1, maximum: 10 },
        ratio: { type: 'number', minimum: 0, exclusiveMinimum: true },
        mode: { type: 'string', enum: ['Fast', 'Safe'] },
        port: { 'x-kubernetes-int-or-string': true, anyOf: [{ type: 'integer' }, { type: 'string' }] },
        name: { type: 'string', pattern: '^[a-z]+$', minLength: 2, maxLength: 5 },
        parts: {
          type: 'array',
          minItems: 1,
          maxItems: 2,
          items: { type: 'object', properties: { id: { type: 'string' } } },
        },
        labels: { type: 'object', additionalProperties: { type: 'string' }, maxProperties: 2 },
        free: {
          type: 'object',
          'x-kubernetes-preserve-unknown-fields': true,
          properties: { known: { type: 'boolean' } },
        },
        open: { type: 'object' },
        template: { type: 'object', 'x-kubernetes-embedded-resource': true, properties: { spec: { type: 'object' } } },
        source: {
          type: 'object',
          properties: { a: { type: 'string' }, b: { type: 'string' } },
          oneOf: [{ required: ['a'] }, { required: ['b'] }],
        },
        maybe: { type: 'string', nullable: true },
        not: { type: 'string', not: { enum: ['never'] } },
        either: { anyOf: [{ type: 'string', enum: ['auto'] }, { type: 'integer' }] },
        odd: { type: 'string', pattern: '(?i)go-only' },
      },
    },
  },
};
const widget = (spec: object) => ({
  apiVersion: 'example.com/v1',
  kind: 'Widget',
  metadata: { name: 'w', anything: 1 },
  spec: { size: 1, parts: [{}], ...spec },
});
const found = (spec: object) =>
  schemaViolations(WIDGET, widget(spec)).map(({ at, message, fix }) =>
    [at, message, fix].filter((part) => part !== undefined),
  );

test.each([
  [{}],
  [{ ratio: 0.5, mode: 'Safe', port: 80, name: 'abc', labels: { a: 'b' }, open: { any: [1] } }],
  [
    {
      port: 'http',
      free: { known: true, other: 1 },
      template: { kind: 'A', metadata: {}, spec: {} },
      source: { a: 'x' },
    },
  ],
  [{ maybe: null, mode: null, labels: { a: null }, either: 'auto' }],
  [{ either: 3, odd: 'anything' }],
])('%j fits', (spec) => {
  expect(found(spec)).toEqual([]);
});

test.each<[object, string[]]>([
  [{ sise: 1 }, ['/spec/sise', "spec has no field 'sise'", 'write size']],
  [{ frobnicate: 1 }, ['/spec/frobnicate', "spec has no field 'frobnicate'", 'remove it']],
  [{ 'a/b~': 1 }, ['/spec/a~1b~0', "spec has no field 'a/b~'", 'remove it']],
  [{ parts: [{ id: 'a' }, { id: 1 }] }, ['/spec/parts/1/id', 'spec.parts.1.id must be a text, got a number']],
  [{ parts: [] }, ['/spec/parts', 'spec.parts must have at least 1 items, it has 0']],
  [{ size: 1.5 }, ['/spec/size', 'spec.size must be a whole number, got a number']],
  [{ size: '1' }, ['/spec/size', 'spec.size must be a whole number, got a text']],
  [{ size: 11 }, ['/spec/size', 'spec.size must be at most 10, got 11']],
  [{ size: null }, ['/spec', "spec needs 'size'"]],
  [{ ratio: 0 }, ['/spec/ratio', 'spec.ratio must be more than 0, got 0']],
  [{ mode: 'Fsat' }, ['/spec/mode', "spec.mode must be 'Fast' or 'Safe', got 'Fsat'", 'write Fast']],
  [{ port: true }, ['/spec/port', 'spec.port must be a whole number or a text, got true']],
  [{ name: 'A' }, ['/spec/name', 'spec.name must have at least 2 characters, it has 1']],
  [{ name: 'ABC' }, ['/spec/name', 'spec.name must match ^[a-z]+$']],
  [{ labels: { a: 1 } }, ['/spec/labels/a', 'spec.labels.a must be a text, got a number']],
  [{ free: { known: 'yes' } }, ['/spec/free/known', 'spec.free.known must be true or false, got a text']],
  [{ template: { spce: {} } }, ['/spec/template/spce', "spec.template has no field 'spce'", 'write spec']],
  [
    { source: {} },
    ['/spec/source', 'spec.source must fit exactly one of the 2 forms that its schema takes, it fits 0'],
  ],
  [{ not: 'never' }, ['/spec/not', 'spec.not has a form that its schema excludes']],
  [{ either: 'other' }, ['/spec/either', 'spec.either fits none of the 2 forms that its schema takes']],
])('%j does not fit', (spec, violation) => {
  expect(found(spec)[0]).toEqual(violation);
});

test('a value that a schema does not list is never shown', () => {
  const values = JSON.stringify(
    found({
      name: 'canary-value',
      port: ['canary-value'],
      labels: { a: { b: 'canary-value' } },
      maybe: { c: 'canary-value' },
    }),
  );
  expect(values).not.toContain('canary-value');
});

test('agrees with ajv, which knows nothing of Kubernetes', () => {
  const accepts = new Ajv({ strict: false, allErrors: true }).compile({
    type: 'object',
    additionalProperties: false,
    required: ['size'],
    properties: {
      size: { type: 'integer', minimum: 1 },
      mode: { type: 'string', enum: ['Fast', 'Safe'] },
      list: { type: 'array', maxItems: 2, items: { type: ['string', 'boolean'] } },
      map: { type: 'object', additionalProperties: { type: 'number', maximum: 5 } },
      one: { oneOf: [{ type: 'string' }, { type: 'number' }, { type: 'integer' }] },
    },
  });
  const value = fc.oneof(
    fc.integer({ min: -2, max: 9 }),
    fc.constantFrom('Fast', 'x', true, 0.5),
    fc.array(fc.constantFrom('a', true, 1), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b'), fc.constantFrom(1, 9, 'x')),
  );
  const object = fc.dictionary(fc.constantFrom('size', 'mode', 'list', 'map', 'one', 'other'), value);
  fc.assert(
    fc.property(object, (given) => {
      expect([given, schemaViolations(accepts.schema as { [key: string]: unknown }, given).length === 0]).toEqual([
        given,
        accepts(given),
      ]);
    }),
    { numRuns: 2000 },
  );
});

describe('--schemas', () => {
  const object = (spec: string) =>
    `apiVersion: example.com/v1\nkind: Widget\nmetadata: { name: w }\nspec:\n  size: 1\n  parts: [{}]\n  ${spec}\n`;
  const definition = JSON.stringify({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'widgets.example.com' },
    spec: {
      group: 'example.com',
      names: { kind: 'Widget' },
      versions: [{ name: 'v1', schema: { openAPIV3Schema: WIDGET } }],
    },
  });
  const check = (files: { [path: string]: string }) => ran('check app --schemas schemas', { files });

  test.each([
    ['JSON schemas by group, kind and version', { 'schemas/example.com/widget_v1.json': JSON.stringify(WIDGET) }],
    ['CustomResourceDefinitions', { 'schemas/crds.yaml': `# crds\n---\n${definition}\n` }],
  ])('takes %s', async (_, schemas) => {
    expect(await check({ ...schemas, 'app/a.yaml': object('mode: Safe') })).toMatchObject({ exitCode: 0 });
    const { exitCode, output } = await check({ ...schemas, 'app/a.yaml': object('mode: Slow\n  sise: 2') });
    expect(exitCode).toBe(1);
    expect(output).toContain(
      "  7: error custom-resource-value Widget 'w' at /spec/mode\n     spec.mode must be 'Fast' or 'Safe', got 'Slow'\n",
    );
    expect(output).toContain(
      "  8: error custom-resource-field Widget 'w' at /spec/sise\n     spec has no field 'sise'\n     fix: write size\n",
    );
  });

  test('says nothing of kinds and versions that it has no schema of', async () => {
    const schemas = { 'schemas/example.com/widget_v2.json': '{"type": "array"}' };
    expect(await check({ ...schemas, 'app/a.yaml': object('any: thing') })).toMatchObject({ exitCode: 0 });
  });

  test('looks for nothing outside of the folder', async () => {
    const files = {
      'schemas/x.yaml': '',
      'widget_v1.json': '{"type": "array"}',
      'app/a.yaml': object('').replace('example.com/v1', '"../v1"'),
    };
    expect(await check(files)).toMatchObject({ exitCode: 0 });
  });

  test.each<[{ [path: string]: string }, string]>([
    [{}, 'error: schemas does not exist\n'],
    [{ 'schemas/example.com/widget_v1.json': '[' }, 'error: schemas/example.com/widget_v1.json:1 is not valid YAML'],
    [
      { 'schemas/example.com/widget_v1.json': '[]' },
      'error: schemas/example.com/widget_v1.json is no JSON schema: it holds no object',
    ],
    [{ 'schemas/crd.yaml': 'a: [' }, 'error: schemas/crd.yaml:1 is not valid YAML'],
  ])('%j is refused', async (schemas, message) => {
    const { exitCode, errors } = await check({ ...schemas, 'app/a.yaml': object('mode: Safe') });
    expect(exitCode).toBe(2);
    expect(errors).toContain(message);
  });
});
