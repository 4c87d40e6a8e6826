import { show } from '../../private/show';
import { CrossNamespace } from '../cross-namespace';
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
        elsewhere(plan, `${rule.property}.middlewares[${index}]`, _namespaceName, traefikProblem(plan)),
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
  // Of an Ingress, the capability matrix says that it cannot.
  if (plan.renderer === 'ingress') return undefined;
  if (plan.crossNamespace === CrossNamespace.REFUSED)
    return 'nobody permits it; put the route beside its target, or set crossNamespace to CrossNamespace.GRANT';
  return traefikProblem(plan);
}

/** Traefik drops a route that names an object of another namespace, unless the whole cluster may. */
function traefikProblem({ renderer, gateway }: RoutePlan): string | undefined {
  return renderer === 'traefik' && gateway._traefik?.allowCrossNamespace !== true
    ? 'Traefik does not permit it by default; declare GatewayFacts.traefik({ allowCrossNamespace: true }) where providers.kubernetesCRD.allowCrossNamespace is set, or put the two into one namespace'
    : undefined;
}
