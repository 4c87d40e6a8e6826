import type { IConstruct } from 'constructs';
import { IngressController } from '../../../core/gateway-options';
import { Attachment } from '../../../private/attachment';
import { isWildcard } from '../../plan/check-host';
import type { RoutePlan } from '../../plan/route-plan';
import { leakProblem, leakingPrefixes } from './leaking-prefixes';

const ROUTES = new Attachment<RoutePlan[]>('routes');

/** Remembers a route, for the others of the app to be held against. */
export function remember(route: IConstruct, plan: RoutePlan): void {
  const { root } = route.node;
  const known = ROUTES.on(root);
  if (known) known.push(plan);
  else ROUTES.attach(root, [plan]);
}

/** What is wrong between a route and the others of the app, where Traefik's Ingresses mean something else than they say. */
export function foreignProblems(route: IConstruct, plan: RoutePlan): string[] {
  return [...foreignLeaks(route, plan), ...foreignWildcards(route, plan)];
}

/** Paths of other routes on the same hosts that a route takes because its prefixes compare letters. */
function foreignLeaks(route: IConstruct, plan: RoutePlan): string[] {
  const prefixes = leakingPrefixes(plan);
  if (prefixes.length === 0) return [];
  const others = (ROUTES.on(route.node.root) ?? []).filter(
    (other) => other !== plan && other.renderer === 'ingress' && other.hosts.some((host) => plan.hosts.includes(host)),
  );
  return others.flatMap((other) =>
    other.rules.flatMap(({ match }) =>
      prefixes.flatMap((prefix) => leakProblem(prefix, match.path, `'${other.path}'`) ?? []),
    ),
  );
}

/** Traefik goes by the length of what it makes of a host, and what it makes of a wildcard is longer than any name below it. */
function foreignWildcards(route: IConstruct, plan: RoutePlan): string[] {
  if (!isTraefiks(plan)) return [];
  const others = (ROUTES.on(route.node.root) ?? []).filter((other) => other !== plan && isTraefiks(other));
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

function isTraefiks({ renderer, gateway }: RoutePlan): boolean {
  return renderer === 'ingress' && gateway._ingress?.controller === IngressController.TRAEFIK;
}
