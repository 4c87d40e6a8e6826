import type { Manifest } from '../../manifests/manifest';
import type { ManifestSet } from '../../manifests/manifest-set';
import { titleOf } from '../../manifests/object-ref';
import { hasGivenStrategy } from '../../model/operators/given-fields';
import { podsAtOnce } from '../../model/scaling/pods-at-once';
import { type ClaimUser, type UsedClaim, usedClaimsOf } from '../../model/storage/claims-in-set';
import { staysOnOneNode } from '../../model/storage/pod-claims';
import type { Rule, Violation } from '../rule';

export const claimAccessMode: Rule = {
  id: 'claim-access-mode',
  title: 'as many pods use a volume as its access mode lets',
  severity: 'error',
  reason:
    'A ReadWriteOncePod claim is for one pod in the whole cluster: a second one is never scheduled, and a rollout that begins with a new pod never ends. A ReadWriteOnce claim is for the pods of one node: on another they wait with a Multi-Attach error (a warning, as all may be on one node). What can only be read should be mounted so: many drivers refuse else (a warning). Pods that come to an end leave a claim to the next. Claims that a StatefulSet makes for each of its pods, and those of others, are not looked at.',
  sources: [
    'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes',
    'pkg/scheduler/framework/plugins/volumerestrictions/volume_restrictions.go of kubernetes/kubernetes',
    'https://cloud.google.com/kubernetes-engine/docs/how-to/persistent-volumes/readonlymany-disks',
  ],
  example: {
    failing: `apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: weights, namespace: vision }
spec: { accessModes: [ReadWriteOncePod], resources: { requests: { storage: 10Gi } } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: iris, namespace: vision }
spec:
  replicas: 1
  strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } }
  selector: { matchLabels: { app: iris } }
  template:
    metadata: { labels: { app: iris } }
    spec:
      containers: [{ name: main, image: registry.example/iris:1.0.0, volumeMounts: [{ name: weights, mountPath: /weights }] }]
      volumes: [{ name: weights, persistentVolumeClaim: { claimName: weights } }]`,
    mended: `apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: weights, namespace: vision }
spec: { accessModes: [ReadWriteOncePod], resources: { requests: { storage: 10Gi } } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: iris, namespace: vision }
spec:
  replicas: 1
  strategy: { type: Recreate }
  selector: { matchLabels: { app: iris } }
  template:
    metadata: { labels: { app: iris } }
    spec:
      containers: [{ name: main, image: registry.example/iris:1.0.0, volumeMounts: [{ name: weights, mountPath: /weights }] }]
      volumes: [{ name: weights, persistentVolumeClaim: { claimName: weights } }]`,
  },
  check: (set) => [...usedClaimsOf(set).values()].flatMap((used) => violationsOf(set, used)),
};

const ONE_POD = 'ReadWriteOncePod';
const ONE_NODE = 'ReadWriteOnce';
const READERS = 'ReadOnlyMany';

function violationsOf(set: ManifestSet, used: UsedClaim): Violation[] {
  const { modes, users } = used;
  if (users.length === 0 || modes.length === 0) return [];
  if (modes.includes(ONE_POD)) return tooMany(used, demandOf(set, users), ONE_POD, 'error');
  if (modes.every((mode) => mode === READERS)) return users.flatMap((user) => written(used, user));
  const isForReaders = modes.includes(READERS) && users.every(({ isReadOnly }) => isReadOnly);
  const isForMany = isForReaders || modes.some((mode) => mode !== ONE_NODE && mode !== READERS);
  if (isForMany || users.every(({ group }) => staysOnOneNode(group.podSpec))) return [];
  return tooMany(used, demandOf(set, users), ONE_NODE, 'warning');
}

/** Restart policies of Pods that come to an end. */
const ENDING: ReadonlySet<unknown> = new Set(['Never', 'OnFailure']);

/** The pods of one object that use a claim. */
interface Demand {
  readonly manifest: Manifest;
  readonly at: string;
  readonly steady: number;
  /** Whether a rollout begins with a new pod beside all old ones. */
  readonly isBeside: boolean;
  /** Whether the pods come to an end, and leave the claim then. */
  readonly ends: boolean;
}

function demandOf(set: ManifestSet, users: readonly ClaimUser[]): Demand[] {
  const demands = new Map<Manifest, Demand>();
  for (const { group } of users) {
    const { manifest, podSpec, at, perReplica } = group;
    const pods = podsAtOnce(set, manifest);
    if (!pods || pods.steady === 0) continue;
    // One on every node. Leaders and workers of groups are pods of one object.
    const own = manifest.kind === 'DaemonSet' ? Infinity : pods.steady * perReplica;
    const ends = pods.ends || (manifest.kind === 'Pod' && ENDING.has(podSpec.restartPolicy));
    const known = demands.get(manifest) ?? { manifest, at, steady: 0, isBeside: pods.beside > 0, ends };
    demands.set(manifest, { ...known, steady: known.steady + own });
  }
  return [...demands.values()];
}

/** A finding of the first object whose pods are too many, by themselves or together with those of others. */
function tooMany(
  { claim }: UsedClaim,
  demands: readonly Demand[],
  mode: string,
  severity: 'error' | 'warning',
): Violation[] {
  const lasting = demands.filter(({ ends }) => !ends);
  const where = mode === ONE_POD ? 'one pod at a time can use it' : 'the pods of one node alone can use it';
  const outcome = mode === ONE_POD ? 'is never scheduled' : 'waits for good where it is on another';
  const says = (demand: Demand, what: string, others: readonly Manifest[] = []): Violation => ({
    manifest: demand.manifest,
    at: `${demand.at}/volumes`,
    severity,
    message: `${what} ${titleOf(claim)}, which is ${mode}: ${where}, every further one ${outcome}`,
    fix: `make the claim ReadWriteMany${demand.isBeside && demand.steady === 1 && hasGivenStrategy(demand.manifest) ? ', roll in place (maxSurge 0, maxUnavailable 1)' : ''}, or give each pod a claim of its own`,
    others: [claim, ...others],
  });
  const many = lasting.find(({ steady }) => steady > 1);
  if (many) return [says(many, `${many.steady === Infinity ? 'pods on every node' : `${many.steady} pods`} mount`)];
  const [first, second] = lasting;
  if (first !== undefined && second !== undefined)
    return [says(second, `its pods and those of ${titleOf(first.manifest)} mount`, [first.manifest])];
  const beside = lasting.find(({ isBeside }) => isBeside);
  return beside ? [says(beside, 'a rollout begins with one more pod beside the old one, and both mount')] : [];
}

function written({ claim }: UsedClaim, { group, isReadOnly, volumeName }: ClaimUser): Violation[] {
  if (isReadOnly) return [];
  return [
    {
      manifest: group.manifest,
      at: `${group.at}/volumes`,
      severity: 'warning',
      message: `volume '${String(volumeName)}' must be mounted read-only, its ${titleOf(claim)} being ${READERS}`,
      fix: 'set readOnly on persistentVolumeClaim, or make the claim ReadWriteMany',
      others: [claim],
    },
  ];
}
