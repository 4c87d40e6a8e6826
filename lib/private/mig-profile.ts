import type { Problem } from './problem';
import { show } from './show';

/**
 * Of a GPU instance as a whole: the device plugin offers no others (`AddDefaultResourcesToConfig` in internal/rm of
 * NVIDIA/k8s-device-plugin). A GPU has seven slices at most (https://docs.nvidia.com/datacenter/tesla/mig-user-guide/).
 */
const MIG_PROFILE = /^[1-7]g\.[1-9]\d*gb([-+.][a-z]+)*$/;

/** What is wrong with a name that is to be a MIG profile, as `nvidia-smi mig -lgip` lists them. */
export function checkMigProfile(profile: unknown): Problem {
  return typeof profile === 'string' && MIG_PROFILE.test(profile)
    ? undefined
    : `profile must be a MIG profile such as '1g.10gb' or '1g.5gb+me', got ${show(profile)}`;
}
