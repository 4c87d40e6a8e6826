import { POOL_MEMBERS, type PoolMembers } from '../core/pool-members';
import type { ModelServer } from '../server/model-server';

/** The sides of a release as InferencePools select them: one pool for each, the first with the name itself. */
export function poolSides(
  sides: readonly { readonly server: ModelServer; readonly suffix: string; readonly serviceName: string }[],
): PoolMembers {
  return {
    members: sides.flatMap(({ server, suffix, serviceName }) =>
      (POOL_MEMBERS.on(server)?.().members ?? []).map((member) => ({ ...member, suffix, serviceName })),
    ),
  };
}

/** A picker chooses by load: behind one pool the numbers of pods are no weights. */
export const BY_REPLICAS: PoolMembers = {
  members: [],
  problem:
    'target splits by replicas, which a pool does not keep: its picker chooses pods by their load; split by route with TrafficSplit.byRoute(), which makes a pool for each version',
};
