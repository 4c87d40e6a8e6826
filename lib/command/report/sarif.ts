import { keyOf, titleOf } from '../../manifests/object-ref';
import type { ReadProblem } from '../../manifests/read';
import type { RuleDescription } from '../engine';
import type { LocatedFinding, LocatedObject, Report } from './report';
import { visibleJson } from './visible';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
const HOME = 'https://github.com/cdk8s-model-serving/cdk8s-model-serving';

/** SARIF 2.1.0, which code scanning of GitHub and others read (https://docs.oasis-open.org/sarif/sarif/v2.1.0/). */
export function sarifReport(report: Report): string {
  const { findings, problems, rules, version } = report;
  const indexes = new Map(rules.map(({ id }, index) => [id, index]));
  return `${visibleJson({
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'cdk8s-model-serving', version, informationUri: HOME, rules: rules.map(descriptor) } },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: problems.length === 0,
            ...(problems.length > 0 && { toolExecutionNotifications: problems.map(notification) }),
          },
        ],
        results: findings.map((finding) => result(finding, indexes.get(finding.rule))),
      },
    ],
  })}\n`;
}

function descriptor({ id, title, severity, reason, sources = [] }: RuleDescription): object {
  const page = sources.find((source) => source.startsWith('https://'));
  return {
    id,
    shortDescription: { text: title },
    ...(reason !== undefined && { fullDescription: { text: reason }, help: { text: reason } }),
    ...(page !== undefined && { helpUri: page }),
    defaultConfiguration: { level: severity },
  };
}

function result(finding: LocatedFinding, ruleIndex: number | undefined): object {
  const { rule, severity, object, at = '', message, fix, others = [] } = finding;
  const related = others.filter(({ file }) => file !== undefined);
  return {
    ruleId: rule,
    ...(ruleIndex !== undefined && { ruleIndex }),
    level: severity,
    message: { text: `${titleOf(object)}: ${message}${fix === undefined ? '' : `\nFix: ${fix}`}` },
    locations: [
      {
        ...physicalLocation(finding.file, finding.line),
        logicalLocations: [
          { name: object.name, fullyQualifiedName: `${titleOf(object)}${at && ` at ${at}`}`, kind: 'object' },
        ],
      },
    ],
    ...(related.length > 0 && { relatedLocations: related.map(relatedLocation) }),
    partialFingerprints: { 'objectRuleField/v1': `${rule} ${keyOf(object).replaceAll('\n', '/')}${at}` },
  };
}

function relatedLocation(other: LocatedObject, id: number): object {
  return { id, ...physicalLocation(other.file, other.line), message: { text: titleOf(other) } };
}

function notification({ file, line, message, fix }: ReadProblem): object {
  return {
    level: 'error',
    message: { text: `${file} ${message}${fix === undefined ? '' : `\nFix: ${fix}`}` },
    locations: [physicalLocation(file, line)],
  };
}

/** Code scanning wants a place for everything: what stands in no file is shown at the first line of the folder. */
function physicalLocation(file = '.', line = 1): { readonly physicalLocation: object } {
  return { physicalLocation: { artifactLocation: { uri: uriOf(file) }, region: { startLine: line } } };
}

/** A path as a relative reference, or a file URI (RFC 3986). */
function uriOf(path: string): string {
  if (path === '-') return 'stdin';
  const segments = path
    .replaceAll('\\', '/')
    .split('/')
    .map((segment) => encodeURIComponent(segment.replace(/\p{Cs}/gu, '\ufffd')));
  const uri = segments.join('/').replace(/^\.\//, '');
  return path.startsWith('/') ? `file://${uri}` : uri;
}
