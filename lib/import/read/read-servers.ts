import type { Manifest } from '../../manifests/manifest';
import type { ManifestSet } from '../../manifests/manifest-set';
import { scaledWorkloadsOf } from '../../model/scaling/scalers';
import { podGroupsOf, type PodGroup } from '../../model/selection/pod-groups';
import { hasSelector, podsOfService } from '../../model/selection/service-pods';
import { checkServiceName } from '../../private/check-name';
import { parseImageReference } from '../../private/image-reference';
import { isPlainObject, objectAt } from '../../private/json';
import { show } from '../../private/show';
import { cleaned } from './cleaned';
import type { ImportedServer, Unfit } from './imported-server';
import { servingContainer } from './served-port';

/** What manifests serve, and which of their workloads are no servers. */
export interface ReadServers {
  readonly servers: readonly ImportedServer[];
  readonly unfit: readonly Unfit[];
  /** Services that lead to the pods of several workloads. */
  readonly shared: readonly { readonly service: Manifest; readonly workloads: readonly Manifest[] }[];
}

/** Finds the servers among manifests, each with the Service, autoscaler and budget of its pods. */
export function readServers(set: ManifestSet): ReadServers {
  const services = set.ofKind('Service', '').filter(hasSelector);
  const led = services.map((service) => ({ service, workloads: workloadsOf(podsOfService(set, service)) }));
  const shared = led.filter(({ workloads }) => workloads.length > 1);
  const servers: ImportedServer[] = [];
  const unfit: Unfit[] = [];
  for (const manifest of set.ofKind('Deployment', 'apps')) {
    const own = led.filter(({ workloads }) => workloads.length === 1 && workloads[0] === manifest);
    const read = readServer(
      set,
      manifest,
      main(
        set,
        own.map(({ service }) => service),
      ),
    );
    if ('reason' in read) unfit.push(read);
    else servers.push(read);
  }
  return { servers, unfit, shared };
}

/** The workloads of pods, each once. */
function workloadsOf(pods: readonly PodGroup[]): Manifest[] {
  return [...new Set(pods.map(({ manifest }) => manifest))];
}

/** The one that routes lead to, else the one that clients can reach by an address. */
function main(set: ManifestSet, services: readonly Manifest[]): Manifest | undefined {
  const isHeadless = (service: Manifest): boolean => objectAt(service.json, 'spec').clusterIP === 'None';
  const routed = routedNames(set);
  const isRouted = ({ namespaceName = '', name }: Manifest): boolean => routed.has(`${namespaceName}/${name}`);
  return services.find(isRouted) ?? services.find((service) => !isHeadless(service)) ?? services[0];
}

/** Services that Ingresses name, as `<namespace>/<name>`. */
function routedNames(set: ManifestSet): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { json, namespaceName = '' } of set.ofKind('Ingress', 'networking.k8s.io'))
    for (const name of serviceNamesIn(json)) names.add(`${namespaceName}/${name}`);
  return names;
}

function serviceNamesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(serviceNamesIn);
  if (!isPlainObject(value)) return [];
  const { service } = value;
  const own = isPlainObject(service) && typeof service.name === 'string' ? [service.name] : [];
  return [...own, ...Object.values(value).flatMap(serviceNamesIn)];
}

function readServer(set: ManifestSet, manifest: Manifest, service: Manifest | undefined): ImportedServer | Unfit {
  const deployment = cleaned(manifest.json);
  const podSpec = objectAt(deployment, 'spec', 'template', 'spec');
  const serving = servingContainer(podSpec, service);
  const reason = unfitness(manifest, deployment, serving?.container);
  if (reason !== undefined) return { manifest, reason };
  if (!serving)
    return { manifest, reason: 'it tells of no port: neither its containers nor a Service or probe name one' };
  const scalers = scaledWorkloadsOf(set).get(manifest) ?? [];
  const scaler = scalers.length === 1 ? scalers[0].manifest : undefined;
  return {
    manifest,
    deployment,
    ...serving,
    service,
    autoscaler:
      scaler?.kind === 'HorizontalPodAutoscaler' && scaler.apiVersion !== 'autoscaling/v2beta2' ? scaler : undefined,
    disruptionBudget: budgetOf(set, manifest),
  };
}

/** The one PodDisruptionBudget of the pods, where it is of no others. */
function budgetOf(set: ManifestSet, manifest: Manifest): Manifest | undefined {
  const of = set
    .ofKind('PodDisruptionBudget', 'policy')
    .map((budget) => ({
      budget,
      workloads: workloadsOf(podGroupsOf(set).select(budget.namespaceName, objectAt(budget.json, 'spec', 'selector'))),
    }))
    .filter(({ workloads }) => workloads.includes(manifest));
  return of.length === 1 && of[0].workloads.length === 1 ? of[0].budget : undefined;
}

function unfitness(
  { name }: Manifest,
  deployment: { readonly [key: string]: unknown },
  container: { readonly [key: string]: unknown } | undefined,
): string | undefined {
  if (checkServiceName('name', name) !== undefined)
    return `its name ${show(name)} cannot be that of a server, which a Service has as well: letters, digits and '-', a letter first`;
  const { matchLabels, ...others } = objectAt(deployment, 'spec', 'selector');
  if (!isPlainObject(matchLabels) || Object.keys(matchLabels).length === 0)
    return 'its selector has no matchLabels, which every server adopts';
  if (Object.keys(others).length > 0) return 'its selector has matchExpressions, which a server cannot adopt';
  if (container && parseImageReference(container.image) === undefined)
    return `its image ${show(container.image)} is no reference to one; set it first`;
  return undefined;
}
