import {
  GatewayGrpcRoute,
  type GatewayGrpcRouteSpec,
  GatewayHttpRoute,
  type GatewayHttpRouteRule,
  type GatewayHttpRouteSpec,
  type GatewayWeightedBackendRef,
} from '../../../../imports/gateway.networking.k8s.io';
import { show } from '../../../private/show';
import { capabilityOf } from '../../capability/capability-matrix';
import { type Branch, branchesOf } from '../../plan/branches';
import { longestRequest } from '../../plan/longest-request';
import { durationText } from '../../plan/milliseconds';
import type { RoutePlan } from '../../plan/route-plan';
import { byName } from '../naming';
import { type Description, objectOf, type RenderedObject } from '../rendered-object';
import type { Renderer } from '../renderer';
import { bodySizeWarnings } from '../traefik/body-size-warnings';
import { middlewareObjects } from '../traefik/middlewares';
import { mirrorName } from '../traefik/services';
import { emptyMirrors, traefikServices } from '../traefik/traefik-services';
import { weightedRefs } from './backend-refs';
import { cutOffWarnings } from './cut-off-warnings';
import { extensionRule, filtersOf, isTraefik } from './filters';
import { foreignMirrors } from './foreign-mirrors';
import { factsOf, gatewayObject, parentRefs } from './gateway-object';
import { limitProblems, rulesOf, TRAEFIK_SERVICE } from './limits';
import { grpcMatches, httpMatches } from './matches';
import { referenceGrants, ungrantable } from './reference-grants';
import { foreignPrecedence } from './traefik-precedence';

/** `gateway.networking.k8s.io/v1`. */
export const gatewayApiRenderer: Renderer = {
  problems: (plan) => [
    ...mixedProtocols(plan),
    ...tlsProblems(plan),
    ...foreignMiddlewares(plan),
    ...ungrantable(plan),
    ...(isTraefik(plan) ? foreignMirrors(plan) : []),
  ],
  warnings: (plan) => [
    ...plan.hosts
      .filter((host) => host.startsWith('*.'))
      .map(
        (host) =>
          `the host '${host}' of the Gateway API stands for several labels as well: '${host.replace('*', 'a.b')}' too`,
      ),
    ...cutOffWarnings(plan),
    ...(isTraefik(plan) ? bodySizeWarnings(plan) : []),
  ],
  lateProblems: (plan, known) => [
    ...limitProblems(
      plan,
      branchesOf(plan).reduce((sum, branch) => sum + rulesOf(branch), 0),
    ),
    ...(isTraefik(plan) ? [...emptyMirrors(plan), ...foreignPrecedence(plan, known)] : []),
  ],
  objects: (plan) => [
    isGrpc(plan)
      ? objectOf(GatewayGrpcRoute, main(plan), () => grpcSpec(plan))
      : objectOf(GatewayHttpRoute, main(plan), () => httpSpec(plan)),
    ...(plan.redirectToHttps ? [redirect(plan)] : []),
    ...gatewayObject(plan),
    ...(isTraefik(plan) ? traefikObjects(plan) : []),
    ...referenceGrants(plan),
  ],
};

function main({ name, annotations }: RoutePlan): Description {
  return { id: 'Default', name, annotations };
}

function isGrpc({ rules }: RoutePlan): boolean {
  return rules.some(({ match }) => match.grpc);
}

function httpSpec(plan: RoutePlan): GatewayHttpRouteSpec {
  return {
    hostnames: plan.hosts,
    parentRefs: parentRefs(plan, plan.tls !== undefined),
    rules: branchesOf(plan).flatMap((branch) => httpRules(plan, branch)),
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

function grpcSpec(plan: RoutePlan): GatewayGrpcRouteSpec {
  return {
    hostnames: plan.hosts,
    parentRefs: parentRefs(plan, plan.tls !== undefined),
    rules: branchesOf(plan).map((branch) => ({
      matches: grpcMatches(branch),
      filters: filtersOf(plan, branch),
      backendRefs: backendRefs(plan, branch),
    })),
  };
}

/** Traefik mirrors through a TraefikService in the place of the Service. */
function backendRefs(plan: RoutePlan, branch: Branch): GatewayWeightedBackendRef[] {
  if (isTraefik(plan) && branch.rule.options.mirror && !branch.pin)
    return [{ ...TRAEFIK_SERVICE, name: mirrorName(plan, branch.rule), weight: 1 }];
  return weightedRefs(branch.backends);
}

/** What was asked for, else what the targets need; nothing where the implementation would ignore it. */
function timeoutsOf(plan: RoutePlan, { rule }: Branch): GatewayHttpRouteRule['timeouts'] {
  if (capabilityOf(plan, 'requestTimeout') === undefined) return undefined;
  const { request = longestRequest(rule), backendRequest } = rule.timeouts;
  // A longer default than one attempt may take; the whole is never shorter than its part.
  const whole = request !== 0 && backendRequest !== undefined ? Math.max(request, backendRequest) : request;
  return {
    request: durationText(backendRequest === 0 ? 0 : whole),
    ...(backendRequest !== undefined && { backendRequest: durationText(backendRequest) }),
  };
}

/** A second HTTPRoute on the listener without TLS. */
function redirect(plan: RoutePlan): RenderedObject {
  return objectOf(GatewayHttpRoute, { id: 'Redirect', name: `${plan.name}-redirect` }, (): GatewayHttpRouteSpec => ({
    hostnames: plan.hosts,
    parentRefs: parentRefs(plan, false),
    rules: [
      {
        matches: [{ path: { type: 'PathPrefix', value: '/' } }],
        filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } }],
      },
    ],
  }));
}

function traefikObjects(plan: RoutePlan): RenderedObject[] {
  return byName(plan.rules).flatMap((rule) => [
    ...middlewareObjects(plan, extensionRule(rule)),
    ...traefikServices(plan, rule),
  ]);
}

/** Of an HTTPRoute and a GRPCRoute for one host on one listener, one is refused. */
function mixedProtocols({ rules }: RoutePlan): string[] {
  const grpc = rules.filter(({ match }) => match.grpc);
  return grpc.length > 0 && grpc.length < rules.length
    ? [
        `${grpc[0].property} must not stand beside rules for HTTP: of an HTTPRoute and a GRPCRoute for one host, the gateway refuses one (https://gateway-api.sigs.k8s.io/reference/spec/#grpcroutespec); give gRPC a host and a route of its own`,
      ]
    : [];
}

/** The certificate belongs to a Gateway's listener: ours can have it, another's cannot. */
function tlsProblems(plan: RoutePlan): string[] {
  const { gatewayName } = factsOf(plan);
  if (!plan.tls) return [];
  if (gatewayName !== undefined && plan.tls.secretName !== undefined)
    return [
      `tls: the certificate belongs to the listener of the Gateway '${gatewayName}', which is not made here; use RouteTls.atGateway(), or make a Gateway for the route with className in place of gatewayName`,
    ];
  if (gatewayName === undefined && plan.tls.secretName === undefined)
    return [
      'tls: RouteTls.atGateway() needs a Gateway that exists (gatewayName); the Gateway made for this route needs a certificate, use RouteTls.secret(...) or .certManager(...)',
    ];
  return gatewayName === undefined && plan.tls.hosts.length < plan.hosts.length
    ? [
        `tls.hosts must name every host, since the Gateway made for this route has no other certificate, got ${show(plan.tls.hosts)}; leave it out, or make a route for the others`,
      ]
    : [];
}

/** An ExtensionRef has no namespace. */
function foreignMiddlewares({ rules, namespaceName }: RoutePlan): string[] {
  return rules.flatMap(({ property, options }) =>
    (options.middlewares ?? []).flatMap(({ _name, _namespaceName }, index) =>
      _namespaceName === undefined || _namespaceName === namespaceName
        ? []
        : [
            `${property}.middlewares[${index}] must be in the namespace of the route, since the Gateway API refers to no other, got '${_namespaceName}/${_name}'`,
          ],
    ),
  );
}
