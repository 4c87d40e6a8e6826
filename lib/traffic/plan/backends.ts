import { type IRouteTarget, type TrafficBackend, TrafficBackendKind, TrafficProtocol } from '../../core/traffic-target';
import { greatestCommonDivisor } from './greatest-common-divisor';
import type { PlannedRule, PlannedTarget } from './route-plan';

/** A Service or InferencePool and its share of a rule's requests. */
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
  /** Whether it is an InferencePool. */
  readonly isPool: boolean;
}

/** The Services of a rule with their shares, each Service once, in the order in which they were declared. */
export function backendsOf(rule: PlannedRule, routeNamespace: string | undefined): Backend[] {
  const all = rule.targets.flatMap((part) =>
    part.target.trafficBackends.map((backend) =>
      asBackend(rule, part.target, backend, part.weight * backend.weight, routeNamespace),
    ),
  );
  const merged = new Map<string, Backend>();
  for (const backend of withoutEmptyPools(all)) {
    const key = JSON.stringify([backend.isPool, backend.namespaceName, backend.serviceName, backend.port]);
    const other = merged.get(key);
    merged.set(key, other ? { ...other, weight: other.weight + backend.weight } : backend);
  }
  return reduced([...merged.values()]);
}

/** A picker without pods answers 503 for its share, on some gateways for the whole rule (https://github.com/istio/istio/issues/61594). */
function withoutEmptyPools(backends: readonly Backend[]): readonly Backend[] {
  const serving = backends.filter(({ isPool, isEmpty }) => !isPool || !isEmpty);
  return serving.some(({ weight }) => weight > 0) ? serving : backends;
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
    isPool: backend.kind === TrafficBackendKind.INFERENCE_POOL,
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
