import type { IConstruct } from 'constructs';
import { Connections } from '../../core/connections';
import type { INetworkPeer } from '../../core/network-peer';
import type { IRouteTarget, TrafficBackend } from '../../core/traffic-target';
import { Problems, show } from '../../private/problems';
import { absence, capabilityOf } from '../capability/capability-matrix';
import { CrossNamespace } from '../cross-namespace';
import { RouteTarget } from '../route-target';
import { portOf } from './backends';
import { checkValue, NAME } from './route-match';
import type { PlannedRule, RoutePlan } from './route-plan';

/** What is wrong with the targets as they are when everything has been declared: weights, ports, pins. */
export function targetProblems(plan: RoutePlan, subject: string): string[] {
  const problems = new Problems(subject);
  for (const rule of plan.rules) {
    for (const { target } of rule.targets) checkBackends(problems, plan, rule, target);
    if (rule.options.mirror) checkMirrored(problems, rule, rule.options.mirror.target);
  }
  return problems.messages;
}

function checkBackends(problems: Problems, plan: RoutePlan, rule: PlannedRule, target: IRouteTarget): void {
  const backends = target.trafficBackends;
  const where = `${rule.property}.target`;
  checkWeights(problems, where, backends);
  for (const backend of backends) checkPorts(problems, rule, where, backend);
  if (rule.targets.length === 1 && backends.length > 1 && capabilityOf(plan, 'weights') === undefined)
    problems.add(`${where} has ${backends.length} Services: ${absence(plan, 'weights')}`);
  for (const pin of target.trafficPins ?? []) {
    const { header, cookie, value } = pin;
    problems.add(
      (header === undefined) === (cookie === undefined)
        ? `${where} pins requests by ${header === undefined ? 'nothing' : 'a header and a cookie'}; must be either a header or a cookie`
        : undefined,
      NAME.test(header ?? cookie ?? '')
        ? undefined
        : `${where} pins requests by a name that must be letters, digits, '-' and '_', got ${show(header ?? cookie)}`,
      checkValue(`${where}: the value of a pin`, value),
    );
    const feature = header === undefined ? 'cookiePin' : 'headers';
    if (capabilityOf(plan, feature) === undefined)
      problems.add(
        `${where} pins requests by a ${header === undefined ? 'cookie' : 'header'}: ${absence(plan, feature)}`,
      );
    checkPorts(problems, rule, where, pin.backend);
    checkPinApart(problems, plan, rule, header ?? (cookie === undefined ? '' : 'Cookie'));
  }
}

/** A match of the Gateway API may name a header once: https://gateway-api.sigs.k8s.io/reference/spec/#httproutematch */
function checkPinApart(problems: Problems, { renderer }: RoutePlan, rule: PlannedRule, header: string): void {
  const own = rule.match.headers.find(([name]) => name.toLowerCase() === header.toLowerCase());
  if (renderer !== 'gatewayApi' || own === undefined) return;
  problems.add(
    `${rule.property}.headers must not name '${own[0]}', by which the target pins requests to one version: a match of the Gateway API holds a header once; take it out of one of the two, or use RouteRenderer.traefik()`,
  );
}

function checkWeights(problems: Problems, where: string, backends: readonly TrafficBackend[]): void {
  if (backends.length === 0) {
    problems.add(`${where} must have a Service at least, got none`);
    return;
  }
  const weights = backends.map(({ weight }) => weight);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (weights.some((weight) => !Number.isSafeInteger(weight) || weight < 0 || weight > 100) || sum !== 100)
    problems.add(
      `${where} must have Services with whole weights that add up to 100, got ${weights.join(' + ')} = ${sum}`,
    );
}

function checkPorts(problems: Problems, rule: PlannedRule, where: string, backend: TrafficBackend): void {
  if (portOf(rule, backend) !== undefined) return;
  const has = (backend.ports ?? []).map(({ port, protocol }) => `${port} (${protocol})`).join(', ');
  problems.add(
    rule.options.port === undefined
      ? `${where} must speak gRPC on a port of its Service '${backend.serviceName}', which has ${has}; give the runtime a gRPC port${where.endsWith('.mirror.target') ? '' : ', or set the option port'}`
      : `${rule.property}.port must be a port of the Service '${backend.serviceName}', which has ${has}, got ${rule.options.port}`,
  );
}

function checkMirrored(problems: Problems, rule: PlannedRule, target: IRouteTarget): void {
  const where = `${rule.property}.mirror.target`;
  const serving = target.trafficBackends.filter(({ weight }) => weight > 0);
  if (serving.length !== 1)
    problems.add(`${where} must have one Service that takes requests, got ${serving.length}; mirror to one version`);
  // Copies go to the port that speaks what the request does, whatever the port of the rule's own target.
  const copied = { ...rule, options: { ...rule.options, port: undefined } };
  for (const backend of serving) checkPorts(problems, copied, where, backend);
}

/** Which targets are in other namespaces though nobody said that they may be. */
export function crossNamespaceProblems(plan: RoutePlan): string[] {
  return plan.rules.flatMap((rule) => {
    const mirror = rule.options.mirror;
    const all = [
      ...rule.targets.map(({ target }) => [`${rule.property}.target`, target] as const),
      ...(mirror ? [[`${rule.property}.mirror.target`, mirror.target] as const] : []),
    ];
    return [
      ...all.flatMap(([where, { namespaceName }]) => elsewhere(plan, where, namespaceName, permissionProblem(plan))),
      ...(rule.options.middlewares ?? []).flatMap(({ _namespaceName }, index) =>
        elsewhere(plan, `${rule.property}.middlewares[${index}]`, _namespaceName, traefikProblem(plan)),
      ),
    ];
  });
}

function elsewhere(
  { namespaceName: home }: RoutePlan,
  where: string,
  namespaceName: string | undefined,
  problem: string | undefined,
): string[] {
  return namespaceName === undefined || namespaceName === home || problem === undefined
    ? []
    : [`${where} is in the namespace '${namespaceName}', the route in ${show(home)}: ${problem}`];
}

function permissionProblem(plan: RoutePlan): string | undefined {
  // Of an Ingress, the capability matrix says that it cannot.
  if (plan.renderer === 'ingress') return undefined;
  if (plan.crossNamespace === CrossNamespace.REFUSED)
    return 'nobody permits it; put the route beside its target, or set crossNamespace to CrossNamespace.GRANT';
  return traefikProblem(plan);
}

/** Traefik drops a route that names an object of another namespace, unless the whole cluster may. */
function traefikProblem({ renderer, gateway }: RoutePlan): string | undefined {
  return renderer === 'traefik' && gateway._traefik?.allowCrossNamespace !== true
    ? 'Traefik does not permit it by default; declare GatewayFacts.traefik({ allowCrossNamespace: true }) where providers.kubernetesCRD.allowCrossNamespace is set, or put the two into one namespace'
    : undefined;
}

/** What the app does not make and need not, as `<kind> <namespace>/<name>`. */
export function madeElsewhere({ rules, namespaceName: home = '' }: RoutePlan): string[] {
  return rules.flatMap(({ targets: parts, options }) => {
    const targets = [...parts.map(({ target }) => target), ...(options.mirror ? [options.mirror.target] : [])];
    const services = targets.flatMap((target) =>
      target instanceof RouteTarget && target._isMadeElsewhere
        ? target.trafficBackends.map(({ serviceName }) => `Service ${target.namespaceName ?? home}/${serviceName}`)
        : [],
    );
    const middlewares = (options.middlewares ?? [])
      .filter(({ _isMadeElsewhere }) => _isMadeElsewhere)
      .map(({ _name, _namespaceName = home }) => `Middleware ${_namespaceName}/${_name}`);
    return [...services, ...middlewares];
  });
}

/**
 * Services by name that servers or releases of the same app have: their pods are known there and not here, so their
 * NetworkPolicies stay shut for the gateway.
 */
export function byNameWarnings({ node: { root } }: IConstruct, plan: RoutePlan): string[] {
  const named = plan.rules.flatMap(({ property, targets, options: { mirror } }) => [
    ...targets.map(({ target }) => ({ where: `${property}.target`, target })),
    ...(mirror ? [{ where: `${property}.mirror.target`, target: mirror.target }] : []),
  ]);
  const byName = named.filter(({ target }) => target instanceof RouteTarget && !target._isMadeElsewhere);
  if (!plan.gateway._peer || byName.length === 0) return [];
  const owners = new Map<string, string>();
  // A release comes before its servers, and is what to pass.
  for (const construct of root.node.findAll())
    for (const service of servicesOf(construct)) if (!owners.has(service)) owners.set(service, construct.node.path);
  const home = plan.namespaceName ?? '';
  return byName.flatMap(({ where, target: { trafficBackends, namespaceName = home } }) =>
    trafficBackends.flatMap(({ serviceName }) => {
      const owner = owners.get(`${namespaceName}/${serviceName}`);
      return owner === undefined
        ? []
        : [
            `${where} names the Service '${serviceName}' of '${owner}', whose NetworkPolicy does not let the gateway in for a name alone; pass the construct itself`,
          ];
    }),
  );
}

/** The Services of a construct with a NetworkPolicy of ours that routes lead to. */
function servicesOf(construct: IConstruct): string[] {
  if (!('trafficBackends' in construct) || !Connections.of(construct as unknown as INetworkPeer)) return [];
  const { trafficBackends, namespaceName = '' } = construct as unknown as IRouteTarget;
  return trafficBackends.map(({ serviceName }) => `${namespaceName}/${serviceName}`);
}
