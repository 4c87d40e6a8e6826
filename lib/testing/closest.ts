import { compare } from './compare';
import { cost } from './cost';
import type { Manifest } from './manifest';
import { describe } from './manifest';
import { mismatchesToText } from './mismatch-text';

/**
 * Explains why none of some manifests, of which there is at least one, matches: names the closest one and shows where
 * it differs.
 */
export function closestMessage(kind: string, manifests: readonly Manifest[], expected: unknown): string {
  const candidates = manifests.map((manifest) => ({ manifest, mismatches: compare(expected, manifest) }));
  const closest = candidates.reduce((best, next) => (cost(next.mismatches) < cost(best.mismatches) ? next : best));
  const { manifest, mismatches } = closest;
  const who = manifests.length === 1 ? `The only one is ${describe(manifest)}` : `Closest is ${describe(manifest)}`;
  const places = mismatches.length === 1 ? 'in one place' : `in ${mismatches.length} places`;
  const total = manifests.length === 1 ? `no ${kind}` : `none of ${manifests.length} ${kind} objects`;
  return `${total} matches what is expected. ${who}, which differs ${places}:\n\n${mismatchesToText(mismatches)}`;
}
