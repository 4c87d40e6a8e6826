import { type ApiObject, type ApiObjectMetadata, Lazy } from 'cdk8s';
import type { Construct } from 'constructs';

/** What tells an object of a route from its other objects. */
export interface Description {
  /** Id of the construct: `Default` for the main object. */
  readonly id: string;
  readonly name: string;
  readonly annotations?: { readonly [key: string]: string };
  /** Where the object belongs, when it is not the route. */
  readonly scope?: Construct;
}

/** An object of a route. How many there are follows from the props; their specs, from what the targets are at synthesis. */
export interface RenderedObject extends Description {
  /** What it says, when everything is known. */
  spec(): unknown;
  /** Makes it, with its spec left open until then. */
  make(scope: Construct, metadata: ApiObjectMetadata): ApiObject;
}

/** A class of an L1. */
type ObjectClass<Spec> = new (
  scope: Construct,
  id: string,
  props: { readonly metadata: ApiObjectMetadata; readonly spec: Spec },
) => ApiObject;

/** Describes an object of an L1's class, whose spec is built when everything is known. */
export function objectOf<Spec>(
  L1: ObjectClass<Spec>,
  description: Description,
  spec: () => NoInfer<Spec>,
): RenderedObject {
  return {
    ...description,
    spec,
    make(scope, metadata) {
      const lazy: unknown = Lazy.any({ produce: spec });
      return new L1(scope, description.id, { metadata, spec: lazy as Spec });
    },
  };
}
