import { IngressController } from '../../../cluster/gateway-options';
import { isWildcard } from '../../plan/host';
import { liesBelow } from '../../plan/path';
import type { RouteMatch } from '../../plan/route-match';
import type { RoutePlan } from '../../plan/route-plan';
import type { KnownRoutes } from '../shared/known-routes';
import { leakingPrefixes, leakProblem } from './leaking-prefixes';

/** What is wrong between a route and the others of the app, where Traefik's Ingresses mean something else than they say. */
export function foreignProblems(plan: RoutePlan, known: KnownRoutes): string[] {
  return [...foreignLeaks(plan, known), ...foreignWildcards(plan, known), ...foreignNames(plan, known)];
}

/** Paths of other routes on the same hosts that a route takes because its prefixes compare letters. */
function foreignLeaks(plan: RoutePlan, known: KnownRoutes): string[] {
  const prefixes = leakingPrefixes(plan);
  if (prefixes.length === 0) return [];
  const others = known.neighboursOf(plan).filter(({ renderer }) => renderer === 'ingress');
  return others.flatMap((other) =>
    other.rules.flatMap(({ match }) =>
      prefixes.flatMap((prefix) => leakProblem(prefix, match.path, `'${other.path}'`) ?? []),
    ),
  );
}

/** Traefik goes by the length of what it makes of a host, and what it makes of a wildcard is longer than any name below it. */
function foreignWildcards(plan: RoutePlan, known: KnownRoutes): string[] {
  if (!isTraefiks(plan) || !plan.hosts.some(isWildcard)) return [];
  const others = known.all.filter((other) => other !== plan && isTraefiks(other));
  return plan.hosts
    .filter(isWildcard)
    .flatMap((wildcard) =>
      others.flatMap((other) =>
        other.hosts
          .filter((host) => !isWildcard(host) && host.slice(host.indexOf('.')) === wildcard.slice(1))
          .map(
            (host) =>
              `the host '${wildcard}' would win over '${host}' of '${other.path}', since Traefik goes by the length of what it makes of a host in an Ingress; use RouteRenderer.traefik()`,
          ),
      ),
    );
}

/** Of a route of every host too, whose rule may be longer than that of a host which is named. */
function foreignNames(plan: RoutePlan, known: KnownRoutes): string[] {
  if (!isTraefiks(plan) || plan.hosts.length > 0) return [];
  const others = known.all.filter((other) => other !== plan && isTraefiks(other) && other.hosts.length > 0);
  return plan.rules.flatMap(({ match, property }) =>
    others.flatMap((other) => {
      const isShadowed = other.rules.some(
        ({ match: theirs }) =>
          theirs.form === 'prefix' &&
          liesBelow(match.path, theirs.path) &&
          (match.form === 'exact' || textOf(match).length >= textOf(theirs).length + NAMED),
      );
      return isShadowed
        ? [
            `${property} would win over '${other.path}' on its hosts, since Traefik goes by the length of what it makes of a path and a host in an Ingress; use RouteRenderer.traefik()`,
          ]
        : [];
    }),
  );
}

/** The fewest letters that Traefik's rule for a named host has: those around the name. */
const NAMED = 'Host(``) && '.length;

function textOf({ form, path }: RouteMatch): string {
  if (form === 'exact') return `Path(\`${path}\`)`;
  return path === '/' ? 'PathPrefix(`/`)' : `(Path(\`${path}\`) || PathPrefix(\`${path}/\`))`;
}

function isTraefiks({ renderer, gateway }: RoutePlan): boolean {
  return renderer === 'ingress' && gateway._ingress?.controller === IngressController.TRAEFIK;
}
