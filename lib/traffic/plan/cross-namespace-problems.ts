import { show } from '../../private/show';
import { capabilityOf } from '../capability/capability-matrix';
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
      ...all.flatMap(([where, { namespaceName }]) => elsewhere(plan, where, namespaceName, permissionProblem(plan))),
      ...(rule.options.middlewares ?? []).flatMap(({ _namespaceName }, index) =>
        elsewhere(plan, `${rule.property}.middlewares[${index}]`, _namespaceName, gatewayProblem(plan)),
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

function permissionProblem(plan: RoutePlan): string | undefined {
  // Where no target can be in another namespace, the capability matrix says so.
  if (capabilityOf(plan, 'crossNamespace') === undefined) return undefined;
  if (plan.crossNamespace === CrossNamespace.REFUSED)
    return 'nobody permits it; put the route beside its target, or set crossNamespace to CrossNamespace.GRANT';
  return gatewayProblem(plan);
}

/** Why the gateway would drop a route that names an object of another namespace. */
function gatewayProblem({ renderer, gateway }: RoutePlan): string | undefined {
  return DIALECTS[renderer].foreignReferences?.(gateway);
}
