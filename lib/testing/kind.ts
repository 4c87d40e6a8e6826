import { byCodeUnit } from '../private/json';
import { show } from '../private/show';
import type { Manifest } from './manifest';

/** The kind of an object with its API version, as a caller writes it: `apps/v1/Deployment`. */
export function fullKind({ apiVersion, kind }: Manifest): string {
  return `${apiVersion}/${kind}`;
}

/**
 * Makes the test for a kind given as `Deployment` (any API version) or `apps/v1/Deployment` (that one).
 *
 * @throws Error when the text cannot be a kind, so that a slip such as `deployment` never passes as "there is none"
 */
export function kindFilter(kind: string): (manifest: Manifest) => boolean {
  if (typeof kind !== 'string' || !/^([a-z0-9.-]+\/){0,2}[A-Z][A-Za-z0-9]*$/.test(kind)) {
    throw new Error(`kind must be written like 'Deployment', 'v1/Service' or 'apps/v1/Deployment', got ${show(kind)}`);
  }
  return kind.includes('/') ? (manifest) => fullKind(manifest) === kind : (manifest) => manifest.kind === kind;
}

/** The kinds of the manifests with their API version, each once, in order. */
export function kindsOf(manifests: readonly Manifest[]): string[] {
  return [...new Set(manifests.map(fullKind))].sort(byCodeUnit);
}
