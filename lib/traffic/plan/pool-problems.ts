import { type TrafficBackend, TrafficBackendKind } from '../../core/traffic-target';
import type { PlannedRule, PlannedTarget, RoutePlan } from './route-plan';

/** The InferencePools that targets lead to now. */
export function poolsOf(targets: readonly PlannedTarget[]): TrafficBackend[] {
  return targets.flatMap(({ target }) => target.trafficBackends).filter(isPool);
}

function isPool({ kind }: TrafficBackend): boolean {
  return kind === TrafficBackendKind.INFERENCE_POOL;
}

/** What no gateway does with InferencePools, whatever else it can. */
export function poolProblems({ rules, namespaceName: home }: RoutePlan): string[] {
  return rules.flatMap((rule) => [...ofTargets(rule, home), ...ofMirror(rule)]);
}

function ofTargets({ property, targets, match, options }: PlannedRule, home: string | undefined): string[] {
  const pools = targets.filter(({ target }) => target.trafficBackends.some(isPool));
  if (pools.length === 0) return [];
  const where = `${property}.target`;
  const foreign = pools.find(({ target }) => target.namespaceName !== undefined && target.namespaceName !== home);
  return [
    ...(pools.length < targets.length
      ? [
          `${where} must lead to InferencePools alone or to Services alone, got both in one split; make a pool for each of them, or leave pools out`,
        ]
      : []),
    ...(match.grpc
      ? [
          `${where} must be a server, since gateways lead to InferencePools by HTTPRoutes alone, got a pool in a rule for gRPC; lead the rule to the server itself`,
        ]
      : []),
    ...(options.port === undefined
      ? []
      : [
          `${property}.port must be left out, since an InferencePool has no port of its own, got ${options.port}; set targetPorts of the pool`,
        ]),
    ...(foreign
      ? [
          `${where} is an InferencePool of the namespace '${foreign.target.namespaceName ?? ''}', the route is in '${home ?? ''}'; declare the route where the pool is`,
        ]
      : []),
  ];
}

function ofMirror({ property, options: { mirror } }: PlannedRule): string[] {
  return mirror?.target.trafficBackends.some(isPool) === true
    ? [
        `${property}.mirror.target must be a server, since no gateway is known to copy requests to an InferencePool, got a pool; mirror to the server itself`,
      ]
    : [];
}
