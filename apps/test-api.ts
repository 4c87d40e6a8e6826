import type { Construct } from 'constructs';
import { ServiceType } from '../lib/core/service-type';
import { ServingRuntime } from '../lib/runtimes/serving-runtime';
import { ContainerImage } from '../lib/core/container-image';
import { ModelServer } from '../lib/server/model-server';
import { TenantNamespace } from '../lib/tenant/tenant-namespace';

/** A small Flask API that answers on one route. */
export function testApi(scope: Construct): ModelServer {
  const tenant = new TenantNamespace(scope, 'test-api', { exposure: [ServiceType.LOAD_BALANCER] });

  return new ModelServer(tenant, 'py-flask-test-api', {
    image: ContainerImage.dockerHub({ repository: 'alexioannides/py-flask-test-api', tag: 'latest' }),
    runtime: ServingRuntime.http({ port: 5000, readinessPath: '/test_api' }),
    resources: { cpu: '100m', memory: '128Mi' },
    service: { name: 'py-flask-test-api-http', serviceType: ServiceType.LOAD_BALANCER, port: 5000 },
  });
}
