import fc from 'fast-check';
import {
  type BlueGreenProps,
  type CanaryProps,
  Colour,
  ContainerImage,
  RollingStrategy,
  RolloutCount,
  SmokeTest,
  TrafficSplit,
  type VersionOptions,
} from '../../lib';
import { reachableWeights } from '../../lib/rollout/replica-split';
import { NEW, OLD, SERVER } from './support';

const count = fc.oneof(
  fc.integer({ min: 0, max: 4 }).map((n) => RolloutCount.pods(n)),
  fc.integer({ min: 0, max: 100 }).map((n) => RolloutCount.percent(n)),
);
const strategy = fc.oneof(
  fc.constantFrom(RollingStrategy.zeroDowntime(), RollingStrategy.inPlace(), RollingStrategy.recreate()),
  fc
    .tuple(
      fc.integer({ min: 1, max: 4 }).map((n) => RolloutCount.pods(n)),
      count,
    )
    .map(([maxSurge, maxUnavailable]) => RollingStrategy.of({ maxSurge, maxUnavailable })),
);
const helper = (name: string, cpu: string) => ({
  name,
  image: ContainerImage.of(`${name}:1`),
  resources: { cpu, memory: '64Mi' },
});
const version = (base: VersionOptions): fc.Arbitrary<VersionOptions> =>
  fc
    .record(
      {
        env: fc.constantFrom({ MODEL: 'a' }, { MODEL: 'b' }),
        resources: fc.constantFrom({ cpu: '1', memory: '2Gi' }, { cpu: '250m', memory: '512Mi' }),
        rollout: strategy,
        initContainers: fc.subarray([helper('fetch', '4'), helper('check', '100m')]),
        sidecars: fc.subarray([helper('proxy', '200m'), helper('logs', '50m')]),
      },
      { requiredKeys: [] },
    )
    .map((options) => ({ ...base, ...options }));
const verify = fc.option(fc.constant(SmokeTest.http('/ready')), { nil: undefined });

const extra = fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined });

/** Canaries that are possible, with steps that their pods reach. */
export const canaryProps: fc.Arbitrary<CanaryProps> = fc
  .record({
    replicas: fc.integer({ min: 2, max: 14 }),
    keepStable: fc.boolean(),
    isByRoute: fc.boolean(),
    // By route a side may have more pods than its share needs.
    sizes: fc.record({ stable: extra, canary: extra }),
    rollout: strategy,
    stable: version(OLD),
    canary: version(NEW),
    verify,
  })
  .chain(({ isByRoute, rollout, sizes, ...props }) => {
    const sized = (side: 'stable' | 'canary'): VersionOptions =>
      isByRoute && sizes[side] !== undefined ? { ...props[side], replicas: props.replicas + sizes[side] } : props[side];
    const weights = isByRoute
      ? Array.from({ length: 99 }, (_, index) => index + 1)
      : reachableWeights(props.replicas, props.keepStable).filter((weight) => weight > 0 && weight < 100);
    return fc.subarray([...weights], { maxLength: Math.min(4, weights.length) }).map((steps) => ({
      ...props,
      stable: sized('stable'),
      canary: sized('canary'),
      server: { ...SERVER, rollout },
      steps,
      split: isByRoute ? TrafficSplit.byRoute() : TrafficSplit.byReplicas(),
    }));
  });

/** Blue/green releases that are possible. */
export const blueGreenProps: fc.Arbitrary<BlueGreenProps> = fc
  .record({
    active: fc.constantFrom(Colour.BLUE, Colour.GREEN),
    sizes: fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 9 })),
    blue: version(OLD),
    green: version(NEW),
    rollout: strategy,
    verify,
  })
  .map(({ active, sizes: [a, b], blue, green, rollout, verify: test }) => ({
    server: { ...SERVER, rollout },
    blue: { ...blue, replicas: active === Colour.BLUE ? a : b },
    green: { ...green, replicas: active === Colour.BLUE ? b : a },
    active,
    verify: test,
  }));
