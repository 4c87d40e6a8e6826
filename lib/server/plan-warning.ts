/** Where something stands: steps into the spec of what makes the pods, of the pods, or of the server's own container. */
export type Place = readonly [inside: 'workload' | 'pod' | 'container', ...steps: string[]];

/** Something of a server that is legal, and likely not meant. */
export interface PlanWarning {
  readonly text: string;
  /** What it is about. Where overrides make something else of any of it, nothing is known of what they mean. */
  readonly about: readonly Place[];
}

/** The same said of several. */
export function about(texts: readonly string[], ...places: Place[]): PlanWarning[] {
  return texts.map((text) => ({ text, about: places }));
}
