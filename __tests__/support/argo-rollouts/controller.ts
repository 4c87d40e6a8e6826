/**
 * What the controller of Argo Rollouts v1.9.1 does to the sizes of ReplicaSets, told again from rollout/canary.go,
 * rollout/bluegreen.go, rollout/replicaset.go, rollout/trafficrouting.go and utils/replicaset/canary.go. It imports nothing of
 * the library: a twin of what that counts.
 */
export interface Spec {
  readonly replicas: number;
  readonly strategy: { readonly canary?: any; readonly blueGreen?: any };
}

interface ReplicaSet {
  size: number;
  ready: number;
  /** Whether it has a deadline by which it goes, which is long. */
  stays: boolean;
}

/** How a release goes. */
export interface Course {
  /** Passes of the controller until somebody aborts; never without. */
  readonly abortAfter?: number;
  /** Pods that become ready between two passes. */
  readonly readyPerPass: number;
}

const PASSES = 400;
const LONG = 30;

class Rollout {
  private fresh: ReplicaSet = { size: 0, ready: 0, stays: false };
  private readonly others: ReplicaSet[] = [];
  private step = 0;
  private isAborted = false;
  private isCheckpoint = false;
  private canaryWeight = 0;
  public most: number;
  private stable: ReplicaSet;

  public constructor(private readonly spec: Spec) {
    const size = this.isRouted ? this.floored(spec.replicas) : spec.replicas;
    this.stable = { size, ready: size, stays: false };
    this.most = size;
  }

  /** @returns whether it came to its end */
  public release({ abortAfter = Infinity, readyPerPass }: Course): boolean {
    this.fresh = { size: 0, ready: 0, stays: false };
    [this.step, this.isAborted, this.isCheckpoint, this.canaryWeight] = [0, false, false, 0];
    // What is to go shuts down at once, beside the first new pods.
    this.shrinkOthers();
    for (let pass = 0; pass < PASSES; pass++) {
      if (pass === abortAfter) [this.isAborted, this.step] = [true, 0];
      const isDone = this.spec.strategy.blueGreen ? this.blueGreen() : this.canary();
      this.look();
      if (isDone) return true;
      if (this.isAborted && pass > abortAfter + 100) break;
      this.wait(readyPerPass);
    }
    // A deadline that is short has passed when a new template comes: what was aborted is one of the others then.
    const isOver = this.isBlueGreen ? this.delay('abortScaleDownDelaySeconds') > 0 : this.delaysAbort();
    if (isOver && !this.fresh.stays) this.fresh.size = 0;
    this.others.unshift(this.fresh);
    this.fresh = { size: 0, ready: 0, stays: false };
    return false;
  }

  private look(): void {
    const sets = [this.stable, this.fresh, ...this.others];
    this.most = Math.max(this.most, total(sets));
  }

  private wait(readyPerPass: number): void {
    for (const each of [this.stable, this.fresh, ...this.others])
      each.ready = Math.min(each.size, each.ready + readyPerPass);
  }

  private get rules(): any {
    return this.spec.strategy.canary ?? this.spec.strategy.blueGreen;
  }

  private get isRouted(): boolean {
    return this.spec.strategy.canary?.trafficRouting !== undefined;
  }

  private get isDynamic(): boolean {
    return this.rules.dynamicStableScale === true;
  }

  private get steps(): any[] {
    return this.rules.steps ?? [];
  }

  private get full(): number {
    return this.rules.trafficRouting?.maxTrafficWeight ?? 100;
  }

  private floored(count: number): number {
    return count === 0 ? 0 : Math.max(count, this.rules.minPodsPerReplicaSet ?? 0);
  }

  private podsAt(weight: number): number {
    return Math.ceil((weight * this.spec.replicas) / this.full);
  }

  private lastBefore(index: number, key: string): any {
    for (let i = index; i >= 0; i--) if (this.steps[i]?.[key] !== undefined) return this.steps[i][key];
    return undefined;
  }

  private setWeight(): number {
    if (this.isAborted) return 0;
    if (this.step >= this.steps.length) return this.full;
    return this.lastBefore(this.step, 'setWeight') ?? 0;
  }

  private scale(): any {
    if (!this.isRouted || this.step >= this.steps.length) return undefined;
    if (this.isAborted && this.rules.abortScaleDownDelaySeconds !== 0) return undefined;
    const scale = this.lastBefore(this.step, 'setCanaryScale');
    return scale?.matchTrafficWeight ? undefined : scale;
  }

  private desiredWeight(): number {
    if (!this.isAborted || !this.isDynamic) return this.setWeight();
    const canary = Math.max(this.spec.replicas - this.stable.ready, this.fresh.ready);
    for (const { setWeight } of [...this.steps].reverse())
      if (setWeight !== undefined && this.podsAt(setWeight) < canary) return setWeight;
    return 0;
  }

  private routedCounts(): { canary: number; stable: number } {
    const { replicas } = this.spec;
    const scale = this.scale();
    const weight = scale?.replicas !== undefined ? 0 : (scale?.weight ?? this.desiredWeight());
    const canary = scale?.replicas ?? this.floored(this.podsAt(weight));
    if (!this.isDynamic) return { canary, stable: replicas };
    const stable = Math.max(this.podsAt(this.full - weight), this.podsAt(this.full - this.canaryWeight));
    const held = this.isAborted ? Math.max(canary, this.podsAt(this.canaryWeight)) : canary;
    return { canary: this.floored(held), stable: this.floored(stable) };
  }

  /** The weights move when the pods for them are there. */
  private route(): void {
    let wanted: number;
    if (this.isAborted) wanted = this.isDynamic ? this.desiredWeight() : 0;
    else if (this.fresh.ready === 0) wanted = 0;
    else wanted = this.isThere() ? this.setWeight() : (this.lastBefore(this.step - 1, 'setWeight') ?? 0);
    const needed = this.podsAt(this.full - wanted);
    if (this.isDynamic && this.stable.ready < needed) return;
    this.canaryWeight = wanted;
  }

  private isThere(): boolean {
    const { canary, stable } = this.isRouted ? this.routedCounts() : this.basicCounts();
    if (this.fresh.size !== canary || this.fresh.ready !== canary) return false;
    if (!this.isDynamic && this.stable.size !== stable) return false;
    return this.isRouted || this.others.every(({ ready }) => ready === 0);
  }

  private basicTarget(): { canary: number; stable: number } {
    return nearest(this.spec.replicas, this.setWeight(), fenceposts(this.spec.replicas, this.rules).surge);
  }

  private basicCounts(): { canary: number; stable: number } {
    const target = this.basicTarget();
    const { replicas } = this.spec;
    const { surge, unavailable } = fenceposts(replicas, this.rules);
    let [canary, stable] = [this.fresh.size, this.stable.size];
    let room = replicas + surge - total([this.fresh, this.stable, ...this.others]);
    if (stable < target.stable && room > 0) {
      const more = Math.min(room, target.stable - stable);
      [stable, room] = [stable + more, room - more];
    }
    if (canary < target.canary && room > 0) canary += Math.min(room, target.canary - canary);
    if (total(this.others) > 0) return { canary, stable };
    const grows = target.canary >= this.fresh.size;
    const counted = (set: ReplicaSet, sizeAlone: boolean): number =>
      sizeAlone ? set.size : Math.min(set.size, set.ready);
    const down = counted(this.fresh, !grows) + counted(this.stable, grows) - (replicas - unavailable);
    if (down <= 0) return { canary, stable };
    if (grows && this.stable.size > target.stable) stable = Math.max(target.stable, this.stable.size - down);
    if (!grows && this.fresh.size > target.canary) canary = Math.max(target.canary, this.fresh.size - down);
    const over = Math.max(0, canary + stable - (replicas + surge));
    return grows ? { canary: canary - over, stable } : { canary, stable: stable - over };
  }

  /** One size changes at a time: the stable one's, the new one's, those of the others. */
  private canary(): boolean {
    if (this.isRouted) this.route();
    this.scaleCanary();
    this.look();
    if (this.isAborted) return false;
    if (this.step < this.steps.length) {
      const { setWeight, setCanaryScale } = this.steps[this.step];
      if ((setWeight === undefined && setCanaryScale === undefined) || this.isThere()) this.step++;
      return false;
    }
    const isPromoted = this.fresh.ready === this.spec.replicas || this.fresh.ready >= this.floored(this.spec.replicas);
    if (!isPromoted || !this.isThere() || (this.isRouted && this.canaryWeight < this.full)) return false;
    this.promote();
    return true;
  }

  private scaleCanary(): void {
    const counts = (): { canary: number; stable: number } => (this.isRouted ? this.routedCounts() : this.basicCounts());
    const { stable } = counts();
    if (stable !== this.stable.size) return void (this.stable.size = stable);
    const { canary } = counts();
    if (this.isRouted && this.delaysAbort()) {
      if (this.stable.ready === this.spec.replicas) this.fresh.stays = this.delay('abortScaleDownDelaySeconds') > LONG;
      return;
    }
    if (canary !== this.fresh.size) return void (this.fresh.size = canary);
    this.shrinkOthers();
  }

  private delaysAbort(): boolean {
    const { abortScaleDownDelaySeconds } = this.rules;
    if (!this.isAborted || abortScaleDownDelaySeconds === 0) return false;
    return !this.isDynamic || abortScaleDownDelaySeconds !== undefined;
  }

  private delay(key: 'scaleDownDelaySeconds' | 'abortScaleDownDelaySeconds'): number {
    return this.rules[key] ?? LONG;
  }

  private promote(): void {
    const isKept = (this.isRouted || this.isBlueGreen) && this.delay('scaleDownDelaySeconds') > LONG;
    this.others.unshift({ ...this.stable, stays: isKept });
    this.stable = this.fresh;
    this.fresh = { size: 0, ready: 0, stays: false };
    this.wait(Infinity);
    this.shrinkOthers();
  }

  /** What has a deadline is kept, as far as there may be so many; the rest goes. */
  private shrinkOthers(): void {
    const { scaleDownDelayRevisionLimit = Infinity } = this.rules;
    let kept = 0;
    for (const each of this.others) {
      if (each.size === 0) continue;
      const isKept = each.stays && !this.isDynamic && kept < scaleDownDelayRevisionLimit;
      if (isKept) kept++;
      each.size = isKept ? (this.isBlueGreen ? this.spec.replicas : each.size) : 0;
    }
  }

  private get isBlueGreen(): boolean {
    return this.spec.strategy.blueGreen !== undefined;
  }

  private blueGreen(): boolean {
    const { previewReplicaCount } = this.rules;
    const { replicas } = this.spec;
    this.stable.size = replicas;
    if (this.isAborted) {
      const abort = this.delay('abortScaleDownDelaySeconds');
      this.fresh.stays = (abort === 0 ? this.delay('scaleDownDelaySeconds') : abort) > LONG;
      return false;
    }
    this.fresh.size = previewReplicaCount === undefined || this.isCheckpoint ? replicas : previewReplicaCount;
    this.look();
    this.shrinkOthers();
    if (this.fresh.ready !== this.fresh.size) return false;
    if (previewReplicaCount !== undefined && !this.isCheckpoint) {
      this.isCheckpoint = true;
      return false;
    }
    this.promote();
    return true;
  }
}

function total(sets: readonly ReplicaSet[]): number {
  return sets.reduce((sum, { size }) => sum + size, 0);
}

function fenceposts(
  replicas: number,
  { maxSurge = '25', maxUnavailable = '25' }: any,
): { surge: number; unavailable: number } {
  const pods = (value: number | string, round: (n: number) => number): number =>
    typeof value === 'number' ? value : round((parseInt(value, 10) * replicas) / 100);
  const [surge, unavailable] = [pods(maxSurge, Math.ceil), pods(maxUnavailable, Math.floor)];
  return { surge, unavailable: Math.min(replicas, surge === 0 && unavailable === 0 ? 1 : unavailable) };
}

/** `approximateWeightedCanaryStableReplicaCounts`. */
function nearest(replicas: number, weight: number, surge: number): { canary: number; stable: number } {
  if (replicas === 0) return { canary: 0, stable: 0 };
  const [up, down] = [Math.ceil((replicas * weight) / 100), Math.floor((replicas * weight) / 100)];
  const mayBeNone = weight === 100 || weight === 0 || (replicas === 1 && surge === 0);
  const options: [number, number][] = [];
  if (up < replicas || mayBeNone) options.push([up, replicas]);
  if ((replicas * (weight / 100)) % 1 !== 0.5 && (down !== 0 || mayBeNone)) options.push([down, replicas]);
  if (surge > 0) {
    options.push([up, replicas + 1]);
    if (((replicas + 1) * (weight / 100)) % 1 !== 0.5 && (down !== 0 || mayBeNone)) options.push([down, replicas + 1]);
  }
  let best: [number, number] = options[0] ?? [0, replicas];
  const miss = ([canary, all]: [number, number]): number => Math.abs((canary * 100) / all - weight);
  for (const each of options) if (miss(each) < miss(best)) best = each;
  return { canary: best[0], stable: best[1] - best[0] };
}

/** The most pods that a Rollout comes to in releases one after the other, those that shut down aside. */
export function mostPods(spec: Spec, courses: readonly Course[]): number {
  const rollout = new Rollout(spec);
  for (const course of courses) rollout.release(course);
  return rollout.most;
}
