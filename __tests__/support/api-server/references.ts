import { containersOf, type WorkloadPods } from '../pod-template';
import { idOf, isRecord, type Manifest, show } from './manifest';
import type { ManifestSet, SetRule } from './rules';

/** A reference from a pod to an object of its namespace. */
interface Reference {
  readonly kind: 'ConfigMap' | 'Secret' | 'PersistentVolumeClaim';
  readonly name: string;
  readonly keys: readonly string[];
}

/** Whether an option names something: all, or by a list. */
export function listed(option: boolean | readonly string[] | undefined, name: string): boolean {
  return typeof option === 'boolean' ? option : (option ?? []).includes(name);
}

/** What pods refer to: their ServiceAccount has to be there, and keys have to be where they are looked for. */
export const referenceRule: SetRule = function* (set) {
  for (const pod of set.pods) {
    const account = pod.spec.serviceAccountName ?? 'default';
    const isKnown = account === 'default' || listed(set.options.externalServiceAccounts, account);
    if (!isKnown && !set.find('ServiceAccount', pod.namespace, account)) {
      yield [pod.workload, `runs as a ServiceAccount that nobody makes: ${account}`];
    }
    const problems = [...referencesOf(pod)].flatMap((reference) => [...referenceProblems(reference, pod, set)]);
    for (const problem of new Set(problems)) yield [pod.workload, problem];
  }
};

function* referenceProblems({ kind, name, keys }: Reference, pod: WorkloadPods, set: ManifestSet): Generator<string> {
  const target = set.find(kind, pod.namespace, name);
  if (!target) {
    const elsewhere = set.ofKind(kind, '').find((each) => each.metadata.name === name);
    if (elsewhere) yield `refers to ${idOf(elsewhere)}, which is in another namespace`;
    else if (set.options.closedWorld === true) yield `refers to a ${kind} that nobody makes: ${name}`;
    return;
  }
  const known = keysOf(target);
  for (const key of keys)
    if (!known.has(key)) yield `refers to the key ${show(key)}, which ${idOf(target)} does not hold`;
}

function* referencesOf(pod: WorkloadPods): Generator<Reference> {
  for (const { name } of pod.spec.imagePullSecrets ?? []) if (name) yield { kind: 'Secret', name, keys: [] };
  for (const volume of pod.spec.volumes ?? []) {
    yield* volumeReferences(volume);
    for (const source of volume.projected?.sources ?? []) yield* volumeReferences(source);
  }
  for (const { container } of containersOf(pod)) {
    for (const { valueFrom } of container.env ?? []) {
      yield* reference('ConfigMap', valueFrom?.configMapKeyRef);
      yield* reference('Secret', valueFrom?.secretKeyRef);
    }
    for (const { configMapRef, secretRef } of container.envFrom ?? []) {
      yield* reference('ConfigMap', configMapRef);
      yield* reference('Secret', secretRef);
    }
  }
}

function* volumeReferences(volume: object): Generator<Reference> {
  const { configMap, secret, persistentVolumeClaim } = volume as Record<string, unknown>;
  yield* reference('ConfigMap', configMap);
  yield* reference('Secret', secret);
  if (isRecord(persistentVolumeClaim)) {
    yield { kind: 'PersistentVolumeClaim', name: String(persistentVolumeClaim.claimName), keys: [] };
  }
}

function* reference(kind: Reference['kind'], source: unknown): Generator<Reference> {
  if (!isRecord(source) || source.optional === true) return;
  const items = Array.isArray(source.items) ? source.items : [];
  const keys = [source.key, ...items.map((item) => (isRecord(item) ? item.key : undefined))];
  const name = source.secretName ?? source.name;
  if (typeof name === 'string') yield { kind, name, keys: keys.filter((key) => typeof key === 'string') };
}

/** The keys that pods may refer to. */
function keysOf(manifest: Manifest): ReadonlySet<string> {
  const fields = [manifest.data, manifest.binaryData, manifest.stringData];
  return new Set(fields.flatMap((field) => (isRecord(field) ? Object.keys(field) : [])));
}
