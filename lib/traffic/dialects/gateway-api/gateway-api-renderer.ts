import {
  GatewayGrpcRoute,
  GatewayHttpRoute,
  type GatewayHttpRouteSpec,
} from '../../../../imports/gateway.networking.k8s.io';
import { show } from '../../../private/show';
import { branchesOf } from '../../plan/branches';
import type { RoutePlan } from '../../plan/route-plan';
import type { Renderer } from '../renderer';
import { type Description, objectOf, type RenderedObject } from '../shared/rendered-object';
import { cutOffWarnings } from './cut-off-warnings';
import { extensionOf } from './extensions';
import { factsOf, gatewayObject, parentRefs } from './gateway-object';
import { grpcProblems } from './grpc-problems';
import { limitProblems, rulesOf } from './limits';
import { referenceGrants, ungrantable } from './reference-grants';
import { grpcSpec, httpSpec } from './specs';

/** `gateway.networking.k8s.io/v1`. */
export const gatewayApiRenderer: Renderer = {
  problems: (plan) => [
    ...grpcProblems(plan),
    ...mixedProtocols(plan),
    ...tlsProblems(plan),
    ...foreignMiddlewares(plan),
    ...ungrantable(plan),
    ...(extensionOf(plan)?.problems(plan) ?? []),
  ],
  warnings: (plan) => [
    ...plan.hosts
      .filter((host) => host.startsWith('*.'))
      .map(
        (host) =>
          `the host '${host}' of the Gateway API stands for several labels as well: '${host.replace('*', 'a.b')}' too`,
      ),
    ...cutOffWarnings(plan),
    ...(extensionOf(plan)?.warnings(plan) ?? []),
  ],
  lateProblems: (plan, known) => [
    ...limitProblems(
      plan,
      branchesOf(plan).reduce((sum, branch) => sum + rulesOf(branch), 0),
    ),
    ...(extensionOf(plan)?.lateProblems(plan, known) ?? []),
  ],
  objects: (plan) => [
    isGrpc(plan)
      ? objectOf(GatewayGrpcRoute, main(plan), () => grpcSpec(plan))
      : objectOf(GatewayHttpRoute, main(plan), () => httpSpec(plan)),
    ...(plan.redirectToHttps ? [redirect(plan)] : []),
    ...gatewayObject(plan),
    ...(extensionOf(plan)?.objects(plan) ?? []),
    ...referenceGrants(plan),
  ],
};

function main({ name, annotations }: RoutePlan): Description {
  return { id: 'Default', name, annotations };
}

function isGrpc({ rules }: RoutePlan): boolean {
  return rules.some(({ match }) => match.grpc);
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

/** Of an HTTPRoute and a GRPCRoute for one host on one listener, one is refused. */
function mixedProtocols({ rules }: RoutePlan): string[] {
  const grpc = rules.filter(({ match }) => match.grpc);
  return grpc.length > 0 && grpc.length < rules.length
    ? [
        `${grpc[0].property} must not stand beside rules for HTTP: of an HTTPRoute and a GRPCRoute for one host, the gateway refuses one; give gRPC a host and a route of its own`,
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
