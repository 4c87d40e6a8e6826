import { show } from '../../private/show';
import { capabilityOf, nameOf } from '../capability/capability-matrix';
import { CrossNamespace } from '../cross-namespace';
import { DIALECTS } from '../dialects/registry';
import type { RoutePlan } from './route-plan';

/** Which targets are in other namespaces though nobody said that they may be. */
export function crossNamespaceProblems(plan: RoutePlan): string[] {
  return plan.rules.flatMap((rule) => {
    const mirror = rule.options.mirror;
    const all = [
      ...rule.targets.map(({ target }) => [`${rule.property}.target`, target] as const),
      ...(mirror ? [[`${rule.property}.mirror.target`, mirror.target] as const] : []),
    ];
    return [
      ...all.flatMap(([where, { namespaceName }]) =>
        elsewhere(plan, where, namespaceName, permissionProblem(plan, besideTarget(namespaceName))),
      ),
      ...(rule.options.middlewares ?? []).flatMap(({ _namespaceName }, index) =>
        elsewhere(
          plan,
          `${rule.property}.middlewares[${index}]`,
          _namespaceName,
          gatewayProblem(plan, 'put the two into one namespace'),
        ),
      ),
    ];
  });
}

function elsewhere(
  { namespaceName: home }: RoutePlan,
  where: string,
  namespaceName: string | undefined,
  problem: string | undefined,
): string[] {
  return namespaceName === undefined || namespaceName === home || problem === undefined
    ? []
    : [`${where} is in the namespace '${namespaceName}', the route in ${show(home)}: ${problem}`];
}

function permissionProblem(plan: RoutePlan, beside: string): string | undefined {
  // Another gateway is no way out for who has this one; the other namespace is, on all of them.
  if (capabilityOf(plan, 'crossNamespace') === undefined)
    return `${nameOf(plan)} leads to Services of its own namespace alone; ${beside}`;
  if (plan.crossNamespace === CrossNamespace.REFUSED)
    return `nobody permits it; ${beside}, or set crossNamespace to CrossNamespace.GRANT`;
  return gatewayProblem(plan, beside);
}

/** The way out that every gateway has. */
function besideTarget(namespaceName = ''): string {
  return `declare a route for it there, with the tenant or chart of '${namespaceName}' as its scope`;
}

/** Why the gateway would drop a route that names an object of another namespace. */
function gatewayProblem({ renderer, gateway }: RoutePlan, beside: string): string | undefined {
  const problem = DIALECTS[renderer].foreignReferences?.(gateway);
  return problem && `${problem}, or ${beside}`;
}
