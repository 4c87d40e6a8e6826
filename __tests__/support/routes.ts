import {
  ClusterProfile,
  GatewayFacts,
  GatewayImplementation,
  IngressController,
  IngressRoute,
  type IngressRouteProps,
  ModelServer,
  RouteRenderer,
  type RouteRule,
  ServingApp,
  ServingRuntime,
  TenantNamespace,
} from '../../lib';
import type { Manifests } from '../../lib/testing';
import { manifestsFrom, MINIMAL } from './declare';
import { type Implementation, problemsOfAll } from './gateways';
import { strictSchemaErrors } from './strict-schemas';

/** A renderer, and the implementation that reads what it makes. */
export interface Dialect {
  readonly via: RouteRenderer;
  readonly implementation: Implementation;
}

export const EXISTING = {
  gatewayName: 'shared',
  gatewayNamespaceName: 'gateways',
  httpListener: 'http',
  httpsListener: 'https',
} as const;

/** A Gateway that exists, by its implementation. */
export function gatewayOf(implementation: GatewayImplementation, version?: string): RouteRenderer {
  return RouteRenderer.gatewayApi(GatewayFacts.gatewayApi({ implementation, version, ...EXISTING }));
}

const traefik = { kind: 'traefik', allowEmptyServices: true, allowCrossNamespace: false, version: '3.7' } as const;

/** The dialects, each with the implementation that its output is judged by. */
export const DIALECTS = {
  ingress: {
    via: RouteRenderer.ingress(GatewayFacts.ingress({ className: 'any' })),
    implementation: { kind: 'ingress', controller: 'generic' },
  },
  'ingress on Traefik': {
    via: RouteRenderer.ingress(GatewayFacts.traefik({ strictPrefixMatching: true })),
    implementation: { kind: 'ingress', controller: 'traefik', strictPrefixMatching: true },
  },
  'ingress on ingress-nginx': {
    via: RouteRenderer.ingress(
      GatewayFacts.ingress({ className: 'nginx', controller: IngressController.INGRESS_NGINX }),
    ),
    implementation: { kind: 'ingress', controller: 'nginx' },
  },
  traefik: { via: RouteRenderer.traefik(GatewayFacts.traefik()), implementation: traefik },
  'Envoy Gateway': {
    via: gatewayOf(GatewayImplementation.ENVOY_GATEWAY),
    implementation: { kind: 'gateway-api', implementation: 'envoy-gateway' },
  },
  'Gateway API on Traefik': {
    via: gatewayOf(GatewayImplementation.TRAEFIK),
    implementation: { kind: 'gateway-api', implementation: 'traefik', traefik },
  },
} as const satisfies { readonly [name: string]: Dialect };

/** Servers `a` to `d` in the tenant `shop`, `e` in `lab`, and `g` in `shop`, which speaks gRPC on port 9000. */
export interface World {
  readonly app: ServingApp;
  readonly shop: TenantNamespace;
  readonly lab: TenantNamespace;
  readonly a: ModelServer;
  readonly b: ModelServer;
  readonly c: ModelServer;
  readonly d: ModelServer;
  readonly e: ModelServer;
  readonly g: ModelServer;
}

export function world(gateway?: GatewayFacts): World {
  const app = new ServingApp({ cluster: ClusterProfile.of({ gateway }) });
  const [shop, lab] = [new TenantNamespace(app, 'shop'), new TenantNamespace(app, 'lab')];
  const server = (tenant: TenantNamespace, id: string) => new ModelServer(tenant, id, MINIMAL);
  const runtime = ServingRuntime.http({ port: 8000, readinessPath: '/ready', grpcPort: 9000 });
  return {
    app,
    shop,
    lab,
    a: server(shop, 'a'),
    b: server(shop, 'b'),
    c: server(shop, 'c'),
    d: server(shop, 'd'),
    e: server(lab, 'e'),
    g: new ModelServer(shop, 'g', { ...MINIMAL, runtime }),
  };
}

export type Rules = (world: World) => RouteRule[];
export type RouteProps = Omit<Partial<IngressRouteProps>, 'rules'>;

/** The manifests of the world with one route in `shop`, accepted by every validator there is. */
export function routed(rules: Rules, props: RouteProps = {}, gateway = GatewayFacts.traefik()): Manifests {
  const all = world(gateway);
  new IngressRoute(all.shop, 'public', {
    host: 'models.example.com',
    ...props,
    rules: rules(all),
  });
  return sound(manifestsFrom(all.app));
}

/** The same manifests: nothing is wrong with them by the in-repository validators and, where they are, the strict schemas. */
export function sound(manifests: Manifests): Manifests {
  const strict = manifests.all.flatMap((manifest) =>
    (strictSchemaErrors(manifest.apiVersion, manifest.kind, manifest) ?? []).map(
      ({ instancePath, message }) => `${manifest.kind} ${manifest.metadata.name}: ${instancePath} ${message ?? ''}`,
    ),
  );
  const found = [...problemsOfAll(manifests.all), ...strict];
  if (found.length > 0)
    throw new Error(`a gateway or API server would refuse:\n${found.join('\n')}\n${manifests.toYaml()}`);
  return manifests;
}

/** The objects of a route alone: their kind and name. */
export function madeFor(manifests: Manifests): string[] {
  const others = world(GatewayFacts.traefik()).app;
  const before = manifestsFrom(others).all.map(
    ({ kind, metadata }) => `${kind}/${metadata.namespace ?? ''}/${metadata.name}`,
  );
  return manifests.all
    .map(({ kind, metadata }) => [`${kind}/${metadata.namespace ?? ''}/${metadata.name}`, `${kind}/${metadata.name}`])
    .filter(([id]) => !before.includes(id))
    .map(([, title]) => title);
}
