import { qualifiedPlural } from '../manifests/kinds';
import type { Permission } from '../model/access/rights';
import { append } from '../private/append';
import { byCodeUnit } from '../private/json';

/** How many resources with the same verbs are named. */
const MOST_NAMED = 8;

/** Permissions in few words: `create, delete deployments.apps; get secrets 'api-key'`. */
export function permissionText(permissions: readonly Permission[]): string {
  const roles = permissions.filter(({ kind }) => kind === 'role');
  const byResource = new Map<string, { readonly label: string; readonly verbs: Set<string> }>();
  for (const permission of permissions) {
    if (permission.kind === 'role') continue;
    const label = labelOf(permission);
    const known = byResource.get(label) ?? { label, verbs: new Set<string>() };
    byResource.set(label, known);
    known.verbs.add(permission.verb);
  }
  const byVerbs = new Map<string, string[]>();
  for (const { label, verbs } of byResource.values()) append(byVerbs, verbsText(verbs), label);
  const clauses = [...byVerbs]
    .sort(([a], [b]) => byCodeUnit(a, b))
    .map(([verbs, labels]) => `${verbs} ${some(labels)}`);
  return [
    ...clauses,
    ...roles.map(({ resource }) => `whatever ${resource} allows, which is not in the manifests`),
  ].join('; ');
}

function verbsText(verbs: ReadonlySet<string>): string {
  return verbs.has('*') ? 'every verb on' : [...verbs].sort(byCodeUnit).join(', ');
}

function some(labels: readonly string[]): string {
  const sorted = [...labels].sort(byCodeUnit);
  const rest = sorted.length - MOST_NAMED;
  // One more takes no more room than saying so.
  return rest <= 1 ? sorted.join(', ') : `${sorted.slice(0, MOST_NAMED).join(', ')} and ${rest} more`;
}

/** A resource as kubectl calls it: `deployments.apps/scale`. */
function labelOf({ group, resource, kind, objectName }: Permission): string {
  if (kind === 'url') return resource;
  const [plural, ...rest] = resource.split('/');
  const name = objectName === undefined ? '' : ` '${objectName}'`;
  if (plural === '*' && rest.length === 0) return `${everything(group)}${name}`;
  const qualified = group === '*' ? `${plural} of every API group` : qualifiedPlural(plural, group);
  return `${[qualified, ...rest].join('/')}${name}`;
}

function everything(group: string): string {
  if (group === '*') return 'everything';
  return group === '' ? 'everything of the core API group' : `everything of ${group}`;
}
