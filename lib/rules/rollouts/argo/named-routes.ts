import { isPlainObject, type JsonObject, objectAt, objectsIn } from '../../../private/json';
import { type BackendCheck, hostsBoth, leadsTo, leadsToBoth, weighsBoth } from './route-backends';
import { GATEWAY_API_PLUGIN } from './routers';

/** A route into which the controller of a Rollout writes weights. */
export interface NamedRoute {
  readonly at: string;
  readonly kind: string;
  readonly group: string;
  readonly name: string;
  readonly namespaceName: string | undefined;
  readonly check: BackendCheck;
}

/** A kind of routes that a router has, and their names in a Rollout. */
interface Named extends Omit<NamedRoute, 'name'> {
  readonly names: readonly unknown[];
}

/** The routes that a `trafficRouting` names. */
export function routesOf(routing: JsonObject, namespaceName: string | undefined): NamedRoute[] {
  return [...ofIngresses(routing), ...ofTraefik(routing), ...ofIstio(routing), ...ofGatewayApi(routing)].flatMap(
    ({ names, at, ...route }) =>
      names
        .filter((name) => typeof name === 'string')
        .map((name) => ({
          ...route,
          at: `/spec/strategy/canary/trafficRouting/${at}`,
          name,
          namespaceName: route.namespaceName ?? namespaceName,
        })),
  );
}

function ofIngresses({ nginx, alb }: JsonObject): Named[] {
  const shared = { kind: 'Ingress', group: 'networking.k8s.io', namespaceName: undefined };
  const root = isPlainObject(alb) && typeof alb.rootService === 'string' ? alb.rootService : undefined;
  return [
    ...(isPlainObject(nginx)
      ? [
          {
            ...shared,
            at: 'nginx',
            names: [nginx.stableIngress, ...listed(nginx.stableIngresses)],
            check: leadsTo(undefined),
          },
        ]
      : []),
    ...(isPlainObject(alb)
      ? [{ ...shared, at: 'alb', names: [alb.ingress, ...listed(alb.ingresses)], check: leadsTo(root) }]
      : []),
  ];
}

function ofTraefik(routing: JsonObject): Named[] {
  return [
    {
      kind: 'TraefikService',
      group: 'traefik.io',
      namespaceName: undefined,
      at: 'traefik/weightedTraefikServiceName',
      names: [objectAt(routing, 'traefik').weightedTraefikServiceName],
      check: weighsBoth,
    },
  ];
}

/** By subsets one host is enough; a name with a dot is of another namespace. */
function ofIstio(routing: JsonObject): Named[] {
  const { virtualService, virtualServices, destinationRule } = objectAt(routing, 'istio');
  const names = objectsIn([virtualService, ...listed(virtualServices)]).map(({ name }) => name);
  return [
    {
      kind: 'VirtualService',
      group: 'networking.istio.io',
      namespaceName: undefined,
      at: 'istio',
      names: names.filter((name) => typeof name !== 'string' || !name.includes('.')),
      check: isPlainObject(destinationRule) ? (): undefined => undefined : hostsBoth,
    },
  ];
}

const OF_GATEWAY_API = [
  ['HTTPRoute', 'httpRoute'],
  ['GRPCRoute', 'grpcRoute'],
  ['TCPRoute', 'tcpRoute'],
  ['TLSRoute', 'tlsRoute'],
] as const;

function ofGatewayApi(routing: JsonObject): Named[] {
  const plugin = objectAt(routing, 'plugins', GATEWAY_API_PLUGIN);
  return OF_GATEWAY_API.map(([kind, field]) => ({
    kind,
    group: 'gateway.networking.k8s.io',
    namespaceName: typeof plugin.namespace === 'string' ? plugin.namespace : undefined,
    at: `plugins/${GATEWAY_API_PLUGIN.replace('/', '~1')}`,
    names: [plugin[field], ...objectsIn(plugin[`${field}s`]).map(({ name }) => name)],
    check: leadsToBoth,
  }));
}

function listed(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}
