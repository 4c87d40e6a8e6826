import type { Construct } from 'constructs';
import { GatewayFacts } from '../lib/cluster/gateway-facts';
import { GatewayImplementation } from '../lib/cluster/gateway-options';
import { Canary } from '../lib/rollout/canary';
import { CanaryPin } from '../lib/rollout/canary-pin';
import { CanaryStage } from '../lib/rollout/canary-stage';
import { TrafficSplit } from '../lib/rollout/traffic-split';
import { ServingRuntime } from '../lib/runtimes/serving-runtime';
import { ContainerImage } from '../lib/core/container-image';
import { ModelServer } from '../lib/server/model-server';
import { TenantNamespace } from '../lib/tenant/tenant-namespace';
import { IngressRoute } from '../lib/traffic/ingress-route';
import { RouteRenderer } from '../lib/traffic/route-renderer';
import { RouteRule } from '../lib/traffic/route-rule';

const TRAEFIK = RouteRenderer.traefik(GatewayFacts.traefik());
const ENVOY_GATEWAY = RouteRenderer.gatewayApi(
  GatewayFacts.gatewayApi({
    implementation: GatewayImplementation.ENVOY_GATEWAY,
    gatewayName: 'shared',
    gatewayNamespaceName: 'envoy-gateway-system',
    httpListener: 'http',
    httpsListener: 'https',
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
  const predictor = new Canary(tenant, 'mlops-server', {
    server: {
      runtime: ServingRuntime.fastApi({ port: 8000, healthPath: '/health' }),
      resources: { cpu: '250m', cpuLimit: '500m', memory: '64Mi', memoryLimit: '128Mi' },
      service: { name: 'mlops-server-svc', port: 8000 },
    },
    stable: { image: ContainerImage.of('mlops-server:0.1.0') },
    canary: { image: ContainerImage.of('mlops-server:0.2.0') },
    replicas: 4,
    steps: [10, 30, 50],
    stage: CanaryStage.step(0),
    // Testers choose the new version by a header, whatever its weight.
    split: TrafficSplit.byRoute({ pins: [CanaryPin.header('X-Model-Version', '0.2.0')] }),
  });

  new IngressRoute(tenant, 'iris-traefik', {
    host: 'iris.example.com',
    rules: [
      RouteRule.pathPrefix('/iris', predictor, { rewrite: '/' }),
      // Every answer is the stable version's; one request in five is tried on the new one as well.
      RouteRule.pathPrefix('/shadow', predictor.stableServer, {
        rewrite: '/',
        mirror: { target: predictor.canaryServer ?? predictor, percent: 20 },
      }),
    ],
    via: TRAEFIK,
  });

  new IngressRoute(tenant, 'iris-gateway', {
    host: 'iris.example.com',
    rules: [RouteRule.pathPrefix('/iris', predictor, { rewrite: '/' })],
    via: ENVOY_GATEWAY,
  });
}
