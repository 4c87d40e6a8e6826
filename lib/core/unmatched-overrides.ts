import type { Construct } from 'constructs';
import { type FieldRemoval, missingField, whatThereIs } from '../private/field-removal';
import type { JsonObject } from '../private/json';
import { nearestWithin } from '../private/nearest';
import { alternatives, show } from '../private/show';
import { isSlip } from '../private/slip';
import { type UnmatchedItem, unmatchedItems } from '../private/unmatched-items';
import { warn } from './warnings';

/**
 * Sees to it that overrides name what there is: an item that says too little to be one of its own is an error, one whose
 * name reads like that of another is a warning. Both are found at synthesis, when everything is known of the object.
 *
 * @param made the spec without the overrides and what they remove
 */
export function holdNamesOf(scope: Construct, kind: string, made: () => JsonObject, overrides: JsonObject): void {
  const property = `overrides.${kind[0].toLowerCase()}${kind.slice(1)}`;
  const unmatched = (): UnmatchedItem[] => unmatchedItems({ spec: made() }, { spec: overrides });
  scope.node.addValidation({ validate: () => unmatched().flatMap((item) => problemOf(property, item)) });
  warn(scope, () => unmatched().flatMap((item) => warningOf(property, item)));
}

/**
 * Sees to it that removals lead to what there is: a slip would leave in the manifest what was to go.
 *
 * @param object what the object is called in paths
 * @param made the object with everything that is merged into it
 */
export function holdRemovalsOf(
  scope: Construct,
  object: string,
  removals: readonly FieldRemoval[],
  made: () => JsonObject,
): void {
  const problems = (manifest: JsonObject): string[] =>
    removals.flatMap(({ property, path, steps }) => {
      const missing = missingField(object, manifest, steps);
      if (!missing) return [];
      return [`${property} must lead to what is there, got ${show(path)}; ${whatThereIs(missing)}`];
    });
  scope.node.addValidation({ validate: () => problems(made()) });
}

function problemOf(property: string, { path, name, known, missing }: UnmatchedItem): string[] {
  if (missing === undefined) return [];
  const there = known.length === 0 ? 'there are none' : `there is ${alternatives(known).replace(/ or /, ' and ')}`;
  const nearest = nearestWithin(name, known);
  const hint = nearest === undefined ? '' : `; did you mean ${show(nearest)}?`;
  return [
    `${property}.${path} must name what is there, or give ${missing} of one to add, got ${show(name)} where ${there}${hint}`,
  ];
}

function warningOf(property: string, { path, name, known, missing }: UnmatchedItem): string[] {
  const [meant, another] = missing === undefined ? known.filter((other) => isSlip(name, other)) : [];
  // What reads like several is one more of them.
  if (meant === undefined || another !== undefined) return [];
  return [
    `${property}.${path} adds ${show(name)}, whose name reads like that of ${show(meant)}, which stays as it is; correct the name, or choose one that differs more`,
  ];
}
