import type { TraefikLoadBalancer, TraefikSticky } from '../../../../../imports/traefik.io';
import type { Backend } from '../../../plan/backends';
import type { Branch } from '../../../plan/branches';
import { controlledSplitOf } from '../../../plan/controlled-split';
import type { PlannedRule, RoutePlan } from '../../../plan/route-plan';
import { CookieSameSite } from '../../../sticky-session';
import { nameFor } from '../naming';

/** The Services that a branch's requests go to. Pinned requests go straight to their Service: no mirror, no split. */
export function servicesOf(plan: RoutePlan, branch: Branch): TraefikLoadBalancer[] {
  const { rule, pin, backends } = branch;
  if (pin) return loadBalancers(plan, rule, backends);
  if (rule.options.mirror) return [{ kind: 'TraefikService', name: mirrorName(plan, rule) }];
  const weights = weightsName(plan, rule);
  return weights === undefined ? loadBalancers(plan, rule, backends) : [{ kind: 'TraefikService', name: weights }];
}

/** The TraefikService that carries the weights of a rule: its own, or that into which a controller writes them. */
export function weightsName(plan: RoutePlan, rule: PlannedRule): string | undefined {
  return controlledSplitOf(rule)?.traefikServiceName ?? (hasSplit(rule) ? splitName(plan, rule) : undefined);
}

/** Whether a rule's split is an object of its own: what a mirror or a cookie stands on. */
export function hasSplit(rule: PlannedRule): boolean {
  const { isSplit, options } = rule;
  return isSplit && !controlledSplitOf(rule) && (options.mirror !== undefined || options.sticky !== undefined);
}

export function splitName(plan: RoutePlan, rule: PlannedRule): string {
  return `${plan.name}-${rule.slug}-split`;
}

export function mirrorName(plan: RoutePlan, rule: PlannedRule): string {
  return `${plan.name}-${rule.slug}-mirror`;
}

export function transportName(plan: RoutePlan, rule: PlannedRule): string {
  return nameFor(plan, rule, 'timeouts', 'transport');
}

/** Services with their weights; the weight of one alone means nothing. */
export function loadBalancers(plan: RoutePlan, rule: PlannedRule, backends: readonly Backend[]): TraefikLoadBalancer[] {
  const used = plan.gateway._traefik?.allowEmptyServices === true ? backends : withPods(backends);
  return used.map((backend) => ({
    ...loadBalancer(plan, rule, backend),
    ...(used.length > 1 && { weight: backend.weight }),
  }));
}

/** Without allowEmptyServices one Service without endpoints takes the whole route down, whatever its weight. */
function withPods(backends: readonly Backend[]): readonly Backend[] {
  const serving = backends.filter(({ weight, isEmpty }) => weight > 0 && !isEmpty);
  if (serving.length > 0) return serving;
  const wanted = backends.filter(({ weight }) => weight > 0);
  return wanted.length > 0 ? wanted : backends;
}

/** One Service, as every reference to it must describe it: Traefik keeps one description for all of them. */
export function loadBalancer(plan: RoutePlan, rule: PlannedRule, backend: Backend): TraefikLoadBalancer {
  const { sticky } = rule.options;
  return {
    kind: 'Service',
    name: backend.serviceName,
    namespace: backend.namespaceName,
    port: backend.port,
    // Traefik would speak TLS to a port 443.
    scheme: backend.isGrpc ? 'h2c' : backend.port === 443 ? 'http' : undefined,
    serversTransport: rule.timeouts.responseStart === undefined ? undefined : transportName(plan, rule),
    sticky: sticky && stickyCookie(plan, rule, sticky.cookieName),
  };
}

/** The cookie that a client is known by, at one of the two levels. */
export function stickyCookie(plan: RoutePlan, { options }: PlannedRule, name: string): TraefikSticky {
  const { secure = plan.tls !== undefined, httpOnly = true, sameSite, maxAgeSeconds } = options.sticky ?? {};
  return {
    cookie: {
      name,
      secure: secure ? true : undefined,
      httpOnly: httpOnly ? true : undefined,
      sameSite: sameSite ?? CookieSameSite.LAX,
      maxAge: maxAgeSeconds === 0 ? undefined : maxAgeSeconds,
    },
  };
}
