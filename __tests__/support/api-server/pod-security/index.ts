import { podView } from '../pod/pod-rule';
import { minorOf } from '../versions';
import { show, type Labels } from '../manifest';
import type { ManifestSet, ObjectRule, SetRule } from '../rules';
import { baselineChecks } from './baseline';
import { securityView } from './check';
import { restrictedChecks } from './restricted';

export type PodSecurityLevel = 'privileged' | 'baseline' | 'restricted';

const newest = '1.36';
const prefix = 'pod-security.kubernetes.io/';

/** What a Pod Security Standard forbids of a pod spec, as of a version; empty when the pod would be admitted. */
export function podSecurityViolations(podSpec: object, level: PodSecurityLevel, version = newest): string[] {
  const checks = { privileged: [], baseline: baselineChecks, restricted: [...baselineChecks, ...restrictedChecks] };
  const view = securityView(podSpec as never, minorOf(version) ?? 36);
  return [...new Set(checks[level].flatMap((check) => [...check(view)]))];
}

/** Levels and versions that a Namespace asks for. */
export const podSecurityLabelRule: ObjectRule = function* (manifest) {
  if (manifest.kind !== 'Namespace') return;
  for (const [key, value] of Object.entries(manifest.metadata.labels ?? {})) {
    if (!key.startsWith(prefix)) continue;
    const name = key.slice(prefix.length);
    if (!/^(enforce|audit|warn)(-version)?$/.test(name)) yield `the label ${key} has no effect`;
    else if (name.endsWith('-version')) {
      if (value !== 'latest' && !/^v1\.\d+$/.test(value)) {
        yield `the label ${key} must be latest or v1.N, got ${show(value)}`;
      }
    } else if (!['privileged', 'baseline', 'restricted'].includes(value)) {
      yield `the label ${key} must be privileged, baseline or restricted, got ${show(value)}`;
    }
  }
};

/** Workloads whose pods the Namespace would never admit. The server accepts them, and no pod comes up. */
export const podSecurityRule: SetRule = function* (set) {
  const namespaces = new Map(set.ofKind('Namespace', '').map((each) => [each.metadata.name, each.metadata.labels]));
  for (const { namespace, workload } of set.pods) {
    const labels = namespaces.get(namespace) ?? {};
    const level = labels[`${prefix}enforce`];
    const pod = podView(workload);
    if (!pod || (level !== 'baseline' && level !== 'restricted')) continue;
    const found = versionsToHold(set, labels).flatMap((version) => podSecurityViolations(pod.spec, level, version));
    for (const violation of new Set([...found, ...annotationViolations(pod.annotations)])) {
      yield [workload, `violates the Pod Security Standard ${level} of its namespace: ${violation}`];
    }
  }
};

/** A pinned version decides alone; otherwise every version the set is for, and its two ends stand for all. */
function versionsToHold({ versions }: ManifestSet, labels: Labels): string[] {
  const pinned = labels[`${prefix}enforce-version`];
  const minor = pinned === undefined ? undefined : minorOf(pinned);
  const cap = (version: number): string => `1.${Math.min(version, minor ?? version)}`;
  return [cap(versions.oldest), cap(versions.newest)];
}

function* annotationViolations(annotations: Labels): Generator<string> {
  for (const [key, value] of Object.entries(annotations)) {
    if (!key.startsWith('container.apparmor.security.beta.kubernetes.io/')) continue;
    if (!/^(runtime\/default|localhost\/.*|)$/.test(value)) yield `the annotation ${key} is ${show(value)}`;
  }
}
