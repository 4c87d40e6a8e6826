import { type IRouteTarget, type TrafficBackend, TrafficProtocol } from '../../core/traffic-target';
import { byCodeUnit } from '../../private/json';
import { byPrecedence } from './precedence';
import type { NameAndValue } from './route-match';
import type { PlannedRule, PlannedTarget, RoutePlan } from './route-plan';

/** A Service and its share of a rule's requests. */
export interface Backend {
  readonly serviceName: string;
  /** Nothing for the namespace of the route. */
  readonly namespaceName: string | undefined;
  readonly port: number;
  /** Whether the pods are spoken to in HTTP/2 without TLS. */
  readonly isGrpc: boolean;
  /** A whole number; shares are in relation to the sum. */
  readonly weight: number;
  readonly isEmpty: boolean;
}

/** The Services of a rule with their shares, each Service once, in the order in which they were declared. */
export function backendsOf(rule: PlannedRule, routeNamespace: string | undefined): Backend[] {
  const all = rule.targets.flatMap((part) =>
    part.target.trafficBackends.map((backend) =>
      asBackend(rule, part.target, backend, part.weight * backend.weight, routeNamespace),
    ),
  );
  const merged = new Map<string, Backend>();
  for (const backend of all) {
    const key = JSON.stringify([backend.namespaceName, backend.serviceName, backend.port]);
    const other = merged.get(key);
    merged.set(key, other ? { ...other, weight: other.weight + backend.weight } : backend);
  }
  return reduced([...merged.values()]);
}

/** The Service that a pin or mirror leads to, alone. */
export function soleBackend(
  rule: PlannedRule,
  target: IRouteTarget,
  backend: TrafficBackend,
  routeNamespace: string | undefined,
): Backend {
  return asBackend(rule, target, backend, 100, routeNamespace);
}

function asBackend(
  rule: PlannedRule,
  target: PlannedTarget['target'],
  backend: TrafficBackend,
  weight: number,
  routeNamespace: string | undefined,
): Backend {
  const { namespaceName } = target;
  return {
    serviceName: backend.serviceName,
    namespaceName: namespaceName === routeNamespace ? undefined : namespaceName,
    port: portOf(rule, backend) ?? backend.port,
    isGrpc: rule.match.grpc !== undefined,
    weight,
    isEmpty: backend.replicas === 0,
  };
}

/** The port of a Service that a rule leads to; nothing where the Service has no such port. */
export function portOf({ options, match }: PlannedRule, backend: TrafficBackend): number | undefined {
  const { port, ports } = backend;
  if (options.port !== undefined)
    return !ports || ports.some((each) => each.port === options.port) ? options.port : undefined;
  if (!match.grpc || !ports) return port;
  return ports.find(({ protocol }) => protocol === TrafficProtocol.GRPC)?.port;
}

/** Exact shares in numbers as people write them: of 100 where that is possible, else as small as they get. */
function reduced(backends: readonly Backend[]): Backend[] {
  const weights = backends.map(({ weight }) => weight);
  // Shares of shares are of ten thousand.
  const divisor = weights.every((weight) => weight % 100 === 0) ? 100 : greatestCommonDivisor(weights);
  return backends.map((backend) => ({ ...backend, weight: divisor === 0 ? 0 : backend.weight / divisor }));
}

/** The greatest number that divides all; 0 for none. */
function greatestCommonDivisor(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => {
    while (b !== 0) [a, b] = [b, a % b];
    return a;
  }, 0);
}

/** A condition by which requests are known that go to one backend whatever the weights. */
export interface Pin {
  readonly by: 'header' | 'cookie';
  readonly condition: NameAndValue;
}

/** Requests that are treated alike: a rule, or those of its requests that are pinned to one backend. */
export interface Branch {
  readonly rule: PlannedRule;
  readonly pin: Pin | undefined;
  readonly backends: readonly Backend[];
  /** Branches of equal precision that come before this one. */
  readonly ties: number;
}

/**
 * The branches of a route, the most precise first. Of equal precision, those of one path keep the order of declaration,
 * pins first; whoever is compared with paths of equal length has nothing in common with them.
 */
export function branchesOf(plan: RoutePlan): Branch[] {
  const branches = plan.rules.flatMap((rule) => [...pinned(plan, rule), whole(plan, rule)]);
  const sorted = branches.sort(compare);
  let ties = 0;
  return sorted.map((branch, index) => {
    ties = index > 0 && compare(sorted[index - 1], branch) === 0 ? ties + 1 : 0;
    return { ...branch, ties };
  });
}

function compare(a: Branch, b: Branch): number {
  return (
    byPrecedence(a.rule.match, a.pin !== undefined, b.rule.match, b.pin !== undefined) ||
    byCodeUnit(a.rule.match.path, b.rule.match.path)
  );
}

function whole(plan: RoutePlan, rule: PlannedRule): Branch {
  return { rule, pin: undefined, backends: backendsOf(rule, plan.namespaceName), ties: 0 };
}

function pinned(plan: RoutePlan, rule: PlannedRule): Branch[] {
  return rule.targets.flatMap(({ target }) =>
    (target.trafficPins ?? []).map(({ header, cookie = '', value, backend }): Branch => {
      const pin: Pin =
        header === undefined
          ? { by: 'cookie', condition: [cookie, value] }
          : { by: 'header', condition: [header, value] };
      return { rule, pin, backends: [soleBackend(rule, target, backend, plan.namespaceName)], ties: 0 };
    }),
  );
}

/** A regular expression that a header `Cookie` matches as a whole when it holds this cookie with this value. */
export function cookiePattern([name, value]: NameAndValue): string {
  return `^(.*; ?)?${escapeRegExp(name)}=${escapeRegExp(value)}(;.*)?$`;
}

/** Text that stands for itself in a regular expression of RE2, as gateways have it. */
export function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
