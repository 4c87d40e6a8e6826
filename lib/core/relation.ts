import type { NetworkPeerConfig } from './network-peer';

/** A peer and the ports it is about; no ports means all. */
export interface Relation {
  readonly peer: NetworkPeerConfig;
  readonly ports?: readonly number[];
}

/** The two directions of what a namespace, or a server in it, is related to. */
export interface Relations {
  /** Who may come in. */
  readonly sources: readonly Relation[];
  /** Who may be reached. */
  readonly targets: readonly Relation[];
}
