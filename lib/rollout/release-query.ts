/** How a figure is held against its threshold. */
export enum QueryComparison {
  /** It must be the threshold at least. */
  AT_LEAST = '>=',
  /** It must be the threshold at most. */
  AT_MOST = '<=',
}

/**
 * A figure of Prometheus that says whether a release may go on: the query, and what it is held against. Where it has no
 * result there was nothing to measure, and nothing is said: wait, or give the new version a larger share.
 */
export interface ReleaseQuery {
  /** What the figure is called: `ready`, `restarts`, `requests`, `errors`, `latency`, `stable-ready`, `stable-restarts`. */
  readonly queryName: string;
  /** The query in PromQL. It has one element at most. */
  readonly query: string;
  /** How the figure is held against the threshold. */
  readonly comparison: QueryComparison;
  /** What it is held against. */
  readonly threshold: number;
  /** What the figure is, in words. */
  readonly meaning: string;
}
