import { atFirstUse } from '../private/first-use';
import { implausible, type Measured } from '../private/plausible';
import type { TenantNamespaceProps } from './tenant-props';

const COMPUTE: readonly Measured[] = [
  ['cpu', 'cpuBudget'],
  ['cpuRequest', 'cpuBudget'],
  ['cpuLimit', 'cpuBudget'],
  ['memory', 'memoryBudget'],
  ['memoryRequest', 'memoryBudget'],
  ['memoryLimit', 'memoryBudget'],
];

/** Every amount of a tenant's budget, and what it counts. */
const ofTenants = atFirstUse((): readonly Measured[] => [
  ...['quota', 'quota.priorityClasses{}'].flatMap((quota) =>
    COMPUTE.map(([path, measure]): Measured => [`${quota}.${path}`, measure]),
  ),
  ['quota.storage', 'diskBudget'],
  ['quota.storageClasses{}.storage', 'diskBudget'],
  ['quota.ephemeralStorage', 'diskBudget'],
  ['limits.defaultCpu', 'cpu'],
  ['limits.defaultCpuRequest', 'cpu'],
  ['limits.defaultMemory', 'memory'],
  ['limits.defaultMemoryRequest', 'memory'],
  ['limits.maxCpu', 'cpuBudget'],
  ['limits.maxMemory', 'memoryBudget'],
  ['nodePool.tolerations[].tolerationSeconds', 'stay'],
]);

/** Values of a tenant that are possible and likely not meant. */
export function unusualBudget(props: TenantNamespaceProps): string[] {
  return implausible(props, ofTenants());
}
