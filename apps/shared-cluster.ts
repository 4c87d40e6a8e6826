import type { Construct } from 'constructs';
import { NamespacePeer } from '../lib/core/network-peer';
import { ServingRuntime } from '../lib/runtimes/serving-runtime';
import { ContainerImage } from '../lib/core/container-image';
import { ModelServer } from '../lib/server/model-server';
import type { ServerResources } from '../lib/server/resources';
import { AccessSubject } from '../lib/tenant/access/access-subject';
import { TenantAccess } from '../lib/tenant/access/tenant-access';
import { TenantNamespace } from '../lib/tenant/tenant-namespace';

/** A cluster that three teams share, each in a namespace of its own with its budget, its access and its network policies. */
export function sharedCluster(scope: Construct): void {
  const checkout = new TenantNamespace(scope, 'checkout-ns', {
    owner: { team: 'checkout' },
    quota: { cpuRequest: '10', memoryLimit: '20Gi' },
    access: [
      TenantAccess.admin(AccessSubject.group('checkout-dev-group')).acknowledged(
        'the team answers for all of its namespace, network policies and Secrets included',
      ),
    ],
    allowFrom: [NamespacePeer.named('frontend-ns')],
  });
  service(checkout, 'payment-gateway', { cpu: '2', memory: '1Gi' });
  service(checkout, 'order-processor', { cpu: '250m', memory: '1Gi' });
  service(checkout, 'notification-worker', { cpu: '100m', memory: '256Mi' });

  const inventory = new TenantNamespace(scope, 'inventory-ns', { owner: { team: 'inventory' } });
  service(inventory, 'catalog-api', { cpu: '500m', memory: '512Mi' });
  service(inventory, 'stock-syncer', { cpu: '250m', memory: '256Mi' });

  const frontend = new TenantNamespace(scope, 'frontend-ns', { owner: { team: 'frontend' } });
  service(frontend, 'web', { cpu: '250m', memory: '256Mi' });
}

function service(team: TenantNamespace, name: string, resources: ServerResources): ModelServer {
  return new ModelServer(team, name, {
    image: ContainerImage.of(`registry.example/${name}:1.0.0`),
    runtime: ServingRuntime.fastApi({ port: 8000, healthPath: '/health' }),
    resources,
  });
}
