import { isTypo } from '../private/typo';

/** Resources that device plugins of accelerators offer under these names, and no others. */
const KNOWN: readonly string[] = [
  'nvidia.com/gpu',
  'nvidia.com/gpu.shared',
  'amd.com/gpu',
  'gpu.intel.com/i915',
  'gpu.intel.com/xe',
  'habana.ai/gaudi',
  'aws.amazon.com/neuron',
  'aws.amazon.com/neuroncore',
  'aws.amazon.com/neurondevice',
  'google.com/tpu',
];
/**
 * Names that read like one of these and are offered all the same: by NVIDIA's plugins for virtual machines, by those
 * that divide GPUs otherwise, by Intel's for monitoring and shares.
 */
const OTHERS =
  /^([a-z.]+\/[pv]gpu|nvidia\.com\/(gpu(mem|cores|-mem|-core)([-.].*)?|gpu-memory|[A-Z].*)|gpu\.intel\.com\/(i915|xe)_monitoring)$/;
const MIG = /^nvidia\.com\/mig-\d+g\.\d+gb(\.[a-z]+)*(\.shared)?$/;
/** What people write where the plugins of the vendor have a longer or another domain. */
const OTHER_DOMAINS = new Map([
  ['nvidia/gpu', 'nvidia.com/gpu'],
  ['gpu.nvidia.com/gpu', 'nvidia.com/gpu'],
  ['amd/gpu', 'amd.com/gpu'],
  ['intel.com/i915', 'gpu.intel.com/i915'],
  ['intel.com/xe', 'gpu.intel.com/xe'],
  ['gpu.intel.com/gpu', 'gpu.intel.com/xe'],
  ['intel.com/gaudi', 'habana.ai/gaudi'],
  ['habana.com/gaudi', 'habana.ai/gaudi'],
  ['amazon.com/neuron', 'aws.amazon.com/neuron'],
  ['aws.com/neuron', 'aws.amazon.com/neuron'],
  ['cloud.google.com/tpu', 'google.com/tpu'],
]);

/**
 * The extended resource that was likely meant by one that no device plugin offers: pods that ask for it wait for good.
 * Nothing for names that may well be offered.
 */
export function resourceMeantBy(name: string): string | undefined {
  // `cpu`, `memory` and the like: what has no domain is no extended resource.
  if (!name.includes('/')) return undefined;
  const plain = name.toLowerCase();
  if (KNOWN.includes(plain)) return plain === name ? undefined : plain;
  if (MIG.test(name)) return undefined;
  const slip = /^nvidia\.com\/mig[-_.]?(\d+)g[-_.](\d+)gb?$/.exec(plain);
  if (slip) return `nvidia.com/mig-${slip[1]}g.${slip[2]}gb`;
  if (OTHERS.test(name)) return undefined;
  const elsewhere = OTHER_DOMAINS.get(plain) ?? OTHER_DOMAINS.get(plain.replace(/s$/, ''));
  if (elsewhere !== undefined) return elsewhere;
  return KNOWN.find((known) => isTypo(plain, known) || plain === known.replace(/\.shared$/, '-shared'));
}
