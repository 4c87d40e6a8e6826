import fc from 'fast-check';
import { type CanaryProps, CanaryStage, type ReleaseStage, StageTransition, TrafficSplit } from '../../lib';
import { failureOf } from '../support/declare';
import { held, overloaded, type TwinSide, type TwinState } from '../support/scaled-release-twin';
import { canary, NEW, objectsOf, OLD, propsAt } from './support';

const bounds = fc
  .record({ minReplicas: fc.integer({ min: 1, max: 8 }), more: fc.integer({ min: 0, max: 12 }) })
  .map(({ minReplicas, more }) => ({ minReplicas, maxReplicas: minReplicas + more }));
const size = fc.oneof(
  { weight: 3, arbitrary: bounds.map((autoscaling) => ({ autoscaling })) },
  { weight: 1, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 16 }).map((replicas) => ({ replicas })) },
);
const releases: fc.Arbitrary<Partial<CanaryProps>> = fc.record({
  replicas: fc.integer({ min: 1, max: 16 }),
  stable: size.map((own) => ({ ...OLD, ...own })),
  canary: size.map((own) => ({ ...NEW, ...own })),
  steps: fc
    .uniqueArray(fc.integer({ min: 1, max: 99 }), { maxLength: 4 })
    .map((steps) => [...steps].sort((a, b) => a - b)),
  split: fc.constant(TrafficSplit.byRoute()),
});
const scales = ({ stable, canary: other }: Partial<CanaryProps>) =>
  stable!.autoscaling !== undefined || other!.autoscaling !== undefined;

/** The most load that the sides before the release are declared for, in pods. */
const mostLoad = ({ stable, replicas }: Partial<CanaryProps>): number => stable!.autoscaling?.maxReplicas ?? replicas!;

/** Both sides as the manifests of a stage say them. */
function stateAt(props: Partial<CanaryProps>): { readonly state: TwinState; readonly warnings: string[] } {
  const made = canary(props);
  const objects = objectsOf(made);
  const weights = made.release.trafficBackends;
  const state = ['', '-canary'].map((suffix): TwinSide => {
    const name = suffix === '' ? 'ranker-stable' : 'ranker-canary';
    const deployment = objects.find((object) => object.kind === 'Deployment' && object.metadata.name === name);
    const scaler = objects.find(
      ({ kind, spec }) => kind === 'HorizontalPodAutoscaler' && spec.scaleTargetRef.name === name,
    );
    const replicas = deployment?.spec.replicas ?? 0;
    return {
      fewest: scaler?.spec.minReplicas ?? replicas,
      most: scaler?.spec.maxReplicas ?? replicas,
      share: weights.find(({ serviceName }) => serviceName === `ranker${suffix}`)?.weight ?? 0,
      version: deployment?.spec.template.spec.containers[0].image ?? '',
    };
  });
  return { state, warnings: made.app.warnings.filter((warning) => warning.includes('may have')) };
}

/** The sizes that a stage says to write, on top of those that stages before it said. */
function raised(props: Partial<CanaryProps>, { change }: ReleaseStage): Partial<CanaryProps> {
  const [, side, minReplicas] = /(stable|canary): \{ autoscaling: \{ minReplicas: (\d+) \} \}/.exec(change) ?? [];
  if (side !== 'stable' && side !== 'canary') return props;
  const autoscaling = { ...props[side]!.autoscaling!, minReplicas: Number(minReplicas) };
  return { ...props, [side]: { ...props[side]!, autoscaling } };
}

/** What is written at each stage, in order, as the plan says. */
function written(props: Partial<CanaryProps>, plan: readonly ReleaseStage[]): Partial<CanaryProps>[] {
  let sizes = props;
  let stage: Partial<CanaryProps> = { ...props, stage: CanaryStage.weight(0) };
  return plan.map((each) => {
    sizes = raised(sizes, each);
    // What raises a minimum alone leaves the stage as it was.
    stage = each.change.startsWith('canary: {') ? { ...stage, canary: sizes.canary } : propsAt(sizes, each);
    return stage;
  });
}

/** Walks a release under a load that stays, with the numbers of pods that `pick` takes of those that are possible. */
function walk(states: readonly TwinState[], load: number, pick: (from: number, to: number) => number): string[] {
  return states.slice(1).flatMap((after, index) => {
    const before = states[index].map((side) => {
      const { from, to } = held(side, load);
      return { ...side, pods: pick(from, to) };
    });
    return overloaded(before, after, load);
  });
}

const planOf = (props: Partial<CanaryProps>): ReleaseStage[] | undefined => {
  try {
    return canary(props).release.plan();
  } catch {
    return undefined;
  }
};

describe('a canary whose sides scale by load', () => {
  test('has what every share needs, whatever its autoscalers made of it, at every stage that its plan says', () => {
    let accepted = 0;
    fc.assert(
      fc.property(releases.filter(scales), fc.infiniteStream(fc.nat()), (props, numbers) => {
        const plan = planOf(props);
        if (!plan) return;
        accepted += 1;
        const stages = written(props, plan).map(stateAt);
        expect(stages.flatMap(({ warnings }) => warnings)).toEqual([]);
        const states = stages.map(({ state }) => state);
        const any = (from: number, to: number): number => from + ((numbers.next().value as number) % (to - from + 1));
        for (let load = 0; load <= mostLoad(props); load += 1) {
          expect(walk(states, load, (from) => from)).toEqual([]);
          expect(walk(states, load, any)).toEqual([]);
        }
        for (const [index, { sides }] of plan.entries())
          expect(sides.map(({ replicas }) => replicas)).toEqual(states[index].map(({ fewest }) => fewest));
      }),
      { numRuns: 60 },
    );
    expect(accepted).toBeGreaterThan(2);
  });

  test('raises no minimum by more than it has to: one pod fewer is too few for the most load', () => {
    const both = releases.filter(({ canary: other }) => other!.autoscaling !== undefined);
    let raises = 0;
    fc.assert(
      fc.property(both, (props) => {
        const plan = planOf(props) ?? [];
        const all = written(props, plan);
        for (const [index, { change }] of plan.entries()) {
          const match = /^canary: \{ autoscaling: \{ minReplicas: (\d+) \} \}/.exec(change);
          if (!match) continue;
          raises += 1;
          const autoscaling = { ...props.canary!.autoscaling!, minReplicas: Number(match[1]) - 1 };
          const less = { ...all[index], canary: { ...all[index].canary!, autoscaling } };
          const states = [less, all[index + 1]].map((each) => stateAt(each).state);
          expect(walk(states, mostLoad(props), (from) => from)).not.toEqual([]);
        }
      }),
      { numRuns: 60 },
    );
    expect(raises).toBeGreaterThan(2);
  });

  test('is refused for its maximum only where no minimum would help', () => {
    const both = releases.filter(({ canary: other }) => other!.autoscaling !== undefined);
    let refused = 0;
    fc.assert(
      fc.property(both, (props) => {
        if (planOf(props) || !failureOf(() => canary(props)).includes('maxReplicas must be')) return;
        refused += 1;
        const { maxReplicas } = props.canary!.autoscaling!;
        const fewest = { share: 0, fewest: maxReplicas, most: maxReplicas, version: 'new' };
        const states = [[fewest], [{ ...fewest, share: 100 }]];
        expect(walk(states, mostLoad(props), (from) => from)).not.toEqual([]);
      }),
      { numRuns: 100 },
    );
    expect(refused).toBeGreaterThan(1);
  });

  test('takes one apply each with StageTransition.DIRECT only where no minimum has to be raised', () => {
    fc.assert(
      fc.property(releases.filter(scales), (props) => {
        const plan = planOf(props);
        if (!plan) return;
        const isRaised = plan.some(({ change }) => /(stable|canary): \{ autoscaling/.exec(change));
        const isDirect = planOf({ ...props, transition: StageTransition.DIRECT }) !== undefined;
        if (isRaised) expect(isDirect).toBe(false);
      }),
      { numRuns: 60 },
    );
  });
});
