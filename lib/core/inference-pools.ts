import { Attachment } from './attachment';
import type { NetworkPeerConfig } from './network-peer';
import type { HttpReadiness } from './readiness';

/** An InferencePool as routes know it. */
export interface RoutedPool {
  readonly name: string;
  /** The Service of its endpoint picker. */
  readonly pickerService: string;
  /** Whether the picker speaks TLS, with a certificate that it signs itself. */
  readonly isPickerSecure: boolean;
  readonly readiness: HttpReadiness | undefined;
}

/** What a route has to know of a target that is made of InferencePools. */
export interface RoutedPools {
  readonly pools: readonly RoutedPool[];
  /** Lets a gateway in to the pods, and to what picks one of them. */
  admit(peer: NetworkPeerConfig): void;
}

/** On a target of routes that is made of InferencePools. */
export const ROUTED_POOLS = new Attachment<RoutedPools>('routed-pools');
