import { addExact } from '../../quantity-oracle';
import { readManifest } from '../manifest';
import { manifestSet } from '../manifest-set';
import type { ApiServerOptions } from '../rules';
import { versionsOf } from '../versions';
import { limitsOf, merged, type Amounts } from './charge';
import { chargeOfPod, times } from './fit';
import { objectCounts } from './objects';
import { podNumbers, type PodNumbers } from './pods';

/** What a namespace is charged, by key, at rest and while every Deployment is updated at once. */
export type Taken = Readonly<Record<keyof PodNumbers, Amounts>>;

/** Adds up what the manifests of a namespace are charged. */
export function takenBy(manifests: readonly object[], namespace: string, options: ApiServerOptions = {}): Taken {
  const sound = manifests.map((each) => {
    const manifest = readManifest(each);
    if (typeof manifest === 'string') throw new Error(manifest);
    return manifest;
  });
  const set = manifestSet(sound, { options, versions: versionsOf(options.kubernetesVersion) });
  const defaults = limitsOf(set, namespace, 'Container');
  const pods = set.pods.filter((pod) => pod.namespace === namespace);
  const sum = (state: keyof PodNumbers): Amounts =>
    pods.reduce(
      (total, pod) =>
        merged(
          total,
          times(chargeOfPod(pod, defaults, set), pod.each * podNumbers(pod.workload, set)[state]),
          addExact,
        ),
      objectCounts(set, namespace, state !== 'steady'),
    );
  return { steady: sum('steady'), peak: sum('peak'), withLeaving: sum('withLeaving') };
}
