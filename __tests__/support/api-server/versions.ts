/** The minor versions of Kubernetes that a set has to be right for, both ends included. */
export interface Versions {
  readonly oldest: number;
  readonly newest: number;
}

/** Without a stated version a set has to be accepted by every version from 1.30 to 1.36. */
const anySupported: Versions = { oldest: 30, newest: 36 };

export function versionsOf(kubernetesVersion: string | undefined): Versions {
  if (kubernetesVersion === undefined) return anySupported;
  const minor = minorOf(kubernetesVersion);
  if (minor === undefined) throw new Error(`not a Kubernetes version: ${kubernetesVersion}`);
  return { oldest: minor, newest: minor };
}

/** `31` of `1.31`, `v1.31` and `1.31.4`. */
function minorOf(version: string): number | undefined {
  const parts = /^v?1\.(\d+)(\.\d+)?$/.exec(version);
  return parts ? Number(parts[1]) : undefined;
}
