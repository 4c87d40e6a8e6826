import type { ApiObject } from 'cdk8s';
import { ServiceType } from '../core/service-type';
import { type Tenancy, tenancyNamed, tenancyOf } from '../core/tenancy';
import type { ResolvedObject } from '../preflight/manifest-set';
import { UnwritableError } from '../private/errors';
import { isPlainObject, type JsonObject, objectAt } from '../private/json';
import { checkAllowedImage } from '../private/registry';
import { show } from '../private/show';

/** Where the pods of a kind are described. */
const POD_SPECS: { readonly [kind: string]: readonly string[] } = {
  Pod: ['spec'],
  PodTemplate: ['template', 'spec'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
  ScaledJob: ['spec', 'jobTargetRef', 'template', 'spec'],
};
const IN_TEMPLATE = ['spec', 'template', 'spec'];

/** The Namespace of a tenant keeps its name, which everything inside stands on. */
export function refuseRenaming({ kind, group, name }: ResolvedObject, object: ApiObject): void {
  const tenancy = tenancyOf(object);
  if (!tenancy || group !== '' || kind !== 'Namespace' || name === tenancy.namespaceName) return;
  throw new UnwritableError(
    `/metadata/name must be '${tenancy.namespaceName}', the namespace of the tenant around it, got ${show(name)}; use the tenant's prop name, and declare other Namespaces outside of it`,
  );
}

/**
 * Holds a finished object against the tenant around it: its namespace, how it is exposed, where its images come from. Servers
 * were held against it when they were made; patches, overrides and objects of other classes are known only now.
 */
export function refuseOutsideTenant(described: ResolvedObject, object: ApiObject): void {
  const around = tenancyOf(object);
  if (around) refuseNamespace(described, object, around);
  // What is in the namespace without being declared in the tenant is held to the tenant's rules all the same.
  const tenancy = around ?? tenancyNamed(object, described.namespaceName);
  if (!tenancy) return;
  if (described.kind === 'Service' && described.group === '') refuseExposure(described.manifest, tenancy);
  if (tenancy.allowedRegistries.length > 0) refuseImages(described, tenancy);
}

/** The tenant has looked at what its objects say of themselves; a patch may have said something else since. */
function refuseNamespace({ namespaceName }: ResolvedObject, object: ApiObject, tenancy: Tenancy): void {
  const tenant = tenancy.namespaceName;
  if (namespaceName === tenant || object.metadata.namespace !== tenant) return;
  throw new UnwritableError(
    `/metadata/namespace must be '${tenant}', the namespace of the tenant around it, got ${show(namespaceName)}; take the patch back`,
  );
}

function refuseExposure(manifest: JsonObject, { exposure }: Tenancy): void {
  const { type, externalIPs } = objectAt(manifest, 'spec');
  if (Array.isArray(externalIPs) && externalIPs.length > 0) {
    throw new UnwritableError(
      `/spec/externalIPs must not be set in a tenant, got ${show(externalIPs)}: it takes over traffic of whoever the addresses belong to (CVE-2020-8554); use a LoadBalancer`,
    );
  }
  if (![ServiceType.NODE_PORT, ServiceType.LOAD_BALANCER].some((one) => one === type && !exposure.includes(one)))
    return;
  throw new UnwritableError(
    `/spec/type must not be ${show(type)} in a tenant whose prop exposure does not name it; add it there where everyone who reaches the nodes may reach the pods`,
  );
}

function refuseImages({ kind, manifest }: ResolvedObject, { allowedRegistries }: Tenancy): void {
  const podSpec = objectAt(manifest, ...(Object.hasOwn(POD_SPECS, kind) ? POD_SPECS[kind] : IN_TEMPLATE));
  const within = (field: string): JsonObject[] => {
    const list: unknown = podSpec[field];
    return Array.isArray(list) ? list.filter(isPlainObject) : [];
  };
  const images = [
    ...['initContainers', 'containers', 'ephemeralContainers'].flatMap((field) =>
      within(field).map(({ name, image }) => [`container ${show(name)}`, image] as const),
    ),
    ...within('volumes').map((volume) => [`volume ${show(volume.name)}`, objectAt(volume, 'image').reference] as const),
  ];
  const problems = images.flatMap(([what, image]) =>
    typeof image === 'string' ? (checkAllowedImage(`the image of ${what}`, image, allowedRegistries) ?? []) : [],
  );
  if (problems.length > 0) throw new UnwritableError(problems.join('; '));
}
