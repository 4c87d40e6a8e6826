import type { Construct } from 'constructs';
import { GatewayFacts } from '../lib/cluster/gateway-facts';
import { PodSecurityLevel } from '../lib/cluster/pod-security-level';
import { KServeModel } from '../lib/controllers/kserve/kserve-model';
import { SeldonModel } from '../lib/controllers/seldon/seldon-model';
import { ContainerImage } from '../lib/core/container-image';
import { ClusterProfile } from '../lib/core/cluster-profile';
import { ServingRuntime } from '../lib/runtimes/serving-runtime';
import { TenantNamespace } from '../lib/tenant/tenant-namespace';
import { IngressRoute } from '../lib/traffic/ingress-route';
import { RouteRenderer } from '../lib/traffic/route-renderer';
import { RouteRule } from '../lib/traffic/route-rule';

const TRAEFIK = RouteRenderer.traefik(GatewayFacts.traefik());
const CLUSTER = ClusterProfile.of({ kserve: { version: '0.20' }, seldon: { version: '1.18' } });

/**
 * The model of Seldon Core behind a gateway, served by Seldon itself: its executor translates, so that wrapper images older
 * than 1.0 are reached at the newer path as well.
 */
export function seldonDeployment(scope: Construct): void {
  CLUSTER.applyTo(scope);
  // The executor that Seldon puts beside the model keeps its capabilities.
  const tenant = new TenantNamespace(scope, 'seldon', { podSecurity: { enforce: PodSecurityLevel.BASELINE } });
  const model = new SeldonModel(tenant, 'seldon-test-model', {
    image: ContainerImage.dockerHub({ repository: 'alexioannides/seldon-test-model', tag: 'latest' }),
    runtime: ServingRuntime.http({ port: 5000 }),
    replicas: 1,
    resources: { cpu: '250m', memory: '512Mi' },
    drain: { hasSleepCommand: true },
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

/** Two versions of the Iris predictor as an InferenceService with a canary; the route before it carries the shares. */
export function irisOnKServe(scope: Construct): void {
  CLUSTER.applyTo(scope);
  const tenant = new TenantNamespace(scope, 'iris-kserve');
  const model = new KServeModel(tenant, 'mlops-server', {
    image: ContainerImage.of('mlops-server:0.1.0'),
    runtime: ServingRuntime.fastApi({ port: 8000, healthPath: '/health' }),
    resources: { cpu: '250m', cpuLimit: '500m', memory: '64Mi', memoryLimit: '128Mi' },
    replicas: 10,
    servingRuntime: true,
    canary: { name: 'next', version: { image: ContainerImage.of('mlops-server:0.2.0') }, trafficPercent: 10 },
  });

  new IngressRoute(tenant, 'iris', {
    host: 'iris.example.com',
    rules: [RouteRule.pathPrefix('/', model)],
    via: TRAEFIK,
  });
}
