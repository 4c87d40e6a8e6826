import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { ContainerImage, ModelServer, RollingStrategy, RolloutCount, ServingRuntime, TenantNamespace } from '../lib';

/** The Iris predictor: a Streamlit frontend that finds its backend by name, and a backend that rolls. */
export function iris(scope: Construct): void {
  const tenant = new TenantNamespace(scope, 'iris');

  const backend = new ModelServer(tenant, 'mlops-server', {
    image: ContainerImage.of('mlops-server:0.2.0'),
    runtime: ServingRuntime.fastApi({ port: 8000, healthPath: '/health' }),
    replicas: 3,
    resources: { cpu: '250m', cpuLimit: '500m', memory: '64Mi', memoryLimit: '128Mi' },
    health: {
      readiness: { initialDelay: Duration.seconds(5), period: Duration.seconds(5) },
      liveness: { initialDelay: Duration.seconds(15), period: Duration.seconds(20) },
    },
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
