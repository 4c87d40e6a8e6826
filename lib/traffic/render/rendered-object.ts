import { type ApiObject, type ApiObjectMetadata, Lazy } from 'cdk8s';
import type { Construct } from 'constructs';

/** A class of an L1. */
type ObjectClass<Spec> = new (
  scope: Construct,
  id: string,
  props: { readonly metadata: ApiObjectMetadata; readonly spec: Spec },
) => ApiObject;

/** An object of a route. How many there are follows from the props; their specs, from what the targets are at synthesis. */
export interface RenderedObject {
  /** Id of the construct: `Default` for the main object. */
  readonly id: string;
  readonly name: string;
  readonly annotations?: { readonly [key: string]: string };
  /** Where the object belongs, when it is not the route. */
  readonly scope?: Construct;
  /** What it says, when everything is known. */
  spec(): unknown;
  /** Makes the object. */
  make(scope: Construct, metadata: ApiObjectMetadata): ApiObject;
}

/** Describes an object whose spec is built when everything is known. */
export function objectOf<Spec>(
  type: ObjectClass<Spec>,
  description: Omit<RenderedObject, 'make' | 'spec'>,
  spec: () => Spec,
): RenderedObject {
  return {
    ...description,
    spec,
    make: (scope, metadata) => {
      const lazy: unknown = Lazy.any({ produce: spec });
      return new type(scope, description.id, { metadata, spec: lazy as Spec });
    },
  };
}
