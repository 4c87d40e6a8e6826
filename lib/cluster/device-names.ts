/** A maker of accelerators, and what its devices are called in a cluster. */
export interface DeviceVendor {
  /** Extended resources of its device plugins, each for one device or a part of one. */
  readonly resources: RegExp;
  /** DeviceClasses of its DRA driver whose devices are the same hardware. */
  readonly classes: RegExp;
  /** Key of the taint that keeps other pods off nodes with its devices. */
  readonly taintKey: string;
  /** Domain of the attributes and capacities of its devices under DRA: the name of the driver. */
  readonly driver?: string;
}

/**
 * Makers of accelerators that models are served on. NVIDIA's classes of channels between nodes
 * (`compute-domain-*.nvidia.com`) are no GPUs, and go together with GPUs of the device plugin.
 */
const VENDORS: readonly DeviceVendor[] = [
  {
    // https://github.com/NVIDIA/k8s-device-plugin, https://github.com/NVIDIA/k8s-dra-driver-gpu
    resources: /^nvidia\.com\/(gpu(\.shared)?$|mig-|vgpu)/,
    classes: /^((vfio\.)?gpu|mig)\.nvidia\.com$/,
    taintKey: 'nvidia.com/gpu',
    driver: 'gpu.nvidia.com',
  },
  {
    // https://github.com/ROCm/k8s-device-plugin, https://github.com/ROCm/k8s-gpu-dra-driver
    resources: /^amd\.com\/(gpu|[a-z]{3}_nps\d)$/,
    classes: /^(vfio\.)?gpu\.amd\.com$/,
    taintKey: 'amd.com/gpu',
    driver: 'gpu.amd.com',
  },
  {
    // https://github.com/intel/intel-device-plugins-for-kubernetes, https://github.com/intel/intel-resource-drivers-for-kubernetes
    resources: /^gpu\.intel\.com\/(i915|xe)$/,
    classes: /^gpu(-vfio)?\.intel\.com$/,
    taintKey: 'gpu.intel.com/i915',
    driver: 'gpu.intel.com',
  },
  {
    // https://docs.habana.ai/en/latest/Orchestration/Gaudi_Kubernetes/Device_Plugin_for_Kubernetes.html
    resources: /^habana\.ai\/gaudi$/,
    classes: /^gaudi\.intel\.com$/,
    taintKey: 'habana.ai/gaudi',
    driver: 'gaudi.intel.com',
  },
  {
    // https://awsdocs-neuron.readthedocs-hosted.com/en/latest/containers/kubernetes-getting-started.html
    resources: /^aws\.amazon\.com\/neuron(core|device)?$/,
    classes: /^neuron\.aws\.com$/,
    taintKey: 'aws.amazon.com/neuron',
    driver: 'neuron.aws.com',
  },
  {
    // https://cloud.google.com/kubernetes-engine/docs/concepts/tpus
    resources: /^google\.com\/tpu$/,
    classes: /^tpu\.google\.com$/,
    taintKey: 'google.com/tpu',
    driver: 'tpu.google.com',
  },
];

/** The maker of the devices of an extended resource. */
export function vendorOfResource(resource: string): DeviceVendor | undefined {
  return VENDORS.find(({ resources }) => resources.test(resource));
}

/** The maker of the devices of a DeviceClass; nothing for classes of a cluster's own. */
export function vendorOfClass(deviceClass: string): DeviceVendor | undefined {
  return VENDORS.find(({ classes }) => classes.test(deviceClass));
}

/**
 * Whether what pods get is a part of a device, or shared with other pods: such parts cannot exchange with each other,
 * so that no model is split over them (https://docs.nvidia.com/datacenter/tesla/mig-user-guide/,
 * https://github.com/NVIDIA/k8s-device-plugin#shared-access-to-gpus).
 *
 * @param name an extended resource or a DeviceClass
 */
export function isPartOfDevice(name: string): boolean {
  return /^nvidia\.com\/mig-|\.shared$|^mig\.nvidia\.com$/.test(name);
}
