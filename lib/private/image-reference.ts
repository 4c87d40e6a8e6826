import { show } from './problems';

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

/** The first part is a host when it looks like one: it has a dot or a port, is `localhost`, or has a capital. */
function splitRegistry(name: string): { registry: string; repository: string } {
  const slash = name.indexOf('/');
  const first = name.slice(0, Math.max(slash, 0));
  return slash > 0 && (/[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase())
    ? { registry: first, repository: name.slice(slash + 1) }
    : { registry: 'docker.io', repository: name };
}

/** Checks the beginning of image references: `registry.example`, `registry.example/team`, `docker.io/library`. */
export function checkRegistry(property: string, value: unknown): string | undefined {
  return typeof value === 'string' && canonical(`${value}/x/y`) === `${value}/x/y`
    ? undefined
    : `${property} must begin with the host of a registry, such as 'registry.example' or 'docker.io/team', without a tag and without '/' at the end, got ${show(value)}`;
}

/** Checks that an image is of one of the registries, compared element by element of the path; none named means all. */
export function checkAllowedImage(property: string, image: string, registries: readonly string[]): string | undefined {
  if (registries.length === 0) return undefined;
  const name = canonical(image) ?? image;
  const repository = name.replace(/@.*$/, '').replace(/:[^/:]*$/, '');
  return registries.some((registry) => repository === registry || repository.startsWith(`${registry}/`))
    ? undefined
    : `${property} must come from a registry that the tenant allows, ${registries.map((registry) => show(registry)).join(' or ')}, got ${show(image)}; mirror the image there, or add its registry to allowedRegistries`;
}

/** The reference with its registry spelled out: `nginx` is `docker.io/library/nginx`. */
function canonical(image: string): string | undefined {
  const parsed = parseImageReference(image);
  if (!parsed) return undefined;
  const { registry, repository } = parsed;
  return `${registry}/${registry === 'docker.io' && !repository.includes('/') ? 'library/' : ''}${repository}`;
}
