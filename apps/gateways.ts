import type { Construct } from 'constructs';
import {
  ContainerImage,
  GatewayFacts,
  GatewayImplementation,
  IngressRoute,
  ModelServer,
  RouteRenderer,
  RouteRule,
  RouteTarget,
  ServingRuntime,
  TenantNamespace,
} from '../lib';

const TRAEFIK = RouteRenderer.traefik(GatewayFacts.traefik());
const ENVOY_GATEWAY = RouteRenderer.gatewayApi(
  GatewayFacts.gatewayApi({
    implementation: GatewayImplementation.ENVOY_GATEWAY,
    gatewayName: 'shared',
    gatewayNamespaceName: 'envoy-gateway-system',
    pods: {
      namespaceName: 'envoy-gateway-system',
      podLabels: { 'gateway.envoyproxy.io/owning-gateway-name': 'shared' },
    },
  }),
);

/**
 * A model in a wrapper of Seldon Core, at the path where clients of Seldon look for it. Wrapper images older than 1.0
 * serve `/predict` alone: in front of those, Seldon's executor translates.
 */
export function seldon(scope: Construct): void {
  const tenant = new TenantNamespace(scope, 'seldon');
  const model = new ModelServer(tenant, 'seldon-test-model', {
    image: ContainerImage.dockerHub({ repository: 'alexioannides/seldon-test-model', tag: 'latest' }),
    runtime: ServingRuntime.http({ port: 5000 }),
    replicas: 1,
    resources: { cpu: '250m', memory: '512Mi' },
  });

  new IngressRoute(tenant, 'seldon', {
    host: 'models.example.com',
    rules: [
      RouteRule.seldon({ name: 'seldon-test-model' }, model),
      RouteRule.seldon({ name: 'seldon-test-model', namespaceName: 'seldon' }, model),
    ],
    via: TRAEFIK,
  });
}

/** Two versions of the Iris predictor share its requests by weight, whatever their replicas, on both gateways. */
export function irisByWeight(scope: Construct): void {
  const tenant = new TenantNamespace(scope, 'iris-canary');
  const [stable, canary] = ['0.1.0', '0.2.0'].map(
    (version, index) =>
      new ModelServer(tenant, ['mlops-server-stable', 'mlops-server-canary'][index], {
        containerName: 'mlops-server',
        image: ContainerImage.of(`mlops-server:${version}`),
        runtime: ServingRuntime.fastApi({ port: 8000, healthPath: '/health' }),
        replicas: 2,
        resources: { cpu: '250m', cpuLimit: '500m', memory: '64Mi', memoryLimit: '128Mi' },
        service: { port: 8000 },
      }),
  );
  const split = RouteTarget.split([
    { target: stable, weight: 90 },
    { target: canary, weight: 10 },
  ]);

  new IngressRoute(tenant, 'iris-traefik', {
    host: 'iris.example.com',
    rules: [
      RouteRule.pathPrefix('/iris', split, { rewrite: '/' }),
      // Every answer is the stable version's; one request in five is tried on the new one as well.
      RouteRule.pathPrefix('/shadow', stable, { rewrite: '/', mirror: { target: canary, percent: 20 } }),
    ],
    via: TRAEFIK,
  });

  new IngressRoute(tenant, 'iris-gateway', {
    host: 'iris.example.com',
    rules: [RouteRule.pathPrefix('/iris', split, { rewrite: '/' })],
    via: ENVOY_GATEWAY,
  });
}
