import { knownKind } from '../../manifests/kinds';
import { pluralOf } from '../../manifests/kinds/kind';
import { atFirstUse } from '../../private/first-use';
import { ROUTING_APIS } from './dialects/registry';
import type { RoutingKind, RoutingKinds } from './routing-api';

/** A kind of objects that routes are made of. */
export interface RoutingResource extends RoutingKind {
  readonly group: string;
  readonly kind: string;
  /** What roles call its objects: `httproutes`. */
  readonly plural: string;
}

/** The kinds of every routing API. */
export const routingKinds = atFirstUse((): readonly RoutingResource[] =>
  Object.values<RoutingKinds>(ROUTING_APIS).flatMap(({ group, kinds }) =>
    Object.entries(kinds).map(([kind, facts]) => ({
      ...facts,
      group,
      kind,
      plural: knownKind(group, kind)?.plural ?? pluralOf(kind),
    })),
  ),
);
