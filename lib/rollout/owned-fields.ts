import { isPlainObject } from '../private/json';
import type { Problems } from '../private/problems';
import { show } from '../private/show';
import { removalsOf, type ServerOverrides } from '../server/server-overrides';

/** Fields that a release decides: in them lies what it promises, and what its plan counts with. */
const OWNED = {
  deployment: ['replicas', 'strategy', 'selector'],
  rollout: ['replicas', 'strategy', 'selector'],
  service: ['selector'],
} as const;

/**
 * Checks that overrides leave alone what the release decides.
 *
 * @param replicas what to use for the number of pods
 */
export function checkOwnedFields(
  problems: Problems,
  parts: { readonly [property: string]: { readonly overrides?: ServerOverrides } | undefined },
  replicas: string,
): void {
  const ways: { readonly [path: string]: string } = {
    ...Object.fromEntries(
      ['deployment', 'rollout'].flatMap((object) => [
        [`${object}.replicas`, replicas],
        [`${object}.strategy`, 'use the prop rollout'],
        [`${object}.selector`, "a side's pods are its own; leave it out"],
      ]),
    ),
    'service.selector': 'who gets the requests is what the release decides; leave it out',
  };
  for (const [property, part] of Object.entries(parts)) {
    problems.add(removalsOf(part?.overrides).flatMap((removal) => removalProblem(property, removal, ways) ?? []));
    for (const [object, fields] of Object.entries(OWNED)) {
      const changes: unknown = part?.overrides?.[object as keyof typeof OWNED];
      const spec = isPlainObject(changes) ? changes.spec : undefined;
      if (!isPlainObject(spec)) continue;
      for (const field of fields) {
        if (spec[field] === undefined) continue;
        problems.add(
          `${property}.overrides.${object} must not set spec.${field}, on which the release stands, got ${show(spec[field])}: ${ways[`${object}.${field}`]}`,
        );
      }
    }
  }
}

function removalProblem(
  property: string,
  { property: removals, object, steps: [, field], path }: ReturnType<typeof removalsOf>[number],
  ways: { readonly [path: string]: string },
): string | undefined {
  const way = ways[`${object}.${field}`];
  return way && `${property}.${removals} must not remove ${show(path)}, on which the release stands: ${way}`;
}
