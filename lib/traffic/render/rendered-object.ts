import { type ApiObject, type ApiObjectMetadata, Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import { checkObjectName } from '../../private/check';
import { byCodeUnit } from '../../private/json';
import type { PlannedRule, RoutePlan } from '../plan/route-plan';

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

/** What an object made for an option of a rule is called; one object for all rules that have the option by default. */
export function nameFor(plan: RoutePlan, rule: PlannedRule, option: string, suffix: string): string {
  return rule.inherited.has(option) ? `${plan.name}-${suffix}` : `${plan.name}-${rule.slug}-${suffix}`;
}

/** Rules in an order of their names, so that objects made for them do not change places with the rules. */
export function byName(rules: readonly PlannedRule[]): PlannedRule[] {
  return [...rules].sort((a, b) => byCodeUnit(a.slug, b.slug));
}

/** Objects whose names no API server takes: those made from a long path, say. */
export function nameProblems(objects: readonly RenderedObject[]): string[] {
  return objects.flatMap(({ name, scope }) => {
    const problem = checkObjectName('the name of an object made for it', name);
    if (problem === undefined) return [];
    const wayOut = scope ? `rename '${scope.node.path}'` : 'give the rule a short one with its option name';
    return [`${problem} (${name.length} characters); ${wayOut}`];
  });
}

/** Each object once: rules share those that come from the route's defaults. */
export function uniqueObjects(objects: readonly RenderedObject[]): RenderedObject[] {
  return [...byKey(objects).values()].map(([first]) => first);
}

/** Objects of one name of which only the first would be made, though the others say something else. */
export function clashProblems(objects: readonly RenderedObject[]): string[] {
  return [...byKey(objects).values()].flatMap(([first, ...others]) =>
    others.some((other) => other.name !== first.name || JSON.stringify(other.spec()) !== JSON.stringify(first.spec()))
      ? [`makes the object '${first.name}' for several rules that want it different; set the option name of the rules`]
      : [],
  );
}

function byKey(objects: readonly RenderedObject[]): Map<string, RenderedObject[]> {
  const groups = new Map<string, RenderedObject[]>();
  for (const object of objects) {
    // A colon is in no id of ours, and what comes before it is a path.
    const key = `${object.scope?.node.path ?? ''}:${object.id}`;
    const group = groups.get(key);
    if (group) group.push(object);
    else groups.set(key, [object]);
  }
  return groups;
}
