import type { IDeploymentSpec } from 'kubernetes-models/apps/v1/DeploymentSpec';
import type { IResourceQuotaSpec } from 'kubernetes-models/v1/ResourceQuotaSpec';
import type { IServiceSpec } from 'kubernetes-models/v1/ServiceSpec';
import { replicasOf, type WorkloadPods } from '../../pod-template';
import { addExact, compareExact, parseQuantity, quantity, timesExact } from '../../quantity-oracle';
import { autoscalerOf } from '../autoscaling-targets';
import { podsMeant } from '../int-or-percent';
import { show, specOf, type Manifest } from '../manifest';
import { groupOf } from '../manifest';
import type { ManifestSet, SetRule } from '../rules';
import { quotasOf } from './admission';
import { chargeOf, limitsOf, merged, type Amounts } from './charge';

const one = quantity('1');

/** Whether what is in a namespace fits its quotas, at rest and while each Deployment in turn is updated. */
export const quotaFitRule: SetRule = function* (set) {
  for (const namespace of new Set(
    set.ofKind('ResourceQuota', '').map((each) => each.metadata.namespace ?? 'default'),
  )) {
    const pods = set.pods.filter((pod) => pod.namespace === namespace);
    const defaults = limitsOf(set, namespace, 'Container');
    const charges = new Map(pods.map((pod) => [pod, chargeOfPod(pod, defaults)]));
    let total = objectCounts(set, namespace);
    for (const [pod, charge] of charges) total = merged(total, times(charge, podCount(pod.workload, set)), addExact);
    for (const quota of quotasOf(set, namespace)) {
      for (const [key, hard] of Object.entries(specOf<IResourceQuotaSpec>(quota).hard ?? {})) {
        const limit = parseQuantity(hard);
        const counted = /^(cpu|memory|ephemeral-storage)$/.test(key) ? `requests.${key}` : key;
        const used = total.get(counted);
        if (!limit || !used) continue;
        if (compareExact(used, limit) > 0) {
          yield [quota, `${key} ${show(hard)} is less than the set asks for`];
          continue;
        }
        for (const [pod, charge] of charges) {
          const more = charge.get(counted);
          if (!more || !needsSurge(pod.workload) || compareExact(addExact(used, more), limit) <= 0) continue;
          yield [pod.workload, `can never be updated: no pod more fits ${key} ${show(hard)} of its namespace`];
        }
      }
    }
  }
};

function chargeOfPod(pod: WorkloadPods, defaults: ReturnType<typeof limitsOf>): Amounts {
  return new Map([...chargeOf(pod, defaults), ['pods', one], ['count/pods', one]]);
}

function times(amounts: Amounts, factor: number): Amounts {
  return new Map([...amounts].map(([key, amount]) => [key, timesExact(amount, factor)]));
}

function podCount(workload: Manifest, set: ManifestSet): number {
  const autoscaler = autoscalerOf(workload, set);
  if (!autoscaler) return replicasOf(workload);
  const spec = specOf<{ maxReplicas: number; maxReplicaCount: number }>(autoscaler);
  return spec.maxReplicas ?? spec.maxReplicaCount ?? replicasOf(workload);
}

/** Whether an update begins with a pod more, because none of the old ones may go first. */
function needsSurge(workload: Manifest): boolean {
  const { strategy = {}, replicas = 1 } = specOf<IDeploymentSpec>(workload);
  if (workload.kind !== 'Deployment' || strategy.type === 'Recreate' || replicas === 0) return false;
  const unavailable: unknown = strategy.rollingUpdate?.maxUnavailable ?? '25%';
  const surge: unknown = strategy.rollingUpdate?.maxSurge ?? '25%';
  return podsMeant(unavailable, replicas, 'down') === 0 && podsMeant(surge, replicas, 'up') > 0;
}

const plurals: Readonly<Record<string, string>> = { NetworkPolicy: 'networkpolicies', Ingress: 'ingresses' };

/** Objects are counted when they are created: one too many is refused. */
function objectCounts(set: ManifestSet, namespace: string): Amounts {
  const counts = new Map<string, number>();
  const count = (key: string, by = 1): void => void counts.set(key, (counts.get(key) ?? 0) + by);
  // Every namespace is given the cluster's certificate as a ConfigMap.
  for (const key of ['configmaps', 'count/configmaps']) count(key);
  for (const manifest of set.manifests) {
    if (manifest.metadata.namespace !== namespace) continue;
    const plural = plurals[manifest.kind] ?? `${manifest.kind.toLowerCase()}s`;
    const group = groupOf(manifest.apiVersion);
    count(`count/${plural}${group === '' ? '' : `.${group}`}`);
    if (group === '') count(plural);
    if (group !== '' || manifest.kind !== 'Service') continue;
    const spec = specOf<IServiceSpec>(manifest);
    const ports = spec.ports ?? [];
    const asked = ports.filter((port) => port.nodePort !== undefined);
    const isBalanced = spec.type === 'LoadBalancer';
    if (isBalanced) count('services.loadbalancers');
    if (spec.type === 'NodePort') count('services.nodeports', ports.length);
    if (isBalanced) {
      count('services.nodeports', spec.allocateLoadBalancerNodePorts === false ? asked.length : ports.length);
    }
  }
  return new Map([...counts].map(([key, number]) => [key, quantity(number)]));
}
