import {
  BlueGreen,
  type BlueGreenProps,
  Canary,
  type CanaryProps,
  ClusterProfile,
  type ClusterProfileOptions,
  Colour,
  GatewayFacts,
  IngressRoute,
  MetricsScraper,
  ReleaseController,
  RouteRule,
  ServingApp,
  ServingRuntime,
  TenantNamespace,
  TrafficSplit,
} from '../../../lib';
import { Manifests } from '../../../lib/testing';
import { OPEN } from '../../support/declare';
import { NEW, OLD, SERVER } from '../support';

export const PROMETHEUS = 'http://prometheus-operated.monitoring.svc:9090';
export const BENTO = { ...SERVER, runtime: ServingRuntime.bentoMl() };
export const CONTROLLER = ReleaseController.argoRollouts();
export const SCRAPED: ClusterProfileOptions = {
  argoRollouts: { version: '1.9', prometheusUrl: PROMETHEUS },
  scraper: MetricsScraper.prometheusOperator({ namespaceName: 'monitoring' }),
};
export const byRoute = TrafficSplit.byRoute();

export function inTenant<T>(make: (tenant: TenantNamespace) => T, cluster: ClusterProfileOptions = {}) {
  const app = new ServingApp({
    cluster: ClusterProfile.of({ argoRollouts: { version: '1.9' }, gateway: GatewayFacts.traefik(), ...cluster }),
  });
  const made = make(new TenantNamespace(app, 'vision', OPEN));
  return { app, made, objects: (): Manifests => Manifests.fromApp(app) };
}

export const canaryIn = (tenant: TenantNamespace, props: Partial<CanaryProps> = {}): Canary =>
  new Canary(tenant, 'ranker', {
    server: SERVER,
    stable: OLD,
    canary: NEW,
    replicas: 10,
    controller: CONTROLLER,
    ...props,
  });

export const canary = (props: Partial<CanaryProps> = {}, cluster?: ClusterProfileOptions) =>
  inTenant((tenant) => canaryIn(tenant, props), cluster);

/** A canary by route, with a route that leads to it. */
export const routed = (props: Partial<CanaryProps> = {}, cluster?: ClusterProfileOptions) =>
  inTenant((tenant) => {
    const release = canaryIn(tenant, { split: byRoute, ...props });
    new IngressRoute(tenant, 'public', { host: 'a.example', rules: [RouteRule.pathPrefix('/', release)] });
    return release;
  }, cluster);

export const blueGreen = (props: Partial<BlueGreenProps> = {}, cluster?: ClusterProfileOptions) =>
  inTenant(
    (tenant) =>
      new BlueGreen(tenant, 'ranker', {
        server: { ...SERVER, replicas: 3 },
        blue: OLD,
        green: NEW,
        active: Colour.GREEN,
        controller: CONTROLLER,
        ...props,
      }),
    cluster,
  );

export const ofKind = (manifests: Manifests, wanted: string) => manifests.all.filter(({ kind }) => kind === wanted);
export const rolloutOf = ({ objects }: { objects: () => Manifests }) => objects().get('Rollout', 'ranker');
export const canaryOf = (given: { objects: () => Manifests }) => rolloutOf(given).spec.strategy.canary;
export const imageOf = (given: { objects: () => Manifests }): unknown =>
  rolloutOf(given).spec.template.spec.containers[0].image;
