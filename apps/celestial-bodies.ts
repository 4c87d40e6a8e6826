import type { Construct } from 'constructs';
import { ServiceType } from '../lib/core/service-type';
import { ServingRuntime } from '../lib/runtimes/serving-runtime';
import { ContainerImage } from '../lib/core/container-image';
import { ModelServer } from '../lib/server/model-server';
import { TenantNamespace } from '../lib/tenant/tenant-namespace';

/** A classifier that BentoML serves behind a load balancer of the cloud. */
export function celestialBodies(scope: Construct, registry: string): ModelServer {
  const tenant = new TenantNamespace(scope, 'celestial-bodies', { exposure: [ServiceType.LOAD_BALANCER] });

  return new ModelServer(tenant, 'celestial-bodies-classifier', {
    name: 'celestial-bodies-classifier-deployment',
    containerName: 'celestial-bodies-classifier',
    image: ContainerImage.of(`${registry}/celestial-bodies-classifier:latest`),
    runtime: ServingRuntime.bentoMl(),
    replicas: 1,
    resources: { cpu: '500m', memory: '1Gi' },
    service: { name: 'celestial-bodies-classifier-service', serviceType: ServiceType.LOAD_BALANCER },
  });
}
