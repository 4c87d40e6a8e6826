/*
 * What autoscalers do to two versions of which a route hands each a share, told apart from the library: it imports
 * nothing of it. Figures are read off the manifests of two applies that follow each other.
 */

/** One version as its manifests say it: a fixed number of pods, or the bounds of its autoscaler. */
export interface TwinSide {
  readonly fewest: number;
  readonly most: number;
  /** Its share of the requests in percent. */
  readonly share: number;
  /** What its pods run. */
  readonly version: string;
}

/** Both versions between two applies. */
export type TwinState = readonly TwinSide[];

/** Pods for a share of a load, which is counted in pods. */
const needed = (share: number, load: number): number => Math.ceil((share * load) / 100);

/** What a side may have when nothing has changed for long: anything from what it needs to its most. */
export function held({ fewest, most, share }: TwinSide, load: number): { readonly from: number; readonly to: number } {
  return { from: Math.min(most, Math.max(fewest, needed(share, load))), to: most };
}

/**
 * What is wrong with one apply under a load, given what each side has before: sides that cannot serve their new share
 * with the pods that are ready before any other has started, or that can never serve it.
 *
 * @param before the manifests that were applied, each side with a number of pods that its autoscaler may have made
 */
export function overloaded(
  before: readonly (TwinSide & { readonly pods: number })[],
  after: TwinState,
  load: number,
): string[] {
  return after.flatMap((side, index) => {
    if (side.share === 0) return [];
    const { pods, version } = before[index];
    const want = needed(side.share, load);
    // A number that is written is set at once, pods that come on top have to load, and all of another version.
    const ready = version === side.version ? Math.min(pods, side.most) : 0;
    return [
      ...(ready < want ? [`${side.share} % of ${load} with ${ready} ready of ${want}`] : []),
      ...(side.most < want ? [`${side.share} % of ${load} with ${side.most} at most of ${want}`] : []),
    ];
  });
}
