/** The parts of an image reference. */
export interface ImageReference {
  readonly registry: string;
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
}

// The grammar of https://github.com/distribution/reference: what the container runtimes of Kubernetes parse.
const HOST =
  /^(\[[0-9a-fA-F:]+\]|[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?(\.[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?)*)(:\d+)?$/;
const PATH = /^[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*$/;
const TAG = /^\w[\w.-]{0,127}$/;
const DIGEST = /^(sha256:[0-9a-f]{64}|sha384:[0-9a-f]{96}|sha512:[0-9a-f]{128})$/;

/** Parses an image reference; `undefined` when a container runtime would refuse it (`InvalidImageName`). */
export function parseImageReference(reference: unknown): ImageReference | undefined {
  if (typeof reference !== 'string') return undefined;
  const [named, digest, ...rest] = reference.split('@');
  if (rest.length > 0 || (digest !== undefined && !DIGEST.test(digest))) return undefined;
  const colon = named.lastIndexOf(':');
  const hasTag = colon > named.lastIndexOf('/');
  const tag = hasTag ? named.slice(colon + 1) : undefined;
  if (tag !== undefined && !TAG.test(tag)) return undefined;
  const location = splitRegistry(hasTag ? named.slice(0, colon) : named);
  if (!HOST.test(location.registry) || !PATH.test(location.repository)) return undefined;
  // A repository of 64 hexadecimal digits would be taken for an image id.
  return location.repository.length > 255 || /^[0-9a-f]{64}$/.test(named) ? undefined : { ...location, tag, digest };
}

/** What programs write for a variable that has no value. */
const UNSET: ReadonlySet<string> = new Set(['undefined', 'null', 'None', 'NaN']);

/** Whether a tag is what became of a variable without a value. */
export function isUnsetTag(tag: string | undefined): boolean {
  return tag !== undefined && UNSET.has(tag);
}

/** The first part is a host when it looks like one: it has a dot or a port, is `localhost`, or has a capital. */
function splitRegistry(name: string): { registry: string; repository: string } {
  const slash = name.indexOf('/');
  const first = name.slice(0, Math.max(slash, 0));
  return slash > 0 && (/[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase())
    ? { registry: first, repository: name.slice(slash + 1) }
    : { registry: 'docker.io', repository: name };
}
