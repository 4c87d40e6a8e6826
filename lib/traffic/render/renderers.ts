import type { RendererKind } from '../route-renderer';
import { gatewayApiRenderer } from './gateway-api/gateway-api-renderer';
import { ingressRenderer } from './ingress/ingress-renderer';
import type { Renderer } from './renderer';
import { traefikRenderer } from './traefik/traefik-renderer';

/** The renderers by dialect. */
const RENDERERS: { readonly [kind in RendererKind]: Renderer } = {
  ingress: ingressRenderer,
  traefik: traefikRenderer,
  gatewayApi: gatewayApiRenderer,
};

/** The renderer of a dialect. */
export function rendererOf(kind: RendererKind): Renderer {
  return RENDERERS[kind];
}
