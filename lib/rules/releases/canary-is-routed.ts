import type { Manifest } from '../../manifests/manifest';
import type { ManifestSet } from '../../manifests/manifest-set';
import { titleOf } from '../../manifests/object-ref';
import { oncePerSet } from '../../model/once-per-set';
import { poolsOver } from '../../model/pools/pool-pods';
import { releaseWorkloads } from '../../model/rollout/release/state';
import { poolReferences } from '../../model/routing/pool-references';
import type { ServiceReference } from '../../model/routing/service-reference';
import { serviceReferences } from '../../model/routing/service-references';
import type { Rule, Violation } from '../rule';

export const canaryIsRouted: Rule = {
  id: 'canary-is-routed',
  title: 'routes bring a canary the share of the requests that its release says',
  severity: 'error',
  reason:
    'A canary that a route splits off has a Service of its own, which nothing leads to but a route with weights. Without one the weight is written down and the canary gets nothing: its metrics are those of no traffic, and once it is promoted all requests go to a stable side that keeps fewer and fewer pods. Routes of the set that lead to the stable Service alone are an error; without any route the one that carries the weights may be made elsewhere, which is a warning. What the release says of its weights only its maker knows: looked at are releases made in the same app.',
  sources: [
    'https://gateway-api.sigs.k8s.io/guides/traffic-splitting/',
    'https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/crd/http/traefikservice/',
  ],
  check(set) {
    return releaseWorkloads(set).flatMap((deployment) => violationsOf(set, deployment));
  },
};

function violationsOf(set: ManifestSet, deployment: Manifest): Violation[] {
  const { routed, release } = deployment.releaseSide ?? {};
  if (!routed || !release) return [];
  const { namespaceName } = deployment;
  const carriers = referencesOf(set).get(keyOf(namespaceName, routed.serviceName)) ?? [];
  if (carriers.some(bringsRequests) || poolBringsRequests(set, deployment)) return [];
  const toStable = referencesOf(set).get(keyOf(namespaceName, routed.otherServiceName)) ?? [];
  const stable = set
    .ofKind('Service', '')
    .find((each) => each.name === routed.otherServiceName && each.namespaceName === namespaceName);
  const [first] = [...carriers, ...toStable] as readonly (ServiceReference | undefined)[];
  return [
    {
      manifest: deployment,
      message: `${release.subject} gives it ${routed.percent} % of the requests, which come through Service '${routed.serviceName}', ${detail(carriers, toStable, routed.otherServiceName)}`,
      fix: 'lead a route to the release, with both of its Services and their weights, or split by the numbers of pods',
      others: [...(first ? [first.route] : []), ...(stable ? [stable] : [])],
      ...(first === undefined && { severity: 'warning' }),
    },
  ];
}

function detail(
  carriers: readonly ServiceReference[],
  toStable: readonly ServiceReference[],
  stableName: string,
): string {
  const [named] = carriers as readonly (ServiceReference | undefined)[];
  if (named)
    return `and ${titleOf(named.route)} ${isMirror(named) ? 'sends copies there, whose answers nobody gets' : 'names that Service with the weight 0'}`;
  const [other] = toStable as readonly (ServiceReference | undefined)[];
  return other
    ? `and ${titleOf(other.route)} leads to Service '${stableName}' alone`
    : 'and no route leads to that Service';
}

/** Whether a route leads to a pool of the canary's pods, which stands for its Service. */
function poolBringsRequests(set: ManifestSet, deployment: Manifest): boolean {
  return poolsOver(set, deployment).some(({ namespaceName, name }) => routedPools(set).has(keyOf(namespaceName, name)));
}

/** The pools that routes bring requests, by namespace and name. */
const routedPools = oncePerSet(
  (set): ReadonlySet<string> =>
    new Set(
      poolReferences(set)
        .filter(bringsRequests)
        .map(({ namespaceName, name }) => keyOf(namespaceName, name)),
    ),
);

/** Copies are not answered, and a weight of 0 sends nothing. */
function bringsRequests(reference: ServiceReference): boolean {
  return !isMirror(reference) && reference.entry.weight !== 0;
}

function isMirror({ where }: ServiceReference): boolean {
  return where.includes('.mirrors[') || where.includes('requestMirror');
}

/** What routes say of a Service, by its namespace and name. */
const referencesOf = oncePerSet((set) => {
  const found = new Map<string, ServiceReference[]>();
  for (const reference of serviceReferences(set)) {
    const key = keyOf(reference.namespaceName, reference.name);
    const list = found.get(key);
    if (list) list.push(reference);
    else found.set(key, [reference]);
  }
  return found;
});

function keyOf(namespaceName: string | undefined, name: string): string {
  return `${namespaceName ?? ''}/${name}`;
}
