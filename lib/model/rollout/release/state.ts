import type { Manifest } from '../../../manifests/manifest';
import type { ManifestSet } from '../../../manifests/manifest-set';
import {
  planOf,
  type ReleaseName,
  releaseNameOf,
  type StageName,
  stageOf,
} from '../../../manifests/release-annotations';
import type { PlannedStage } from '../../../manifests/release-plan';
import { byCodeUnit, objectAt } from '../../../private/json';
import { LABEL, MANAGED_BY } from '../../../private/labels';
import type { RoutedRequests } from '../../routing/routed-requests';
import { poolsOver } from '../../pools/pool-pods';
import { routedRequests } from '../../routing/shares';
import { oncePerSet } from '../../once-per-set';
import { replicasOf } from '../../scaling/pods-at-once';
import { type ReleaseShares, sharesOf } from './shares';

/** A Deployment of a release. */
export interface ReleaseDeployment {
  readonly manifest: Manifest;
  /** `canary`, `blue`. */
  readonly role: string;
  /** The fewest that an autoscaler keeps. */
  readonly pods: number;
  /** Its share of the requests in percent, rounded; nothing where that is not known. */
  readonly weight: number | undefined;
}

/** A release as manifests have it. */
export interface ReleaseState extends ReleaseName {
  readonly namespaceName: string | undefined;
  readonly stage: StageName | undefined;
  readonly plan: readonly PlannedStage[] | undefined;
  readonly deployments: readonly ReleaseDeployment[];
  readonly services: readonly Manifest[];
  readonly sharesBy: ReleaseShares['by'];
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

/** The releases of a set, by namespace and name. */
export const releasesOf = oncePerSet((set: ManifestSet): ReadonlyMap<string, ReleaseState> => {
  const found = new Map<string, Parts>();
  const keyOf = (manifest: Manifest, name: string): string => `${manifest.namespaceName ?? ''}/${name}`;
  for (const manifest of releaseWorkloads(set)) {
    const release = releaseOf(manifest);
    if (!release) continue;
    const key = keyOf(manifest, release.name);
    const parts = found.get(key) ?? { ...release, deployments: [], services: [] };
    parts.deployments.push(manifest);
    found.set(key, parts);
  }
  if (found.size === 0) return new Map();
  for (const manifest of set.ofKind('Service', '')) {
    const name = releaseNameOf(manifest)?.name ?? labelOf(manifest, LABEL.NAME);
    found.get(keyOf(manifest, String(name)))?.services.push(manifest);
  }
  const routed = routedRequests(set);
  return new Map([...found].map(([key, parts]) => [key, stateOf(set, routed, parts)]));
});

/** What the sides of releases are: Deployments, or groups of pods. */
export function releaseWorkloads(set: ManifestSet): readonly Manifest[] {
  const groups = set.ofKind('LeaderWorkerSet', 'leaderworkerset.x-k8s.io');
  return groups.length === 0 ? set.ofKind('Deployment', 'apps') : [...set.ofKind('Deployment', 'apps'), ...groups];
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

function stateOf(set: ManifestSet, routed: readonly RoutedRequests[], parts: Parts): ReleaseState {
  const { kind, name, services } = parts;
  const withPlan = services.find((service) => planOf(service) !== undefined);
  const main = withPlan ?? services.find((service) => labelOf(service, LABEL.INSTANCE) === name);
  const plan = withPlan && planOf(withPlan);
  const stage = stageOf(main ?? parts.deployments[0]);
  const deployments = parts.deployments
    .map((manifest) => ({ manifest, role: manifest.name.slice(name.length + 1), ...podsIn(set, manifest) }))
    .sort((a, b) => byRole(a.role, b.role));
  const planned = stage?.position && plan?.at(stage.position.index - 1);
  const pools = [...new Set(deployments.flatMap(({ manifest }) => poolsOver(set, manifest)))];
  const shares = sharesOf(set, routed, { kind, deployments, services, pools, main, planned });
  return {
    kind,
    name,
    namespaceName: deployments[0].manifest.namespaceName,
    stage,
    plan,
    services,
    sharesBy: shares.by,
    deployments: deployments.map(({ manifest, role, pods }) => ({
      manifest,
      role,
      pods,
      weight: shares.weights?.get(manifest),
    })),
  };
}

function podsIn(set: ManifestSet, manifest: Manifest): { readonly pods: number; readonly most: number } {
  const { fewest, most } = replicasOf(set, manifest);
  return { pods: fewest, most };
}

function byRole(a: string, b: string): number {
  const roles = Object.keys(ROLES);
  return roles.indexOf(a) - roles.indexOf(b) || byCodeUnit(a, b);
}
