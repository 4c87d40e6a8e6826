import { implausible, type Measured } from '../private/plausible';
import type { ModelServer } from '../server/model-server';
import type { CanaryInput } from './canary-rules';
import { type CanaryRules, podsFor, weightBefore } from './canary-sizes';
import type { CanaryStage } from './canary-stage';
import { podsOfAllRequests } from './scaled-share';
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

/** What the canary's share of the requests may need, where an autoscaler sees to it. */
function smallCanary({ props, stage, split, rules, isSame }: CanaryInput, servers: readonly ModelServer[]): string[] {
  const [stable, canary] = servers.map(({ _plan }) => _plan);
  const share = shareOf(stage, rules);
  if (!split._isByRoute || !canary?.autoscaling || share === 0 || props.minCapacity !== undefined || isSame) return [];
  const needed = podsFor(share, podsOfAllRequests(undefined, stable.autoscaling?.max, rules.replicas));
  const { min } = canary.autoscaling;
  if (min >= needed) return [];
  return [
    `canary takes ${share} % of the requests at once with ${min} pods, of which stable may have needed ${needed}; raise canary.autoscaling.minReplicas before, until it has grown, or say minCapacity`,
  ];
}

/** The canary's share by route in percent: in the first of two applies still that of the step before. */
function shareOf(stage: CanaryStage, rules: CanaryRules): number {
  if (stage._isRolledBack) return 0;
  const weight = stage._weight(rules.steps);
  return stage._isFirstOfTwo ? weightBefore(rules, weight) : weight;
}

/** Nobody has said how many pods the requests need, and the stable side has as many as nothing to do asks for. */
function smallStable({ props, stage, split, canary, rules }: CanaryInput, { _plan }: ModelServer): string[] {
  const { autoscaling, replicas: has } = _plan;
  if (!stage._isRetired || !split._isByRoute || props.minCapacity !== undefined || !canary?.autoscaling) return [];
  const needed = podsOfAllRequests(undefined, autoscaling?.max, rules.replicas);
  if (has >= needed) return [];
  return [
    `stable is to take all requests over with ${has} pods, once the canary is gone that its autoscaler may have grown to ${needed}; raise ${sizeProp('stable', autoscaling !== undefined)} until it has, or say minCapacity`,
  ];
}
