import type { Manifest } from '../manifests/manifest';
import { planOf, type ReleaseName, releaseNameOf, type StageName, stageOf } from '../manifests/release-annotations';
import type { PlannedStage } from '../manifests/release-plan';
import { countIn } from '../model/quota/amounts';
import { podsOfService } from '../model/selection/service-pods';
import type { RoutedRequests } from '../model/routing/routed-requests';
import { routedRequests } from '../model/routing/shares';
import { byCodeUnit, objectAt } from '../private/json';
import { LABEL, MANAGED_BY } from '../private/labels';
import type { Side } from './side';

/** A Deployment of a release. */
export interface ReleaseDeployment {
  readonly manifest: Manifest;
  /** `canary`, `blue`. */
  readonly role: string;
  readonly pods: number;
  /** Its share of the requests in percent, rounded. */
  readonly weight: number;
}

/** A release as the manifests of one side have it. */
export interface ReleaseState extends ReleaseName {
  readonly namespaceName: string | undefined;
  readonly stage: StageName | undefined;
  readonly plan: readonly PlannedStage[] | undefined;
  readonly deployments: readonly ReleaseDeployment[];
  /** Whether a route carries the weights; else the Service does, by the pods behind it. */
  readonly isByRoute: boolean;
}

const ROLES: { readonly [role: string]: ReleaseName['kind'] } = {
  stable: 'Canary',
  canary: 'Canary',
  blue: 'BlueGreen',
  green: 'BlueGreen',
};

interface Parts extends ReleaseName {
  readonly deployments: Manifest[];
  readonly services: Manifest[];
}

/** The releases of a side, by namespace and name. */
export function releasesOf(side: Side): ReadonlyMap<string, ReleaseState> {
  const found = new Map<string, Parts>();
  const keyOf = (manifest: Manifest, name: string): string => `${manifest.namespaceName ?? ''}/${name}`;
  for (const manifest of side.set.ofKind('Deployment', 'apps')) {
    const release = releaseOf(manifest);
    if (!release) continue;
    const key = keyOf(manifest, release.name);
    const parts = found.get(key) ?? { ...release, deployments: [], services: [] };
    parts.deployments.push(manifest);
    found.set(key, parts);
  }
  if (found.size === 0) return new Map();
  for (const manifest of side.set.ofKind('Service', '')) {
    const name = releaseNameOf(manifest)?.name ?? labelOf(manifest, LABEL.NAME);
    found.get(keyOf(manifest, String(name)))?.services.push(manifest);
  }
  const routed = routedRequests(side.set);
  return new Map([...found].map(([key, parts]) => [key, stateOf(side, routed, parts)]));
}

/** Which release a Deployment belongs to: as it says, or as labels and names of former versions of this library say. */
function releaseOf(manifest: Manifest): ReleaseName | undefined {
  const said = releaseNameOf(manifest);
  if (said) return said;
  const name = labelOf(manifest, LABEL.NAME);
  if (labelOf(manifest, LABEL.MANAGED_BY) !== MANAGED_BY || typeof name !== 'string') return undefined;
  const instance = String(labelOf(manifest, LABEL.INSTANCE));
  const role = instance.slice(name.length + 1);
  return Object.hasOwn(ROLES, role) && instance === `${name}-${role}` ? { kind: ROLES[role], name } : undefined;
}

function labelOf({ json }: Manifest, key: string): unknown {
  return objectAt(json, 'metadata', 'labels')[key];
}

function stateOf(side: Side, routed: readonly RoutedRequests[], parts: Parts): ReleaseState {
  const { kind, name, deployments, services } = parts;
  const withPlan = services.find((service) => planOf(service) !== undefined);
  const main = withPlan ?? services.find((service) => labelOf(service, LABEL.INSTANCE) === name);
  const shares = serviceShares(routed, services, main);
  const weights = weightsOf(side, services, shares.byName, deployments);
  return {
    kind,
    name,
    namespaceName: deployments[0].namespaceName,
    stage: stageOf(main ?? deployments[0]),
    plan: withPlan && planOf(withPlan),
    isByRoute: shares.isByRoute,
    deployments: inWholePercent(
      deployments
        .map((manifest) => ({
          manifest,
          role: manifest.name.slice(name.length + 1),
          pods: podsIn(manifest),
          weight: weights.get(manifest) ?? 0,
        }))
        .sort((a, b) => byRole(a.role, b.role)),
    ),
  };
}

/** Shares as plans write them: the later side's is rounded, and what it leaves of the whole is the other's. */
function inWholePercent<Side extends { readonly weight: number }>(sides: readonly Side[]): Side[] {
  const total = Math.round(sides.reduce((sum, { weight }) => sum + weight, 0));
  const later = sides.slice(1).reduce((sum, { weight }) => sum + Math.round(weight), 0);
  return sides.map((side, index) => ({ ...side, weight: index === 0 ? total - later : Math.round(side.weight) }));
}

function byRole(a: string, b: string): number {
  const roles = Object.keys(ROLES);
  return roles.indexOf(a) - roles.indexOf(b) || byCodeUnit(a, b);
}

function podsIn({ json }: Manifest): number {
  return countIn(objectAt(json, 'spec').replicas, 1);
}

/** Shares of the release's Services: those that a route gives, not those of requests that choose a version. */
function serviceShares(
  routed: readonly RoutedRequests[],
  services: readonly Manifest[],
  main: Manifest | undefined,
): { readonly byName: ReadonlyMap<string, number>; readonly isByRoute: boolean } {
  const names = new Set(services.map(({ name }) => name));
  const [first] = services;
  const own = routed
    .map(({ shares }) =>
      shares.filter((share) => share.namespaceName === first?.namespaceName && names.has(share.name)),
    )
    .filter((shares) => shares.some(({ percent }) => percent > 0));
  const rankOf = (shares: (typeof own)[number]): number =>
    shares.length > 1 ? 0 : shares.some(({ name }) => name === main?.name) ? 1 : 2;
  const [best] = [...own].sort((a, b) => rankOf(a) - rankOf(b));
  if (best === undefined) return { byName: new Map(main ? [[main.name, 100]] : []), isByRoute: false };
  const total = best.reduce((sum, { percent }) => sum + percent, 0);
  return {
    byName: new Map(best.map(({ name, percent }) => [name, (percent * 100) / total])),
    isByRoute: best.length > 1 || best[0].name !== main?.name,
  };
}

/** A Service's share goes to its pods alike. */
function weightsOf(
  side: Side,
  services: readonly Manifest[],
  shares: ReadonlyMap<string, number>,
  deployments: readonly Manifest[],
): Map<Manifest, number> {
  const weights = new Map<Manifest, number>();
  for (const service of services) {
    const behind = podsOfService(side.set, service)
      .map(({ manifest }) => manifest)
      .filter((manifest) => deployments.includes(manifest));
    const total = behind.reduce((sum, manifest) => sum + podsIn(manifest), 0);
    for (const manifest of total === 0 ? [] : behind) {
      const share = ((shares.get(service.name) ?? 0) * podsIn(manifest)) / total;
      weights.set(manifest, (weights.get(manifest) ?? 0) + share);
    }
  }
  return weights;
}
