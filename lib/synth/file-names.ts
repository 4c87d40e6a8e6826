import { type App, type Chart, YamlOutputType } from 'cdk8s';
import type { Manifest } from '../manifests/manifest';

/**
 * The file that is applied first: kubectl takes files in the order of their bytes, digits before letters. The name
 * never changes, so that no file is ever renamed by another.
 */
export const NAMESPACES_FILE = '00-namespaces';

/** What must exist before the first pod of a namespace, in this order. */
export const BEFORE_PODS: readonly string[] = ['Namespace', 'ResourceQuota', 'LimitRange'];

/** Whether an object must exist before the first pod of its namespace. */
export function comesBeforePods({ group, kind }: Manifest): boolean {
  return group === '' && BEFORE_PODS.includes(kind);
}

/** The file name of a chart, without its extension: its path, no index and no hash, so that only moving it renames it. */
export function chartFileName(chart: Chart): string {
  return chart.node.path.replace(/\//g, '-');
}

/** The file that an object is written to, without its extension. */
export function fileNameOf(object: Manifest, chart: Chart, outputType: YamlOutputType): string {
  const isEarly = comesBeforePods(object);
  switch (outputType) {
    case YamlOutputType.FILE_PER_APP:
      return 'app';
    case YamlOutputType.FILE_PER_RESOURCE:
      return `${isEarly ? prefixOf(object) : ''}${resourceName(object)}`;
    case YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE:
      return isEarly
        ? `${NAMESPACES_FILE}/${prefixOf(object)}${resourceName(object)}`
        : `${chartFileName(chart)}/${resourceName(object)}`;
    default:
      return isEarly ? NAMESPACES_FILE : chartFileName(chart);
  }
}

/** Namespaces sort before their budgets, both before everything else. */
function prefixOf({ kind }: Manifest): string {
  return kind === 'Namespace' ? '00-' : '01-';
}

/** Kind, group, namespace and name: two objects of one name never share a file. */
function resourceName({ kind, group, namespaceName, name }: Manifest): string {
  const parts = [kind, group === '' ? 'core' : group, ...(namespaceName === undefined ? [] : [namespaceName]), name];
  return parts.map(escaped).join('.');
}

/** Names such as `system:auth-delegator` are legal; a slash must never lead out of the folder. */
function escaped(part: string): string {
  return part.replace(/[^0-9A-Za-z_.-]/gu, encodeCharacter);
}

function encodeCharacter(character: string): string {
  return [...Buffer.from(character)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
}

const MAX_BYTES = 200;

/** Output types that make a file or a folder for each chart. */
const NAMED_BY_CHART: readonly YamlOutputType[] = [
  YamlOutputType.FILE_PER_CHART,
  YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE,
];

/** What is wrong with the names of charts as names of files or folders. */
export function chartNameProblems(charts: readonly Chart[], app: App, hasNamespaces: boolean): string[] {
  if (!NAMED_BY_CHART.includes(app.yamlOutputType)) return [];
  // A folder's name ends where it ends.
  const extension = app.yamlOutputType === YamlOutputType.FILE_PER_CHART ? app.outputFileExtension : '';
  const owners = new Map<string, string>();
  return charts.flatMap((chart) => {
    const { path } = chart.node;
    const name = chartFileName(chart);
    const key = name.toLowerCase();
    const owner = owners.get(key);
    owners.set(key, owner ?? path);
    if (name === '' || Buffer.byteLength(name) > MAX_BYTES || /[\0-\x1f\\:*?"<>|]|^\.|[. ]$/.test(name)) {
      return [
        `chart '${path}' must have an id that can be a file name of 1 to ${MAX_BYTES} bytes, without control characters and \\ : * ? " < > |, got '${name}'`,
      ];
    }
    if (owner !== undefined)
      return [`chart '${path}' would write the same file as chart '${owner}' (letter case aside); give it another id`];
    if (key === NAMESPACES_FILE)
      return [
        `chart '${path}' would write the file '${NAMESPACES_FILE}', which holds the namespaces of the app; give it another id`,
      ];
    return hasNamespaces && byBytes(name + extension, NAMESPACES_FILE + extension) < 0
      ? [
          `chart '${path}' would write a file that kubectl applies before '${NAMESPACES_FILE}${extension}', when its namespace does not exist yet; give it an id that begins with a letter`,
        ]
      : [];
  });
}

/** Orders names of files by their bytes in UTF-8, folder by folder, as kubectl takes them. */
export function byBytes(a: string, b: string): number {
  return Buffer.compare(bytesOf(a), bytesOf(b));
}

/** What stands behind a folder's name must not count: `iris/` comes before `iris-v2/`, though `-` comes before `/`. */
function bytesOf(name: string): Buffer {
  return Buffer.from(name.replaceAll('/', '\0'));
}
