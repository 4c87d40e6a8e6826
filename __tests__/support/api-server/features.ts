import { builtInKind } from './kinds';
import { isRecord, show, type Manifest } from './manifest';
import type { Context } from './rules';
import { templateOf } from '../pod-template';

/** A field, or one value of it, that a server accepts from a minor version on (enabled there by default). */
interface Feature {
  readonly path: string;
  readonly since: number;
  readonly value?: unknown;
}

const podFeatures: readonly Feature[] = [
  { path: 'initContainers.*.restartPolicy', since: 29, value: 'Always' },
  { path: '*Containers.*.lifecycle.preStop.sleep', since: 30 },
  { path: '*Containers.*.lifecycle.postStart.sleep', since: 30 },
  { path: '*Containers.*.securityContext.appArmorProfile', since: 30 },
  { path: 'securityContext.appArmorProfile', since: 30 },
  { path: 'affinity.podAffinity.*.*.matchLabelKeys', since: 31 },
  { path: 'affinity.podAntiAffinity.*.*.matchLabelKeys', since: 31 },
  { path: 'affinity.podAffinity.*.*.podAffinityTerm.matchLabelKeys', since: 31 },
  { path: 'affinity.podAntiAffinity.*.*.podAffinityTerm.matchLabelKeys', since: 31 },
  { path: '*Containers.*.volumeMounts.*.recursiveReadOnly', since: 31 },
  { path: 'securityContext.supplementalGroupsPolicy', since: 33 },
  { path: '*Containers.*.resizePolicy', since: 33 },
  { path: 'hostUsers', since: 33, value: false },
  { path: 'resources', since: 34 },
  { path: 'resourceClaims', since: 34 },
  { path: 'containers.*.restartPolicy', since: 35 },
  { path: '*Containers.*.restartPolicyRules', since: 35 },
  { path: 'volumes.*.image', since: 35 },
];

const objectFeatures: Readonly<Record<string, readonly Feature[]>> = {
  Service: [
    { path: 'spec.trafficDistribution', since: 31 },
    { path: 'spec.trafficDistribution', since: 34, value: 'PreferSameZone' },
    { path: 'spec.trafficDistribution', since: 34, value: 'PreferSameNode' },
  ],
  Job: [
    { path: 'spec.backoffLimitPerIndex', since: 29 },
    { path: 'spec.podReplacementPolicy', since: 29 },
    { path: 'spec.successPolicy', since: 31 },
    { path: 'spec.managedBy', since: 32 },
  ],
  HorizontalPodAutoscaler: [
    { path: 'spec.behavior.scaleUp.tolerance', since: 35 },
    { path: 'spec.behavior.scaleDown.tolerance', since: 35 },
  ],
  PersistentVolumeClaim: [{ path: 'spec.volumeAttributesClassName', since: 34 }],
};

/** Fields that the oldest server in question does not know yet. */
export function* featureRule(manifest: Manifest, { versions }: Context): Generator<string> {
  const since = builtInKind(manifest.apiVersion, manifest.kind)?.since ?? 0;
  if (since > versions.oldest) yield needs(`${manifest.apiVersion} ${manifest.kind}`, since, versions.oldest);
  const template = templateOf(manifest);
  const ofPods = template
    ? podFeatures.map((feature) => ({ feature, root: template.spec, at: template.specPath }))
    : [];
  const ofObject = (objectFeatures[manifest.kind] ?? []).map((feature) => ({ feature, root: manifest, at: '' }));
  for (const { feature, root, at } of [...ofPods, ...ofObject]) {
    if (feature.since <= versions.oldest) continue;
    for (const [path, value] of valuesAt(root, feature.path.split('.'), at)) {
      if (feature.value !== undefined && feature.value !== value) continue;
      const what = feature.value === undefined ? path : `${path} ${show(value)}`;
      yield needs(what, feature.since, versions.oldest);
    }
  }
}

function needs(what: string, since: number, oldest: number): string {
  return `${what} needs Kubernetes 1.${since}, the oldest server is 1.${oldest}`;
}

/** The values at a path in which `*` stands for any key and `*Containers` for both lists of containers. */
function* valuesAt(value: unknown, steps: readonly string[], path: string): Generator<[string, unknown]> {
  const [step, ...rest] = steps;
  if (step === undefined) return yield [path, value];
  if (!isRecord(value) && !Array.isArray(value)) return;
  for (const [key, field] of Object.entries(value)) {
    if (step !== '*' && step !== key && !(step === '*Containers' && /^(c|initC)ontainers$/.test(key))) continue;
    const next = Array.isArray(value) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
    yield* valuesAt(field, rest, next);
  }
}
