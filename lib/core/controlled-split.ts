import { Attachment } from './attachment';

/** A route that leads to a release whose weights a controller writes. */
export interface ControlledRoute {
  /** What messages call it: `IngressRoute 'vision/public'`. */
  readonly subject: string;
  /** The routing API that it is made in: `ingress` is that of ingress-nginx. */
  readonly api: 'ingress' | 'traefik' | 'gatewayApi';
  /** Kinds and names of its objects that lead to the release, known when everything has been declared. */
  objects(): readonly { readonly kind: string; readonly name: string }[];
}

/** What a release whose weights a controller writes asks of the routes that lead to it. */
export interface ControlledSplit {
  /** Name of the TraefikService that carries the weights, where Traefik does. */
  readonly traefikServiceName: string;
  /** Name of the Service that takes all requests between releases. */
  readonly stableServiceName: string;
  /** Why the controller cannot write the weights of a routing API; nothing where it can. */
  problemOf(api: ControlledRoute['api']): string | undefined;
  /** Makes the route known to the controller. */
  leadBy(route: ControlledRoute): void;
}

/** On releases whose weights a controller writes into routes. */
export const CONTROLLED_SPLIT = new Attachment<ControlledSplit>('controlled-split');
