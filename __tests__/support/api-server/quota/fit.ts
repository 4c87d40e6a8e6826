import type { IDeploymentSpec } from 'kubernetes-models/apps/v1/DeploymentSpec';
import type { IResourceQuotaSpec } from 'kubernetes-models/v1/ResourceQuotaSpec';
import type { WorkloadPods } from '../../pod-template';
import { addExact, compareExact, parseQuantity, quantity, timesExact } from '../../quantity-oracle';
import { podsMeant } from '../int-or-percent';
import { show, specOf, type Manifest } from '../manifest';
import type { ManifestSet, SetRule } from '../rules';
import { quotasOf } from './admission';
import { chargeOf, limitsOf, merged, type Amounts } from './charge';
import { claimsOf } from './claims';
import { objectCounts } from './objects';
import { podNumbers } from './pods';

const one = quantity('1');
const none = quantity('0');

/** Whether what is in a namespace fits its quotas, at rest and while each Deployment in turn is updated. */
export const quotaFitRule: SetRule = function* (set) {
  for (const namespace of new Set(
    set.ofKind('ResourceQuota', '').map((each) => each.metadata.namespace ?? 'default'),
  )) {
    const pods = set.pods.filter((pod) => pod.namespace === namespace);
    const defaults = limitsOf(set, namespace, 'Container');
    const charges = new Map(pods.map((pod) => [pod, chargeOfPod(pod, defaults, set)]));
    let total = objectCounts(set, namespace);
    const ending = pods.filter((pod) => ends(pod.workload) && podNumbers(pod.workload, set).steady > 0);
    for (const [pod, charge] of charges)
      if (!ends(pod.workload))
        total = merged(total, times(charge, pod.each * podNumbers(pod.workload, set).steady), addExact);
    for (const quota of quotasOf(set, namespace)) {
      for (const [key, hard] of Object.entries(specOf<IResourceQuotaSpec>(quota).hard ?? {})) {
        const limit = parseQuantity(hard);
        const counted = countedAs(key);
        const used = total.get(counted) ?? none;
        if (!limit) continue;
        if (compareExact(used, limit) > 0) {
          yield [quota, `${key} ${show(hard)} is less than the set asks for`];
          continue;
        }
        for (const pod of ending) {
          const more = charges.get(pod)?.get(counted);
          if (more && compareExact(addExact(used, more), limit) > 0) {
            yield [pod.workload, `can never start: no pod of it fits ${key} ${show(hard)} of its namespace`];
          }
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

export function chargeOfPod(pod: WorkloadPods, defaults: ReturnType<typeof limitsOf>, set: ManifestSet): Amounts {
  const charge = new Map([...chargeOf(pod, defaults), ['pods', one], ['count/pods', one]] as const);
  return merged(charge, claimsOf(pod, set), addExact);
}

export function times(amounts: Amounts, factor: number): Amounts {
  return new Map([...amounts].map(([key, amount]) => [key, timesExact(amount, factor)]));
}

/** Whether the pods of a workload end by themselves: whatever waits for their room gets it. */
function ends({ kind }: Manifest): boolean {
  return kind === 'Job' || kind === 'CronJob';
}

/** Whether an update begins with a pod more, because none of the old ones may go first. */
function needsSurge(workload: Manifest): boolean {
  const { strategy = {}, replicas = 1, paused } = specOf<IDeploymentSpec>(workload);
  if (workload.kind !== 'Deployment' || strategy.type === 'Recreate' || replicas === 0 || paused) return false;
  const unavailable: unknown = strategy.rollingUpdate?.maxUnavailable ?? '25%';
  const surge: unknown = strategy.rollingUpdate?.maxSurge ?? '25%';
  return podsMeant(unavailable, replicas, 'down') === 0 && podsMeant(surge, replicas, 'up') > 0;
}

/** The one of several keys for the same thing under which it is added up. */
export function countedAs(key: string): string {
  if (/^(cpu|memory|ephemeral-storage|hugepages-.+)$/.test(key)) return `requests.${key}`;
  return /^(configmaps|persistentvolumeclaims|replicationcontrollers|resourcequotas|secrets|services)$/.test(key)
    ? `count/${key}`
    : key;
}
