import type { Construct } from 'constructs';
import { ContainerImage, ModelServer, ServiceType, ServingRuntime, TenantNamespace } from '../lib';

/** An intent classifier in Flask on Gunicorn, without a health route: its port is what can be asked. */
export function intentClassifier(scope: Construct): ModelServer {
  const tenant = new TenantNamespace(scope, 'intent-namespace', { exposure: [ServiceType.NODE_PORT] });

  return new ModelServer(tenant, 'intent-classifier', {
    image: ContainerImage.dockerHub({ repository: 'tagore8661/intent-classifier-mlops', tag: 'v1' }),
    runtime: ServingRuntime.flaskGunicorn({ port: 6000, app: 'app:app', workers: 4 }),
    replicas: 2,
    resources: { cpu: '500m', memory: '1Gi' },
    service: { name: 'intent-service', serviceType: ServiceType.NODE_PORT },
  });
}
