import type { ManifestSet } from '../../manifests/manifest-set';
import { isPlainObject, objectsIn } from '../../private/json';
import { podsWhere } from '../alike/alike-pods';
import { oncePerSet } from '../once-per-set';
import type { PodGroup } from '../selection/pod-groups';
import { endpointsIn } from './endpoints';
import { hiddenAddresses, outsideNeeds } from './outside';
import { textsOf } from './variables';

/** The pods of a set that are given something that may lead to others: a URL, a key, an address. */
export const callersIn = oncePerSet((set): readonly PodGroup[] => podsWhere(set, (group) => mayCall(set, group)));

function mayCall(set: ManifestSet, group: PodGroup): boolean {
  if (readsConfigMaps(group)) return true;
  const texts = textsOf(set, group);
  return (
    texts.some((text) => endpointsIn(text).length > 0) ||
    outsideNeeds(texts, []).length > 0 ||
    hiddenAddresses(texts).length > 0
  );
}

/** What variables hold then says another object. */
function readsConfigMaps({ podSpec }: PodGroup): boolean {
  return ['initContainers', 'containers'].some((list) =>
    objectsIn(podSpec[list]).some(
      ({ env, envFrom }) =>
        objectsIn(envFrom).length > 0 ||
        objectsIn(env).some(({ valueFrom }) => isPlainObject(valueFrom) && valueFrom.configMapKeyRef !== undefined),
    ),
  );
}
