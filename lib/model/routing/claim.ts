import type { Manifest } from '../../manifests/manifest';

/** Requests that a rule of a route takes, on the gateways that the route is for. */
export interface Claim {
  readonly route: Manifest;
  /** Where it is served: a class, a Gateway, an entry point. */
  readonly gateway: string;
  readonly host: string;
  /** The other conditions, in one spelling. */
  readonly conditions: string;
  /** How messages call it. */
  readonly text: string;
  /** What the gateway does with the requests itself, in one spelling; nothing where they go to a Service. */
  readonly answer?: string;
}
