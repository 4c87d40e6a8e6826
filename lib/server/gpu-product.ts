import { NodeLabelScheme } from '../cluster/node-label-scheme';
import { nearestFirst } from '../private/nearest';
import { show } from '../private/show';

/**
 * Names of NVIDIA GPUs that the labels of all node-label schemes are known for, as GPU feature discovery writes them:
 * what `nvidia-smi -L` prints, with `-` for spaces.
 *
 * @example
 * import { Accelerator, GpuProduct } from 'cdk8s-model-serving';
 *
 * const accelerator = Accelerator.nvidia(1, { gpuProduct: GpuProduct.L4 });
 */
export class GpuProduct {
  /** T4, 16 GB. */
  public static readonly TESLA_T4 = 'Tesla-T4';
  /** V100 of 16 GB with NVLink. */
  public static readonly V100_SXM2_16GB = 'Tesla-V100-SXM2-16GB';
  /** A10G, 24 GB. On AWS. */
  public static readonly A10G = 'NVIDIA-A10G';
  /** L4, 24 GB. */
  public static readonly L4 = 'NVIDIA-L4';
  /** L40S, 48 GB. On AWS. */
  public static readonly L40S = 'NVIDIA-L40S';
  /** A100 of 40 GB with NVLink. */
  public static readonly A100_SXM4_40GB = 'NVIDIA-A100-SXM4-40GB';
  /** A100 of 80 GB with NVLink. */
  public static readonly A100_SXM4_80GB = 'NVIDIA-A100-SXM4-80GB';
  /** H100 of 80 GB with NVLink. */
  public static readonly H100_80GB_HBM3 = 'NVIDIA-H100-80GB-HBM3';
  /** H200, 141 GB. */
  public static readonly H200 = 'NVIDIA-H200';
  /** B200. */
  public static readonly B200 = 'NVIDIA-B200';

  private constructor() {}
}

/** What the labels of clouds call a product. */
interface CloudNames {
  /** Value of `cloud.google.com/gke-accelerator` (https://cloud.google.com/compute/docs/gpus). */
  readonly gke?: string;
  /** Value of `instance-gpu-name`: the name that EC2 gives, in lower case (https://karpenter.sh/docs/reference/instance-types/). */
  readonly aws?: string;
  /** Mebibytes of memory, where the name does not tell one size from another. */
  readonly awsMemory?: string;
}

const PRODUCTS = new Map<string, CloudNames>([
  [GpuProduct.TESLA_T4, { gke: 'nvidia-tesla-t4', aws: 't4' }],
  [GpuProduct.V100_SXM2_16GB, { gke: 'nvidia-tesla-v100', aws: 'v100', awsMemory: '16384' }],
  [GpuProduct.A10G, { aws: 'a10g' }],
  [GpuProduct.L4, { gke: 'nvidia-l4', aws: 'l4' }],
  [GpuProduct.L40S, { aws: 'l40s' }],
  [GpuProduct.A100_SXM4_40GB, { gke: 'nvidia-tesla-a100', aws: 'a100', awsMemory: '40960' }],
  [GpuProduct.A100_SXM4_80GB, { gke: 'nvidia-a100-80gb', aws: 'a100', awsMemory: '81920' }],
  [GpuProduct.H100_80GB_HBM3, { gke: 'nvidia-h100-80gb', aws: 'h100' }],
  [GpuProduct.H200, { gke: 'nvidia-h200-141gb', aws: 'h200' }],
  [GpuProduct.B200, { gke: 'nvidia-b200', aws: 'b200' }],
]);

/** Node labels of a product, or what is wrong with its name. */
export type ProductLabels = { readonly labels: { readonly [label: string]: string } } | { readonly problem: string };

/** The domain of Karpenter's labels, which EKS Auto Mode has under another. */
const AWS_PREFIX = {
  [NodeLabelScheme.KARPENTER_AWS]: 'karpenter.k8s.aws',
  [NodeLabelScheme.EKS_AUTO_MODE]: 'eks.amazonaws.com',
};

/**
 * The labels of nodes with an NVIDIA GPU. A name that the scheme's own labels use is taken as it is.
 *
 * @param key label of GPU feature discovery that has the product
 * @param ending what that label has behind the product
 */
export function productLabels(
  scheme: NodeLabelScheme,
  product: string,
  key = 'nvidia.com/gpu.product',
  ending = '',
): ProductLabels {
  const known = PRODUCTS.get(product);
  if (scheme === NodeLabelScheme.GPU_OPERATOR) {
    const meant = known ? undefined : meantBy(product);
    // Discovery writes what the driver says, which never is a cloud's name nor a bare model.
    return meant !== undefined && (product === product.toLowerCase() || !product.includes('-'))
      ? {
          problem: `must be a name as the label nvidia.com/gpu.product has it, got ${show(product)}; use ${show(meant)}`,
        }
      : { labels: { [key]: product + ending } };
  }
  if (scheme === NodeLabelScheme.GKE) {
    const name = known?.gke ?? (/^nvidia-[a-z0-9-]+$/.test(product) ? product : undefined);
    return name === undefined
      ? unknownTo('GKE', 'cloud.google.com/gke-accelerator', product, 'gke')
      : { labels: { 'cloud.google.com/gke-accelerator': name } };
  }
  const prefix = AWS_PREFIX[scheme];
  const name = known?.aws ?? (/^(?!nvidia-)[a-z0-9]+(-[a-z0-9]+)*$/.test(product) ? product : undefined);
  if (name === undefined) return unknownTo('AWS', `${prefix}/instance-gpu-name`, product, 'aws');
  const memory = known?.awsMemory;
  return {
    labels: {
      [`${prefix}/instance-gpu-name`]: name,
      ...(memory !== undefined && { [`${prefix}/instance-gpu-memory`]: memory }),
    },
  };
}

function unknownTo(cloud: string, label: string, product: string, names: 'gke' | 'aws'): ProductLabels {
  const offered = [...PRODUCTS].filter(([, cloudNames]) => cloudNames[names] !== undefined).map(([name]) => name);
  const [nearest] = nearestFirst(meantBy(product) ?? product, offered, (name) => name);
  return {
    problem: `must be a GPU that ${cloud} is known to have, or a value of the label ${label}, got ${show(product)}; for example ${show(nearest)}`,
  };
}

/** The product that was likely meant by a short name or by that of a cloud. */
function meantBy(name: string): string | undefined {
  const short = plain(name);
  const products = [...PRODUCTS];
  const [product] =
    products.find(([, { gke, aws }]) => gke === name || aws === name) ??
    products.find(([each]) => plain(each) === short || plain(each).startsWith(`${short}-`)) ??
    [];
  return product;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/^(nvidia-)?(tesla-)?/, '');
}
