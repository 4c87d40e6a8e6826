import {
  Accelerator,
  Canary,
  CanaryStage,
  ClusterProfile,
  ContainerImage,
  QuotaAccelerator,
  RollingStrategy,
  ServingApp,
  TenantNamespace,
  TrafficSplit,
} from '../../lib';
import { declare, failureOf, MINIMAL } from '../support/declare';

const DEVICES = 'gpu.nvidia.com.deviceclass.resource.k8s.io/devices';
const CLAIMS = 'count/resourceclaims.resource.k8s.io';
const cluster = { kubernetesVersion: '1.34', spareAccelerators: { 'gpu.nvidia.com': 2 } };
const resources = { cpu: '4', memory: '24Gi', accelerator: Accelerator.devices('gpu.nvidia.com', 2) };
const quotaOf = (devices: number) => ({
  accelerators: [QuotaAccelerator.deviceClass('gpu.nvidia.com', devices)],
  objects: { 'resourceclaims.resource.k8s.io': 10 },
});

test('claims of servers are used and left of a quota, at rest and while they roll out', () => {
  const { tenant } = declare({ resources, replicas: 2 }, { cluster, tenant: { quota: quotaOf(8) } });
  expect(tenant.used().steady).toMatchObject({ [DEVICES]: '4', [CLAIMS]: '2' });
  expect(tenant.used().peak).toMatchObject({ [DEVICES]: '6', [CLAIMS]: '3' });
  expect(tenant.headroom().steady).toMatchObject({ [DEVICES]: '4', [CLAIMS]: '8' });
});

test('a rollout that needs more devices than the quota has never begins', () => {
  const { app } = declare(
    { resources, replicas: 2, rollout: RollingStrategy.zeroDowntime() },
    { cluster, tenant: { quota: quotaOf(4) } },
  );
  expect(failureOf(() => app.synthYaml())).toContain(`${DEVICES} 6 of 4`);
});

test('a release counts the devices of its sides', () => {
  const app = new ServingApp({ cluster: ClusterProfile.of(cluster) });
  const { canary } = {
    canary: new Canary(new TenantNamespace(app, 'vision'), 'ranker', {
      server: { runtime: MINIMAL.runtime, resources },
      stable: { image: ContainerImage.of('registry.example/ranker:1.4') },
      canary: { image: ContainerImage.of('registry.example/ranker:1.5') },
      replicas: 4,
      stage: CanaryStage.weight(25),
      split: TrafficSplit.byReplicas(),
    }),
  };
  const [first] = canary.plan();
  expect(first.steady.accelerators).toBe(first.steady.pods * 2);
});
