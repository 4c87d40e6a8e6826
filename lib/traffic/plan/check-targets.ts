import { type IRouteTarget, type TrafficBackend, TrafficProtocol } from '../../core/traffic-target';
import { Problems } from '../../private/problems';
import { show } from '../../private/show';
import { absence, capabilityOf } from '../capability/capability-matrix';
import { DIALECTS } from '../dialects/registry';
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
    const feature = header === undefined ? 'cookiePin' : 'headerPin';
    if (capabilityOf(plan, feature) === undefined)
      problems.add(
        `${where} pins requests by a ${header === undefined ? 'cookie' : 'header'}: ${absence(plan, feature)}`,
      );
    checkPorts(problems, rule, where, pin.backend);
    const read = header ?? (cookie === undefined ? '' : 'Cookie');
    problems.add(DIALECTS[plan.renderer].pinProblem?.(rule, read));
  }
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
  const main = backend.ports?.find(({ port }) => port === (rule.options.port ?? backend.port));
  if (!rule.match.grpc && main?.protocol === TrafficProtocol.GRPC)
    problems.add(
      `${where} must speak HTTP on port ${main.port} of its Service '${backend.serviceName}', which speaks gRPC; use RouteRule.grpc(...)${where.endsWith('.mirror.target') ? '' : ', or set the option port'}`,
    );
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
