import { type Manifest, refOf } from '../manifests/manifest';
import { titleOf } from '../manifests/object-ref';
import { type PodGroup, podGroupsOf } from '../model/selection/pod-groups';
import { type JsonObject, objectAt, objectsIn } from '../private/json';
import type { Loss } from './data/losses';
import type { Delivery } from './data/review';
import type { Pairs } from './pairs';
import { isKept } from './removals';
import type { Side } from './side';

/** What pods cannot start without, and that goes. Those that run go on: the next ones fail. */
export function neededByPods({ removed }: Pairs, { set }: Side, delivery: Delivery): Loss[] {
  const gone = removed.filter(
    (manifest) => Object.hasOwn(WHAT_FAILS, manifest.kind) && manifest.group === '' && !isKept(manifest, delivery),
  );
  if (gone.length === 0) return [];
  const pods = podGroupsOf(set).all.map((group) => ({ group, needs: new Set(needsOf(group)) }));
  return gone.flatMap((manifest) => {
    const users = pods.filter(
      ({ group, needs }) => group.namespaceName === manifest.namespaceName && needs.has(needOf(manifest)),
    );
    if (users.length === 0) return [];
    const titles = [...new Set(users.map(({ group }) => titleOf(group.manifest)))];
    const more = titles.length > 3 ? ` and ${titles.length - 3} more` : '';
    const message = `${titleOf(manifest)} goes, and ${titles.slice(0, 3).join(', ')}${more} still ${titles.length === 1 ? 'names' : 'name'} it: ${WHAT_FAILS[manifest.kind]}`;
    return [{ object: refOf(manifest), message, isOutage: false }];
  });
}

const WHAT_FAILS: { readonly [kind: string]: string } = {
  ConfigMap: 'new pods do not start',
  Secret: 'new pods do not start',
  ServiceAccount: 'new pods are refused',
};

function needOf({ kind, name }: Pick<Manifest, 'kind' | 'name'>): string {
  return `${kind} ${name}`;
}

/** ConfigMaps, Secrets and the service account that a pod names and that are not optional. */
function needsOf({ podSpec }: PodGroup): string[] {
  const containers = [...objectsIn(podSpec.initContainers), ...objectsIn(podSpec.containers)];
  const variables = containers.flatMap(({ env, envFrom }) => [
    ...objectsIn(env).flatMap((each) => [
      ...need('ConfigMap', objectAt(each, 'valueFrom', 'configMapKeyRef')),
      ...need('Secret', objectAt(each, 'valueFrom', 'secretKeyRef')),
    ]),
    ...objectsIn(envFrom).flatMap((each) => [
      ...need('ConfigMap', objectAt(each, 'configMapRef')),
      ...need('Secret', objectAt(each, 'secretRef')),
    ]),
  ]);
  const volumes = objectsIn(podSpec.volumes).flatMap((volume) => {
    const { secretName, optional } = objectAt(volume, 'secret');
    return [
      ...need('ConfigMap', objectAt(volume, 'configMap')),
      ...need('Secret', { name: secretName, optional }),
      ...objectsIn(objectAt(volume, 'projected').sources).flatMap((source) => [
        ...need('ConfigMap', objectAt(source, 'configMap')),
        ...need('Secret', objectAt(source, 'secret')),
      ]),
    ];
  });
  const account = podSpec.serviceAccountName ?? podSpec.serviceAccount;
  // A controller makes the account `default` anew in every namespace.
  return [...variables, ...volumes, ...(account === 'default' ? [] : need('ServiceAccount', { name: account }))];
}

function need(kind: string, { name, optional }: JsonObject): string[] {
  return typeof name === 'string' && optional !== true ? [needOf({ kind, name })] : [];
}
