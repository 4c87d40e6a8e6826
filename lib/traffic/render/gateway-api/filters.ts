import type { GatewayRouteFilter } from '../../../../imports/gateway.networking.k8s.io';
import { GatewayImplementation } from '../../../cluster/gateway-options';
import { unlessEmpty } from '../../../private/json';
import type { CrossOrigin } from '../../cross-origin';
import { soleBackend } from '../../plan/backends';
import type { Branch } from '../../plan/branches';
import type { PlannedRule, RoutePlan } from '../../plan/route-plan';
import type { TrafficMirror } from '../../traffic-mirror';
import { middlewareRefs } from '../traefik/middlewares';
import { serviceRef } from './backend-refs';

/** Whether Traefik's own kinds stand in for what the Gateway API has no words for. */
export function isTraefik({ renderer, gateway }: RoutePlan): boolean {
  return renderer === 'gatewayApi' && gateway._gatewayApi?.implementation === GatewayImplementation.TRAEFIK;
}

/** What happens to the requests of a branch on their way. */
export function filtersOf(plan: RoutePlan, { rule, pin }: Branch): readonly GatewayRouteFilter[] | undefined {
  const { cors, mirror } = rule.options;
  return unlessEmpty([
    ...(cors ? [{ type: 'CORS' as const, cors: corsOf(cors) }] : []),
    ...(isTraefik(plan) ? extensionRefs(plan, rule) : []),
    ...(rule.options.rewrite === undefined ? [] : [rewriteFilter(rule.match.form, rule.options.rewrite)]),
    // Pinned requests are a tester's: they are not copied.
    ...(mirror && !pin && !isTraefik(plan) ? [mirrorFilter(plan, rule, mirror)] : []),
  ]);
}

function corsOf(cors: CrossOrigin): Extract<GatewayRouteFilter, { type: 'CORS' }>['cors'] {
  return {
    allowOrigins: cors.allowOrigins,
    allowMethods: unlessEmpty(cors.allowMethods),
    allowHeaders: unlessEmpty(cors.allowHeaders),
    exposeHeaders: unlessEmpty(cors.exposeHeaders),
    allowCredentials: cors.allowCredentials === true ? true : undefined,
    maxAge: cors.maxAgeSeconds,
  };
}

/** The rule as Traefik's Middlewares are to see it: what the Gateway API says itself is left out. */
export function extensionRule(rule: PlannedRule): PlannedRule {
  return { ...rule, options: { ...rule.options, cors: undefined, rewrite: undefined, mirror: undefined } };
}

function extensionRefs(plan: RoutePlan, rule: PlannedRule): GatewayRouteFilter[] {
  return middlewareRefs(plan, extensionRule(rule)).map(({ name }) => ({
    type: 'ExtensionRef',
    extensionRef: { group: 'traefik.io', kind: 'Middleware', name },
  }));
}

function rewriteFilter(form: 'prefix' | 'exact', to: string): GatewayRouteFilter {
  return {
    type: 'URLRewrite',
    urlRewrite: {
      path:
        form === 'exact'
          ? { type: 'ReplaceFullPath', replaceFullPath: to }
          : { type: 'ReplacePrefixMatch', replacePrefixMatch: to },
    },
  };
}

function mirrorFilter(
  plan: RoutePlan,
  rule: PlannedRule,
  { target, percent = 100 }: TrafficMirror,
): GatewayRouteFilter {
  const [backend] = target.trafficBackends.filter(({ weight }) => weight > 0);
  const copy = soleBackend(
    { ...rule, options: { ...rule.options, port: undefined } },
    target,
    backend,
    plan.namespaceName,
  );
  return {
    type: 'RequestMirror',
    requestMirror: { backendRef: serviceRef(copy), ...(percent < 100 && { percent }) },
  };
}
