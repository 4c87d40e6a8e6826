import { asImage } from '../core/container-image';
import { show } from '../private/show';
import { deviceNeed } from '../runtimes/device-images';
import type { AcceleratorPlan } from './accelerator-plan';
import { about, type PlanWarning } from './plan-warning';
import type { ModelServerProps } from './server-options';
import { ARGUMENTS } from './server-warnings';

/** What NVIDIA's runtime gives devices by, to pods that ask for none: https://docs.nvidia.com/datacenter/cloud-native/container-toolkit/latest/docker-specialized.html */
const WITHOUT_ASKING = 'NVIDIA_VISIBLE_DEVICES';

/** An image that is built for devices, in a pod without any. */
export function deviceWarnings(
  { image, command, args, env = {} }: ModelServerProps,
  factory: string | undefined,
  accelerator: AcceleratorPlan | undefined,
): PlanWarning[] {
  const reference = asImage(image)?.reference;
  const need = factory === undefined ? undefined : deviceNeed(factory, reference);
  // What another command makes of the image nobody knows.
  if (!need || accelerator || command !== undefined || Object.hasOwn(env, WITHOUT_ASKING)) return [];
  const { outcome, instead, unless } = need;
  const given: readonly unknown[] = Array.isArray(args) ? args : [];
  if (unless && given.some((arg) => typeof arg === 'string' && unless.test(arg))) return [];
  return about(
    [
      `image ${show(reference)} ${outcome}, and the pod asks for none; set resources.accelerator${instead === undefined ? '' : `, or use an image for processors: ${instead}`}`,
    ],
    ['container', 'image'],
    ['container', 'resources'],
    ['container', 'env', WITHOUT_ASKING],
    ['pod', 'resourceClaims'],
    ...ARGUMENTS,
  );
}
