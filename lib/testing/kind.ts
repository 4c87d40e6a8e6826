import { byCodeUnit } from '../private/json';
import { show } from '../private/show';
import type { Manifest } from './manifest';

/** The kind of an object with its API version, as a caller writes it: `apps/v1/Deployment`. */
export function fullKind({ apiVersion, kind }: Manifest): string {
  return `${apiVersion}/${kind}`;
}

/** A kind, of one version of its API or of any. */
interface WantedKind {
  readonly kind: string;
  readonly apiVersion?: string;
}

/**
 * Reads a kind given as `Deployment` (any API version) or `apps/v1/Deployment` (that one).
 *
 * @throws Error when the text cannot be a kind, so that a slip such as `deployment` never passes as "there is none"
 */
export function readKind(kind: string): WantedKind {
  if (typeof kind !== 'string' || !/^([a-z0-9.-]+\/){0,2}[A-Z][A-Za-z0-9]*$/.test(kind)) {
    throw new Error(`kind must be written like 'Deployment', 'v1/Service' or 'apps/v1/Deployment', got ${show(kind)}`);
  }
  const slash = kind.lastIndexOf('/');
  return slash < 0 ? { kind } : { kind: kind.slice(slash + 1), apiVersion: kind.slice(0, slash) };
}

/** The kinds of the manifests with their API version, each once, in order. */
export function kindsOf(manifests: readonly Manifest[]): string[] {
  return [...new Set(manifests.map(fullKind))].sort(byCodeUnit);
}
