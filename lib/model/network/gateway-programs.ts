import type { ClusterFacts } from '../../cluster/cluster-facts';
import { GatewayImplementation, IngressController } from '../../cluster/gateway-options';
import type { Manifest } from '../../manifests/manifest';
import type { ManifestSet } from '../../manifests/manifest-set';
import { objectAt, objectsIn } from '../../private/json';
import { ingressClassOf, parentsOf } from '../routing/attachments';
import type { PodGroup } from '../selection/pod-groups';

/** Programs that carry requests, as far as it matters where their pods run. */
export type Program = 'traefik' | 'ingress-nginx' | 'envoy-gateway' | 'gke';

interface ProgramFacts {
  readonly name: Program;
  /** Names of an IngressClass or GatewayClass that installations give by themselves. */
  readonly classes: RegExp;
  /** `spec.controller` of an IngressClass, `spec.controllerName` of a GatewayClass. */
  readonly controller: RegExp;
  isRunBy(group: PodGroup): boolean;
}

/** What is known of each; pods are told by the name that charts give them and by their images. */
export const PROGRAMS: readonly ProgramFacts[] = [
  {
    name: 'traefik',
    classes: /^traefik$/,
    controller: /^traefik\.io\//,
    isRunBy: (group) => isNamed(group, 'traefik') && runs(group, /(^|\/)traefik(:|@|$)/),
  },
  {
    name: 'ingress-nginx',
    classes: /^nginx$/,
    controller: /^k8s\.io\/ingress-nginx$/,
    isRunBy: (group) => runs(group, /(^|\/)ingress-nginx\/controller(-chroot)?(:|@|$)/),
  },
  {
    // Its proxies are made by its controller, beside it: https://gateway.envoyproxy.io/docs/concepts/
    name: 'envoy-gateway',
    classes: /^eg$/,
    controller: /^gateway\.envoyproxy\.io\//,
    isRunBy: () => false,
  },
  {
    // https://cloud.google.com/kubernetes-engine/docs/concepts/gateway-api#gatewayclass
    name: 'gke',
    classes: /^(gce|gce-internal|gke-l7-.*)$/,
    controller: /^networking\.gke\.io\//,
    isRunBy: () => false,
  },
];

function isNamed({ labels }: PodGroup, name: string): boolean {
  return [labels['app.kubernetes.io/name'], labels.app].includes(name);
}

function runs({ podSpec }: PodGroup, image: RegExp): boolean {
  return objectsIn(podSpec.containers).some((container) => image.test(String(container.image)));
}

/** The program that serves a route; nothing where that is not known. */
export function programOf(set: ManifestSet, cluster: ClusterFacts, route: Manifest): Program | undefined {
  if (route.group === 'traefik.io') return 'traefik';
  if (route.kind === 'Ingress') return ofClass(set, cluster, 'IngressClass', ingressClassOf(route));
  const classes = parentsOf(route).flatMap(({ name, namespaceName }) =>
    set
      .ofKind('Gateway', 'gateway.networking.k8s.io')
      .filter((gateway) => gateway.name === name && gateway.namespaceName === namespaceName)
      .map(({ json }) => objectAt(json, 'spec').gatewayClassName),
  );
  for (const className of classes) {
    const program = ofClass(set, cluster, 'GatewayClass', className);
    if (program) return program;
  }
  const { gatewayApi } = cluster.gateway ?? {};
  const isDeclared = parentsOf(route).some(({ name }) => name === gatewayApi?.gatewayName);
  return isDeclared ? implementation(cluster) : undefined;
}

function ofClass(
  set: ManifestSet,
  cluster: ClusterFacts,
  kind: 'IngressClass' | 'GatewayClass',
  className: unknown,
): Program | undefined {
  if (typeof className !== 'string') return undefined;
  const { ingress, gatewayApi } = cluster.gateway ?? {};
  const object = set.ofKind(kind).find(({ name }) => name === className);
  if (object) {
    const { controller, controllerName } = objectAt(object.json, 'spec');
    return PROGRAMS.find((each) => each.controller.test(String(controller ?? controllerName)))?.name;
  }
  if (kind === 'IngressClass' && className === ingress?.className && ingress.controller !== IngressController.OTHER)
    return ingress.controller === IngressController.TRAEFIK ? 'traefik' : 'ingress-nginx';
  if (kind === 'GatewayClass' && className === gatewayApi?.className) {
    const declared = implementation(cluster);
    if (declared) return declared;
  }
  return PROGRAMS.find(({ classes }) => classes.test(className))?.name;
}

function implementation(cluster: ClusterFacts): Program | undefined {
  switch (cluster.gateway?.gatewayApi?.implementation) {
    case GatewayImplementation.ENVOY_GATEWAY:
      return 'envoy-gateway';
    case GatewayImplementation.GKE:
      return 'gke';
    case GatewayImplementation.TRAEFIK:
      return 'traefik';
    default:
      return undefined;
  }
}
