import { Duration } from 'cdk8s';
import { type BlueGreen, type Canary, type CanaryProps, ReleaseController } from '../../../lib';
import { canary, routed, blueGreen } from './support';

describe('the plan', () => {
  const rows = (release: Canary | BlueGreen) =>
    release
      .plan()
      .map(({ stageName, sides: [former, fresh], steady, peak, lowestCapacity }) => [
        stageName,
        [former.replicas, fresh.replicas],
        fresh.weight,
        steady.pods,
        peak.pods,
        lowestCapacity.pods,
      ]);

  test('of a canary by route: the canary grows, the weights move, the stable version shrinks', () => {
    expect(rows(routed({ steps: [10, 50] }).made)).toEqual([
      ['deploy', [10, 1], 0, 11, 11, 10],
      ['step 10 %', [9, 1], 10, 10, 11, 10],
      ['step 50 %', [5, 5], 50, 10, 14, 10],
      ['promote', [0, 10], 100, 10, 15, 10],
    ]);
  });

  test('of one that keeps its stable pods', () => {
    expect(rows(routed({ steps: [50], keepStable: true }).made)).toEqual([
      ['deploy', [10, 1], 0, 11, 11, 10],
      ['step 50 %', [10, 5], 50, 15, 15, 10],
      ['promote', [0, 10], 100, 10, 20, 10],
    ]);
  });

  test('of one by replicas: never more than the surge, pods that shut down included', () => {
    expect(rows(canary({ steps: [20] }).made)).toEqual([
      ['step 20 %', [8, 2], 20, 10, 12, 10],
      ['promote', [0, 10], 100, 10, 12, 10],
    ]);
  });

  test('of a blue/green release: both versions whole until the delay is over', () => {
    expect(rows(blueGreen().made)).toEqual([
      ['deploy green', [3, 3], 0, 6, 6, 3],
      ['flip to green', [3, 3], 100, 6, 6, 3],
      ['retire', [0, 3], 100, 3, 6, 3],
    ]);
  });

  test('says who gets it from stage to stage', () => {
    const changes = (props: Partial<CanaryProps>) =>
      canary({ steps: [20], ...props })
        .made.plan()
        .map(({ change }) => change);
    expect(changes({})).toEqual([
      'give canary the new version, and apply',
      'kubectl argo rollouts promote ranker -n vision',
    ]);
    const controller = ReleaseController.argoRollouts({ pause: Duration.minutes(30) });
    expect(changes({ controller })[1]).toBe('wait: the controller goes on by itself after 30m');
  });
});
