import { isPlainObject, sortedEntries } from '../../../private/json';
import { show } from '../../../private/show';
import type { Difference } from './differences';

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';
/** How many differences a sentence tells of. */
const TOLD = 3;

/** What stands at a path, in short; what may be a secret is not told. */
export function summary(value: unknown, path: readonly string[], kind: string): string {
  return isConfidential(path, kind) ? 'not shown' : show(inOrder(value));
}

/** The order of writing is not shown, and of a list only what begins it. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 6).map(inOrder);
  return isPlainObject(value) ? Object.fromEntries(sortedEntries(value)) : value;
}

/** Values of Secrets, of environment variables and of kubectl's copy of the object. */
function isConfidential(path: readonly string[], kind: string): boolean {
  if (kind === 'Secret' && (path[0] === 'data' || path[0] === 'stringData')) return true;
  if (path.includes(LAST_APPLIED)) return true;
  const env = path.lastIndexOf('env');
  if (env < 0) return false;
  const field = path[env + 2];
  return field !== 'name' && field !== 'valueFrom';
}

/** Differences as the second half of a sentence: `matchLabels.app was 'm' and would be 'n'`. */
export function tell(found: readonly Difference[], under: readonly string[], kind: string): string {
  const told = found.slice(0, TOLD).map((difference) => tellOne(difference, under, kind));
  const more = found.length - told.length;
  return [...told, ...(more > 0 ? [`${more} more`] : [])].join(', ');
}

function tellOne({ path, kind: change, before, after }: Difference, under: readonly string[], kind: string): string {
  const field = path.slice(under.length).join('.') || 'it';
  if (change === 'added') return `${field} would be added`;
  if (change === 'removed') return `${field} would be removed`;
  const [old, now] = [summary(before, path, kind), summary(after, path, kind)];
  return old === now ? `${field} would change` : `${field} was ${old} and would be ${now}`;
}
