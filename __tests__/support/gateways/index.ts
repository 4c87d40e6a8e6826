import { answerGatewayApi } from './gateway-api/answer';
import { parseRequest } from './http';
import { answerIngress } from './ingress/answer';
import { answerTraefik } from './traefik/answer';
import type { Answer, GatewayRequest, Implementation, Surroundings } from './types';
import { worldOf } from './world';

export { readFraction, showFraction } from './fraction';
export { problemsOf, problemsOfAll } from './validate';
export type * from './types';

/**
 * Where a request goes, by the documented semantics of an implementation: an oracle for routes that knows nothing of
 * what wrote them.
 *
 * - `manifests`: plain objects: Ingresses, or IngressRoutes with their Middlewares, TraefikServices and
 *   ServersTransports, or HTTPRoutes and GRPCRoutes with ReferenceGrants and (optionally) Gateways; and the Services.
 *   Other kinds do not matter. All three sorts may be there at once: the implementation looks at its own.
 * - `implementation`: `{ kind: 'ingress', controller }`, `{ kind: 'traefik', ... }` or `{ kind: 'gateway-api', ... }`.
 * - `request`: host and path, and what differs from a GET by https without headers.
 * - `surroundings.endpoints`: Services (`namespace/name`) that have no ready endpoints, or how many.
 *
 * The answer is one of
 * - `{ outcome: 'forward', backends: { 'shop/iris:80': '19/20', 'shop/iris-canary:80': '1/20' }, seen, mirrors, passes }`
 * - `{ outcome: 'redirect', status, location }`
 * - `{ outcome: 'reply', status, reason }` for what the gateway answers itself: 404, 503, 500, 413, 401, a preflight's 200
 *
 * each with the `rule` that matched and `notes`: what is down and why, ties (`tie:`), a choice that differs from the
 * specification's (`precedence:`), objects that share an internal name (`name:`), ignored fields (`ignored:`).
 */
export function answer(
  manifests: readonly object[],
  implementation: Implementation,
  request: GatewayRequest,
  surroundings: Surroundings = {},
): Answer {
  const world = worldOf(manifests, surroundings);
  const parsed = parseRequest(request);
  switch (implementation.kind) {
    case 'ingress':
      return answerIngress(world, implementation, parsed);
    case 'traefik':
      return answerTraefik(world, implementation, parsed);
    case 'gateway-api':
      return answerGatewayApi(world, implementation, parsed);
  }
}

/** An answer in one line, for comparing implementations and for messages. */
export function describeAnswer(given: Answer): string {
  if (given.outcome === 'redirect') return `${given.status} to ${given.location}`;
  if (given.outcome === 'reply') return `status ${given.status}`;
  const parts = Object.entries(given.backends).map(([backend, share]) => {
    const seen = given.seen[backend];
    return `${share} to ${backend}${seen ? ` as ${seen.host}${seen.path}` : ''}`;
  });
  const mirrors = Object.entries(given.mirrors).map(([backend, percent]) => `${percent} % mirrored to ${backend}`);
  return [...parts, ...mirrors].join(', ');
}
