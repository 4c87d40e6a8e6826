import {
  GatewayGrpcRoute,
  GatewayHttpRoute,
  type GatewayHttpRouteSpec,
} from '../../../../imports/gateway.networking.k8s.io';
import { show } from '../../../private/show';
import { branchesOf } from '../../plan/branches';
import type { RoutePlan } from '../../plan/route-plan';
import type { Renderer } from '../renderer';
import { objectOf, type RenderedObject } from '../shared/rendered-object';
import { cutOffWarnings } from './cut-off-warnings';
import { extensionOf } from './extensions';
import { factsOf, gatewayObject, hostnamesOf, parentRefs } from './gateway-object';
import { grpcProblems } from './grpc-problems';
import { limitProblems } from './limits';
import { isGrpc, isHttp } from './protocols';
import { referenceGrants, ungrantable } from './reference-grants';
import { poolWarnings } from './pool-warnings';
import { grpcSpec, httpSpec } from './specs';
import { unnamedRedirect, unnamedTlsListener } from './unnamed-listeners';

/** `gateway.networking.k8s.io/v1`. */
export const gatewayApiRenderer: Renderer = {
  problems: (plan) => [
    ...grpcProblems(plan),
    ...tlsProblems(plan),
    ...unnamedRedirect(plan),
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
    ...unnamedTlsListener(plan),
    ...cutOffWarnings(plan),
    ...poolWarnings(plan),
    ...(extensionOf(plan)?.warnings(plan) ?? []),
  ],
  lateProblems: (plan, known) => [
    ...[isGrpc, isHttp].flatMap((isMeant) => limitProblems(branchesOf(plan).filter(isMeant))),
    ...(extensionOf(plan)?.lateProblems(plan, known) ?? []),
  ],
  objects: (plan, known) => [
    ...routes(plan),
    ...(plan.redirectToHttps ? [redirect(plan)] : []),
    ...gatewayObject(plan),
    ...(extensionOf(plan)?.objects(plan, known) ?? []),
    ...referenceGrants(plan),
  ],
};

/** An HTTPRoute, a GRPCRoute, or one of each where a route has rules for both. */
function routes(plan: RoutePlan): RenderedObject[] {
  const main = { id: 'Default', name: plan.name, annotations: plan.annotations };
  const beside = { ...main, id: 'Grpc', name: `${plan.name}-grpc` };
  const [hasHttp, hasGrpc] = [plan.rules.some((rule) => isHttp({ rule })), plan.rules.some((rule) => isGrpc({ rule }))];
  return [
    ...(hasHttp ? [objectOf(GatewayHttpRoute, main, () => httpSpec(plan))] : []),
    ...(hasGrpc ? [objectOf(GatewayGrpcRoute, hasHttp ? beside : main, () => grpcSpec(plan))] : []),
  ];
}

/** A second HTTPRoute on the listener without TLS. */
function redirect(plan: RoutePlan): RenderedObject {
  return objectOf(GatewayHttpRoute, { id: 'Redirect', name: `${plan.name}-redirect` }, (): GatewayHttpRouteSpec => ({
    hostnames: hostnamesOf(plan),
    parentRefs: parentRefs(plan, false),
    rules: [
      {
        matches: [{ path: { type: 'PathPrefix', value: '/' } }],
        filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } }],
      },
    ],
  }));
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
