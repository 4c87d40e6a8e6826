import fc from 'fast-check';
import {
  type CanaryProps,
  CanaryStage,
  Colour,
  type ReleaseLoad,
  type ReleaseStage,
  ReleaseStageKind,
} from '../../lib';
import { compareExact, quantity } from '../support/quantity-oracle';
import { simulateApply, type Transition } from '../support/rollout-simulator';
import { blueGreenProps, canaryProps } from './any-release';
import { blueGreen, canary, coloursAt, objectsOf, propsAt } from './support';

const SERVICE = 'ranker';
/** Which servers each Service is meant to lead to. */
const CANARY_SERVICES = {
  [SERVICE]: ['ranker-stable', 'ranker-canary'],
  'ranker-canary': ['ranker-canary'],
};
const COLOUR_SERVICES = {
  [SERVICE]: ['ranker-blue', 'ranker-green'],
  'ranker-preview': ['ranker-blue', 'ranker-green'],
  'ranker-blue': ['ranker-blue'],
  'ranker-green': ['ranker-green'],
};

/** A Deployment that is not there has no pods. */
const readyOf = (transition: Transition, name: string): number => transition.deployments[name]?.ready.min ?? 0;

function comparePeak(peak: ReleaseLoad, { namespace }: Transition): void {
  expect(peak.pods).toBe(namespace.peakPodsWithTerminating);
  const { 'requests.cpu': cpu, 'requests.memory': memory } = namespace.peakWithTerminating;
  expect(compareExact(quantity(peak.cpu), cpu)).toBe(0);
  expect(compareExact(quantity(peak.memory), memory)).toBe(0);
}

function trough(transition: Transition, { sides }: ReleaseStage, isByRoute: boolean): number {
  if (!isByRoute) return transition.services[SERVICE].ready.min;
  const taking = sides.filter(({ weight }) => weight > 0);
  return taking.reduce((total, { deploymentName }) => total + readyOf(transition, deploymentName), 0);
}

function rolledBack(props: CanaryProps, before: readonly object[], isByRoute: boolean): number {
  const transition = simulateApply(before, objectsOf(canary({ ...props, stage: CanaryStage.rolledBack() })));
  return isByRoute ? readyOf(transition, 'ranker-stable') : transition.services[SERVICE].underNewSelector!.min;
}

describe('every stage of a canary: what the plan says is what the controllers do', () => {
  test('peaks, troughs, steady states and rollbacks, by replicas and by route', () => {
    fc.assert(
      fc.property(canaryProps, (props) => {
        const isByRoute = props.split!._isByRoute;
        const stages = canary(props).release.plan();
        const stable = { ...props, canary: undefined, steps: [] };
        let live = objectsOf(canary(stable));
        for (const stage of stages) {
          const files = objectsOf(canary(propsAt(props, stage)));
          const transition = simulateApply(live, files, { expected: CANARY_SERVICES });
          expect(transition.errors).toEqual([]);
          comparePeak(stage.peak, transition);
          for (const { unexpected } of Object.values(transition.services)) expect(unexpected).toEqual([]);
          live = [...transition.live];
          if (stage.kind === ReleaseStageKind.RETIRE) {
            const remove = ['Deployment/ranker-canary'];
            const gone = simulateApply(live, files, { remove });
            expect(stage.lowestCapacity.pods).toBe(
              Math.min(trough(transition, stage, isByRoute), trough(gone, stage, isByRoute)),
            );
            live = [...gone.live];
            expect(stage.steady.pods).toBe(gone.namespace.steadyPods);
          } else {
            expect([stage.stageName, stage.lowestCapacity.pods]).toEqual([
              stage.stageName,
              trough(transition, stage, isByRoute),
            ]);
            expect(stage.steady.pods).toBe(transition.namespace.steadyPods);
          }
          for (const { deploymentName, replicas } of stage.sides)
            expect(transition.deployments[deploymentName]?.steady ?? 0).toBe(
              stage.kind === ReleaseStageKind.RETIRE && deploymentName === 'ranker-canary'
                ? transition.deployments[deploymentName].steady
                : replicas,
            );
          if (stage.rollback) {
            expect(stage.rollback.pods).toBe(rolledBack(propsAt(props, stage) as CanaryProps, live, isByRoute));
            expect(stage.rollback.pods).toBeGreaterThan(0);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  test('requests always find as many ready pods as they need', () => {
    fc.assert(
      fc.property(canaryProps, (props) => {
        for (const { lowestCapacity: least } of canary(props).release.plan())
          expect(least.pods).toBeGreaterThanOrEqual(props.replicas!);
      }),
      { numRuns: 100 },
    );
  });

  test('weights grow from stage to stage until the canary has all requests, and change nothing but numbers on the way', () => {
    fc.assert(
      fc.property(canaryProps, (props) => {
        const stages = canary(props).release.plan();
        const weights = stages
          .filter(({ kind }) => kind === ReleaseStageKind.STEP || kind === ReleaseStageKind.PROMOTE)
          .map(({ sides }) => sides[1].weight);
        expect(weights).toEqual([...props.steps!, 100]);
        const changed = stages.filter(({ selectorChange }) => selectorChange !== undefined);
        expect(changed.map(({ kind }) => kind)).toEqual(
          props.split!._isByRoute ? [] : [ReleaseStageKind.PROMOTE, ReleaseStageKind.RETIRE],
        );
      }),
      { numRuns: 100 },
    );
  });
});

describe('every stage of a blue/green release: what the plan says is what the controllers do', () => {
  test('peaks, troughs, steady states and rollbacks', () => {
    fc.assert(
      fc.property(blueGreenProps, (props) => {
        const stages = blueGreen(props).release.plan();
        const [active, idle] = [Colour.BLUE, Colour.GREEN].sort((a) => (a === props.active ? -1 : 1));
        const rest = { ...props, [idle]: { ...props[idle]!, replicas: 0 } };
        let live = objectsOf(blueGreen(rest));
        for (const stage of stages) {
          const written = coloursAt(props, stage);
          const transition = simulateApply(live, objectsOf(blueGreen(written)), { expected: COLOUR_SERVICES });
          expect(transition.errors).toEqual([]);
          comparePeak(stage.peak, transition);
          expect([stage.stageName, stage.lowestCapacity.pods]).toEqual([
            stage.stageName,
            transition.services[SERVICE].ready.min,
          ]);
          expect(stage.steady.pods).toBe(transition.namespace.steadyPods);
          for (const { unexpected } of Object.values(transition.services)) expect(unexpected).toEqual([]);
          live = [...transition.live];
          if (!stage.rollback) continue;
          const back = simulateApply(live, objectsOf(blueGreen(coloursAt(props, stage, false))));
          expect(back.services[SERVICE].underNewSelector!.min).toBe(stage.rollback.pods);
          expect(back.deployments[`ranker-${active}`].ready.min).toBe(stage.rollback.pods);
        }
      }),
      { numRuns: 40 },
    );
  });
});
