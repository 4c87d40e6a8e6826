import type { IConstruct } from 'constructs';
import { Attachment } from '../../../private/attachment';
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

/** Paths of other routes on the same hosts that a route takes because its prefixes compare letters. */
export function foreignLeaks(route: IConstruct, plan: RoutePlan): string[] {
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
