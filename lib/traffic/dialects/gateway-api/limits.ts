import type { Branch } from '../../plan/branches';
import { httpMatches } from './matches';

/** The CRD's limits: https://gateway-api.sigs.k8s.io/reference/spec/#httproutespec */
const MAX_RULES = 16;
const MAX_HEADERS = 16;

/** What does not fit into one HTTPRoute or GRPCRoute, known when targets have said which requests they pin. */
export function limitProblems(branches: readonly Branch[]): string[] {
  const rules = branches.reduce((sum, branch) => sum + rulesOf(branch), 0);
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
  ];
}

/** Rules of an HTTPRoute that a branch becomes: a rewritten prefix stands alone with its match. */
export function rulesOf(branch: Branch): number {
  return branch.rule.options.rewrite !== undefined && branch.rule.match.form === 'prefix'
    ? httpMatches(branch).length
    : 1;
}
