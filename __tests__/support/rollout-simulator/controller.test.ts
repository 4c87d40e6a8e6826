import { fenceposts, type Pods, sync } from './controller';

const strategy = { isRecreate: false, maxSurge: 3, maxUnavailable: 2 };
const rollout = { before: 10, replicas: 10, isNewTemplate: true, strategy };

function pods(oldStarting: number, oldReady: number, newStarting: number, newReady: number): Pods {
  return { oldStarting, oldReady, newStarting, newReady, isScaled: false };
}

describe('one pass of the controllers', () => {
  // The example that explains reconcileOldReplicaSets in rolling.go: 10 replicas, 2 unavailable, 3 surge.
  it('starts a rollout with the surge, goes on with what may be unavailable, and fills up', () => {
    expect(sync(pods(0, 10, 0, 0), rollout)).toEqual(pods(0, 10, 3, 0));
    expect(sync(pods(0, 10, 3, 0), rollout)).toEqual(pods(0, 8, 3, 0));
    expect(sync(pods(0, 8, 3, 0), rollout)).toEqual(pods(0, 8, 5, 0));
  });

  it('removes nothing more while the new pods fail, even when an old pod fails too', () => {
    expect(sync(pods(0, 8, 5, 0), rollout)).toBeUndefined();
    expect(sync(pods(1, 7, 5, 0), rollout)).toBeUndefined();
  });

  it('rolls back by removing 4 of 5 pods that crash, which makes room for all 10', () => {
    const rolledBack = sync(pods(5, 0, 1, 7), rollout);
    expect(rolledBack).toEqual(pods(1, 0, 1, 7));
    expect(sync(rolledBack!, rollout)).toEqual(pods(1, 0, 3, 7));
  });

  it('recreates in two passes', () => {
    const recreated = { ...rollout, strategy: { ...strategy, isRecreate: true } };
    expect(sync(pods(0, 10, 0, 0), recreated)).toEqual(pods(0, 0, 0, 0));
    expect(sync(pods(0, 0, 0, 0), recreated)).toEqual(pods(0, 0, 10, 0));
    expect(sync(pods(0, 0, 10, 0), recreated)).toBeUndefined();
  });
});

describe('fenceposts', () => {
  // The examples above ResolveFenceposts in deployment_util.go.
  it.each([
    [2, '0%', '1%', 0, 1],
    [1, '0%', '1%', 0, 1],
    [2, '1%', '25%', 1, 0],
    [1, '1%', '25%', 1, 0],
    [2, '1%', '0%', 1, 0],
    [1, '1%', '0%', 1, 0],
    [3, 0, 9, 0, 3],
    [0, '0%', '25%', 0, 0],
  ])('%d replicas, surge %s, unavailable %s: %d and %d', (replicas, maxSurge, maxUnavailable, up, down) => {
    expect(fenceposts({ isRecreate: false, maxSurge, maxUnavailable }, replicas)).toEqual([up, down]);
  });
});
