import type { Manifest } from '../manifests/manifest';
import type { UpdateOptions } from '../model/update';
import { isCertain, validateObject } from '../model/validation';
import { NO_CONTEXT, type RuleContext } from '../rules/context';
import { capacityChanges } from './capacity';
import { changesOf } from './changes';
import type { Delivery, Review } from './data/review';
import { findingChanges, judge, newAcknowledgements } from './findings';
import { lossesOf } from './losses';
import { modelChanges } from './models';
import { notChecked } from './not-checked';
import { outcomeOf } from './outcome';
import { pairsOf } from './pairs';
import { permissionChanges } from './permissions';
import { reachChanges } from './reach';
import { refusalsOf } from './refusals';
import { releaseChanges } from './releases';
import { removalsOf } from './removals';
import { restartsOf, staleConfigurationsOf } from './restarts';
import { securityChanges } from './security';
import { serviceChanges } from './services';
import { sideOf } from './side';
import { topologyOf } from './topology';
import { trafficChanges } from './traffic';
import { conclude } from './verdict';

/** How a change is reviewed. */
export interface ReviewOptions {
  /**
   * Who applies the manifests.
   *
   * @default 'kubectl'
   */
  readonly delivery?: Delivery;
  /**
   * What is known besides the manifests.
   *
   * @default - nothing
   */
  readonly context?: RuleContext;
}

/**
 * Says what a change of manifests will do.
 *
 * @param before what is in the cluster, as it was applied
 * @param after what is to be applied
 * @throws UsageError when one side describes an object twice
 */
export function review(before: readonly Manifest[], after: readonly Manifest[], options: ReviewOptions = {}): Review {
  const { delivery = 'kubectl', context = NO_CONTEXT } = options;
  const [was, now] = [sideOf('before', before), sideOf('after', after)];
  const pairs = pairsOf(was, now, updateOptions(delivery, context));
  const { applied, inCluster } = outcomeOf(pairs, was, now, delivery);
  const [judgedBefore, judgedAfter] = [judge(was, context), judge(now, context)];
  const reach = reachChanges(was, now);
  const gathered = {
    delivery,
    objects: { before: before.length, after: after.length },
    refusals: refusalsOf(pairs, delivery),
    restarts: restartsOf(pairs, was, now),
    staleConfigurations: staleConfigurationsOf(pairs, now),
    changes: changesOf(pairs),
    removals: removalsOf(pairs, delivery),
    traffic: trafficChanges(was, applied, inCluster),
    services: serviceChanges(pairs, was, applied, delivery),
    losses: lossesOf(pairs, was, { applied, inCluster }, delivery),
    releases: releaseChanges(pairs, was, now),
    models: modelChanges(pairs),
    capacity: capacityChanges(pairs, was, now),
    permissions: permissionChanges(was, now),
    reach,
    security: securityChanges(pairs, was, now),
    findings: findingChanges(judgedBefore, judgedAfter),
    acknowledgements: newAcknowledgements(judgedBefore, judgedAfter),
    notChecked: notChecked(pairs, now),
    topology: topologyOf(pairs, was, now, reach),
  };
  return { ...conclude(gathered), ...gathered };
}

/** https://fluxcd.io/flux/components/kustomize/kustomizations/: Flux applies server-side, the others do so when asked. */
function updateOptions(delivery: Delivery, { cluster }: RuleContext): UpdateOptions {
  const minor = cluster.kubernetesMinor;
  return {
    apply: delivery === 'flux' ? 'server-side' : 'client-side',
    // What only some versions refuse, where none is declared, is a finding and no refusal.
    validate: (object) => validateObject(object, minor === undefined ? {} : { minor }).filter(isCertain),
  };
}
