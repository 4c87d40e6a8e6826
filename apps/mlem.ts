import type { Construct } from 'constructs';
import { ServiceType } from '../lib/core/service-type';
import { ServingRuntime } from '../lib/runtimes/serving-runtime';
import { ContainerImage } from '../lib/core/container-image';
import { ModelServer } from '../lib/server/model-server';
import { TenantNamespace } from '../lib/tenant/tenant-namespace';

/** Models as `mlem deploy` put them on Kubernetes: on a node port with its defaults, and on EKS from ECR. */
export function mlem(scope: Construct, classifier: { readonly tag: string }): void {
  const tenant = new TenantNamespace(scope, 'mlem', { exposure: [ServiceType.NODE_PORT, ServiceType.LOAD_BALANCER] });

  new ModelServer(tenant, 'ml', {
    image: ContainerImage.of('ml:latest'),
    runtime: ServingRuntime.mlem(),
    resources: { cpu: '500m', memory: '1Gi' },
    service: { serviceType: ServiceType.NODE_PORT, port: 8080 },
  });

  // The tag is a hash of the model: swapping the model changes the image and nothing else.
  new ModelServer(tenant, 'classifier', {
    image: ContainerImage.ecr({
      account: '342840881361',
      region: 'us-east-1',
      repository: 'classifier',
      tag: classifier.tag,
    }),
    runtime: ServingRuntime.mlem(),
    resources: { cpu: '500m', memory: '1Gi' },
    service: { serviceType: ServiceType.LOAD_BALANCER, port: 8080 },
  });
}
