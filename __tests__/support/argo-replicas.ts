/** A step of a canary, as far as it decides numbers of pods. */
export interface Step {
  readonly setWeight?: number;
  readonly setCanaryScale?: {
    readonly replicas?: number;
    readonly weight?: number;
    readonly matchTrafficWeight?: boolean;
  };
  readonly experiment?: { readonly templates: readonly { readonly replicas?: number }[] };
}

/** A canary whose requests a router splits. */
export interface RoutedCanary {
  readonly replicas: number;
  readonly steps: readonly Step[];
  readonly dynamicStableScale: boolean;
  readonly minPodsPerReplicaSet?: number;
}

/** Pods of one version. Each knows the step that told it to go. */
interface Pod {
  readonly side: 'canary' | 'stable' | 'experiment';
  toldIn?: number;
}

/** Plays releases pod by pod, one that goes through and one that is aborted at each step, and says how many there were at most. */
export function play(canary: RoutedCanary): { readonly peak: number; readonly withLeaving: number } {
  const ends = [undefined, ...canary.steps.keys()].map((abortAt) => new Release(canary, abortAt).play());
  return {
    peak: Math.max(...ends.map(({ peak }) => peak)),
    withLeaving: Math.max(...ends.map(({ withLeaving }) => withLeaving)),
  };
}

class Release {
  private pods: Pod[] = [];
  private routed = 0;
  private peak = 0;
  private withLeaving = 0;

  public constructor(
    private readonly canary: RoutedCanary,
    private readonly abortAt: number | undefined,
  ) {}

  public play(): { readonly peak: number; readonly withLeaving: number } {
    const { replicas, steps } = this.canary;
    this.scale('stable', replicas, -2);
    this.look();
    for (const [at, step] of steps.entries()) {
      this.stepTo(at, this.weightAt(at), step);
      if (this.abortAt === at) return this.abort(at);
    }
    // All steps are done: the new version takes everything.
    this.scale('experiment', 0, steps.length);
    this.scale('canary', replicas, steps.length);
    this.look();
    return { peak: this.peak, withLeaving: this.withLeaving };
  }

  private stepTo(at: number, weight: number, { experiment }: Step): void {
    const { replicas, dynamicStableScale } = this.canary;
    const scale = this.scaleAt(at);
    const stableOf = (share: number): number => this.podsOf(100 - share);
    const meant =
      scale === undefined
        ? stableOf(weight)
        : scale.replicas === undefined
          ? stableOf(scale.weight ?? weight)
          : replicas;
    const stable = (): number => (dynamicStableScale ? Math.max(stableOf(this.routed), meant) : replicas);
    this.scale('canary', scale?.replicas ?? this.podsOf(scale?.weight ?? weight), at);
    this.scale('stable', stable(), at);
    this.scale('experiment', 0, at);
    this.scale(
      'experiment',
      (experiment?.templates ?? []).reduce((sum, each) => sum + (each.replicas ?? 1), 0),
      at,
    );
    this.look();
    // The new pods are ready: those that had to go before this step are gone, and the requests move.
    this.pods = this.pods.filter(({ toldIn }) => toldIn === undefined || toldIn >= at);
    this.routed = weight;
    this.scale('stable', stable(), at);
    this.look();
  }

  private abort(at: number): { readonly peak: number; readonly withLeaving: number } {
    const { replicas, dynamicStableScale } = this.canary;
    if (dynamicStableScale) {
      this.scale('experiment', 0, at);
      this.scale('canary', this.podsOf(this.routed), at);
      this.scale('stable', replicas, at);
      this.look();
    }
    return { peak: this.peak, withLeaving: this.withLeaving };
  }

  private weightAt(at: number): number {
    return this.canary.steps.slice(0, at + 1).reduce((weight, step) => step.setWeight ?? weight, 0);
  }

  private scaleAt(at: number): Step['setCanaryScale'] {
    const last = this.canary.steps
      .slice(0, at + 1)
      .reverse()
      .find(({ setCanaryScale }) => setCanaryScale);
    return last?.setCanaryScale?.matchTrafficWeight ? undefined : last?.setCanaryScale;
  }

  private podsOf(weight: number): number {
    const { replicas, minPodsPerReplicaSet = 1 } = this.canary;
    let pods = 0;
    while (pods * 100 < weight * replicas) pods += 1;
    return pods === 0 ? 0 : Math.max(pods, Math.min(minPodsPerReplicaSet, replicas));
  }

  private scale(side: Pod['side'], wanted: number, at: number): void {
    const there = this.pods.filter((pod) => pod.side === side && pod.toldIn === undefined);
    for (const pod of there.slice(wanted)) pod.toldIn = at;
    for (let more = wanted - there.length; more > 0; more -= 1) this.pods.push({ side });
  }

  private look(): void {
    this.peak = Math.max(this.peak, this.pods.filter(({ toldIn }) => toldIn === undefined).length);
    this.withLeaving = Math.max(this.withLeaving, this.pods.length);
  }
}
