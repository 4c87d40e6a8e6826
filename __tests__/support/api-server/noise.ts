import { isBuiltIn } from './kinds';
import { idOf, isRecord, show, type Manifest } from './manifest';

/** Empty objects that say something: everything, everybody, or which member of a union is meant. */
const meaningfulEmptyObject =
  /(^|\.)(emptyDir|selector|podSelector|namespaceSelector|labelSelector)$|\.(ingress|egress)\[\d+\]$/;

/** Fields spelled out with the value the API server fills in anyway. */
const defaults: readonly [RegExp, unknown][] = [
  [/^spec\.minReadySeconds$/, 0],
  [/^spec\.paused$/, false],
  [/^spec\.revisionHistoryLimit$/, 10],
  [/\.template\.spec\.dnsPolicy$/, 'ClusterFirst'],
  [/\.template\.spec\.host(IPC|Network|PID)$/, false],
  [/\.template\.spec\.restartPolicy$/, 'Always'],
  [/\.template\.spec\.schedulerName$/, 'default-scheduler'],
  [/\.emptyDir\.medium$/, ''],
  [/\.terminationMessagePath$/, '/dev/termination-log'],
  [/\.terminationMessagePolicy$/, 'File'],
  [/Probe\.initialDelaySeconds$/, 0],
  [/Probe\.successThreshold$/, 1],
];

/** What a reviewer would have to read without learning anything: nulls, empty objects and lists, spelled-out defaults. */
export function noise(manifests: readonly object[]): string[] {
  return (manifests as readonly Manifest[]).flatMap((manifest) => {
    const isOfServer = isBuiltIn(manifest);
    return Object.entries(manifest)
      .flatMap(([field, value]) => [...noiseIn(value, field, isOfServer)])
      .map((sentence) => `${idOf(manifest)}: ${sentence}`);
  });
}

function* noiseIn(value: unknown, path: string, isOfServer: boolean): Generator<string> {
  if (value === null || value === undefined) yield `${path} is ${String(value)}`;
  else if (Array.isArray(value)) {
    if (value.length === 0) yield `${path} is an empty list`;
    for (const [index, item] of value.entries()) yield* noiseIn(item, `${path}[${index}]`, isOfServer);
  } else if (isRecord(value)) {
    // In a custom resource an empty object often switches something on: tls, selfSigned, compress.
    if (Object.keys(value).length === 0 && isOfServer && !meaningfulEmptyObject.test(path)) yield `${path} is empty`;
    for (const [key, field] of Object.entries(value)) yield* noiseIn(field, `${path}.${key}`, isOfServer);
  } else if (isOfServer) {
    const known = defaults.find(([where, usual]) => usual === value && where.test(path));
    if (known) yield `${path} ${show(value)} is the default`;
  }
}
