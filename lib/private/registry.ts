import { parseImageReference } from './image-reference';
import { show } from './show';

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
