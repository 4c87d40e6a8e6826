import type { PoolMembers } from '../../../core/pool-members';
import { implausible } from '../../../private/plausible';
import type { ServerPlan } from '../../../server/server-plan';
import type { CanaryInput } from '../../canary-rules';
import { claimWarnings } from '../../sides';

/** Routers of Argo Rollouts weigh Services; a pool's picker chooses among pods of either version. */
export const FIXED_ON_PODS: PoolMembers = {
  members: [],
  problem:
    'target is released by Argo Rollouts, which weighs Services and no InferencePools; leave its controller out, or send requests to the release itself',
};

/** What of a canary by Argo Rollouts is legal, and likely not meant. */
export function releaseWarnings(input: CanaryInput, plans: readonly ServerPlan[]): string[] {
  const { split, isSame, server } = input;
  return [
    ...claimWarnings(
      plans.map((_plan) => ({ _plan })),
      'stable and canary',
    ),
    ...(isSame
      ? [
          'stable and canary are the same version, so that the controller has nothing to release; give canary the new version, or leave it out',
        ]
      : []),
    ...(split._isByRoute && plans[0].service.isExposed
      ? [
          `clients of the ${String(server.service?.serviceType)} Service '${plans[0].service.name}' pass by the route and reach the stable version alone; let them come through the route, or split by replicas`,
        ]
      : []),
    ...(input.verify?._warnings() ?? []),
    ...implausible(input.props, [
      ['replicas', 'pods'],
      ['minCapacity', 'pods'],
    ]),
  ];
}
