import { show } from '../private/show';

/** The minor versions of Kubernetes 1 that manifests can be made for. */
export const OLDEST_MINOR = 28;
export const NEWEST_MINOR = 37;

/** The minor number of a version such as `1.30`, `v1.30` or `1.30.4`; `undefined` when it is none we know. */
export function minorOf(version: unknown): number | undefined {
  const match = typeof version === 'string' ? /^v?1\.(\d+)(\.\d+)?$/.exec(version) : null;
  const minor = match ? Number(match[1]) : NaN;
  return minor >= OLDEST_MINOR && minor <= NEWEST_MINOR ? minor : undefined;
}

/** Checks a version of Kubernetes. */
export function checkKubernetesVersion(property: string, value: unknown): string | undefined {
  if (value === undefined || minorOf(value) !== undefined) return undefined;
  return `${property} must be a version of Kubernetes from '1.${OLDEST_MINOR}' to '1.${NEWEST_MINOR}', got ${show(value)}`;
}

/** From which minor version on HorizontalPodAutoscalers scale to zero by default: KEP 2021, beta there. */
export const HPA_SCALES_TO_ZERO_FROM = 37;
