import type { ICronJobSpec } from 'kubernetes-models/batch/v1/CronJobSpec';
import type { IDeploymentSpec } from 'kubernetes-models/apps/v1/DeploymentSpec';
import type { IPersistentVolumeClaimSpec } from 'kubernetes-models/v1/PersistentVolumeClaimSpec';
import type { IServiceSpec } from 'kubernetes-models/v1/ServiceSpec';
import type { IStatefulSetSpec } from 'kubernetes-models/apps/v1/StatefulSetSpec';
import { addExact, quantity, timesExact } from '../../quantity-oracle';
import { groupOf, specOf, type Manifest } from '../manifest';
import type { ManifestSet } from '../rules';
import { merged, type Amounts } from './charge';
import { podNumbers } from './pods';

const plurals: Readonly<Record<string, string>> = { NetworkPolicy: 'networkpolicies', Ingress: 'ingresses' };

/** What is no pod is counted when it is created: one too many is refused. */
export function objectCounts(set: ManifestSet, namespace: string, isRolling = false): Amounts {
  let counts: Amounts = new Map();
  const add = (amounts: Readonly<Record<string, unknown>>, times = 1): void => {
    const exact = Object.entries(amounts).map(([key, amount]) => [key, timesExact(quantity(amount), times)] as const);
    counts = merged(counts, new Map(exact), addExact);
  };
  // Every namespace is given the cluster's certificate as a ConfigMap, and an account.
  add({ 'count/configmaps': 1, 'count/serviceaccounts': 1 });
  for (const manifest of set.manifests) {
    const { kind, metadata } = manifest;
    if (metadata.namespace !== namespace || kind === 'Pod') continue;
    const group = groupOf(manifest.apiVersion);
    add({ [`count/${plurals[kind] ?? `${kind.toLowerCase()}s`}${group === '' ? '' : `.${group}`}`]: 1 });
    if (kind === 'Service' && group === '') add(exposureOf(specOf<IServiceSpec>(manifest)));
    if (kind === 'PersistentVolumeClaim') add(storageOf(specOf<IPersistentVolumeClaimSpec>(manifest)));
    if (kind === 'StatefulSet') addClaims(manifest, podNumbers(manifest, set).steady, add);
    // The leaders' StatefulSet and that of the workers of each group, and a Service by which they find each other.
    if (kind === 'LeaderWorkerSet')
      add({ 'count/services': 1, 'count/statefulsets.apps': 1 + podNumbers(manifest, set).steady });
    if (kind === 'Deployment') {
      const { revisionHistoryLimit = 10, paused } = specOf<IDeploymentSpec>(manifest);
      add({ 'count/replicasets.apps': revisionHistoryLimit + (isRolling && !paused ? 2 : 1) });
    }
    if (kind === 'CronJob') {
      const { successfulJobsHistoryLimit = 3, failedJobsHistoryLimit = 1 } = specOf<ICronJobSpec>(manifest);
      add({ 'count/jobs.batch': successfulJobsHistoryLimit + failedJobsHistoryLimit + 1 });
    }
  }
  return counts;
}

function exposureOf({
  type,
  ports = [],
  allocateLoadBalancerNodePorts,
}: Partial<IServiceSpec>): Record<string, number> {
  const asked = ports.filter((port) => port.nodePort !== undefined).length;
  if (type === 'NodePort') return { 'services.nodeports': ports.length };
  return type === 'LoadBalancer'
    ? {
        'services.loadbalancers': 1,
        'services.nodeports': allocateLoadBalancerNodePorts === false ? asked : ports.length,
      }
    : {};
}

function storageOf({ storageClassName, resources }: Partial<IPersistentVolumeClaimSpec>): Record<string, unknown> {
  const storage = resources?.requests?.storage ?? 0;
  const prefix = `${storageClassName}.storageclass.storage.k8s.io`;
  return {
    'requests.storage': storage,
    ...(storageClassName && { [`${prefix}/requests.storage`]: storage, [`${prefix}/persistentvolumeclaims`]: 1 }),
  };
}

function addClaims(set: Manifest, pods: number, add: (amounts: Record<string, unknown>, times: number) => void): void {
  for (const { spec } of specOf<IStatefulSetSpec>(set).volumeClaimTemplates ?? []) {
    add({ 'count/persistentvolumeclaims': 1, ...storageOf(spec ?? {}) }, pods);
  }
}
