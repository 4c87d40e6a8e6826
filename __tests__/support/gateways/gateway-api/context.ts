import type { DynamicConfig } from '../traefik/config';
import type { GatewayApiImplementation, GatewayFeature } from '../types';
import type { World } from '../world';

/** What the parts of one rule need to know. */
export interface RouteContext {
  readonly world: World;
  readonly implementation: GatewayApiImplementation;
  readonly features: ReadonlySet<GatewayFeature>;
  readonly kind: string;
  /** The route's own. */
  readonly namespace: string;
  /** `HTTPRoute/shop/iris rules[0]`. */
  readonly label: string;
  /** Traefik's custom resources, where the implementation is Traefik. */
  readonly traefik?: DynamicConfig;
}

/** What the conformance reports for Gateway API 1.5 list. */
export const conformance: Readonly<Record<string, readonly GatewayFeature[]>> = {
  traefik: ['Cors'],
  'envoy-gateway': ['RequestMirror', 'PercentageMirror', 'RequestTimeout', 'BackendTimeout', 'Cors'],
  kgateway: ['RequestMirror', 'PercentageMirror', 'RequestTimeout', 'BackendTimeout', 'Cors'],
  cilium: ['RequestMirror', 'PercentageMirror', 'RequestTimeout', 'BackendTimeout'],
  nginx: ['RequestMirror', 'PercentageMirror'],
  gke: ['RequestMirror', 'PercentageMirror'],
  istio: ['RequestMirror', 'PercentageMirror', 'RequestTimeout', 'BackendTimeout', 'Cors'],
  agentgateway: ['RequestMirror', 'PercentageMirror', 'RequestTimeout', 'BackendTimeout', 'Cors'],
};
