import { Accelerator, DeviceClaim, DeviceSelector, ModelServer } from '../../lib';
import { strictSchemaErrors } from '../support/strict-schemas';
import { declare, manifestsFrom, manifestsOf, MINIMAL, podSpecOf } from '../support/declare';

const on = (accelerator: Accelerator) => ({ resources: { cpu: '4', memory: '24Gi', accelerator } });
const DRA = { kubernetesVersion: '1.34' };

describe('claims of devices', () => {
  const claims = (accelerator: Accelerator, cluster = DRA) => manifestsOf(on(accelerator), { cluster });
  const requestsOf = (accelerator: Accelerator) =>
    claims(accelerator).get('ResourceClaimTemplate').spec.spec.devices.requests;

  test('a template makes one for each pod, which its container names', () => {
    const manifests = claims(Accelerator.devices('gpu.nvidia.com', 2));
    const template = manifests.get('ResourceClaimTemplate');
    expect(template).toMatchObject({
      apiVersion: 'resource.k8s.io/v1',
      metadata: { name: expect.stringMatching(/^iris-devices-[0-9a-f]{8}$/), namespace: 'vision' },
      spec: {
        spec: {
          devices: {
            requests: [
              {
                name: 'devices',
                exactly: { deviceClassName: 'gpu.nvidia.com', allocationMode: 'ExactCount', count: 2 },
              },
            ],
          },
        },
      },
    });
    const pod = manifests.get('Deployment').spec.template.spec;
    expect(pod.resourceClaims).toEqual([{ name: 'devices', resourceClaimTemplateName: template.metadata.name }]);
    const asked = { cpu: '4', 'ephemeral-storage': '2Gi', memory: '24Gi' };
    expect(pod.containers[0].resources).toEqual({ claims: [{ name: 'devices' }], limits: asked, requests: asked });
    expect(pod.tolerations).toEqual([{ effect: 'NoSchedule', key: 'nvidia.com/gpu', operator: 'Exists' }]);
  });

  test('what they ask for is in the name of the template, since neither a template nor a running pod changes', () => {
    const names = [1, 2, 2].map(
      (count) => claims(Accelerator.devices('gpu.nvidia.com', count)).get('ResourceClaimTemplate').metadata.name,
    );
    expect(names[1]).toBe(names[2]);
    expect(names[0]).not.toBe(names[1]);
  });

  test.each<[string, DeviceSelector, string]>([
    [
      'a product',
      DeviceSelector.product('NVIDIA H100 80GB HBM3'),
      "device.attributes['gpu.nvidia.com'].productName == 'NVIDIA H100 80GB HBM3'",
    ],
    [
      'memory',
      DeviceSelector.memoryAtLeast('40Gi'),
      "device.capacity['gpu.nvidia.com'].memory.compareTo(quantity('40Gi')) >= 0",
    ],
    [
      'an attribute',
      DeviceSelector.attribute('architecture', 'Hopper'),
      "device.attributes['gpu.nvidia.com'].architecture == 'Hopper'",
    ],
    [
      'an attribute of another domain',
      DeviceSelector.attribute('resource.kubernetes.io/pcieRoot', 'pci0000:01'),
      "device.attributes['resource.kubernetes.io'].pcieRoot == 'pci0000:01'",
    ],
    [
      'a version',
      DeviceSelector.versionAtLeast('cudaComputeCapability', '9.0.0'),
      "device.attributes['gpu.nvidia.com'].cudaComputeCapability.compareTo(semver('9.0.0')) >= 0",
    ],
    [
      'a text with quotes',
      DeviceSelector.attribute('note', "it's \\"),
      "device.attributes['gpu.nvidia.com'].note == 'it\\'s \\\\'",
    ],
    ['an expression', DeviceSelector.cel("device.driver == 'gpu.nvidia.com'"), "device.driver == 'gpu.nvidia.com'"],
  ])('are narrowed by %s', (_what, selector, expression) => {
    const [request] = requestsOf(Accelerator.devices('gpu.nvidia.com', 1, { selectors: [selector] }));
    expect(request.exactly.selectors).toEqual([{ cel: { expression } }]);
  });

  test('slices are looked at by the attributes of the driver of GPUs', () => {
    const [request] = requestsOf(
      Accelerator.devices('mig.nvidia.com', 1, { selectors: [DeviceSelector.attribute('profile', '1g.10gb')] }),
    );
    expect(request.exactly.selectors[0].cel.expression).toBe(
      "device.attributes['gpu.nvidia.com'].profile == '1g.10gb'",
    );
  });

  test('all devices of a node have no number', () => {
    expect(requestsOf(Accelerator.devices('gpu.nvidia.com', 8, { allocateAll: true }))).toEqual([
      { name: 'devices', exactly: { deviceClassName: 'gpu.nvidia.com', allocationMode: 'All' } },
    ]);
  });

  test('others come with them, and all have something in common', () => {
    const accelerator = Accelerator.devices('gpu.nvidia.com', 2, {
      name: 'gpus',
      additionalRequests: [{ name: 'nic', deviceClass: 'rdma.example.com' }],
      constraints: [
        { matchAttribute: 'resource.kubernetes.io/pcieRoot' },
        { matchAttribute: 'gpu.nvidia.com/parentUUID', requests: ['gpus'] },
      ],
    });
    const { devices } = claims(accelerator).get('ResourceClaimTemplate').spec.spec;
    expect(devices.requests.map(({ name }: { name: string }) => name)).toEqual(['gpus', 'nic']);
    expect(devices.constraints).toEqual([
      { matchAttribute: 'resource.kubernetes.io/pcieRoot' },
      { matchAttribute: 'gpu.nvidia.com/parentUUID', requests: ['gpus'] },
    ]);
  });

  test('a claim of its own is shared by all pods', () => {
    const { app, tenant } = declare({}, { cluster: DRA });
    const claim = new DeviceClaim(tenant, 'gpus', { deviceClass: 'gpu.nvidia.com', count: 2 });
    new ModelServer(tenant, 'llama', { ...MINIMAL, ...on(Accelerator.claim(claim)) });
    const manifests = manifestsFrom(app);
    expect(manifests.get('ResourceClaim', 'gpus').spec.devices.requests[0].exactly.count).toBe(2);
    const { strategy, template } = manifests.get('Deployment', 'llama').spec;
    expect(template.spec.resourceClaims).toEqual([{ name: 'devices', resourceClaimName: 'gpus' }]);
    // A new pod waits for no old one: it has its devices already.
    expect(strategy.rollingUpdate).toEqual({ maxSurge: 1, maxUnavailable: 0 });
  });

  test('a claim of others is named', () => {
    const accelerator = Accelerator.claimNamed('gpus', 'gpu.nvidia.com', 2);
    expect(podSpecOf(on(accelerator), { cluster: DRA }).resourceClaims).toEqual([
      { name: 'devices', resourceClaimName: 'gpus' },
    ]);
  });

  test('are what the strict schemas know', () => {
    const { app, tenant } = declare(
      on(
        Accelerator.devices('gpu.nvidia.com', 2, {
          selectors: [DeviceSelector.memoryAtLeast('40Gi')],
          additionalRequests: [{ name: 'nic', deviceClass: 'rdma.example.com', count: 2 }],
          constraints: [{ matchAttribute: 'resource.kubernetes.io/pcieRoot', requests: ['devices', 'nic'] }],
        }),
      ),
      { cluster: DRA },
    );
    new DeviceClaim(tenant, 'gpus', { deviceClass: 'gpu.nvidia.com', allocateAll: true });
    for (const object of manifestsFrom(app).all) {
      expect(strictSchemaErrors(object.apiVersion, object.kind, object) ?? []).toEqual([]);
    }
  });
});
