import type { ClusterFacts, DeclaredGateway } from '../../cluster/cluster-facts';
import type { PeerPods as DeclaredPods } from '../../cluster/peer-pods';
import type { Manifest } from '../../manifests/manifest';
import type { ManifestSet } from '../../manifests/manifest-set';
import { objectAt } from '../../private/json';
import { oncePerSet } from '../once-per-set';
import { ingressClassOf, parentsOf } from '../routing/attachments';
import { type PodGroup, podGroupsOf } from '../selection/pod-groups';
import type { Caller } from './admission';
import { PROGRAMS, type Program, programOf } from './gateway-programs';
import type { PeerPods } from './reach';

/** The gateway that serves a route, as far as anything is known of it. */
export interface RouteGateway extends Caller {
  /** How messages call it. */
  readonly title: string;
  /** Pods of the set that carry it. */
  readonly groups: readonly PodGroup[];
  /** Whether its pods share the network of their nodes, or it runs outside of the cluster: no policy can name it by labels. */
  readonly isOutside: boolean;
}

/**
 * The gateway of a route: where its pods run is what the maker of the route knows, else what is declared of the cluster, else
 * the pods of the set that run the program behind the route's class, else not known.
 */
export function gatewayOf(set: ManifestSet, cluster: ClusterFacts, route: Manifest): RouteGateway {
  const program = programOf(set, cluster, route);
  const known = route.servedBy?.pods ?? (route.servedBy ? undefined : declaredPods(set, cluster.gateway, route));
  const groups = known || !program ? [] : (gatewayGroupsOf(set).get(program) ?? []);
  const isOutside = program === 'gke' || groups.some(({ podSpec }) => podSpec.hostNetwork === true);
  const pods = known
    ? [peerOf(known)]
    : isOutside
      ? []
      : groups.map(({ namespaceName, labels }) => ({ namespaceName, labels }));
  return {
    title: titleOfGateway(known, groups, program),
    groups,
    pods,
    isOutside,
    notIn: new Set(cluster.scraper ? [cluster.scraper.namespaceName] : []),
    maybeIn: program === undefined ? gatewayNamespaces(route) : new Set(),
  };
}

function peerOf({ namespaceName, podLabels }: DeclaredPods): PeerPods {
  return { namespaceName, ...(podLabels && { labels: { ...podLabels } }) };
}

function titleOfGateway(known: DeclaredPods | undefined, groups: readonly PodGroup[], program?: Program): string {
  if (known) {
    const labels = Object.entries(known.podLabels ?? {}).map(([key, value]) => `${key}=${value}`);
    return `the gateway's pods (namespace '${known.namespaceName}'${labels.length > 0 ? `, ${labels.join(', ')}` : ''})`;
  }
  const [group] = groups as readonly (PodGroup | undefined)[];
  if (group)
    return `the gateway's pods, those of ${group.manifest.kind} '${group.manifest.name}' in namespace '${group.namespaceName ?? ''}'`;
  return program === 'gke' ? 'the load balancer' : 'the gateway';
}

/** What is declared of the cluster's gateway, where the route is for that one. */
function declaredPods(
  set: ManifestSet,
  gateway: DeclaredGateway | undefined,
  route: Manifest,
): DeclaredPods | undefined {
  if (!gateway?.pods) return undefined;
  if (route.group === 'traefik.io') return gateway.traefik && gateway.pods;
  if (route.kind === 'Ingress') {
    const className = ingressClassOf(route);
    return className === undefined || className === gateway.ingress?.className ? gateway.pods : undefined;
  }
  const declared = gateway.gatewayApi;
  const isMeant = parentsOf(route).some(({ name, namespaceName }) => {
    if (declared?.gatewayName !== undefined)
      return name === declared.gatewayName && namespaceName === (declared.gatewayNamespaceName ?? route.namespaceName);
    const parent = set
      .ofKind('Gateway', 'gateway.networking.k8s.io')
      .find((each) => each.name === name && each.namespaceName === namespaceName);
    return parent !== undefined && objectAt(parent.json, 'spec').gatewayClassName === declared?.className;
  });
  return isMeant ? gateway.pods : undefined;
}

/** Some implementations of the Gateway API run their proxies where the Gateway is. */
function gatewayNamespaces(route: Manifest): ReadonlySet<string> {
  return new Set(parentsOf(route).map(({ namespaceName }) => namespaceName ?? ''));
}

/** The pods of the set that carry a gateway, by its program. */
const gatewayGroupsOf = oncePerSet((set) => {
  const found = new Map<Program, PodGroup[]>();
  for (const group of podGroupsOf(set).all) {
    const program = PROGRAMS.find((each) => each.isRunBy(group));
    if (program) found.set(program.name, [...(found.get(program.name) ?? []), group]);
  }
  return found;
});
