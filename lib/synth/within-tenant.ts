import type { ApiObject } from 'cdk8s';
import { ServiceType } from '../core/service-type';
import { type Tenancy, tenancyOf } from '../core/tenancy';
import type { ResolvedObject } from '../preflight/manifest-set';
import { isPlainObject, type JsonObject, objectAt } from '../private/json';
import { checkAllowedImage } from '../private/registry';
import { show } from '../private/show';
import { UnwritableError } from './unwritable-error';

/** Where the pods of a kind are described. */
const POD_SPECS: { readonly [kind: string]: readonly string[] } = {
  Pod: ['spec'],
  PodTemplate: ['template', 'spec'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
};
const IN_TEMPLATE = ['spec', 'template', 'spec'];

/**
 * Holds a finished object against the tenant around it: its namespace, how it is exposed, where its images come from. Servers
 * were held against it when they were made; patches, overrides and objects of other classes are known only now.
 */
export function refuseOutsideTenant(described: ResolvedObject, object: ApiObject): void {
  const tenancy = tenancyOf(object);
  if (!tenancy) return;
  refuseNamespace(described, object, tenancy);
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
  const { type } = objectAt(manifest, 'spec');
  if (![ServiceType.NODE_PORT, ServiceType.LOAD_BALANCER].some((one) => one === type && !exposure.includes(one)))
    return;
  throw new UnwritableError(
    `/spec/type must not be ${show(type)} in a tenant whose prop exposure does not name it; add it there where everyone who reaches the nodes may reach the pods`,
  );
}

function refuseImages({ kind, manifest }: ResolvedObject, { allowedRegistries }: Tenancy): void {
  const podSpec = objectAt(manifest, ...(POD_SPECS[kind] ?? IN_TEMPLATE));
  const lists = [podSpec.initContainers, podSpec.containers].filter(Array.isArray) as unknown[][];
  const problems = lists
    .flat()
    .filter(isPlainObject)
    .flatMap(({ name, image }) =>
      typeof image === 'string'
        ? (checkAllowedImage(`the image of container ${show(name)}`, image, allowedRegistries) ?? [])
        : [],
    );
  if (problems.length > 0) throw new UnwritableError(problems.join('; '));
}
