import { idOf, type Manifest } from '../../api-server/manifest';
import { selectorMatches, type LabelSelector } from '../../api-server/labels';
import { hostMatches, type ParsedRequest } from '../http';
import type { GatewayApiImplementation, ListenerFacts } from '../types';
import { namespaceOf, type World } from '../world';
import type { GatewaySpec, ListenerFields, ParentRef, RouteSpec } from './fields';
import { isGranted } from './grants';

const group = 'gateway.networking.k8s.io';
const usualListeners: readonly ListenerFacts[] = [
  { name: 'http', port: 80, protocol: 'HTTP' },
  { name: 'https', port: 443, protocol: 'HTTPS' },
];

/** The listeners a route is attached to that a request of this scheme and host comes in at. */
export function listenersFor(
  world: World,
  implementation: GatewayApiImplementation,
  route: Manifest,
  request: ParsedRequest,
): { readonly listeners: readonly ListenerFacts[]; readonly notes: readonly string[] } {
  const notes: string[] = [];
  const { parentRefs = [] } = (route.spec ?? {}) as RouteSpec;
  const listeners = parentRefs.flatMap((parent) => {
    if ((parent.kind ?? 'Gateway') !== 'Gateway' || (parent.group ?? group) !== group) return [];
    const all = listenersOf(world, implementation, route, parent, notes);
    const named = all.filter(
      ({ name, port }) => (parent.sectionName ?? name) === name && (parent.port ?? port) === port,
    );
    if (named.length === 0) notes.push(`${idOf(route)} is attached to no listener of ${parent.name}`);
    return named;
  });
  return { listeners: listeners.filter((each) => isReached(each, request)), notes };
}

function isReached({ protocol, hostname }: ListenerFacts, { scheme, host }: ParsedRequest): boolean {
  return (
    protocol === (scheme === 'https' ? 'HTTPS' : 'HTTP') &&
    (hostname === undefined || hostname === '' || hostMatches(hostname, host, 'labels'))
  );
}

function listenersOf(
  world: World,
  implementation: GatewayApiImplementation,
  route: Manifest,
  { name, namespace = namespaceOf(route) }: ParentRef,
  notes: string[],
): readonly ListenerFacts[] {
  const gateway = world.find(group, 'Gateway', namespace, name);
  if (!gateway) return implementation.listeners ?? usualListeners;
  const { listeners = [] } = (gateway.spec ?? {}) as GatewaySpec;
  return listeners.filter((listener) => {
    const problem = listenerProblem(world, gateway, listener, route);
    if (problem !== undefined)
      notes.push(`${idOf(route)} is not attached to ${idOf(gateway)} ${listener.name}: ${problem}`);
    return problem === undefined;
  });
}

function listenerProblem(
  world: World,
  gateway: Manifest,
  listener: ListenerFields,
  route: Manifest,
): string | undefined {
  const { kinds = [], namespaces = {} } = listener.allowedRoutes ?? {};
  if (kinds.length > 0 && !kinds.some((each) => each.kind === route.kind && (each.group ?? group) === group)) {
    return `it admits no ${route.kind}`;
  }
  if (!admitsNamespace(world, gateway, namespaces, namespaceOf(route)))
    return `it does not admit ${namespaceOf(route)}`;
  if (listener.tls?.mode === 'Passthrough') return 'it passes TLS through';
  for (const { name, namespace = namespaceOf(gateway), kind = 'Secret' } of listener.tls?.certificateRefs ?? []) {
    const from = { kind: 'Gateway', namespace: namespaceOf(gateway) };
    if (!isGranted(world, from, { group: '', kind, namespace, name })) {
      return `its certificate ${namespace}/${name} needs a ReferenceGrant`;
    }
  }
  return undefined;
}

type AllowedNamespaces = NonNullable<NonNullable<ListenerFields['allowedRoutes']>['namespaces']>;

function admitsNamespace(world: World, gateway: Manifest, allowed: AllowedNamespaces, namespace: string): boolean {
  if (allowed.from === 'All') return true;
  if (allowed.from !== 'Selector') return namespace === namespaceOf(gateway);
  const object = world.ofKind('', 'Namespace').find((each) => each.metadata.name === namespace);
  const labels = { ...object?.metadata.labels, 'kubernetes.io/metadata.name': namespace };
  return selectorMatches((allowed.selector ?? {}) as LabelSelector, labels);
}
