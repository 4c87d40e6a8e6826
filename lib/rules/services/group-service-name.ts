import type { Manifest } from '../../manifests/manifest';
import type { ManifestSet } from '../../manifests/manifest-set';
import { titleOf } from '../../manifests/object-ref';
import { objectAt } from '../../private/json';
import type { Rule, Violation } from '../rule';

export const groupServiceName: Rule = {
  id: 'group-service-name',
  title: 'no Service is called like a LeaderWorkerSet, whose controller makes one of that name',
  severity: 'error',
  check: (set) =>
    set.ofKind('LeaderWorkerSet', 'leaderworkerset.x-k8s.io').flatMap((groups) => violationsOf(set, groups)),
};

function violationsOf(set: ManifestSet, groups: Manifest): Violation[] {
  const isOneEach = objectAt(groups.json, 'spec', 'networkConfig').subdomainPolicy === 'UniquePerReplica';
  const isTaken = (name: string): boolean =>
    isOneEach
      ? name.startsWith(`${groups.name}-`) && /^\d+$/.test(name.slice(groups.name.length + 1))
      : name === groups.name;
  return set
    .ofKind('Service', '')
    .filter(({ name, namespaceName }) => namespaceName === groups.namespaceName && isTaken(name))
    .filter(({ json }) => objectAt(json, 'spec').clusterIP !== 'None')
    .map((service) => ({
      manifest: service,
      at: '/metadata/name',
      message: `has the name by which the pods of ${titleOf(groups)} find each other, and an address of its own: the controller makes no Service of that name then, and workers never find their leader`,
      fix: `call it otherwise, for example '${groups.name}-leader'`,
      others: [groups],
    }));
}
