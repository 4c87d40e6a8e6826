import type { TraefikImplementation } from '../types';
import { normalized } from './config';

/** Something that Traefik cannot build: it takes down what it belongs to. */
export class Unbuildable extends Error {}

export function refuseForeign(options: TraefikImplementation, home: string, namespace: string, what: string): void {
  if (namespace === home || options.allowCrossNamespace) return;
  throw new Unbuildable(`${what} is in another namespace than ${home}, which needs allowCrossNamespace`);
}

/** The internal name of a Middleware, TLSOption or ServersTransport that a manifest refers to. */
export function resolveReference(
  options: TraefikImplementation,
  home: string,
  { name, namespace = home }: { readonly name: string; readonly namespace?: string },
): string {
  if (name.includes('@')) {
    if (name.endsWith('@kubernetescrd') && !options.allowCrossNamespace) {
      throw new Unbuildable(`${name} names an object of any namespace, which needs allowCrossNamespace`);
    }
    return name.replace(/@kubernetescrd$/, '');
  }
  refuseForeign(options, home, namespace, `${namespace}/${name}`);
  return normalized(namespace, name);
}

/** Whether a Traefik of this version has what came with `since`. */
export function has(options: TraefikImplementation, since: string): boolean {
  const [major = 0, minor = 0] = options.version.replace(/^v/, '').split('.').map(Number);
  const [sinceMajor = 0, sinceMinor = 0] = since.split('.').map(Number);
  return major > sinceMajor || (major === sinceMajor && minor >= sinceMinor);
}
