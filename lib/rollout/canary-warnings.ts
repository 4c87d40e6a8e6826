import { implausible, type Measured } from '../private/plausible';
import type { ModelServer } from '../server/model-server';
import type { CanaryInput } from './canary-rules';
import { podsFor, weightBefore } from './canary-sizes';
import { sizeProp } from './side-size';
import { claimWarnings } from './sides';

/** Numbers of the release itself. */
const SIZES: readonly Measured[] = [
  ['replicas', 'pods'],
  ['minCapacity', 'pods'],
];

/** How far the release has come. */
interface State {
  readonly serviceName: string;
  /** Whether the Service goes on selecting what it selected before the release. */
  readonly isKept: boolean;
  readonly isPromoted: boolean;
}

/** What of a canary release is legal, and likely not meant. */
export function canaryWarnings(input: CanaryInput, servers: readonly ModelServer[], state: State): string[] {
  return [
    ...claimWarnings(servers, 'stable and canary'),
    ...sameVersion(input, servers[0], state),
    ...bothColours(input, state),
    ...pastTheRoute(input, servers[0], state),
    ...smallStable(input, servers[0]),
    ...smallCanary(input, servers),
    ...(input.verify?._warnings() ?? []),
    ...implausible(input.props, SIZES),
  ];
}

function sameVersion({ isSame }: CanaryInput, stable: ModelServer, { isPromoted }: State): string[] {
  if (!isSame || isPromoted) return [];
  return [
    `stable and canary are the same version, ${stable._plan.props.image.reference}, so that the release decides nothing; give canary the new version, or leave it out`,
  ];
}

function bothColours({ props, split }: CanaryInput, { isKept }: State): string[] {
  if (!props.previously?._isBlueGreen || isKept || split._isByRoute) return [];
  return [
    `the Service selects the pods of both colours until their Deployments are deleted; set the replicas of the colour that is not active to 0 before`,
  ];
}

function pastTheRoute({ split, server }: CanaryInput, stable: ModelServer, { serviceName }: State): string[] {
  if (!split._isByRoute || !stable._plan.service.isExposed) return [];
  return [
    `clients of the ${String(server.service?.serviceType)} Service '${serviceName}' pass by the route and reach the stable version alone; let them come through the route, or split by replicas`,
  ];
}

/** What the canary's share of the requests may need, where an autoscaler sees to it: of what the stable side may run at most. */
function smallCanary({ props, stage, split, rules, isSame }: CanaryInput, servers: readonly ModelServer[]): string[] {
  const [stable, canary] = servers.map(({ _plan }) => _plan);
  const share = stage._isRolledBack ? 0 : stage._weight(rules.steps);
  if (!split._isByRoute || !canary?.autoscaling || share === 0 || props.minCapacity !== undefined || isSame) return [];
  const needed = podsFor(share, stable.autoscaling?.max ?? stable.replicas);
  const { min, max } = canary.autoscaling;
  if (max < needed)
    return [
      `canary takes ${share} % of the requests with ${max} pods at most, of which stable may have needed ${needed}; raise canary.autoscaling.maxReplicas, or say minCapacity`,
    ];
  // From a share before its autoscaler has grown with the load; from nothing it has not.
  if (min >= needed || weightBefore(rules, share) > 0) return [];
  return [
    `canary takes ${share} % of the requests at once with ${min} pods, of which stable may have needed ${needed}; raise canary.autoscaling.minReplicas until it has grown, or walk in steps`,
  ];
}

/** Nobody has said how many pods the requests need, and the stable side has as many as nothing to do asks for. */
function smallStable({ props, stage, split, canary }: CanaryInput, stable: ModelServer): string[] {
  const most = canary?.autoscaling?.maxReplicas;
  const has = stable._plan.replicas;
  if (!stage._isRetired || !split._isByRoute || props.minCapacity !== undefined || most === undefined || has >= most)
    return [];
  return [
    `stable is to take all requests over with ${has} pods, once the canary is gone that its autoscaler may have grown to ${most}; raise ${sizeProp('stable', stable._plan.autoscaling !== undefined)} until it has, or say minCapacity`,
  ];
}
