import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { chartOf, NO_CHART } from '../../core/chart-of';
import { gatewayProblems } from '../../cluster/gateway-facts';
import { ClusterProfile } from '../../core/cluster-profile';
import { givenIdOf } from '../../core/construct-id';
import { tenancyOf } from '../../core/tenancy';
import { checkLabelName } from '../../private/check-name';
import { checkOneOf } from '../../private/check-text';
import { checkAnnotations, checkLabels, COMMON_LABELS, type Labels } from '../../private/labels';
import type { Problems } from '../../private/problems';
import { fitted } from '../../private/shape';
import { show } from '../../private/show';
import { CrossNamespace } from '../cross-namespace';
import type { IngressRouteProps } from '../ingress-route-props';
import { DIALECT_NAMES, DIALECTS, ownDialect } from '../dialects/registry';
import { RouteRenderer } from '../route-renderer';
import { RouteTls } from '../route-tls';
import { CookieSameSite } from '../sticky-session';
import { checkHost } from './host';
import { planRule } from './plan-rule';
import type { PlannedRule, PlannedTls, RoutePlan } from './route-plan';
import { duplicateProblems, slugProblems } from './rule-clashes';

/** Checks the props of a route and fills in every default. Everything wrong is noted; nothing for what cannot be read. */
export function planRoute(problems: Problems, route: Construct, given: IngressRouteProps): RoutePlan | undefined {
  const props: Partial<IngressRouteProps> = fitted(problems, '', given, 'IngressRouteProps') ?? {};
  const { crossNamespace = CrossNamespace.REFUSED, redirectToHttps = false } = props;
  const name = givenIdOf(route);
  problems.add(
    checkLabelName('its id, which is its name,', name),
    checkOneOf('crossNamespace', crossNamespace, Object.values(CrossNamespace)),
    checkOneOf('redirectToHttps', redirectToHttps, [true, false]),
    checkOneOf('healthChecks', props.healthChecks, [true, false]),
    checkAnnotations('annotations', props.annotations),
    props.annotations?.['kubernetes.io/ingress.class'] === undefined
      ? undefined
      : "annotations must not set 'kubernetes.io/ingress.class', which is deprecated: the class comes from the gateway's facts",
    checkLabels('labels', props.labels),
    redirectToHttps && props.tls === undefined
      ? 'redirectToHttps needs tls, got a route without it; without tls there is nothing to redirect to'
      : undefined,
  );
  const isInChart = route.node.scopes.some((scope) => Chart.isChart(scope));
  if (!isInChart) problems.add(NO_CHART);
  const hosts = planHosts(problems, props);
  const rules = planRules(problems, props);
  const target = planRenderer(problems, route, props.via);
  const tls = planTls(problems, name, props.tls, hosts);
  problems.add(rules.map((rule) => insecureCookie(rule, tls)));
  if (!target || !isInChart) return undefined;
  return {
    name,
    path: route.node.path,
    namespaceName: chartOf(route).namespace,
    hosts,
    rules,
    tls,
    redirectToHttps,
    crossNamespace,
    annotations: props.annotations ?? {},
    labels: labelsOf(route, props.labels),
    ...target,
  };
}

/** https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Set-Cookie#samesitesamesite-value */
function insecureCookie(
  { property, options: { sticky } }: PlannedRule,
  tls: PlannedTls | undefined,
): string | undefined {
  return sticky?.sameSite === CookieSameSite.NONE && !(sticky.secure ?? tls !== undefined)
    ? `${property}.sticky.sameSite 'none' needs a cookie that is secure, since browsers drop any other; set tls, or secure where TLS ends before the gateway`
    : undefined;
}

function labelsOf(route: Construct, labels: Labels | undefined): Labels {
  return { ...tenancyOf(route)?.labels, ...labels, ...COMMON_LABELS };
}

/** None for a route of every host. */
function planHosts(problems: Problems, { anyHost = false, host, hosts }: Partial<IngressRouteProps>): string[] {
  problems.add(checkOneOf('anyHost', anyHost, [true, false]));
  const given = [host === undefined ? '' : 'host', hosts === undefined ? '' : 'hosts', anyHost ? 'anyHost' : ''];
  const names = given.filter((name) => name !== '');
  if (names.length !== 1) {
    problems.add(
      `must have one of host, hosts and anyHost, got ${names.length === 0 ? 'none; anyHost: true takes the requests of every host' : names.join(' and ')}`,
    );
    return [];
  }
  if (anyHost) return [];
  const all: unknown[] = hosts ?? [host];
  if (all.length === 0) problems.add('hosts must name a host at least, got an empty list');
  if (all.length > 16) problems.add(`hosts must be at most 16, got ${all.length}; make several routes`);
  all.forEach((each, index) => problems.add(checkHost(hosts ? `hosts[${index}]` : 'host', each)));
  if (new Set(all).size < all.length) problems.add(`hosts must name each host once, got ${show(all)}`);
  return all as string[];
}

function planRules(problems: Problems, { rules, defaults = {} }: Partial<IngressRouteProps>): PlannedRule[] {
  if (rules === undefined || rules.length === 0) {
    problems.add(`rules must hold a rule at least, got ${show(rules)}`);
    return [];
  }
  const clean = Object.fromEntries(Object.entries(defaults).filter(([, value]) => value !== undefined));
  const planned = rules.flatMap((rule, index) => planRule(problems, index, rule, clean) ?? []);
  problems.add(duplicateProblems(planned), slugProblems(planned));
  return planned;
}

function planRenderer(
  problems: Problems,
  route: Construct,
  via: unknown,
): Pick<RoutePlan, 'renderer' | 'gateway'> | undefined {
  if (via !== undefined && !(via instanceof RouteRenderer)) {
    const [first, ...others] = DIALECT_NAMES.map((name) => `.${name}(...)`);
    problems.add(
      `via must be made by RouteRenderer${[first, ...others.slice(0, -1)].join(', ')} or ${others[others.length - 1]}, got ${show(via)}`,
    );
    return undefined;
  }
  const gateway = via?._gateway ?? ClusterProfile.find(route)._gateway;
  if (gateway === undefined) {
    problems.add(
      'needs to know the gateway; declare it for the whole cluster with ClusterProfile.of({ gateway: GatewayFacts.traefik() }), or for this route with via',
    );
    return undefined;
  }
  const wrong = gatewayProblems('via', gateway);
  problems.add(wrong);
  if (wrong.length > 0) return undefined;
  const renderer = via?._kind ?? ownDialect(gateway);
  if (renderer !== undefined && DIALECTS[renderer].gatewayOf(gateway)) return { renderer, gateway };
  if (renderer !== undefined) problems.add(`via RouteRenderer.${renderer}() ${DIALECTS[renderer].wrongFacts}`);
  return undefined;
}

function planTls(problems: Problems, name: string, tls: unknown, hosts: readonly string[]): PlannedTls | undefined {
  if (tls === undefined) return undefined;
  if (!(tls instanceof RouteTls)) {
    problems.add(`tls must be made by RouteTls.secret(...), .certManager(...) or .atGateway(), got ${show(tls)}`);
    return undefined;
  }
  problems.addUnder('tls', tls._problems());
  const kind = tls._kind;
  const tlsHosts = kind.options.hosts ?? hosts;
  if (hosts.length === 0) return anyHostTls(problems, name, tls);
  for (const host of tlsHosts) {
    if (!hosts.includes(host))
      problems.add(`tls.hosts must be hosts of the route, since no rule serves another, got ${show(host)}`);
  }
  return { ...kind, hosts: tlsHosts, secretName: kind.secretName ?? (kind.issuer && `${name}-tls`) };
}

/** A certificate is for names: of every host only a Secret or the gateway can have one. */
function anyHostTls(problems: Problems, name: string, { _kind: kind }: RouteTls): PlannedTls {
  if (kind.issuer !== undefined)
    problems.add(
      'tls: RouteTls.certManager(...) needs host or hosts, since a certificate is for names, got anyHost; name the hosts, or use RouteTls.secret(...) or .atGateway()',
    );
  else if (kind.options.hosts !== undefined)
    problems.add(
      `tls.hosts must be hosts of the route, which is for every host, got ${show(kind.options.hosts)}; leave it out`,
    );
  return { ...kind, hosts: [], secretName: kind.secretName ?? (kind.issuer && `${name}-tls`) };
}
