import { newOf, oldOf, type Pods, type Rollout, sync } from './controller';

/** The pods of one Deployment at one moment, by template. */
export interface Moment {
  readonly oldReady: number;
  readonly oldAlive: number;
  readonly oldTerminating: number;
  readonly newReady: number;
  readonly newAlive: number;
}

export interface Moments {
  /** Every moment of every schedule, each kind once. */
  readonly all: readonly Moment[];
  /** Where every schedule ends. */
  readonly end: Moment;
}

/** More than this is no longer explored in a test's time. */
const limit = 2_000_000;

/** Every state that the controllers and the starting pods can bring a Deployment to, in whatever order they act. */
export function explore(rollout: Rollout): Moments {
  const start: Pods = { oldStarting: 0, oldReady: rollout.before, newStarting: 0, newReady: 0, isScaled: false };
  const seen = new Set([keyOf(start)]);
  const open = [start];
  const moments = new Map<string, Moment>();
  const ends: Moment[] = [];
  for (let pods = open.pop(); pods; pods = open.pop()) {
    const moment = momentOf(pods, rollout);
    moments.set(Object.values(moment).join(), moment);
    const next = successors(pods, rollout);
    if (next.length === 0) ends.push(moment);
    for (const each of next) {
      const key = keyOf(each);
      if (seen.has(key)) continue;
      seen.add(key);
      open.push(each);
    }
    if (seen.size > limit) throw new Error(`${rollout.replicas} replicas are too many to explore`);
  }
  return { all: [...moments.values()], end: theEnd(ends, rollout) };
}

/** What can happen next: the controllers act, or a pod that was created becomes ready. */
function successors(pods: Pods, rollout: Rollout): Pods[] {
  const { oldStarting, oldReady, newStarting, newReady } = pods;
  const next: Pods[] = [];
  const synced = sync(pods, rollout);
  if (synced) next.push(synced);
  if (oldStarting > 0) next.push({ ...pods, oldStarting: oldStarting - 1, oldReady: oldReady + 1 });
  if (newStarting > 0) next.push({ ...pods, newStarting: newStarting - 1, newReady: newReady + 1 });
  return next;
}

function momentOf(pods: Pods, { before, replicas, strategy }: Rollout): Moment {
  const created = pods.isScaled ? Math.max(0, replicas - before) : 0;
  // Recreate starts the first new pod when the last old one is gone.
  const isGone = strategy.isRecreate && newOf(pods) > 0;
  return {
    oldReady: pods.oldReady,
    oldAlive: oldOf(pods),
    oldTerminating: isGone ? 0 : before + created - oldOf(pods),
    newReady: pods.newReady,
    newAlive: newOf(pods),
  };
}

/** Proves the model on each run: whatever happens, all replicas of the template asked for end up ready, and no other. */
function theEnd(ends: readonly Moment[], { replicas, isNewTemplate }: Rollout): Moment {
  const [end] = ends;
  const [wanted, other] = isNewTemplate ? [end.newReady, end.oldAlive] : [end.oldReady, end.newAlive];
  if (ends.length !== 1 || wanted !== replicas || other !== 0) {
    throw new Error(`the model of a rollout ends in ${ends.length} ways, the first is ${JSON.stringify(end)}`);
  }
  return end;
}

function keyOf({ oldStarting, oldReady, newStarting, newReady, isScaled }: Pods): string {
  return `${oldStarting},${oldReady},${newStarting},${newReady},${isScaled}`;
}
