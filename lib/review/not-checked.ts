import type { Manifest } from '../manifests/manifest';
import type { ManifestSet } from '../manifests/manifest-set';
import { titleOf } from '../manifests/object-ref';
import { podSpecOf } from '../manifests/pod-spec';
import { acceleratorsOf, deviceClaimsIn } from '../model/scaling/accelerators';
import { lastingContainers } from '../model/selection/pod-groups';
import { isPlainObject, type JsonObject, objectsIn } from '../private/json';
import type { ChangedPair, Pairs } from './pairs';
import type { Side } from './side';

/** What manifests do not tell, and what of it this change hangs on. */
export function notChecked({ changed, added }: Pairs, after: Side): string[] {
  const touched = [...changed.map((pair) => pair.after), ...added];
  const kinds = new Set(touched.map(({ kind }) => kind));
  const isScaled = after.set.ofKind('HorizontalPodAutoscaler').length + after.set.ofKind('ScaledObject').length > 0;
  const asksForDevices = touched.some((manifest) => asksForAccelerators(after.set, manifest));
  const custom = touched
    .filter(({ group }) => group.includes('.') && !group.endsWith('.k8s.io'))
    .map(({ kind }) => kind);
  return [
    'what was changed in the cluster by hand since the manifests were last applied',
    ...(isScaled ? ['how many replicas autoscalers have made of their workloads just now'] : []),
    ...(asksForDevices ? ['whether a node has the devices free that new pods ask for'] : []),
    ...(['Deployment', 'StatefulSet', 'LeaderWorkerSet', 'Rollout', 'Job'].some((kind) => kinds.has(kind))
      ? ['whether images exist and can be pulled, and whether nodes have room']
      : []),
    ...about(
      'whether programs start with other users, groups and rights to write',
      changed.filter(isOtherwiseSecured).map((pair) => pair.after),
    ),
    ...about('whether pods answer as soon as they start, having no readiness probe', touched.filter(isReadyAtOnce)),
    'what admission webhooks and policies of the cluster refuse or change',
    ...(custom.length > 0
      ? [`what the controllers of ${[...new Set(custom)].sort().slice(0, 5).join(', ')} make of them`]
      : []),
  ];
}

function asksForAccelerators(set: ManifestSet, manifest: Manifest): boolean {
  const podSpec = podSpecOf(manifest);
  return podSpec !== undefined && acceleratorsOf(podSpec, deviceClaimsIn(set, manifest.namespaceName)).length > 0;
}

const SHOWN = 3;

/** A line about some objects, where there are some. */
function about(what: string, manifests: readonly Manifest[]): string[] {
  if (manifests.length === 0) return [];
  const more = manifests.length > SHOWN ? ` and ${manifests.length - SHOWN} more` : '';
  return [`${what}: ${manifests.slice(0, SHOWN).map(titleOf).join(', ')}${more}`];
}

/** Kinds whose pods Services send requests to. */
const SERVING = new Set(['DaemonSet', 'Deployment', 'LeaderWorkerSet', 'Rollout', 'StatefulSet']);

function isReadyAtOnce(manifest: Manifest): boolean {
  const podSpec = SERVING.has(manifest.kind) ? podSpecOf(manifest) : undefined;
  const containers = podSpec ? lastingContainers(podSpec) : [];
  const listens = containers.some(({ ports }) => objectsIn(ports).length > 0);
  return listens && !containers.some(({ readinessProbe }) => isPlainObject(readinessProbe));
}

/** Whether programs run with other rights than before: nothing is refused for it, and not every image can bear it. */
function isOtherwiseSecured({ before, after }: ChangedPair): boolean {
  const [old, now] = [podSpecOf(before), podSpecOf(after)];
  return old !== undefined && now !== undefined && securityText(old) !== securityText(now);
}

const OF_USERS = ['runAsUser', 'runAsGroup', 'runAsNonRoot', 'fsGroup', 'readOnlyRootFilesystem'];

function securityText(podSpec: JsonObject): string {
  const shown = ({ securityContext, name }: JsonObject): unknown[] => {
    const context = isPlainObject(securityContext) ? securityContext : {};
    return [name, ...OF_USERS.map((field) => context[field] ?? null)];
  };
  return JSON.stringify([shown(podSpec), ...lastingContainers(podSpec).map(shown)]);
}
