import {
  Accelerator,
  type ClusterProfileOptions,
  DeviceClaim,
  DeviceSelector,
  GpuProduct,
  GpuSharing,
  MigStrategy,
  ModelServer,
  NodeLabelScheme,
} from '../../lib';
import { strictSchemaErrors } from '../support/strict-schemas';
import { declare, failureOf, manifestsFrom, manifestsOf, MINIMAL, podSpecOf } from '../support/declare';

const on = (accelerator: Accelerator) => ({ resources: { cpu: '4', memory: '24Gi', accelerator } });
const OPERATOR: ClusterProfileOptions = { gpuOperator: {} };
const SINGLE: ClusterProfileOptions = { gpuOperator: { migStrategy: MigStrategy.SINGLE } };
const GKE: ClusterProfileOptions = { nodeLabels: NodeLabelScheme.GKE };
const KARPENTER: ClusterProfileOptions = { nodeLabels: NodeLabelScheme.KARPENTER_AWS };
const AUTO_MODE: ClusterProfileOptions = { nodeLabels: NodeLabelScheme.EKS_AUTO_MODE };
const DRA: ClusterProfileOptions = { kubernetesVersion: '1.34' };

/** What of a pod an accelerator decides. */
function decided(accelerator: Accelerator, cluster?: ClusterProfileOptions) {
  const spec = podSpecOf(on(accelerator), { cluster });
  const { limits, requests } = spec.containers[0].resources;
  const { cpu: _cpu, memory: _memory, 'ephemeral-storage': _disk, ...devices } = limits;
  expect(requests).toEqual(limits);
  return {
    devices,
    nodeSelector: spec.nodeSelector,
    tolerates: spec.tolerations?.map(({ key, operator }: { key: string; operator: string }) => `${key} ${operator}`),
  };
}

describe('devices of device plugins', () => {
  test.each<[string, Accelerator, object, string]>([
    ['GPUs of NVIDIA', Accelerator.nvidia(4), { 'nvidia.com/gpu': '4' }, 'nvidia.com/gpu'],
    ['GPUs of AMD', Accelerator.amd(1), { 'amd.com/gpu': '1' }, 'amd.com/gpu'],
    ['GPUs of Intel by xe', Accelerator.intelXe(1), { 'gpu.intel.com/xe': '1' }, 'gpu.intel.com/xe'],
    ['GPUs of Intel by i915', Accelerator.intelI915(2), { 'gpu.intel.com/i915': '2' }, 'gpu.intel.com/i915'],
    ['Gaudi', Accelerator.gaudi(8), { 'habana.ai/gaudi': '8' }, 'habana.ai/gaudi'],
    ['chips of Neuron', Accelerator.neuron(1), { 'aws.amazon.com/neuron': '1' }, 'aws.amazon.com/neuron'],
    ['cores of Neuron', Accelerator.neuronCores(2), { 'aws.amazon.com/neuroncore': '2' }, 'aws.amazon.com/neuron'],
    ['slices', Accelerator.nvidiaMig('1g.10gb', 2), { 'nvidia.com/mig-1g.10gb': '2' }, 'nvidia.com/gpu'],
    ['slices with media', Accelerator.nvidiaMig('1g.5gb+me', 1), { 'nvidia.com/mig-1g.5gb.me': '1' }, 'nvidia.com/gpu'],
    ['a shared GPU', Accelerator.nvidiaShared(), { 'nvidia.com/gpu.shared': '1' }, 'nvidia.com/gpu'],
    ['others', Accelerator.of('vendor.example/npu', 1), { 'vendor.example/npu': '1' }, 'vendor.example/npu'],
  ])('%s are a resource, and a toleration', (_what, accelerator, devices, taint) => {
    expect(decided(accelerator)).toEqual({ devices, nodeSelector: undefined, tolerates: [`${taint} Exists`] });
  });

  test('TPUs are the chips of a slice, with both labels that GKE asks for', () => {
    expect(decided(Accelerator.tpu('tpu-v6e-slice', '2x4'))).toEqual({
      devices: { 'google.com/tpu': '8' },
      nodeSelector: {
        'cloud.google.com/gke-tpu-accelerator': 'tpu-v6e-slice',
        'cloud.google.com/gke-tpu-topology': '2x4',
      },
      tolerates: ['google.com/tpu Exists'],
    });
  });
});

describe('nodes are chosen by the labels that the cluster has', () => {
  const h100 = Accelerator.nvidia(1, { gpuProduct: GpuProduct.H100_80GB_HBM3 });
  const a100 = Accelerator.nvidia(1, { gpuProduct: GpuProduct.A100_SXM4_80GB });
  const slice = Accelerator.nvidiaMig('1g.10gb', 1, { gpuProduct: GpuProduct.A100_SXM4_80GB });
  const timeSliced = Accelerator.nvidiaShared({ gpuProduct: GpuProduct.L4, sharing: GpuSharing.TIME_SLICING });
  const underOneName = Accelerator.nvidiaShared({ gpuProduct: GpuProduct.L4, resource: 'nvidia.com/gpu' });
  const mps = Accelerator.nvidiaShared({ sharing: GpuSharing.MPS });
  const whole = 'nvidia.com/gpu';

  test.each<[string, Accelerator, ClusterProfileOptions, string, object | undefined]>([
    ['a product', h100, OPERATOR, whole, { 'nvidia.com/gpu.product': 'NVIDIA-H100-80GB-HBM3' }],
    ['a product', h100, GKE, whole, { 'cloud.google.com/gke-accelerator': 'nvidia-h100-80gb' }],
    ['a product', h100, KARPENTER, whole, { 'karpenter.k8s.aws/instance-gpu-name': 'h100' }],
    ['a product', h100, AUTO_MODE, whole, { 'eks.amazonaws.com/instance-gpu-name': 'h100' }],
    [
      'a product of two sizes',
      a100,
      KARPENTER,
      whole,
      { 'karpenter.k8s.aws/instance-gpu-name': 'a100', 'karpenter.k8s.aws/instance-gpu-memory': '81920' },
    ],
    [
      "the cloud's own name",
      Accelerator.nvidia(8, { gpuProduct: 'nvidia-h100-mega-80gb' }),
      GKE,
      whole,
      { 'cloud.google.com/gke-accelerator': 'nvidia-h100-mega-80gb' },
    ],
    [
      'a product that is no constant',
      Accelerator.nvidia(1, { gpuProduct: 'NVIDIA-H100-NVL' }),
      OPERATOR,
      whole,
      { 'nvidia.com/gpu.product': 'NVIDIA-H100-NVL' },
    ],
    [
      'a product of AMD',
      Accelerator.amd(1, { gpuProduct: 'AMD_Instinct_MI300X_OAM' }),
      OPERATOR,
      'amd.com/gpu',
      { 'amd.com/gpu.product-name': 'AMD_Instinct_MI300X_OAM' },
    ],
    [
      'a slice under its own name',
      slice,
      OPERATOR,
      'nvidia.com/mig-1g.10gb',
      { 'nvidia.com/mig-1g.10gb.product': 'NVIDIA-A100-SXM4-80GB-MIG-1g.10gb' },
    ],
    ['a slice under one name', slice, SINGLE, whole, { 'nvidia.com/gpu.product': 'NVIDIA-A100-SXM4-80GB-MIG-1g.10gb' }],
    [
      'a slice',
      slice,
      GKE,
      whole,
      { 'cloud.google.com/gke-accelerator': 'nvidia-a100-80gb', 'cloud.google.com/gke-gpu-partition-size': '1g.10gb' },
    ],
    [
      'a slice of any product',
      Accelerator.nvidiaMig('1g.5gb', 1),
      GKE,
      whole,
      { 'cloud.google.com/gke-gpu-partition-size': '1g.5gb' },
    ],
    [
      'a slice that says how it is offered',
      Accelerator.nvidiaMig('1g.10gb', 1, { strategy: MigStrategy.SINGLE, gpuProduct: GpuProduct.A100_SXM4_80GB }),
      OPERATOR,
      whole,
      { 'nvidia.com/gpu.product': 'NVIDIA-A100-SXM4-80GB-MIG-1g.10gb' },
    ],
    [
      'a shared GPU that was renamed',
      timeSliced,
      OPERATOR,
      'nvidia.com/gpu.shared',
      { 'nvidia.com/gpu.product': 'NVIDIA-L4', 'nvidia.com/gpu.sharing-strategy': 'time-slicing' },
    ],
    ['a shared GPU under one name', underOneName, OPERATOR, whole, { 'nvidia.com/gpu.product': 'NVIDIA-L4-SHARED' }],
    ['a GPU shared by MPS', mps, OPERATOR, 'nvidia.com/gpu.shared', { 'nvidia.com/gpu.sharing-strategy': 'mps' }],
    ['a GPU shared by MPS', mps, GKE, whole, { 'cloud.google.com/gke-gpu-sharing-strategy': 'mps' }],
    ['a GPU shared by MPS', mps, KARPENTER, 'nvidia.com/gpu.shared', undefined],
    [
      'a shared GPU',
      timeSliced,
      GKE,
      whole,
      { 'cloud.google.com/gke-accelerator': 'nvidia-l4', 'cloud.google.com/gke-gpu-sharing-strategy': 'time-sharing' },
    ],
    ['any GPU', Accelerator.nvidia(1), GKE, whole, undefined],
  ])('%s: %p with %p', (_what, accelerator, cluster, resource, nodeSelector) => {
    expect(decided(accelerator, cluster)).toMatchObject({ devices: { [resource]: expect.any(String) }, nodeSelector });
  });

  test('beside what the placement says', () => {
    const props = {
      ...on(h100),
      placement: { nodeSelector: { zone: 'a', 'nvidia.com/gpu.product': 'NVIDIA-H100-80GB-HBM3' } },
    };
    expect(podSpecOf(props, { cluster: OPERATOR }).nodeSelector).toEqual({
      'nvidia.com/gpu.product': 'NVIDIA-H100-80GB-HBM3',
      zone: 'a',
    });
  });
});

describe('the RuntimeClass of a GPU Operator', () => {
  const cluster: ClusterProfileOptions = { ...DRA, gpuOperator: { runtimeClassName: 'nvidia' } };

  test.each<[string, Accelerator | undefined, string | undefined]>([
    ['GPUs', Accelerator.nvidia(1), 'nvidia'],
    ['slices', Accelerator.nvidiaMig('1g.10gb', 1), 'nvidia'],
    ['shared GPUs', Accelerator.nvidiaShared(), 'nvidia'],
    ['devices of others', Accelerator.amd(1), undefined],
    ['claims, whose driver says how devices get in', Accelerator.devices('gpu.nvidia.com', 1), undefined],
    ['servers without', undefined, undefined],
  ])('for %s', (_what, accelerator, runtimeClassName) => {
    const resources = { cpu: '4', memory: '24Gi', accelerator };
    expect(podSpecOf({ resources }, { cluster }).runtimeClassName).toBe(runtimeClassName);
  });

  test('gives way to that of the placement', () => {
    const props = { ...on(Accelerator.nvidia(1)), placement: { runtimeClassName: 'kata' } };
    expect(podSpecOf(props, { cluster }).runtimeClassName).toBe('kata');
  });
});

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
      (count) =>
        claims(Accelerator.devices('gpu.nvidia.com', count)).get('ResourceClaimTemplate').metadata.name as string,
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
      alongside: [{ name: 'nic', deviceClass: 'rdma.example.com' }],
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
          alongside: [{ name: 'nic', deviceClass: 'rdma.example.com', count: 2 }],
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

describe('rollouts on scarce devices', () => {
  const rollout = (accelerator: Accelerator, cluster: ClusterProfileOptions) =>
    manifestsOf(on(accelerator), { cluster }).get('Deployment').spec.strategy.rollingUpdate;
  const IN_PLACE = { maxSurge: 0, maxUnavailable: 1 };
  const SURGE = { maxSurge: 1, maxUnavailable: 0 };

  test.each<[string, Accelerator, ClusterProfileOptions, object]>([
    ['a claim', Accelerator.devices('gpu.nvidia.com', 2), DRA, IN_PLACE],
    [
      'a claim with a spare',
      Accelerator.devices('gpu.nvidia.com', 2),
      { ...DRA, spareAccelerators: { 'gpu.nvidia.com': 2 } },
      SURGE,
    ],
    [
      'a claim with a spare of the device plugin',
      Accelerator.devices('gpu.nvidia.com', 1),
      { ...DRA, spareAccelerators: { 'nvidia.com/gpu': 1 } },
      IN_PLACE,
    ],
    [
      'a slice under the name of whole GPUs',
      Accelerator.nvidiaMig('1g.10gb', 1, { gpuProduct: GpuProduct.A100_SXM4_80GB }),
      { ...SINGLE, spareAccelerators: { 'nvidia.com/gpu': 1 } },
      SURGE,
    ],
  ])('%s', (_what, accelerator, cluster, expected) => {
    expect(rollout(accelerator, cluster)).toEqual(expected);
  });
});

describe('what is not possible', () => {
  test.each<[string, () => Accelerator, ClusterProfileOptions, string]>([
    [
      'claims before 1.34',
      () => Accelerator.devices('gpu.nvidia.com', 1),
      { kubernetesVersion: '1.33' },
      'resources.accelerator: claims of devices need Kubernetes 1.34, from which on resource.k8s.io/v1 is stable, got 1.33; declare a later kubernetesVersion in the cluster profile',
    ],
    [
      'a product without labels',
      () => Accelerator.nvidia(1, { gpuProduct: GpuProduct.L4 }),
      {},
      "resources.accelerator.gpuProduct needs the labels of the nodes; declare nodeLabels in the cluster profile, for example NodeLabelScheme.GPU_OPERATOR, got 'NVIDIA-L4'",
    ],
    [
      'a short name',
      () => Accelerator.nvidia(1, { gpuProduct: 'L4' }),
      OPERATOR,
      "gpuProduct must be a name as the label nvidia.com/gpu.product has it, got 'L4'; use 'NVIDIA-L4'",
    ],
    [
      "a cloud's name elsewhere",
      () => Accelerator.nvidia(1, { gpuProduct: 'nvidia-h100-80gb' }),
      OPERATOR,
      "got 'nvidia-h100-80gb'; use 'NVIDIA-H100-80GB-HBM3'",
    ],
    [
      'a product that GKE does not have',
      () => Accelerator.nvidia(1, { gpuProduct: GpuProduct.A10G }),
      GKE,
      "gpuProduct must be a GPU that GKE is known to have, or a value of the label cloud.google.com/gke-accelerator, got 'NVIDIA-A10G'",
    ],
    [
      'a product that AWS does not have',
      () => Accelerator.nvidia(1, { gpuProduct: 'NVIDIA-GB200' }),
      KARPENTER,
      "or a value of the label karpenter.k8s.aws/instance-gpu-name, got 'NVIDIA-GB200'",
    ],
    [
      'a product of AMD on GKE',
      () => Accelerator.amd(1, { gpuProduct: 'AMD_Instinct_MI300X_OAM' }),
      GKE,
      "gpuProduct must be left out for GPUs of AMD with nodeLabels 'gke'",
    ],
    [
      'an empty product',
      () => Accelerator.nvidia(1, { gpuProduct: '' }),
      OPERATOR,
      'gpuProduct must be a text that is not empty',
    ],
    [
      'a slice that the cluster offers otherwise',
      () => Accelerator.nvidiaMig('1g.10gb', 1, { strategy: MigStrategy.MIXED }),
      SINGLE,
      "strategy must be 'single', as the cluster profile says, got 'mixed'; leave it out",
    ],
    [
      'a slice under one name of any product',
      () => Accelerator.nvidiaMig('1g.10gb', 1),
      SINGLE,
      'gpuProduct must be given with MigStrategy.SINGLE',
    ],
    [
      'a slice under one name where no label says the profile',
      () => Accelerator.nvidiaMig('1g.10gb', 1, { strategy: MigStrategy.SINGLE }),
      KARPENTER,
      "strategy 'single' needs labels of the nodes that say the profile",
    ],
    [
      'no profile',
      () => Accelerator.nvidiaMig('', 1),
      {},
      "resource must be the name of an extended resource, '<domain>/<name>', got 'nvidia.com/mig-'",
    ],
    [
      'a wrong strategy',
      () => Accelerator.nvidiaMig('1g.10gb', 1, { strategy: 'none' as never }),
      {},
      "strategy must be 'single' or 'mixed', got 'none'",
    ],
    [
      'a wrong way to share',
      () => Accelerator.nvidiaShared({ sharing: 'mig' as never }),
      {},
      "sharing must be 'time-slicing' or 'mps', got 'mig'",
    ],
    [
      'a topology that is none',
      () => Accelerator.tpu('tpu-v6e-slice', '8'),
      {},
      "topology must be two or three numbers such as '2x4' or '2x2x1', got '8'",
    ],
    [
      'a slice of several nodes',
      () => Accelerator.tpu('tpu-v5p-slice', '2x2x2'),
      {},
      "topology must have at most 4 chips, those of one node with 'tpu-v5p-slice', since the pods of a server do not work on one slice together, got '2x2x2' (8 chips)",
    ],
    [
      'a type that is none',
      () => Accelerator.tpu('v6e', '2x4'),
      {},
      "type must be a value of the label cloud.google.com/gke-tpu-accelerator such as 'tpu-v6e-slice', got 'v6e'",
    ],
    [
      'no class',
      () => Accelerator.devices(undefined as never, 1),
      DRA,
      "deviceClass must be the name of a DeviceClass such as 'gpu.nvidia.com', got nothing",
    ],
    [
      'a resource as a class',
      () => Accelerator.devices('nvidia.com/gpu', 1),
      DRA,
      'resources.accelerator.deviceClass must be lower-case letters',
    ],
    [
      'no devices',
      () => Accelerator.devices('gpu.nvidia.com', 0),
      DRA,
      'resources.accelerator.count must be a whole number from 1 to 32, got 0',
    ],
    [
      'too many devices',
      () =>
        Accelerator.devices('gpu.nvidia.com', 20, {
          alongside: [{ name: 'nic', deviceClass: 'rdma.example.com', count: 20 }],
        }),
      DRA,
      'count of all requests must come to at most 32 devices, got 40',
    ],
    [
      'one name twice',
      () =>
        Accelerator.devices('gpu.nvidia.com', 1, { alongside: [{ name: 'devices', deviceClass: 'rdma.example.com' }] }),
      DRA,
      "alongside[0].name must differ from those of the other requests, got 'devices' again",
    ],
    [
      'a constraint about nothing',
      () =>
        Accelerator.devices('gpu.nvidia.com', 1, {
          constraints: [{ matchAttribute: 'gpu.nvidia.com/parentUUID', requests: ['gpu'] }],
        }),
      DRA,
      "constraints[0].requests must name requests of the claim, 'devices', got 'gpu'",
    ],
    [
      'an attribute without its domain',
      () => Accelerator.devices('gpu.nvidia.com', 1, { constraints: [{ matchAttribute: 'parentUUID' }] }),
      DRA,
      "constraints[0].matchAttribute must be an attribute with its domain such as 'resource.kubernetes.io/pcieRoot', got 'parentUUID'",
    ],
    [
      'a text as a selector',
      () => Accelerator.devices('gpu.nvidia.com', 1, { selectors: ['H100' as never] }),
      DRA,
      "selectors[0] must be made by DeviceSelector.product(name) or its like, got 'H100'",
    ],
    [
      'memory that is none',
      () => Accelerator.devices('gpu.nvidia.com', 1, { selectors: [DeviceSelector.memoryAtLeast('80 GB')] }),
      DRA,
      "selectors[0]: memoryAtLeast must be a quantity of bytes such as '512Mi' or '2Gi', above 0, got '80 GB'",
    ],
    [
      'a version that is none',
      () =>
        Accelerator.devices('gpu.nvidia.com', 1, {
          selectors: [DeviceSelector.versionAtLeast('driverVersion', '570')],
        }),
      DRA,
      "version must be three numbers such as '9.0.0', got '570'",
    ],
    [
      'an attribute that would be another expression',
      () => Accelerator.devices('gpu.nvidia.com', 1, { selectors: [DeviceSelector.attribute('a == b ||', 'x')] }),
      DRA,
      "attribute must be a name such as 'architecture' or 'vendor.example/name', got 'a == b ||'",
    ],
    [
      'administrative access',
      () => Accelerator.devices('gpu.nvidia.com', 1, { adminAccess: true } as never),
      DRA,
      "there is no prop 'adminAccess'",
    ],
    [
      'no claim',
      () => Accelerator.claim('gpus' as never),
      DRA,
      "resources.accelerator.claim must be a DeviceClaim, got 'gpus'",
    ],
    [
      'a claim without a name',
      () => Accelerator.claimNamed(undefined as never, 'gpu.nvidia.com', 1),
      DRA,
      'claimName must be lower-case letters',
    ],
  ])('%s', (_what, make, cluster, message) => {
    expect(failureOf(() => declare(on(make()), { cluster }))).toContain(message);
  });

  test('a node selector that contradicts the product', () => {
    const props = {
      ...on(Accelerator.nvidia(1, { gpuProduct: GpuProduct.L4 })),
      placement: { nodeSelector: { 'nvidia.com/gpu.product': 'NVIDIA-L40S' } },
    };
    expect(failureOf(() => declare(props, { cluster: OPERATOR }))).toBe(
      "ModelServer 'vision/iris': placement.nodeSelector['nvidia.com/gpu.product'] must be 'NVIDIA-L4', as resources.accelerator says, got 'NVIDIA-L40S'; leave it out",
    );
  });

  test('a claim of another namespace', () => {
    const { app } = declare({}, { cluster: DRA });
    const { tenant } = declare({}, { cluster: DRA });
    void app;
    const claim = new DeviceClaim(tenant, 'gpus', { deviceClass: 'gpu.nvidia.com' });
    const message = failureOf(() =>
      declare(on(Accelerator.claim(claim)), { cluster: DRA, tenant: { name: 'speech' } }),
    );
    expect(message).toContain("resources.accelerator.claim must be in the server's namespace, 'speech', got 'vision'");
  });

  test('a claim before 1.34', () => {
    const { tenant } = declare({}, { cluster: { kubernetesVersion: '1.33' } });
    expect(failureOf(() => new DeviceClaim(tenant, 'gpus', { deviceClass: 'gpu.nvidia.com' }))).toContain(
      "DeviceClaim 'vision/gpus': claims of devices need Kubernetes 1.34",
    );
  });
});
