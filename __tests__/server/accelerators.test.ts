import {
  Accelerator,
  type ClusterProfileOptions,
  GpuProduct,
  GpuSharing,
  MigStrategy,
  NodeLabelScheme,
} from '../../lib';
import { manifestsOf, podSpecOf } from '../support/declare';

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
  expect(requests).toEqual(limits);
  return {
    devices: Object.fromEntries(Object.entries(limits as object).filter(([name]) => name.includes('/'))),
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
