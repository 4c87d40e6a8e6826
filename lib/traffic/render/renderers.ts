import { once } from '../../private/once';
import type { RendererKind } from '../route-renderer';
import type { Renderer } from './renderer';

/** The renderers by dialect, of which an app has one. */
const RENDERERS: { readonly [kind in RendererKind]: () => Renderer } = {
  ingress: once(
    () => (require('./ingress/ingress-renderer') as typeof import('./ingress/ingress-renderer')).ingressRenderer,
  ),
  traefik: once(
    () => (require('./traefik/traefik-renderer') as typeof import('./traefik/traefik-renderer')).traefikRenderer,
  ),
  gatewayApi: once(
    () =>
      (require('./gateway-api/gateway-api-renderer') as typeof import('./gateway-api/gateway-api-renderer'))
        .gatewayApiRenderer,
  ),
};

/** The renderer of a dialect. */
export function rendererOf(kind: RendererKind): Renderer {
  return RENDERERS[kind]();
}
