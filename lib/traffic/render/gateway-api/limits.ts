import { TraefikService } from '../../../../imports/traefik.io';
import { branchesOf, type Branch } from '../../plan/branches';
import { liesBelow } from '../../plan/check-path';
import type { RoutePlan } from '../../plan/route-plan';
import { isTraefik } from './filters';
import { httpMatches } from './matches';

/** The CRD's limits: https://gateway-api.sigs.k8s.io/reference/spec/#httproutespec */
const MAX_RULES = 16;
const MAX_HEADERS = 16;

/** What does not fit into one HTTPRoute, known when targets have said which requests they pin. */
export function limitProblems(plan: RoutePlan, rules: number): string[] {
  const branches = branchesOf(plan);
  const backends = Math.max(...branches.map((branch) => branch.backends.length));
  const headers = Math.max(...branches.map(({ rule, pin }) => rule.match.headers.length + (pin ? 1 : 0)));
  return [
    ...(rules > MAX_RULES
      ? [
          `makes ${rules} rules, of which a route of the Gateway API holds ${MAX_RULES}: one for each rule, pinned header or cookie, and method of a rule that rewrites; make several routes`,
        ]
      : []),
    ...(backends > 16 ? [`has a rule with ${backends} Services, of which the Gateway API takes 16 in a rule`] : []),
    ...(headers > MAX_HEADERS
      ? [`has a rule with ${headers} headers, of which the Gateway API takes ${MAX_HEADERS}`]
      : []),
    ...(isTraefik(plan) ? traefikPrecedence(branches) : []),
  ];
}

/**
 * Traefik turns a match into a priority: 10000, 100 for each letter of a prefix, 1000 for a method, 100 for each header,
 * 10 for each parameter; an exact path has 100000 (buildMatchRule in pkg/provider/kubernetes/gateway/httproute.go). A
 * shorter prefix with a method then wins over a longer one, where the Gateway API says that the longer one does.
 */
function traefikPrecedence(branches: readonly Branch[]): string[] {
  return branches.flatMap((longer, index) =>
    branches.slice(index + 1).flatMap((shorter) => {
      if (longer.rule.match.grpc || shorter.rule.match.form === 'exact') return [];
      const [long, short] = [longer.rule.match.path, shorter.rule.match.path];
      if (long === short || !liesBelow(long, short) || traefikPriority(longer) > traefikPriority(shorter)) return [];
      return [
        `${shorter.rule.property} would win over ${longer.rule.property} on Traefik's Gateway API, which counts a method or header more than letters of a path; use RouteRenderer.traefik(), or give both rules the same conditions`,
      ];
    }),
  );
}

function traefikPriority({ rule, pin }: Branch): number {
  const { form, path, methods, headers, queryParams } = rule.match;
  const ofPath = form === 'exact' ? 100_000 : path === '/' ? 1 : 10_000 + path.length * 100;
  return ofPath + (methods.length > 0 ? 1000 : 0) + (headers.length + (pin ? 1 : 0)) * 100 + queryParams.length * 10;
}

/** Rules of an HTTPRoute that a branch becomes: a rewritten prefix stands alone with its match. */
export function rulesOf(branch: Branch): number {
  return branch.rule.options.rewrite !== undefined && branch.rule.match.form === 'prefix'
    ? httpMatches(branch).length
    : 1;
}

export const TRAEFIK_SERVICE = { group: 'traefik.io', kind: TraefikService.GVK.kind } as const;
