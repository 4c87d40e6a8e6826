import { UNDECLARED } from '../cluster/cluster-facts';
import { checkKubernetesVersion, minorOf } from '../cluster/kubernetes-version';
import { type Manifest, manifestOf } from '../manifests/manifest';
import { objectProblems } from '../manifests/object-problems';
import { UsageError } from '../private/errors';
import type { JsonObject } from '../private/json';
import { show } from '../private/show';
import { NO_CONTEXT, type RuleContext } from '../rules/context';
import type { Delivery, Review } from './data/review';
import { review } from './review';

/** How a change of plain objects is reviewed. */
export interface ReviewManifestsOptions {
  /**
   * Who applies the manifests.
   *
   * @default 'kubectl'
   */
  readonly delivery?: Delivery;
  /**
   * Oldest version of Kubernetes that they must run on, for example `1.32`.
   *
   * @default - not known: only what no supported version knows is an error
   */
  readonly kubernetesVersion?: string;
}

const DELIVERIES: readonly Delivery[] = ['kubectl', 'argocd', 'flux'];

/**
 * Says what a change of plain objects will do: what `cdk8s-model-serving review` says of files.
 *
 * @param before what is in the cluster, as it was applied: objects with `apiVersion` and `kind`
 * @param after what is to be applied
 * @throws UsageError when one is no Kubernetes object, a side describes an object twice, or an option is none
 */
export function reviewManifests(
  before: readonly object[],
  after: readonly object[],
  options: ReviewManifestsOptions = {},
): Review {
  const { delivery = 'kubectl', kubernetesVersion } = options;
  const problems = [
    ...objectProblems('before', before),
    ...objectProblems('after', after),
    ...(DELIVERIES.includes(delivery) ? [] : [`delivery must be 'kubectl', 'argocd' or 'flux', got ${show(delivery)}`]),
    checkKubernetesVersion('kubernetesVersion', kubernetesVersion),
  ].filter((problem) => problem !== undefined);
  if (problems.length > 0) throw new UsageError(problems);
  const context = contextOf(kubernetesVersion);
  return review(manifestsOf(before), manifestsOf(after), { delivery, context });
}

/** What rules know of a cluster of which the version alone is declared. */
export function contextOf(kubernetesVersion: string | undefined): RuleContext {
  const kubernetesMinor = minorOf(kubernetesVersion);
  return kubernetesMinor === undefined ? NO_CONTEXT : { ...NO_CONTEXT, cluster: { ...UNDECLARED, kubernetesMinor } };
}

/** Objects as manifests, each known by its place among them. */
export function manifestsOf(objects: readonly object[]): Manifest[] {
  return objects.map((object, index) => manifestOf(object as JsonObject, { index }));
}
