import type { Manifest } from '../../manifests/manifest';
import { podTemplatesOf } from '../../manifests/pod-spec';
import { objectAt, objectsIn } from '../../private/json';
import { checkAllowedImage } from '../../private/registry';
import { show } from '../../private/show';
import type { Rule } from '../rule';

export const tenantRegistries: Rule = {
  id: 'tenant-registries',
  title: 'images in a tenant come from the registries that it allows',
  severity: 'error',
  reason:
    'A tenant that names registries runs nothing from elsewhere, whoever made the pods. Known of the namespaces of a TenantNamespace.',
  sources: ['https://kubernetes.io/docs/concepts/containers/images/'],
  check(set, { tenants }) {
    if ([...tenants.values()].every(({ allowedRegistries }) => allowedRegistries.length === 0)) return [];
    return set.manifests.flatMap((manifest) => {
      const allowed = tenants.get(manifest.namespaceName ?? '')?.allowedRegistries ?? [];
      if (allowed.length === 0) return [];
      return imagesOf(manifest).flatMap(({ what, image }) => {
        const problem =
          typeof image === 'string' ? checkAllowedImage(`the image of ${what}`, image, allowed) : undefined;
        return problem === undefined ? [] : [{ manifest, message: problem }];
      });
    });
  },
};

interface UsedImage {
  readonly what: string;
  readonly image: unknown;
}

function imagesOf(manifest: Manifest): UsedImage[] {
  return podTemplatesOf(manifest).flatMap(({ podSpec }) => [
    ...['initContainers', 'containers', 'ephemeralContainers'].flatMap((field) =>
      objectsIn(podSpec[field]).map(({ name, image }) => ({ what: `container ${show(name)}`, image })),
    ),
    ...objectsIn(podSpec.volumes).map((volume) => ({
      what: `volume ${show(volume.name)}`,
      image: objectAt(volume, 'image').reference,
    })),
  ]);
}
