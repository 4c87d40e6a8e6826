/**
 * The pods that Kubernetes makes of a number or percentage of replicas: up for surge, down for unavailability
 * (https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#rolling-update-deployment).
 *
 * @returns nothing where it is neither
 */
export function scaledValueOf(count: unknown, replicas: number, rounding: 'up' | 'down'): number | undefined {
  if (typeof count === 'number') return Number.isSafeInteger(count) && count >= 0 ? count : undefined;
  if (typeof count !== 'string' || !/^\d+%$/.test(count)) return undefined;
  const pods = (parseInt(count, 10) * replicas) / 100;
  return rounding === 'up' ? Math.ceil(pods) : Math.floor(pods);
}
