import { MigStrategy } from '../cluster/gpu-operator';
import { NodeLabelScheme } from '../cluster/node-label-scheme';
import type { ClusterProfile } from '../core/cluster-profile';
import { show } from '../private/show';
import { GpuSharing } from './accelerator-options';
import type { AcceleratorRequest } from './accelerator-request';
import { productLabels } from './gpu-product';

/** Labels by which the nodes with an accelerator are chosen, and what is wrong with that. */
export interface AcceleratorLabels {
  readonly labels: { readonly [label: string]: string };
  /** Each begins with the member of the accelerator's options. */
  readonly problems: readonly string[];
}

const NONE: AcceleratorLabels = { labels: {}, problems: [] };
const UNDECLARED =
  'needs the labels of the nodes; declare nodeLabels in the cluster profile, for example NodeLabelScheme.GPU_OPERATOR';

/** Whether slices are offered as whole GPUs are: as the accelerator says, or the cluster. */
export function strategyOf(
  { strategy }: AcceleratorRequest & { readonly kind: 'mig' },
  { _gpuOperator, _nodeLabels }: ClusterProfile,
): MigStrategy {
  // GKE has no other: https://cloud.google.com/kubernetes-engine/docs/how-to/gpus-multi
  const usual = _nodeLabels === NodeLabelScheme.GKE ? MigStrategy.SINGLE : MigStrategy.MIXED;
  return strategy ?? _gpuOperator.migStrategy ?? usual;
}

/** The node labels of an accelerator in a cluster. */
export function acceleratorLabels(request: AcceleratorRequest, profile: ClusterProfile): AcceleratorLabels {
  switch (request.kind) {
    case 'tpu': {
      const { type, topology } = request;
      const labels = { 'cloud.google.com/gke-tpu-accelerator': type, 'cloud.google.com/gke-tpu-topology': topology };
      return { labels, problems: [] };
    }
    case 'whole':
      return request.vendor === 'amd' ? ofAmd(request.gpuProduct, profile) : ofProduct(request.gpuProduct, profile);
    case 'mig':
      return ofSlice(request, profile);
    case 'shared':
      return ofShared(request, profile);
    default:
      return NONE;
  }
}

function ofProduct(
  gpuProduct: string | undefined,
  profile: ClusterProfile,
  key?: string,
  ending?: string,
): AcceleratorLabels {
  const scheme = profile._nodeLabels;
  // What is no text has been reported where it was given.
  if (typeof gpuProduct !== 'string') return NONE;
  if (scheme === undefined) return { labels: {}, problems: [`gpuProduct ${UNDECLARED}, got ${show(gpuProduct)}`] };
  const found = productLabels(scheme, gpuProduct, key, ending);
  return 'problem' in found
    ? { labels: {}, problems: [`gpuProduct ${found.problem}`] }
    : { labels: found.labels, problems: [] };
}

/** Labels of AMD's node labeller, which its GPU Operator installs: https://github.com/ROCm/k8s-device-plugin */
function ofAmd(gpuProduct: string | undefined, { _nodeLabels }: ClusterProfile): AcceleratorLabels {
  if (typeof gpuProduct !== 'string') return NONE;
  if (_nodeLabels === NodeLabelScheme.GPU_OPERATOR)
    return { labels: { 'amd.com/gpu.product-name': gpuProduct }, problems: [] };
  const problem =
    _nodeLabels === undefined
      ? `gpuProduct ${UNDECLARED}, got ${show(gpuProduct)}`
      : `gpuProduct must be left out for GPUs of AMD with nodeLabels ${show(_nodeLabels)}, which have no label for them, got ${show(gpuProduct)}; choose nodes by placement.nodeSelector`;
  return { labels: {}, problems: [problem] };
}

function ofSlice(request: AcceleratorRequest & { readonly kind: 'mig' }, profile: ClusterProfile): AcceleratorLabels {
  const { profile: size, gpuProduct, strategy } = request;
  const declared = profile._gpuOperator.migStrategy;
  if (strategy !== undefined && declared !== undefined && strategy !== declared) {
    const problem = `strategy must be ${show(declared)}, as the cluster profile says, got ${show(strategy)}; leave it out`;
    return { labels: {}, problems: [problem] };
  }
  const ending = `-MIG-${size}`;
  const scheme = profile._nodeLabels;
  if (strategyOf(request, profile) === MigStrategy.MIXED) {
    const key = `nvidia.com/mig-${size}.product`;
    return scheme === NodeLabelScheme.GPU_OPERATOR
      ? ofProduct(gpuProduct, profile, key, ending)
      : ofProduct(gpuProduct, profile);
  }
  if (scheme === NodeLabelScheme.GKE) {
    const { labels, problems } = ofProduct(gpuProduct, profile);
    return { labels: { ...labels, 'cloud.google.com/gke-gpu-partition-size': size }, problems };
  }
  if (scheme !== NodeLabelScheme.GPU_OPERATOR) {
    const problem = `strategy 'single' ${scheme === undefined ? UNDECLARED : `needs labels of the nodes that say the profile, which nodeLabels ${show(scheme)} has none for; declare NodeLabelScheme.GPU_OPERATOR, or use MigStrategy.MIXED`}`;
    return { labels: {}, problems: [problem] };
  }
  // The label has product and profile in one.
  return gpuProduct === undefined
    ? {
        labels: {},
        problems: [
          `gpuProduct must be given with MigStrategy.SINGLE, since one label of the nodes has the product and the profile, got nothing; for example GpuProduct.A100_SXM4_80GB`,
        ],
      }
    : ofProduct(gpuProduct, profile, undefined, ending);
}

function ofShared(
  request: AcceleratorRequest & { readonly kind: 'shared' },
  profile: ClusterProfile,
): AcceleratorLabels {
  const { gpuProduct, sharing } = request;
  const scheme = profile._nodeLabels;
  if (scheme === NodeLabelScheme.GKE) {
    const { labels, problems } = ofProduct(gpuProduct, profile);
    const strategy = sharing === GpuSharing.MPS ? 'mps' : 'time-sharing';
    return { labels: { ...labels, 'cloud.google.com/gke-gpu-sharing-strategy': strategy }, problems };
  }
  // Feature discovery tells shared GPUs from whole ones by the product, where they are offered under one name.
  const ending = sharedResource(request, profile) === 'nvidia.com/gpu' ? '-SHARED' : undefined;
  const { labels, problems } = ofProduct(gpuProduct, profile, undefined, ending);
  if (scheme !== NodeLabelScheme.GPU_OPERATOR || sharing === undefined) return { labels, problems };
  return { labels: { ...labels, 'nvidia.com/gpu.sharing-strategy': sharing }, problems };
}

/** The resource under which a shared GPU is offered, where the accelerator does not say. */
export function sharedResource(
  { resource }: AcceleratorRequest & { readonly kind: 'shared' },
  { _nodeLabels }: ClusterProfile,
): string {
  return resource ?? (_nodeLabels === NodeLabelScheme.GKE ? 'nvidia.com/gpu' : 'nvidia.com/gpu.shared');
}
