import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { Colour } from '../lib/core/colour';
import { RollingStrategy } from '../lib/core/rolling-strategy';
import { RolloutCount } from '../lib/core/rollout-count';
import { BlueGreen } from '../lib/rollout/blue-green';
import type { BlueGreenProps } from '../lib/rollout/blue-green-props';
import { Canary } from '../lib/rollout/canary';
import type { CanaryProps } from '../lib/rollout/canary-props';
import { CanaryStage } from '../lib/rollout/canary-stage';
import { SmokeTest } from '../lib/rollout/smoke-test';
import { TrafficSplit } from '../lib/rollout/traffic-split';
import type { VersionOptions } from '../lib/rollout/version-options';
import { ServingRuntime } from '../lib/runtimes/serving-runtime';
import { ContainerImage } from '../lib/core/container-image';
import { ModelServer } from '../lib/server/model-server';
import type { ServerOptions } from '../lib/server/server-options';
import { TenantNamespace } from '../lib/tenant/tenant-namespace';

const PREDICTOR = {
  runtime: ServingRuntime.fastApi({ port: 8000, healthPath: '/health' }),
  resources: { cpu: '250m', cpuLimit: '500m', memory: '64Mi', memoryLimit: '128Mi' },
  health: {
    readiness: { initialDelay: Duration.seconds(5), period: Duration.seconds(5) },
    liveness: { initialDelay: Duration.seconds(15), period: Duration.seconds(20) },
  },
} satisfies ServerOptions;

function version(tag: string): VersionOptions {
  return { image: ContainerImage.of(`mlops-server:${tag}`) };
}

/** The Iris predictor, released in three ways: each in a namespace of its own. */
export function iris(scope: Construct): void {
  irisRolling(scope);
  irisBlueGreen(scope);
  irisCanary(scope);
}

/** A Streamlit frontend that finds its backend by name, and a backend that rolls. */
function irisRolling(scope: Construct): void {
  const tenant = new TenantNamespace(scope, 'iris');

  const backend = new ModelServer(tenant, 'mlops-server', {
    ...PREDICTOR,
    ...version('0.2.0'),
    replicas: 3,
    rollout: RollingStrategy.of({ maxSurge: RolloutCount.pods(1), maxUnavailable: RolloutCount.pods(1) }),
    service: { name: 'mlops-api-service', port: 8000 },
  });

  const frontend = new ModelServer(tenant, 'mlops-client', {
    image: ContainerImage.of('mlops-client:latest'),
    runtime: ServingRuntime.streamlit(),
    // Streamlit keeps a browser's session in one process: a second pod needs session affinity and a shared cookie secret.
    replicas: 1,
    resources: { cpu: '250m', memory: '512Mi' },
    service: { port: 8501 },
  });
  frontend.connectTo(backend, { env: 'API_URL' });
}

/** Two full servers, one Service: switching the colour is one word. */
export function irisBlueGreen(
  scope: Construct,
  active = Colour.BLUE,
  changes: Partial<BlueGreenProps> = {},
): BlueGreen {
  const tenant = new TenantNamespace(scope, 'iris-blue-green');

  return new BlueGreen(tenant, 'mlops-server', {
    server: { ...PREDICTOR, replicas: 3, service: { name: 'mlops-server-svc', port: 8000 } },
    blue: version('0.1.0'),
    green: version('0.2.0'),
    active,
    verify: SmokeTest.http('/health'),
    ...changes,
  });
}

/** One in ten requests goes to the new version: nine pods and one, behind one Service. */
export function irisCanary(scope: Construct, stage = CanaryStage.step(0), changes: Partial<CanaryProps> = {}): Canary {
  const tenant = new TenantNamespace(scope, 'iris-canary');

  return new Canary(tenant, 'mlops-server', {
    server: { ...PREDICTOR, service: { name: 'mlops-server-svc', port: 8000 } },
    stable: version('0.1.0'),
    canary: version('0.2.0'),
    replicas: 10,
    steps: [10, 30, 50],
    stage,
    split: TrafficSplit.byReplicas(),
    verify: SmokeTest.http('/health'),
    ...changes,
  });
}
