import type { Manifest } from '../../../manifests/manifest';
import type { ManifestSet } from '../../../manifests/manifest-set';
import { titleOf } from '../../../manifests/object-ref';
import { argoStrategyOf } from '../../../model/rollout/argo/strategy';
import { isPlainObject, type JsonObject, objectAt, objectsIn } from '../../../private/json';
import type { Violation } from '../../rule';
import { GATEWAY_API_PLUGIN } from './routers';

/** A route into which the controller of a Rollout writes weights. */
interface NamedRoute {
  readonly at: string;
  readonly kind: string;
  readonly group: string;
  readonly name: string;
  readonly namespaceName: string | undefined;
  /** What is wrong with the Services it leads to. */
  readonly check: (route: JsonObject, services: Services) => string | undefined;
}

/** The Services of both versions. */
interface Services {
  readonly stable: string;
  readonly canary: string;
}

const AT = '/spec/strategy/canary/trafficRouting';

/** What is wrong with the routes that a Rollout names. */
export function routeViolations(set: ManifestSet, rollout: Manifest): Violation[] {
  const { canary = {}, routing } = argoStrategyOf(objectAt(rollout.json, 'spec'));
  if (!routing) return [];
  const services = { stable: String(canary.stableService), canary: String(canary.canaryService) };
  return routesOf(routing, rollout.namespaceName).flatMap((named) => {
    const route = set.find(named.kind, named.group, named.name, named.namespaceName);
    if (!route) return missing(set, rollout, named);
    const spec = objectAt(route.json, 'spec');
    const problem = named.check(spec, services);
    const shared: Pick<Violation, 'manifest' | 'at' | 'others'> = { manifest: rollout, at: named.at, others: [route] };
    if (problem !== undefined)
      return [{ ...shared, message: `${titleOf(route)} must ${problem}`, fix: 'add them to the route' }];
    return named.kind === 'TraefikService' ? resetWarnings(spec, services, route, shared) : [];
  });
}

function missing(
  set: ManifestSet,
  rollout: Manifest,
  { at, kind, group, name, namespaceName }: NamedRoute,
): Violation[] {
  if (rollout.madeElsewhere?.includes(`${kind} ${namespaceName ?? ''}/${name}`)) return [];
  const there = set.ofKind(kind, group).filter((route) => route.namespaceName === namespaceName);
  const isKnown = there.length > 0 || set.find('Namespace', '', namespaceName ?? '') !== undefined;
  if (!isKnown) return [];
  const names = there.slice(0, 5).map((route) => route.name);
  return [
    {
      manifest: rollout,
      at,
      message: `trafficRouting must name routes that exist, got ${kind} '${name}' in the namespace '${namespaceName ?? ''}', which has ${names.join(', ') || 'none'}`,
      fix: `correct the name, or make the ${kind}`,
    },
  ];
}

function routesOf(routing: JsonObject, namespaceName: string | undefined): NamedRoute[] {
  const one =
    (kind: string, group: string, at: string, check: NamedRoute['check'], inside = namespaceName) =>
    (name: unknown): NamedRoute[] =>
      typeof name === 'string' ? [{ at: `${AT}/${at}`, kind, group, name, namespaceName: inside, check }] : [];
  const { nginx, alb, istio, traefik } = routing;
  const listed = (value: unknown): unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);
  const ofIngress = (router: unknown, at: string, single: string, several: string, check: NamedRoute['check']) =>
    isPlainObject(router)
      ? [router[single], ...listed(router[several])].flatMap(one('Ingress', 'networking.k8s.io', at, check))
      : [];
  const root = isPlainObject(alb) && typeof alb.rootService === 'string' ? alb.rootService : undefined;
  const plugin = objectAt(routing, 'plugins', GATEWAY_API_PLUGIN);
  const inside = typeof plugin.namespace === 'string' ? plugin.namespace : namespaceName;
  const ofGateway = (kind: string, field: string): NamedRoute[] =>
    [plugin[field], ...objectsIn(plugin[`${field}s`]).map(({ name }) => name)].flatMap(
      one(kind, 'gateway.networking.k8s.io', `plugins/${GATEWAY_API_PLUGIN.replace('/', '~1')}`, ledToBoth, inside),
    );
  const virtual = isPlainObject(istio) ? [istio.virtualService, ...listed(istio.virtualServices)] : [];
  const isBySubset = isPlainObject(istio) && isPlainObject(istio.destinationRule);
  return [
    ...ofIngress(nginx, 'nginx', 'stableIngress', 'stableIngresses', (spec, { stable }) =>
      ingressLeadsTo(spec, stable),
    ),
    ...ofIngress(alb, 'alb', 'ingress', 'ingresses', (spec, { stable }) => ingressLeadsTo(spec, root ?? stable)),
    ...[isPlainObject(traefik) ? traefik.weightedTraefikServiceName : undefined].flatMap(
      one('TraefikService', 'traefik.io', 'traefik/weightedTraefikServiceName', weighsBoth),
    ),
    ...virtual
      .map((each) => (isPlainObject(each) ? each.name : undefined))
      .filter((name) => typeof name !== 'string' || !name.includes('.'))
      .flatMap(
        one('VirtualService', 'networking.istio.io', 'istio', isBySubset ? (): undefined => undefined : hostsBoth),
      ),
    ...ofGateway('HTTPRoute', 'httpRoute'),
    ...ofGateway('GRPCRoute', 'grpcRoute'),
    ...ofGateway('TCPRoute', 'tcpRoute'),
    ...ofGateway('TLSRoute', 'tlsRoute'),
  ];
}

function ingressLeadsTo(spec: JsonObject, service: string): string | undefined {
  const backends = objectsIn(spec.rules).flatMap((rule) =>
    objectsIn(objectAt(rule, 'http').paths).map((path) => objectAt(path, 'backend', 'service').name),
  );
  return backends.includes(service)
    ? undefined
    : `have a rule that leads to the Service '${service}', got ${listOf(backends)}`;
}

function weighsBoth(spec: JsonObject, services: Services): string | undefined {
  const names = objectsIn(objectAt(spec, 'weighted').services).map(({ name }) => name);
  return both(names, services);
}

function ledToBoth(spec: JsonObject, services: Services): string | undefined {
  return both(
    objectsIn(spec.rules).flatMap(({ backendRefs }) => objectsIn(backendRefs).map(({ name }) => name)),
    services,
  );
}

function hostsBoth(spec: JsonObject, services: Services): string | undefined {
  const hosts = ['http', 'tls', 'tcp'].flatMap((field) =>
    objectsIn(spec[field]).flatMap(({ route }) =>
      objectsIn(route).map((each) => String(objectAt(each, 'destination').host).split('.')[0]),
    ),
  );
  return both(hosts, services);
}

function both(names: readonly unknown[], { stable, canary }: Services): string | undefined {
  return [stable, canary].every((name) => names.includes(name))
    ? undefined
    : `lead to the Services '${stable}' and '${canary}', got ${listOf(names)}`;
}

function listOf(names: readonly unknown[]): string {
  return [...new Set(names.map(String))].slice(0, 4).join(', ') || 'none';
}

/** What a Service without a weight has in Traefik. */
const DEFAULT_WEIGHT = 1;

/** Every apply writes the weights of the manifest over those of the controller, which writes its own when it looks next. */
function resetWarnings(
  spec: JsonObject,
  { canary }: Services,
  route: Manifest,
  shared: Pick<Violation, 'manifest' | 'at' | 'others'>,
): Violation[] {
  const given = objectsIn(objectAt(spec, 'weighted').services);
  const weightOf = ({ weight }: JsonObject): number => (typeof weight === 'number' ? weight : DEFAULT_WEIGHT);
  const share = given.filter(({ name }) => name === canary).reduce((sum, each) => sum + weightOf(each), 0);
  if (share === 0) return [];
  const total = given.reduce((sum, each) => sum + weightOf(each), 0);
  const percent = Math.round((100 * share) / total);
  return [
    {
      ...shared,
      severity: 'warning',
      message: `${titleOf(route)} gives the Service '${canary}' ${percent} % of the requests at each apply, in the middle of a release too`,
      fix: 'write weight 0 for it, and have what applies the manifests ignore the weights',
    },
  ];
}
