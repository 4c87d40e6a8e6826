import { RouteTarget } from '../route-target';
import type { RoutePlan } from './route-plan';

/** What the app does not make and need not, as `<kind> <namespace>/<name>`. */
export function madeElsewhere({ rules, namespaceName: home = '' }: RoutePlan): string[] {
  return rules.flatMap(({ targets: parts, options }) => {
    const targets = [...parts.map(({ target }) => target), ...(options.mirror ? [options.mirror.target] : [])];
    const services = targets.flatMap((target) =>
      target instanceof RouteTarget && target._isMadeElsewhere
        ? target.trafficBackends.map(({ serviceName }) => `Service ${target.namespaceName ?? home}/${serviceName}`)
        : [],
    );
    const middlewares = (options.middlewares ?? [])
      .filter(({ _isMadeElsewhere }) => _isMadeElsewhere)
      .map(({ _name, _namespaceName = home }) => `Middleware ${_namespaceName}/${_name}`);
    return [...services, ...middlewares];
  });
}
