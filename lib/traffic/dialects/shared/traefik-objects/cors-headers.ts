import type { TraefikMiddlewareSpec } from '../../../../../imports/traefik.io';
import { unlessEmpty } from '../../../../private/json';
import type { CrossOrigin } from '../../../cross-origin';

type Headers = Extract<TraefikMiddlewareSpec, { readonly headers: unknown }>['headers'];

/** https://doc.traefik.io/traefik/reference/routing-configuration/http/middlewares/headers/#cors-headers */
export function corsHeaders(cors: CrossOrigin): Headers {
  return {
    accessControlAllowOriginList: cors.allowOrigins,
    accessControlAllowMethods: unlessEmpty(cors.allowMethods),
    accessControlAllowHeaders: unlessEmpty(cors.allowHeaders),
    accessControlExposeHeaders: unlessEmpty(cors.exposeHeaders),
    accessControlAllowCredentials: cors.allowCredentials === true ? true : undefined,
    accessControlMaxAge: cors.maxAgeSeconds,
    // Caches must not hand one origin's answer to another.
    addVaryHeader: true,
  };
}
