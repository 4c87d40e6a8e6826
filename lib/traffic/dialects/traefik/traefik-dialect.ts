import type { GatewayFacts } from '../../../cluster/gateway-facts';
import type { Dialect } from '../dialect';
import { traefikColumn } from './column';
import { traefikRenderer } from './traefik-renderer';

/** Routes of Traefik's own kinds. */
export const traefik: Dialect = {
  columns: () => [traefikColumn()],
  wrongFacts: 'needs GatewayFacts.traefik(...), got facts about another gateway',
  answersPreflights: true,
  gatewayOf: ({ _traefik: facts }) => facts && { column: traefikColumn() },
  foreignReferences,
  ...traefikRenderer,
};

/** Traefik drops a route that names an object of another namespace, unless the whole cluster may. */
function foreignReferences({ _traefik: facts }: GatewayFacts): string | undefined {
  return facts?.allowCrossNamespace === true
    ? undefined
    : 'Traefik does not permit it by default; declare GatewayFacts.traefik({ allowCrossNamespace: true }) where providers.kubernetesCRD.allowCrossNamespace is set';
}
