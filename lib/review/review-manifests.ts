import { clusterProblems, type DeclaredCluster } from '../cluster/declared-cluster';
import { checkKubernetesVersion } from '../cluster/kubernetes-version';
import { type Manifest, manifestOf } from '../manifests/manifest';
import { objectProblems } from '../manifests/object-problems';
import { UsageError } from '../private/errors';
import type { JsonObject } from '../private/json';
import { show } from '../private/show';
import { contextOf, withExisting } from '../rules/declared-context';
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
  /**
   * Facts of the cluster, for both sides: what `--cluster FILE` declares.
   *
   * @default - nothing is known of it but `kubernetesVersion`
   */
  readonly cluster?: DeclaredCluster;
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
  const { delivery = 'kubectl' } = options;
  const problems = [
    ...objectProblems('before', before),
    ...objectProblems('after', after),
    ...(DELIVERIES.includes(delivery) ? [] : [`delivery must be 'kubectl', 'argocd' or 'flux', got ${show(delivery)}`]),
    ...declaredProblems(options),
  ];
  if (problems.length > 0) throw new UsageError(problems);
  const cluster = declaredIn(options);
  const [was, now] = [before, after].map((objects) => withExisting(manifestsOf(objects), cluster));
  return review(was, now, { delivery, context: contextOf(cluster) });
}

/** What options say of a cluster. */
export type ClusterOptions = Pick<ReviewManifestsOptions, 'kubernetesVersion' | 'cluster'>;

/** What is wrong with what options say of a cluster, in sentences. */
export function declaredProblems({ kubernetesVersion, cluster }: ClusterOptions): string[] {
  const problem = checkKubernetesVersion('kubernetesVersion', kubernetesVersion);
  const problems = [...(problem === undefined ? [] : [problem]), ...clusterProblems('cluster', cluster)];
  const other = cluster?.kubernetesVersion;
  if (problems.length > 0 || kubernetesVersion === undefined || other === undefined) return problems;
  if (kubernetesVersion === other) return [];
  return [`kubernetesVersion ${show(kubernetesVersion)} and cluster.kubernetesVersion ${show(other)} differ; give one`];
}

/** What options declare of a cluster. */
export function declaredIn({ kubernetesVersion, cluster }: ClusterOptions): DeclaredCluster {
  return { ...cluster, ...(kubernetesVersion !== undefined && { kubernetesVersion }) };
}

/** Objects as manifests, each known by its place among them. */
export function manifestsOf(objects: readonly object[]): Manifest[] {
  return objects.map((object, index) => manifestOf(object as JsonObject, { index }));
}
