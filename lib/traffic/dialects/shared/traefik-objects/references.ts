import { TraefikMiddleware, TraefikService } from '../../../../../imports/traefik.io';
import { TRAEFIK_KINDS } from '../../../../model/routing/dialects/traefik/kinds';

const { group } = TRAEFIK_KINDS;

/** How routes of other APIs refer to a Middleware. */
export const MIDDLEWARE = { group, kind: TraefikMiddleware.GVK.kind } as const;

/** How they refer to a TraefikService. */
export const TRAEFIK_SERVICE = { group, kind: TraefikService.GVK.kind } as const;
