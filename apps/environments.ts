import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { RollingStrategy } from '../lib/core/rolling-strategy';
import { RolloutCount } from '../lib/core/rollout-count';
import { ServiceType } from '../lib/core/service-type';
import { ServingRuntime } from '../lib/runtimes/serving-runtime';
import { ContainerImage } from '../lib/core/container-image';
import { ModelServer } from '../lib/server/model-server';
import { TenantNamespace } from '../lib/tenant/tenant-namespace';

interface Environment {
  readonly version: string;
  /** Unique in the cluster; left to the cluster where nobody depends on it. */
  readonly nodePort?: number;
}

/** One service in three environments: the same names everywhere, only version and port differ. */
export function environments(scope: Construct): void {
  environment(scope, 'prod', { version: '0.1.0', nodePort: 30001 });
  environment(scope, 'qualif', { version: '0.2.0' });
  environment(scope, 'dev', { version: '0.3.0' });
}

function environment(scope: Construct, name: string, { version, nodePort }: Environment): ModelServer {
  const tenant = new TenantNamespace(scope, name, {
    labels: { environment: name },
    exposure: [ServiceType.NODE_PORT],
  });

  return new ModelServer(tenant, 'api', {
    name: 'api-deploy',
    containerName: 'api-pod',
    image: ContainerImage.of(`api:${version}`),
    runtime: ServingRuntime.fastApi({ port: 8000, healthPath: '/version' }),
    replicas: 10,
    resources: { cpu: '250m', memory: '256Mi' },
    rollout: RollingStrategy.of({
      maxSurge: RolloutCount.pods(1),
      maxUnavailable: RolloutCount.pods(1),
      minReady: Duration.seconds(10),
    }),
    service: { name: 'api-svc', serviceType: ServiceType.NODE_PORT, port: 8000, nodePort },
  });
}
