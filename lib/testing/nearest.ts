import { nearestFirst } from '../private/nearest';
import { fullKind, kindsOf } from './kind';
import { describe, type Manifest } from './manifest';

const LISTED = 10;

/** Lists manifests for a message, one a line. */
export function listing(manifests: readonly Manifest[]): string {
  const lines = manifests.slice(0, LISTED).map((manifest) => `\n  ${describe(manifest)}`);
  if (manifests.length > LISTED) lines.push(`\n  ... and ${manifests.length - LISTED} more`);
  return lines.join('');
}

/** Says which kinds there are, nearest to the wanted one first. */
export function kindsMessage(wanted: string, manifests: readonly Manifest[]): string {
  if (manifests.length === 0) return `there is no ${wanted}: the set of manifests is empty`;
  const kinds = nearestFirst(wanted, kindsOf(manifests), (kind) =>
    wanted.includes('/') ? kind : kind.slice(kind.lastIndexOf('/') + 1),
  );
  const counted = kinds.map((kind) => `${kind} (${manifests.filter((one) => fullKind(one) === kind).length})`);
  return `there is no ${wanted}; nearest first, there are: ${counted.join(', ')}`;
}
