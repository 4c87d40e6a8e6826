import type {
  GatewayGrpcRouteSpec,
  GatewayHttpRouteRule,
  GatewayHttpRouteSpec,
  GatewayWeightedBackendRef,
} from '../../../../imports/gateway.networking.k8s.io';
import { capabilityIn } from '../../capability/capability';
import { type Branch, branchesOf } from '../../plan/branches';
import { longestRequest } from '../../plan/longest-request';
import { durationText } from '../../plan/milliseconds';
import type { RoutePlan } from '../../plan/route-plan';
import { weightedRefs } from './backend-refs';
import { gatewayApiGateway } from './columns';
import { extensionOf } from './extensions';
import { filtersOf } from './filters';
import { hostnamesOf, parentRefs } from './gateway-object';
import { rulesOf } from './limits';
import { grpcMatches, httpMatches } from './matches';
import { isGrpc, isHttp } from './protocols';

/** What an HTTPRoute says: https://gateway-api.sigs.k8s.io/reference/spec/#httproutespec */
export function httpSpec(plan: RoutePlan): GatewayHttpRouteSpec {
  return {
    hostnames: hostnamesOf(plan),
    parentRefs: parentRefs(plan, plan.tls !== undefined),
    rules: branchesOf(plan)
      .filter(isHttp)
      .flatMap((branch) => httpRules(plan, branch)),
  };
}

function httpRules(plan: RoutePlan, branch: Branch): GatewayHttpRouteRule[] {
  const matches = httpMatches(branch);
  const rest = {
    filters: filtersOf(plan, branch),
    backendRefs: backendRefs(plan, branch),
    timeouts: timeoutsOf(plan, branch),
  };
  // A prefix is replaced where the rule has one match.
  return rulesOf(branch) > 1 ? matches.map((match) => ({ matches: [match], ...rest })) : [{ matches, ...rest }];
}

/** What a GRPCRoute says: https://gateway-api.sigs.k8s.io/reference/spec/#grpcroutespec */
export function grpcSpec(plan: RoutePlan): GatewayGrpcRouteSpec {
  return {
    hostnames: hostnamesOf(plan),
    parentRefs: parentRefs(plan, plan.tls !== undefined),
    rules: branchesOf(plan)
      .filter(isGrpc)
      .map((branch) => ({
        matches: grpcMatches(branch),
        filters: filtersOf(plan, branch),
        backendRefs: backendRefs(plan, branch),
      })),
  };
}

function backendRefs(plan: RoutePlan, branch: Branch): GatewayWeightedBackendRef[] {
  return extensionOf(plan)?.backendRefs(plan, branch) ?? weightedRefs(branch.backends);
}

/** What was asked for, else what the targets need; nothing where the implementation would ignore it. */
function timeoutsOf(plan: RoutePlan, { rule }: Branch): GatewayHttpRouteRule['timeouts'] {
  const gateway = gatewayApiGateway(plan.gateway);
  if (!gateway || capabilityIn(gateway, 'requestTimeout') === undefined) return undefined;
  const { request = longestRequest(rule), backendRequest } = rule.timeouts;
  // A longer default than one attempt may take; the whole is never shorter than its part.
  const whole = request !== 0 && backendRequest !== undefined ? Math.max(request, backendRequest) : request;
  return {
    request: durationText(backendRequest === 0 ? 0 : whole),
    ...(backendRequest !== undefined && { backendRequest: durationText(backendRequest) }),
  };
}
