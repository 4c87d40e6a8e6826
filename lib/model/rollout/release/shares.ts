import type { Manifest } from '../../../manifests/manifest';
import type { ManifestSet } from '../../../manifests/manifest-set';
import type { ReleaseName } from '../../../manifests/release-annotations';
import type { PlannedStage } from '../../../manifests/release-plan';
import type { RoutedRequests } from '../../routing/routed-requests';
import { podsBehind } from '../../pools/pool-pods';
import { podsOfService } from '../../selection/service-pods';

/** Who gets which share of a release's requests. */
export interface ReleaseShares {
  /**
   * What says so: a route that splits them, the release's Service by the pods behind it, or the plan, where the route is
   * not among the manifests. Nothing where none of them does.
   */
  readonly by: 'route' | 'service' | 'plan' | undefined;
  /** In whole percent by Deployment; nothing where they are not known. */
  readonly weights: ReadonlyMap<Manifest, number> | undefined;
}

/** What shares are told from. */
export interface ReleaseParts {
  readonly kind: ReleaseName['kind'];
  /** The stable or blue one first. */
  readonly deployments: readonly { readonly manifest: Manifest; readonly pods: number; readonly most: number }[];
  readonly services: readonly Manifest[];
  /** The InferencePools that select pods of it. */
  readonly pools: readonly Manifest[];
  /** The Service that has the release's name. */
  readonly main: Manifest | undefined;
  /** The stage of the plan that the release is at. */
  readonly planned: PlannedStage | undefined;
}

/** The shares of a release's Deployments. */
export function sharesOf(set: ManifestSet, routed: readonly RoutedRequests[], parts: ReleaseParts): ReleaseShares {
  const { deployments, main, planned } = parts;
  const best = routeOf(routed, parts);
  if (!best && isRoutedElsewhere(set, parts)) {
    const weights = planned && new Map(deployments.map(({ manifest }, side) => [manifest, planned.sides[side].weight]));
    return { by: weights && 'plan', weights };
  }
  const total = (best ?? []).reduce((sum, { percent }) => sum + percent, 0);
  const byName = new Map(
    best ? best.map((share) => [keyOf(share), (share.percent * 100) / total]) : [[main && keyOf(main), 100]],
  );
  const isByRoute =
    best !== undefined && (best.length > 1 || best[0].kind !== undefined || best[0].name !== main?.name);
  return { by: isByRoute ? 'route' : 'service', weights: inWholePercent(parts, weightsOf(set, parts, byName)) };
}

/** The shares that a route gives to Services of the release: not those of requests that choose a version. */
function routeOf(
  routed: readonly RoutedRequests[],
  { services, pools, main }: ReleaseParts,
): RoutedRequests['shares'] | undefined {
  const names = new Set([...services, ...pools].map(keyOf));
  const [first] = services;
  const own = routed
    .map(({ shares }) =>
      shares.filter((share) => share.namespaceName === first?.namespaceName && names.has(keyOf(share))),
    )
    .filter((shares) => shares.some(({ percent }) => percent > 0));
  const rankOf = (shares: RoutedRequests['shares']): number =>
    shares.length > 1 ? 0 : shares.some(({ name }) => name === main?.name) ? 1 : 2;
  return own.sort((a, b) => rankOf(a) - rankOf(b)).at(0);
}

/** A Service and a pool may have one name. */
function keyOf({ kind = 'Service', name }: { readonly kind?: string; readonly name: string }): string {
  return `${kind} ${name}`;
}

/**
 * Whether nothing among the manifests divides the requests: without the release's Service, and where it leads to the
 * stable pods alone while the canary has some, whose share only a route can bring.
 */
function isRoutedElsewhere(set: ManifestSet, { kind, deployments, main }: ReleaseParts): boolean {
  if (!main) return true;
  if (kind !== 'Canary' || deployments.length !== 2) return false;
  const behind = podsOfService(set, main).map(({ manifest }) => manifest);
  const [stable, canary] = deployments;
  return canary.most > 0 && behind.includes(stable.manifest) && !behind.includes(canary.manifest);
}

/** A Service's share goes to its pods alike. */
function weightsOf(
  set: ManifestSet,
  { services, pools, deployments }: ReleaseParts,
  shares: ReadonlyMap<string | undefined, number>,
): Map<Manifest, number> {
  const weights = new Map<Manifest, number>();
  for (const service of [...services, ...pools]) {
    const selected = podsBehind(set, service).map(({ manifest }) => manifest);
    const behind = deployments.filter(({ manifest }) => selected.includes(manifest));
    const total = behind.reduce((sum, { pods }) => sum + pods, 0);
    for (const { manifest, pods } of total === 0 ? [] : behind) {
      const share = ((shares.get(keyOf(service)) ?? 0) * pods) / total;
      weights.set(manifest, (weights.get(manifest) ?? 0) + share);
    }
  }
  return weights;
}

/** Shares as plans write them: the later side's is rounded, and what it leaves of the whole is the other's. */
function inWholePercent({ deployments }: ReleaseParts, weights: ReadonlyMap<Manifest, number>): Map<Manifest, number> {
  const exact = deployments.map(({ manifest }) => weights.get(manifest) ?? 0);
  const total = Math.round(exact.reduce((sum, weight) => sum + weight, 0));
  const later = exact.slice(1).reduce((sum, weight) => sum + Math.round(weight), 0);
  return new Map(
    deployments.map(({ manifest }, index) => [manifest, index === 0 ? total - later : Math.round(exact[index])]),
  );
}
