import { atFirstUse } from '../private/first-use';
import { implausible, type Measured } from '../private/plausible';
import { Quantity } from '../private/quantity';
import { show } from '../private/show';
import type { RuntimeFacts } from '../runtimes/runtime-facts';
import type { Place, PlanWarning } from './plan-warning';
import type { ServerOptions } from './server-options';

const CONTAINER: readonly Measured[] = [
  ['resources.cpu', 'cpu'],
  ['resources.cpuLimit', 'cpu'],
  ['resources.memory', 'memory'],
  ['resources.memoryLimit', 'memory'],
  ['resources.ephemeralStorage', 'disk'],
  ['resources.ephemeralStorageLimit', 'disk'],
  ['volumes[]._size', 'disk'],
];

/** Every amount and number of a server's options, and what it counts. */
const ofServers = atFirstUse((): readonly Measured[] => [
  ...CONTAINER,
  ...['initContainers[]', 'sidecars[]'].flatMap((list) =>
    CONTAINER.map(([path, measure]): Measured => [`${list}.${path}`, measure]),
  ),
  ['resources.accelerator.count', 'devices'],
  ['replicas', 'pods'],
  ['autoscaling.minReplicas', 'pods'],
  ['autoscaling.maxReplicas', 'pods'],
  ['autoscaling.initialReplicas', 'pods'],
  ['autoscaling.targetCpuUtilization', 'utilization'],
  ['autoscaling.targetMemoryUtilization', 'utilization'],
  ['health.startupBudget', 'start'],
  ['health.startup.initialDelay', 'pause'],
  ['health.startup.period', 'pause'],
  ['health.startup.timeout', 'answer'],
  ...['readiness', 'liveness'].flatMap((probe): Measured[] => [
    [`health.${probe}.initialDelay`, 'pause'],
    [`health.${probe}.period`, 'pause'],
    [`health.${probe}.timeout`, 'answer'],
    [`health.${probe}.failureThreshold`, 'failures'],
  ]),
  ['drain.delay', 'handover'],
  ['drain.shutdown', 'farewell'],
  ['rollout._minReady', 'pause'],
  ['rollout._progressDeadline', 'patience'],
  ['service.sessionAffinitySeconds', 'affinity'],
  ['placement.tolerations[].tolerationSeconds', 'stay'],
  ['placement.spread[].maxSkew', 'skew'],
]);

/** What a runtime says in numbers. */
const RUNTIME: readonly Measured[] = [
  ['shutdownSeconds', 'farewell'],
  ['requestSeconds', 'farewell'],
  ['probeTimeoutSeconds', 'answer'],
  ['writablePaths[].sizeLimit', 'disk'],
];

/** What values end up in, by the beginning of what names them. */
const PLACES: readonly (readonly [named: RegExp, ...places: Place[]])[] = [
  [/^resources\b/, ['container', 'resources']],
  [/^(volumes|runtime writablePaths)\b/, ['pod', 'volumes']],
  [/^(initContainers|sidecars)\b/, ['pod', 'initContainers'], ['pod', 'volumes']],
  [/^replicas\b/, ['workload', 'replicas']],
  [
    /^(health|runtime probeTimeout)\b/,
    ['container', 'startupProbe'],
    ['container', 'readinessProbe'],
    ['container', 'livenessProbe'],
  ],
  [/^(drain|runtime shutdown)\b/, ['pod', 'terminationGracePeriodSeconds'], ['container', 'lifecycle']],
  [/^rollout\b/, ['workload', 'minReadySeconds'], ['workload', 'progressDeadlineSeconds']],
  [/^placement\.tolerations/, ['pod', 'tolerations']],
  [/^placement\.spread/, ['pod', 'topologySpreadConstraints']],
];

function placed(text: string): PlanWarning {
  const [, ...places] = PLACES.find(([named]) => named.test(text)) ?? [/^/];
  return { text, about: places };
}

/** Values of a server that are possible and likely not meant. */
export function unusualValues(options: ServerOptions): PlanWarning[] {
  return implausible(options, ofServers()).map((warning) => placed(warning.replace(/\._(\w)/, '.$1')));
}

/** The same of its runtime. */
export function unusualFacts(facts: RuntimeFacts): PlanWarning[] {
  return implausible(facts, RUNTIME).map((warning) => placed(`runtime ${warning.replace(/^(\w+)Seconds /, '$1 ')}`));
}

/** How far a metric must be above its target before an autoscaler acts: https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#algorithm-details */
const TOLERANCE = 1.1;

/** Targets of an autoscaler above what a limit lets a container use: it would never add a pod. */
export function unreachableTargets({ autoscaling, resources }: ServerOptions): string[] {
  const { targetCpuUtilization, targetMemoryUtilization } = autoscaling ?? {};
  const { cpu, cpuLimit = cpu, memory, memoryLimit = memory } = resources ?? {};
  return [
    ...unreachable('targetCpuUtilization', targetCpuUtilization, cpu, cpuLimit),
    ...unreachable('targetMemoryUtilization', targetMemoryUtilization, memory, memoryLimit),
  ];
}

function unreachable(property: string, target: unknown, request: unknown, limit: unknown): string[] {
  const [asked, allowed] = [Quantity.tryParse(request), Quantity.tryParse(limit)];
  if (typeof target !== 'number' || !Number.isSafeInteger(target) || !asked || !allowed || target < 1) return [];
  // Of a request of 100 parts the limit is so many: compared in whole numbers.
  const needed = Math.floor(target * TOLERANCE * 100);
  if (needed > Number.MAX_SAFE_INTEGER || !asked.times(needed).exceeds(allowed.times(10_000))) return [];
  return [
    `autoscaling.${property} of ${target} % is never passed by what the limit allows, ${show(limit)} for a request of ${show(request)}, so that no pod is ever added; lower it, or raise the limit`,
  ];
}
