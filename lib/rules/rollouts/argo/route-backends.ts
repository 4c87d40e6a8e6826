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
  both(
    objectsIn(objectAt(spec, 'weighted').services).map(({ name }) => name),
    services,
  );

/** A route of the Gateway API leads to both. */
export const leadsToBoth: BackendCheck = (spec, services) =>
  both(
    objectsIn(spec.rules).flatMap(({ backendRefs }) => objectsIn(backendRefs).map(({ name }) => name)),
    services,
  );

/** A VirtualService has both as hosts. */
export const hostsBoth: BackendCheck = (spec, services) =>
  both(
    ['http', 'tls', 'tcp'].flatMap((field) =>
      objectsIn(spec[field]).flatMap(({ route }) =>
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

function both(names: readonly unknown[], { stable, canary }: VersionServices): string | undefined {
  return [stable, canary].every((name) => names.includes(name))
    ? undefined
    : `lead to the Services '${stable}' and '${canary}', got ${listOf(names)}`;
}

function listOf(names: readonly unknown[]): string {
  return [...new Set(names.map(String))].slice(0, 4).join(', ') || 'none';
}
