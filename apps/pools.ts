import type { Construct } from 'constructs';
import { GatewayFacts } from '../lib/cluster/gateway-facts';
import { GatewayImplementation } from '../lib/cluster/gateway-options';
import { ContainerImage } from '../lib/core/container-image';
import { InferencePool } from '../lib/pools/inference-pool';
import { Canary } from '../lib/rollout/canary';
import { CanaryPin } from '../lib/rollout/canary-pin';
import { CanaryStage } from '../lib/rollout/canary-stage';
import { TrafficSplit } from '../lib/rollout/traffic-split';
import { ServingRuntime } from '../lib/runtimes/serving-runtime';
import { Accelerator } from '../lib/server/accelerator';
import { TenantNamespace } from '../lib/tenant/tenant-namespace';
import { IngressRoute } from '../lib/traffic/ingress-route';
import { RouteRenderer } from '../lib/traffic/route-renderer';
import { RouteRule } from '../lib/traffic/route-rule';
import { ModelSource } from '../lib/sources/model-source';

const AGENTGATEWAY = RouteRenderer.gatewayApi(
  GatewayFacts.gatewayApi({
    implementation: GatewayImplementation.AGENTGATEWAY,
    gatewayName: 'inference',
    gatewayNamespaceName: 'agentgateway-system',
    httpListener: 'http',
    httpsListener: 'https',
    pods: {
      namespaceName: 'agentgateway-system',
      podLabels: { 'gateway.networking.k8s.io/gateway-name': 'inference' },
    },
  }),
);

/** Two versions of a chat model, each in a pool with a picker of its own, share the requests by weight. */
export function chatByWeight(scope: Construct): void {
  const tenant = new TenantNamespace(scope, 'chat');
  const model = new Canary(tenant, 'llama', {
    server: {
      runtime: ServingRuntime.vllm({ servedModelNames: ['llama'] }),
      source: ModelSource.claim({ name: 'llama-weights', path: 'llama', mountPath: '/models', size: '16Gi' }),
      resources: { cpu: '8', memory: '48Gi', accelerator: Accelerator.nvidia(1) },
    },
    stable: { image: ContainerImage.of('vllm/vllm-openai:v0.33.0') },
    canary: { image: ContainerImage.of('vllm/vllm-openai:v0.34.0') },
    replicas: 4,
    steps: [25, 50],
    stage: CanaryStage.step(0),
    split: TrafficSplit.byRoute({ pins: [CanaryPin.header('X-Model-Version', 'next')] }),
  });

  const pool = new InferencePool(tenant, 'llama', { target: model });
  new IngressRoute(tenant, 'chat', {
    host: 'chat.example.com',
    rules: [RouteRule.pathPrefix('/v1', pool)],
    via: AGENTGATEWAY,
  });
}
