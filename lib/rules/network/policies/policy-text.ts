import type { Manifest } from '../../../manifests/manifest';
import { titleOf } from '../../../manifests/object-ref';
import { byCodeUnit } from '../../../private/json';

/** How messages call policies that work together, in an order that does not depend on theirs. */
export function namesOf(policies: readonly Manifest[]): string {
  const titles = [...new Set(policies.map(titleOf))].sort(byCodeUnit);
  const last = titles.at(-1) ?? 'no policy';
  return titles.length > 1 ? `${titles.slice(0, -1).join(', ')} and ${last}` : last;
}
