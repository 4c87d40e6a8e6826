import {
  TraefikIngressRoute,
  type TraefikIngressRouteSpec,
  TraefikMiddleware,
  TraefikServersTransport,
  TraefikTlsOption,
  type TraefikRoute,
} from '../../../../imports/traefik.io';
import type { TraefikFacts } from '../../../core/gateway-facts';
import { branchesOf } from '../../plan/branches';
import { isWildcard } from '../../plan/check-host';
import { durationText } from '../../plan/milliseconds';
import { MAX_TIES, priorityOf } from '../../plan/precedence';
import type { RoutePlan } from '../../plan/route-plan';
import { TlsVersion } from '../../route-tls';
import { certificate } from '../certificate';
import { objectOf, type RenderedObject } from '../rendered-object';
import type { Renderer } from '../renderer';
import { uniqueById } from '../unique-objects';
import { hostsRule, matchRule } from './match-rule';
import { middlewareObjects, middlewareRefs } from './middlewares';
import { servicesOf, transportName } from './services';
import { emptyMirrors, traefikServices } from './traefik-services';

/** Traefik's own kinds (`traefik.io/v1alpha1`). */
export const traefikRenderer: Renderer = {
  problems: foreignTransports,
  warnings: (plan) =>
    plan.rules
      .filter(({ options }) => options.maxBodySize !== undefined)
      .map(
        ({ property }) =>
          `${property}.maxBodySize holds every answer back until it is complete (Traefik's buffering), so nothing streams through this rule`,
      ),
  lateProblems: (plan) => [...lateSplits(plan), ...emptyMirrors(plan)],
  objects(plan) {
    const facts = factsOf(plan);
    return uniqueById([
      objectOf(
        TraefikIngressRoute,
        { id: 'Default', name: plan.name, annotations: { ...classAnnotation(facts), ...plan.annotations } },
        () => routeSpec(plan),
      ),
      ...(plan.redirectToHttps ? redirect(plan) : []),
      ...plan.rules.flatMap((rule) => [...middlewareObjects(plan, rule), ...traefikServices(plan, rule)]),
      ...transports(plan),
      ...(tlsOption(plan) ? [tlsOptionObject(plan)] : []),
      ...certificate(plan),
    ]);
  },
};

function factsOf({ gateway }: RoutePlan): TraefikFacts {
  if (!gateway._traefik) throw new Error('a route for Traefik is planned with facts about a Traefik');
  return gateway._traefik;
}

/** `spec.ingressClassName` came with 3.7; before, the annotation said it. */
function classAnnotation({ minor, className }: TraefikFacts): { [key: string]: string } {
  return className === undefined || minor >= 7 ? {} : { 'kubernetes.io/ingress.class': className };
}

function routeSpec(plan: RoutePlan): TraefikIngressRouteSpec {
  const facts = factsOf(plan);
  const { tls } = plan;
  return {
    ingressClassName: facts.minor >= 7 ? facts.className : undefined,
    entryPoints: [tls ? facts.httpsEntryPoint : facts.httpEntryPoint],
    routes: routes(plan),
    tls: tls && {
      secretName: tls.secretName,
      options: tlsOption(plan) ? { name: `${plan.name}-tls` } : undefined,
    },
  };
}

/** One route for each branch and kind of host: a wildcard gives way to a host that is named. */
function routes(plan: RoutePlan): TraefikRoute[] {
  const groups = [plan.hosts.filter((host) => !isWildcard(host)), plan.hosts.filter(isWildcard)];
  return branchesOf(plan).flatMap((branch) =>
    groups
      .filter((hosts) => hosts.length > 0)
      .map((hosts) => ({
        kind: 'Rule' as const,
        match: matchRule(hosts, branch),
        priority:
          priorityOf(branch.rule.match, branch.pin !== undefined, isWildcard(hosts[0])) -
          Math.min(branch.ties, MAX_TIES),
        middlewares: emptyAsNothing(middlewareRefs(plan, branch.rule)),
        services: servicesOf(plan, branch),
      })),
  );
}

function emptyAsNothing<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length > 0 ? list : undefined;
}

/** The lowest priority there is: cert-manager answers challenges on the same entry point. */
const LAST = 1;

/** A second IngressRoute for requests without TLS. The Service in it gets none: the Middleware answers before. */
function redirect(plan: RoutePlan): RenderedObject[] {
  const facts = factsOf(plan);
  const name = `${plan.name}-redirect`;
  const annotations = classAnnotation(facts);
  return [
    objectOf(TraefikMiddleware, { id: 'Middleware-redirect', name }, () => ({
      redirectScheme: { scheme: 'https', permanent: true },
    })),
    objectOf(TraefikIngressRoute, { id: 'Redirect', name, annotations }, () => ({
      ingressClassName: facts.minor >= 7 ? facts.className : undefined,
      entryPoints: [facts.httpEntryPoint],
      routes: [
        {
          kind: 'Rule' as const,
          match: hostsRule(plan.hosts),
          priority: LAST,
          middlewares: [{ name }],
          services: servicesOf(plan, branchesOf(plan)[0]).slice(0, 1),
        },
      ],
    })),
  ];
}

function transports(plan: RoutePlan): RenderedObject[] {
  return plan.rules.flatMap((rule) => {
    const { responseStart } = rule.timeouts;
    if (responseStart === undefined) return [];
    const name = transportName(plan, rule);
    return [
      objectOf(TraefikServersTransport, { id: `ServersTransport-${name}`, name }, () => ({
        forwardingTimeouts: { responseHeaderTimeout: durationText(responseStart) },
      })),
    ];
  });
}

function tlsOption({ tls }: RoutePlan): boolean {
  return tls?.options.minVersion !== undefined || tls?.options.clientCaSecretName !== undefined;
}

function tlsOptionObject(plan: RoutePlan): RenderedObject {
  const { minVersion = TlsVersion.TLS_1_2, clientCaSecretName } = plan.tls?.options ?? {};
  return objectOf(TraefikTlsOption, { id: 'TLSOption', name: `${plan.name}-tls` }, () => ({
    minVersion,
    clientAuth:
      clientCaSecretName === undefined
        ? undefined
        : { secretNames: [clientCaSecretName], clientAuthType: 'RequireAndVerifyClientCert' },
  }));
}

/** Traefik looks for a ServersTransport in the namespace of the Service. */
function foreignTransports(plan: RoutePlan): string[] {
  return plan.rules.flatMap(({ property, timeouts, targets }) =>
    timeouts.responseStart !== undefined &&
    targets.some(({ target: { namespaceName } }) => namespaceName !== undefined && namespaceName !== plan.namespaceName)
      ? [
          `${property}.timeouts.responseStart needs targets in the namespace of the route, where Traefik looks for it; put the route beside its target`,
        ]
      : [],
  );
}

function lateSplits(plan: RoutePlan): string[] {
  return plan.rules
    .filter(({ isSplit, options }) => !isSplit && (options.mirror !== undefined || options.sticky !== undefined))
    .filter(({ targets }) => targets.some(({ target }) => target.trafficBackends.length > 1))
    .map(
      ({ property }) =>
        `${property}.target had one Service when the route was made and has more now; make the route after that`,
    );
}
