import {
  Accelerator,
  type ClusterProfileOptions,
  DeviceClaim,
  DeviceSelector,
  GpuProduct,
  MigStrategy,
  NodeLabelScheme,
} from '../../lib';
import { declare, failureOf } from '../support/declare';

const on = (accelerator: Accelerator) => ({ resources: { cpu: '4', memory: '24Gi', accelerator } });
const OPERATOR: ClusterProfileOptions = { gpuOperator: {} };
const SINGLE: ClusterProfileOptions = { gpuOperator: { migStrategy: MigStrategy.SINGLE } };
const GKE: ClusterProfileOptions = { nodeLabels: NodeLabelScheme.GKE };
const KARPENTER: ClusterProfileOptions = { nodeLabels: NodeLabelScheme.KARPENTER_AWS };
const DRA: ClusterProfileOptions = { kubernetesVersion: '1.34' };

describe('what is not possible', () => {
  test.each<[string, () => Accelerator, ClusterProfileOptions, string]>([
    [
      'claims before 1.34',
      () => Accelerator.devices('gpu.nvidia.com', 1),
      { kubernetesVersion: '1.33' },
      'resources.accelerator: claims of devices need Kubernetes 1.34 (resource.k8s.io/v1), got 1.33; declare a later kubernetesVersion in the cluster profile',
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
    ...['', '1g10gb', 'foo', '8g.80gb', '0g.5gb', ' 1g.10gb', '1g.10gb ', '1G.10GB', 'mig-1g.10gb', undefined, 7].map(
      (profile): [string, () => Accelerator, ClusterProfileOptions, string] => [
        `a profile that is none, ${String(profile)}`,
        () => Accelerator.nvidiaMig(profile as string, 1),
        {},
        `profile must be a MIG profile such as '1g.10gb' or '1g.5gb+me', got `,
      ],
    ),
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
          additionalRequests: [{ name: 'nic', deviceClass: 'rdma.example.com', count: 20 }],
        }),
      DRA,
      'count of all requests must come to at most 32 devices, got 40',
    ],
    [
      'one name twice',
      () =>
        Accelerator.devices('gpu.nvidia.com', 1, {
          additionalRequests: [{ name: 'devices', deviceClass: 'rdma.example.com' }],
        }),
      DRA,
      "additionalRequests[0].name must differ from those of the other requests, got 'devices' again",
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
    const { tenant } = declare({}, { cluster: DRA });
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
