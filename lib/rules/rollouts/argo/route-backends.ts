import { type JsonObject, objectAt, objectsIn } from '../../../private/json';

/** The Services of both versions. */
export interface VersionServices {
  readonly stable: string;
  readonly canary: string;
}

/** What a route must do that it does not, by its spec; nothing where all is well. */
export type BackendCheck = (spec: JsonObject, services: VersionServices) => string | undefined;

/** A TraefikService weighs both. */
export const weighsBoth: BackendCheck = (spec, services) =>
  together([objectsIn(objectAt(spec, 'weighted').services).map(({ name }) => name)], services);

/** A rule of a route of the Gateway API leads to both: one to the canary alone is taken for one that pins. */
export const leadsToBoth: BackendCheck = (spec, services) =>
  together(
    objectsIn(spec.rules).map(({ backendRefs }) => objectsIn(backendRefs).map(({ name }) => name)),
    services,
  );

/** A route of a VirtualService has both as hosts. */
export const hostsBoth: BackendCheck = (spec, services) =>
  together(
    ['http', 'tls', 'tcp'].flatMap((field) =>
      objectsIn(spec[field]).map(({ route }) =>
        objectsIn(route).map((each) => String(objectAt(each, 'destination').host).split('.')[0]),
      ),
    ),
    services,
  );

/** An Ingress leads to one Service: that of the stable version unless another is said. */
export function leadsTo(service: string | undefined): BackendCheck {
  return (spec, { stable }) => {
    const wanted = service ?? stable;
    const backends = objectsIn(spec.rules).flatMap((rule) =>
      objectsIn(objectAt(rule, 'http').paths).map((path) => objectAt(path, 'backend', 'service').name),
    );
    return backends.includes(wanted)
      ? undefined
      : `have a rule that leads to the Service '${wanted}', got ${listOf(backends)}`;
  };
}

/** Whether one rule has both: between rules nothing is shared by weight. */
function together(rules: readonly (readonly unknown[])[], { stable, canary }: VersionServices): string | undefined {
  const named = rules.flat();
  if (rules.some((names) => names.includes(stable) && names.includes(canary))) return undefined;
  const isApart = named.includes(stable) && named.includes(canary);
  return `lead to the Services '${stable}' and '${canary}'${isApart ? ' in one rule, got a rule for each' : `, got ${listOf(named)}`}`;
}

function listOf(names: readonly unknown[]): string {
  return [...new Set(names.map(String))].slice(0, 4).join(', ') || 'none';
}
