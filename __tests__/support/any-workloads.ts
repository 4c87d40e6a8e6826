import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import fc from 'fast-check';

/** Objects as people write them by hand, which say more or less of what they need. */
export interface HandMade {
  readonly kind: string;
  readonly spec: object;
}

/** A request and a limit of a resource that go together; either may be missing. */
const sizes = (...values: string[]) =>
  fc
    .tuple(fc.nat(values.length - 1), fc.nat(values.length - 1), fc.boolean(), fc.boolean())
    .map(([a, b, asks, limits]) => ({
      request: asks ? values[Math.min(a, b)] : undefined,
      limit: limits ? values[Math.max(a, b)] : undefined,
    }));
const resources = fc
  .record({ cpu: sizes('1m', '100m', '0.5', '2'), memory: sizes('8Mi', '100M', '1.5Gi'), gpu: sizes('1') })
  .map(({ cpu, memory, gpu }) => {
    const device = gpu.limit === undefined ? {} : { 'nvidia.com/gpu': gpu.limit };
    return {
      requests: defined({ cpu: cpu.request, memory: memory.request }),
      limits: defined({ cpu: cpu.limit, memory: memory.limit, ...device }),
    };
  });
const container = fc.record({ image: fc.constant('x:1'), resources }, { requiredKeys: ['image'] });
const named = (list: readonly object[], prefix: string) =>
  list.map((each, index) => ({ name: `${prefix}-${index}`, ...each }));
const podSpec = fc
  .record({
    containers: fc.array(container, { minLength: 1, maxLength: 2 }),
    initContainers: fc.array(fc.tuple(container, fc.boolean()), { maxLength: 3 }),
    overhead: fc.constantFrom(undefined, undefined, { cpu: '250m', memory: '120Mi' }),
    resources: fc.constantFrom(undefined, undefined, { limits: { cpu: '9' } }, { requests: { memory: '4Gi' } }),
    priorityClassName: fc.constantFrom(undefined, 'high', 'low'),
  })
  .map(({ containers, initContainers, ...rest }) =>
    defined({
      ...rest,
      containers: named(containers, 'main'),
      initContainers: named(
        initContainers.map(([each, stays]) => (stays ? { ...each, restartPolicy: 'Always' } : each)),
        'init',
      ),
      restartPolicy: 'Always',
    }),
  );
const count = fc.oneof(
  fc.integer({ min: 0, max: 9 }),
  fc.integer({ min: 0, max: 100 }).map((n) => `${n}%`),
);
const strategy = fc.oneof(
  fc.constant(undefined),
  fc.constant({ type: 'Recreate' }),
  fc
    .record({ maxSurge: count, maxUnavailable: count }, { requiredKeys: [] })
    .map((rollingUpdate) => ({ type: 'RollingUpdate', rollingUpdate })),
);
const labels = { matchLabels: { app: 'x' } };
const whole = (max: number) => fc.option(fc.nat(max), { nil: undefined });
const switched = fc.constantFrom(undefined, undefined, false, true);
const claim = fc.record({
  storageClassName: fc.constantFrom(undefined, 'fast'),
  resources: fc.constantFrom('1Gi', '1G').map((storage) => ({ requests: { storage } })),
});

/** Workloads, claims and Services. */
export const handMade: fc.Arbitrary<HandMade> = podSpec
  .map((spec) => ({ metadata: { labels: { app: 'x' } }, spec }))
  .chain((template) => {
    const once = { ...template, spec: { ...template.spec, restartPolicy: 'Never' } };
    const job = fc
      .record({ parallelism: whole(4), completions: whole(4), suspend: switched })
      .map((counts) => defined({ ...counts, template: once }));
    const kinds: { readonly [kind: string]: fc.Arbitrary<object> } = {
      Pod: fc.constant(template.spec),
      Deployment: fc
        .record({ replicas: whole(12), strategy, revisionHistoryLimit: whole(3), paused: switched })
        .map((rest) => ({ ...rest, selector: labels, template })),
      StatefulSet: fc
        .record({ replicas: whole(4), claims: fc.array(claim, { maxLength: 2 }) })
        .map(({ replicas, claims }) => ({
          replicas,
          selector: labels,
          serviceName: 'x',
          template,
          volumeClaimTemplates: claims.map((spec, index) => ({ metadata: { name: `claim-${index}` }, spec })),
        })),
      Job: job,
      CronJob: job.chain((spec) =>
        switched.map((suspend) =>
          defined({ schedule: '0 0 * * *', concurrencyPolicy: 'Forbid', suspend, jobTemplate: { spec } }),
        ),
      ),
      PersistentVolumeClaim: claim,
      Service: fc.record({
        type: fc.constantFrom(undefined, 'NodePort', 'LoadBalancer'),
        allocateLoadBalancerNodePorts: fc.constantFrom(undefined, true, false),
        ports: fc.constantFrom(
          [{ port: 80 }],
          [
            { name: 'a', port: 80, nodePort: 30080 },
            { name: 'b', port: 90 },
          ],
        ),
      }),
    };
    return fc
      .constantFrom(...Object.keys(kinds))
      .chain((kind) => kinds[kind].map((spec) => ({ kind, spec: defined(spec) })));
  });

const API_VERSIONS: { readonly [kind: string]: string } = {
  Deployment: 'apps/v1',
  StatefulSet: 'apps/v1',
  Job: 'batch/v1',
  CronJob: 'batch/v1',
};

/** Puts such an object into a chart. */
export function addHandMade(scope: Construct, id: string, { kind, spec }: HandMade): ApiObject {
  return new ApiObject(scope, id, {
    apiVersion: API_VERSIONS[kind] ?? 'v1',
    kind,
    metadata: { name: id },
    // Without the prototypes of the generator, which cdk8s does not take.
    spec: JSON.parse(JSON.stringify(spec)),
  });
}

function defined<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}
