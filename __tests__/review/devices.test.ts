import { reviewManifests } from '../../lib/review';
import { Accelerator, QuotaAccelerator } from '../../lib';
import { declare, manifestsFrom } from '../support/declare';

const DEVICES = 'gpu.nvidia.com.deviceclass.resource.k8s.io/devices';

const server = (count: number) =>
  manifestsFrom(
    declare(
      {
        replicas: 2,
        resources: { cpu: '4', memory: '24Gi', accelerator: Accelerator.devices('gpu.nvidia.com', count) },
      },
      {
        cluster: { kubernetesVersion: '1.34' },
        tenant: { quota: { accelerators: [QuotaAccelerator.deviceClass('gpu.nvidia.com', 8)] } },
      },
    ).app,
  ).all;

describe('a server whose pods get devices by claims', () => {
  const { refusals, restarts, capacity, notChecked } = reviewManifests(server(1), server(2), {
    kubernetesVersion: '1.34',
  });

  test('another number of devices is refused by nobody, and replaces the pods', () => {
    expect(refusals).toEqual([]);
    expect(restarts.map(({ object: { kind, name } }) => `${kind} ${name}`)).toEqual(['Deployment iris']);
  });

  test('the devices are capacity, at rest and on the way', () => {
    // In place: one old pod that shuts down, one old and one new.
    expect(capacity.find(({ key }) => key === DEVICES)).toMatchObject({
      before: '2',
      after: '4',
      hard: '8',
      exceeds: 'no',
    });
  });

  test('whether a node has them free is not known', () => {
    expect(notChecked).toContain('whether a node has the devices free that new pods ask for');
  });
});
