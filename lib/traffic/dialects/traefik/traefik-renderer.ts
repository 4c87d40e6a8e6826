import {
  TraefikIngressRoute,
  type TraefikIngressRouteSpec,
  TraefikMiddleware,
  TraefikServersTransport,
} from '../../../../imports/traefik.io';
import type { TraefikFacts } from '../../../cluster/gateway-facts';
import { branchesOf } from '../../plan/branches';
import { durationText } from '../../plan/milliseconds';
import { LAST_OF_ALL } from '../../plan/precedence';
import type { RoutePlan } from '../../plan/route-plan';
import { certificate } from '../shared/certificate';
import { byName } from '../shared/naming';
import { objectOf, type RenderedObject } from '../shared/rendered-object';
import type { Renderer } from '../renderer';
import { bodySizeWarnings } from '../shared/traefik-objects/body-size-warnings';
import { hostsRule } from './match-rule';
import { middlewareObjects } from '../shared/traefik-objects/middlewares';
import { routesOf } from './routes';
import { servicesOf, transportName } from '../shared/traefik-objects/services';
import { tlsOption, tlsOptionName, wildcardTlsOptions } from './tls-option';
import { emptyMirrors, traefikServices } from '../shared/traefik-objects/traefik-services';

/** Traefik's own kinds (`traefik.io/v1alpha1`). */
export const traefikRenderer: Renderer = {
  problems: (plan) => [...foreignTransports(plan), ...wildcardTlsOptions(plan)],
  warnings: bodySizeWarnings,
  lateProblems: (plan) => [...lateSplits(plan), ...emptyMirrors(plan)],
  objects(plan) {
    const facts = factsOf(plan);
    return [
      objectOf(
        TraefikIngressRoute,
        { id: 'Default', name: plan.name, annotations: { ...classAnnotation(facts), ...plan.annotations } },
        () => routeSpec(plan),
      ),
      ...(plan.redirectToHttps ? redirect(plan) : []),
      ...byName(plan.rules).flatMap((rule) => [...middlewareObjects(plan, rule), ...traefikServices(plan, rule)]),
      ...transports(plan),
      ...tlsOption(plan),
      ...certificate(plan),
    ];
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
    routes: routesOf(plan),
    tls: tls && {
      secretName: tls.secretName,
      options: tlsOptionName(plan),
    },
  };
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
          priority: plan.hosts.length === 0 ? LAST_OF_ALL : LAST,
          middlewares: [{ name }],
          services: servicesOf(plan, branchesOf(plan)[0]).slice(0, 1),
        },
      ],
    })),
  ];
}

function transports(plan: RoutePlan): RenderedObject[] {
  return byName(plan.rules).flatMap((rule) => {
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

/** Traefik looks for a ServersTransport in the namespace of the Service. */
function foreignTransports(plan: RoutePlan): string[] {
  return plan.rules.flatMap(({ property, timeouts, targets, options: { mirror } }) => {
    const all = [...targets.map(({ target }) => target), ...(mirror ? [mirror.target] : [])];
    const isForeign = all.some(
      ({ namespaceName }) => namespaceName !== undefined && namespaceName !== plan.namespaceName,
    );
    return timeouts.responseStart !== undefined && isForeign
      ? [
          `${property}.timeouts.responseStart needs targets, mirrors too, in the namespace of the route, where Traefik looks for it; put the route beside its target`,
        ]
      : [];
  });
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
