import type { GatewayRouteFilter } from '../../../../imports/gateway.networking.k8s.io';
import { unlessEmpty } from '../../../private/json';
import type { CrossOrigin } from '../../cross-origin';
import { soleBackend } from '../../plan/backends';
import type { Branch } from '../../plan/branches';
import type { PlannedRule, RoutePlan } from '../../plan/route-plan';
import type { TrafficMirror } from '../../traffic-mirror';
import { backendRef } from './backend-refs';
import { extensionOf } from './extensions';

/** What happens to the requests of a branch on their way. */
export function filtersOf(plan: RoutePlan, branch: Branch): readonly GatewayRouteFilter[] | undefined {
  const { rule, pin } = branch;
  const { cors, mirror } = rule.options;
  const extension = extensionOf(plan);
  return unlessEmpty([
    ...(cors ? [{ type: 'CORS' as const, cors: corsOf(cors) }] : []),
    ...(extension?.filters(plan, rule) ?? []),
    ...(rule.options.rewrite === undefined ? [] : [rewriteFilter(rule.match.form, rule.options.rewrite)]),
    // Pinned requests are a tester's: they are not copied.
    ...(mirror && !pin && extension?.backendRefs(plan, branch) === undefined ? [mirrorFilter(plan, rule, mirror)] : []),
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
    requestMirror: { backendRef: backendRef(copy), ...(percent < 100 && { percent }) },
  };
}
