import type { RendererKind } from '../route-renderer';
import type { Renderer } from './renderer';

/* eslint-disable @typescript-eslint/no-require-imports -- loaded when a route first becomes that dialect: an app has one */
const LOADERS: { readonly [kind in RendererKind]: () => Renderer } = {
  ingress: () => (require('./ingress/ingress-renderer') as typeof import('./ingress/ingress-renderer')).ingressRenderer,
  traefik: () => (require('./traefik/traefik-renderer') as typeof import('./traefik/traefik-renderer')).traefikRenderer,
  gatewayApi: () =>
    (require('./gateway-api/gateway-api-renderer') as typeof import('./gateway-api/gateway-api-renderer'))
      .gatewayApiRenderer,
};
/* eslint-enable @typescript-eslint/no-require-imports */

/** The renderer of a dialect. */
export function rendererOf(kind: RendererKind): Renderer {
  return LOADERS[kind]();
}
