import type { PoolMembers } from '../../../core/pool-members';
import { implausible } from '../../../private/plausible';
import type { ServerPlan } from '../../../server/server-plan';
import type { BlueGreenProps } from '../../blue-green-props';
import { type CanaryInput, isSameVersion } from '../../canary-rules';
import { mergeVersion } from '../../merge-version';
import { claimWarnings } from '../../sides';

/** Routers of Argo Rollouts weigh Services; a pool's picker chooses among pods of either version. */
export const FIXED_ON_PODS: PoolMembers = {
  members: [],
  problem:
    'target is released by Argo Rollouts, which weighs Services and no InferencePools; leave its controller out, or send requests to the release itself',
};

/** What of a canary by Argo Rollouts is legal, and likely not meant. */
export function canaryWarnings(input: CanaryInput, plans: readonly ServerPlan[]): string[] {
  const { split, isSame, server } = input;
  return [
    ...versionWarnings(plans, 'stable and canary', isSame),
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

/** The same of a blue/green release. */
export function blueGreenWarnings(props: BlueGreenProps, plans: readonly ServerPlan[]): string[] {
  const { server, blue, green, verify } = props;
  const isSame =
    blue !== undefined && green !== undefined && isSameVersion(mergeVersion(server, blue), mergeVersion(server, green));
  return [
    ...versionWarnings(plans, 'blue and green', isSame),
    ...(verify?._warnings() ?? []),
    ...implausible(props, [['minCapacity', 'pods']]),
  ];
}

function versionWarnings(plans: readonly ServerPlan[], names: string, isSame: boolean): string[] {
  return [
    ...claimWarnings(
      plans.map((_plan) => ({ _plan })),
      names,
    ),
    ...(isSame
      ? [
          `${names} are the same version, so that the controller has nothing to release; give one of them the new version, or leave it out`,
        ]
      : []),
  ];
}
