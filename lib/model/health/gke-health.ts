import type { ClusterFacts } from '../../cluster/cluster-facts';
import type { Manifest } from '../../manifests/manifest';
import type { ManifestSet } from '../../manifests/manifest-set';
import { isPlainObject, objectAt, objectsIn } from '../../private/json';
import { programOf } from '../network/gateway-programs';
import { oncePerSet } from '../once-per-set';
import type { PodGroup } from '../selection/pod-groups';
import { type HttpProbe, httpProbesOf } from './http-probes';

/** Kinds of load balancers of GKE: each is told in its own way what to ask for health. */
export type GkeBalancer = 'Gateway' | 'Ingress';

/** The load balancer of GKE that serves a route; nothing where it is none of GKE, or that is not known. */
export function gkeBalancerOf(set: ManifestSet, cluster: ClusterFacts, route: Manifest): GkeBalancer | undefined {
  if (route.kind === 'Ingress') {
    const annotation = objectAt(route.json, 'metadata', 'annotations')['kubernetes.io/ingress.class'];
    return isGkeClass(annotation) ? 'Ingress' : undefined;
  }
  return route.kind === 'HTTPRoute' && programOf(set, cluster, route) === 'gke' ? 'Gateway' : undefined;
}

/** Whether a value of the annotation `kubernetes.io/ingress.class` means a load balancer of GKE. */
export function isGkeClass(value: unknown): boolean {
  return value === 'gce' || value === 'gce-internal';
}

/** What tells a load balancer what to ask: an object of the set, or one that is made elsewhere. */
export type HealthSettings =
  | { readonly kind: 'none' }
  | { readonly kind: 'elsewhere' }
  | {
      readonly kind: 'found';
      readonly manifest: Manifest;
      readonly asksRoot: boolean;
      /** The port that is asked, where one is named. */
      readonly port: number | undefined;
    };

/** What the health check of a Service has been told. */
export function healthSettingsOf(set: ManifestSet, balancer: GkeBalancer, service: Manifest): HealthSettings {
  return balancer === 'Gateway' ? ofGateway(set, service) : ofIngress(set, service);
}

/** https://cloud.google.com/kubernetes-engine/docs/how-to/configure-gateway-resources#configure_health_check */
function ofGateway(set: ManifestSet, service: Manifest): HealthSettings {
  const manifest = policiesOf(set).get(keyOf(service.kind, service.namespaceName, service.name));
  if (!manifest) return { kind: 'none' };
  const config = objectAt(manifest.json, 'spec', 'default', 'config');
  const details = ['httpHealthCheck', 'httpsHealthCheck', 'http2HealthCheck'].map((key) => objectAt(config, key));
  const isHttp = typeof config.type === 'string' ? /^HTTP/.test(config.type) : true;
  const port = details.map((each) => each.port).find((each) => typeof each === 'number');
  return { kind: 'found', manifest, asksRoot: isHttp && !details.some(namesPath), port };
}

const policiesOf = oncePerSet(
  (set) =>
    new Map(
      set.ofKind('HealthCheckPolicy', 'networking.gke.io').map((policy) => {
        const { kind = 'Service', name } = objectAt(policy.json, 'spec', 'targetRef');
        return [keyOf(String(kind), policy.namespaceName, String(name)), policy];
      }),
    ),
);

function keyOf(kind: string, namespaceName: string | undefined, name: string): string {
  return `${kind} ${namespaceName ?? ''}/${name}`;
}

const ANNOTATIONS = ['cloud.google.com/backend-config', 'beta.cloud.google.com/backend-config'];

/** https://cloud.google.com/kubernetes-engine/docs/how-to/ingress-configuration#associating_backendconfig_with_your_ingress */
function ofIngress(set: ManifestSet, service: Manifest): HealthSettings {
  const annotations = objectAt(service.json, 'metadata', 'annotations');
  const text = ANNOTATIONS.map((name) => annotations[name]).find((value) => typeof value === 'string');
  if (typeof text !== 'string') return { kind: 'none' };
  const name = onlyConfig(text);
  const manifest = set
    .ofKind('BackendConfig', 'cloud.google.com')
    .find((each) => each.name === name && each.namespaceName === service.namespaceName);
  if (!manifest) return { kind: 'elsewhere' };
  const spec = objectAt(manifest.json, 'spec');
  const check = objectAt(spec, 'healthCheck');
  const port = typeof check.port === 'number' ? check.port : undefined;
  return { kind: 'found', manifest, asksRoot: isPlainObject(spec.healthCheck) && !namesPath(check), port };
}

/** The one that is for every port; those of single ports are not told apart. */
function onlyConfig(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return isPlainObject(value) && value.ports === undefined ? value.default : undefined;
  } catch {
    return undefined;
  }
}

function namesPath({ requestPath }: { readonly [key: string]: unknown }): boolean {
  return typeof requestPath === 'string' && requestPath !== '' && requestPath !== '/';
}

/**
 * The probe that a server answers, where it is not known to answer `/` on a port and the load balancer does not find the
 * probe out: a Gateway never does, an Ingress reads a plain readiness probe of that port
 * (https://cloud.google.com/kubernetes-engine/docs/concepts/ingress#def_inf_hc).
 */
export function unseenProbe(balancer: GkeBalancer, { podSpec }: PodGroup, port: number): HttpProbe | undefined {
  const probes = httpProbesOf(podSpec);
  if (probes.some((probe) => probe.path === '/' && probe.port === port)) return undefined;
  if (balancer === 'Ingress' && probes.some((probe) => isInferred(probe, port))) return undefined;
  return probes.find(({ kind }) => kind === 'readinessProbe') ?? probes[0];
}

function isInferred({ kind, container, port, isPlain }: HttpProbe, wanted: number): boolean {
  const isDeclared = objectsIn(container.ports).some(({ containerPort }) => containerPort === wanted);
  return kind === 'readinessProbe' && port === wanted && isPlain && isDeclared;
}
