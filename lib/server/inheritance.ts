import type { IConstruct } from 'constructs';
import { ServiceType } from '../core/service-type';
import { type Tenancy, tenancyOf } from '../core/tenancy';
import { sortedEntries } from '../private/json';
import type { Problems } from '../private/problems';
import { checkAllowedImage } from '../private/registry';
import { show } from '../private/show';
import { asImage } from '../core/container-image';
import { extraContainersOf } from './extra-containers';
import type { Placement } from './placement';
import { type ContainerResources, hasNoCpuLimit } from './resources';
import type { ModelServerProps } from './server-options';
import type { ServerVolume } from './server-volume';

/** The props of a server with what its tenant hands to it. What the tenant does not allow is noted. */
export function withInherited(problems: Problems, server: IConstruct, props: ModelServerProps): ModelServerProps {
  const tenancy = tenancyOf(server);
  if (!tenancy) return props;
  problems.add(
    exposureProblem(tenancy, props),
    imageProblems(tenancy, props),
    poolProblems(tenancy, props),
    cpuLimitProblem(tenancy, 'resources', props.resources),
    extraContainersOf(props).map(({ property, container }) =>
      cpuLimitProblem(tenancy, `${property}.resources`, container.resources),
    ),
  );
  return {
    ...props,
    placement: placementIn(tenancy, props.placement),
    security: props.security ?? tenancy.security,
  };
}

function exposureProblem({ exposure }: Tenancy, { service }: ModelServerProps): string | undefined {
  const type = service?.serviceType ?? ServiceType.CLUSTER_IP;
  // What is no type at all is told where types are.
  if (type === ServiceType.CLUSTER_IP || exposure.includes(type) || !Object.values(ServiceType).includes(type))
    return undefined;
  const allowed = [ServiceType.CLUSTER_IP, ...exposure].map((one) => show(one)).join(' or ');
  return `service.serviceType must be ${allowed}, which is how its tenant lets Services be exposed, got ${show(type)}; add it to the tenant's prop exposure where everyone who reaches the nodes may reach the server`;
}

function imageProblems({ allowedRegistries }: Tenancy, props: ModelServerProps): (string | undefined)[] {
  if (allowedRegistries.length === 0) return [];
  const images = [
    ['image', props.image],
    ...(props.initContainers ?? []).map(({ name, image }) => [`initContainers[${show(name)}].image`, image] as const),
    ...(props.sidecars ?? []).map(({ name, image }) => [`sidecars[${show(name)}].image`, image] as const),
  ] as const;
  const references = [
    ...images.map(([property, image]) => [property, asImage(image)?.reference] as const),
    ...(props.volumes ?? []).map((volume) => ['source.image', (volume as ServerVolume | undefined)?._image] as const),
  ];
  return references.map(([property, reference]) => {
    return reference === undefined ? undefined : checkAllowedImage(property, reference, allowedRegistries);
  });
}

/** A LimitRange gives a limit to whoever has none, and a quota that counts limits wants one. */
export function cpuLimitProblem(
  tenancy: Tenancy | undefined,
  property: string,
  resources: ContainerResources | undefined,
): string | undefined {
  const given = tenancy?.defaultCpuLimit;
  if (given === undefined || !hasNoCpuLimit(resources)) return undefined;
  return `${property}.cpuLimit must be an amount in a tenant whose LimitRange gives ${show(given)} to those without, got 'none'; let its quota count cpuRequest, and set neither limits.defaultCpu nor limits.maxCpu`;
}

function poolProblems({ nodeSelector }: Tenancy, { placement }: ModelServerProps): string[] {
  return sortedEntries(placement?.nodeSelector).flatMap(([label, value]) =>
    Object.hasOwn(nodeSelector, label) && nodeSelector[label] !== value
      ? [
          `placement.nodeSelector['${label}'] must be ${show(nodeSelector[label])}, as the tenant's node pool says, got ${show(value)}; leave it out`,
        ]
      : [],
  );
}

/** Names of the Secrets with which the images of a server are pulled: the tenant's first. */
export function pullSecretNames(server: IConstruct, { imagePullSecrets = [] }: ModelServerProps): string[] {
  return [
    ...new Set([...(tenancyOf(server)?.imagePullSecretNames ?? []), ...imagePullSecrets.map(({ name }) => name)]),
  ];
}

function placementIn(tenancy: Tenancy, placement: Placement = {}): Placement {
  const { nodeSelector, tolerations, priorityClassName } = tenancy;
  if (Object.keys(nodeSelector).length === 0 && tolerations.length === 0 && priorityClassName === undefined)
    return placement;
  return {
    ...placement,
    nodeSelector: { ...placement.nodeSelector, ...nodeSelector },
    tolerations: [...tolerations, ...(placement.tolerations ?? [])],
    priorityClassName: placement.priorityClassName ?? priorityClassName,
  };
}
