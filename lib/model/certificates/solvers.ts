import type { ClusterFacts } from '../../cluster/cluster-facts';
import type { Manifest } from '../../manifests/manifest';
import type { ManifestSet } from '../../manifests/manifest-set';
import { isPlainObject, type JsonObject, objectAt, objectsIn } from '../../private/json';
import type { Caller } from '../network/admission';
import { gatewayOf } from '../network/gateways';
import type { PolicyPods } from '../network/reach';

const GROUP = 'cert-manager.io';

/** A certificate that cert-manager is asked for, proved by HTTP-01. */
export interface Http01Challenge {
  /** What asks: a Certificate, or an Ingress or Gateway by annotation. */
  readonly asker: Manifest;
  /** The issuer, where the set has it. */
  readonly issuer?: Manifest;
  /** The pods that cert-manager starts for it, with what is known of them. */
  readonly pods: PolicyPods & { readonly podSpec: JsonObject };
}

/** `acmeSolverListenPort` in pkg/issuer/acme/http/http.go of cert-manager/cert-manager. */
export const SOLVER_PORT = { number: 8089, protocol: 'TCP' };

/** The certificates of a set of which it is known that they are proved by HTTP-01: the issuer says nothing else, or the asker does. */
export function http01Challenges(set: ManifestSet): Http01Challenge[] {
  const askers = [
    ...set.ofKind('Certificate', GROUP),
    ...set.ofKind('Ingress', 'networking.k8s.io'),
    ...set.ofKind('Gateway', 'gateway.networking.k8s.io'),
  ];
  return askers.flatMap((asker) => {
    const named = issuerNamed(asker);
    if (!named || hostsOf(asker).some((host) => host.startsWith('*.'))) return [];
    const issuer = set
      .ofKind(named.kind, GROUP)
      .find(
        ({ name, namespaceName }) =>
          name === named.name && (named.kind === 'ClusterIssuer' || namespaceName === asker.namespaceName),
      );
    const solvers = issuer ? solversOf(issuer) : [];
    const isHttp01 = solvers.length > 0 && solvers.every(({ http01 }) => isPlainObject(http01));
    if (!isHttp01 && (issuer !== undefined || !saysHttp01(asker))) return [];
    return [{ asker, ...(issuer && { issuer }), pods: podsOf(asker, solvers) }];
  });
}

function issuerNamed({ kind, json }: Manifest): { readonly kind: string; readonly name: string } | undefined {
  if (kind === 'Certificate') {
    const { kind: issuerKind = 'Issuer', name, group = GROUP } = objectAt(json, 'spec', 'issuerRef');
    return typeof name === 'string' && group === GROUP ? { kind: String(issuerKind), name } : undefined;
  }
  const annotations = objectAt(json, 'metadata', 'annotations');
  const [issuer, clusterIssuer] = [
    annotations['cert-manager.io/issuer'],
    annotations['cert-manager.io/cluster-issuer'],
  ];
  if (typeof issuer === 'string') return { kind: 'Issuer', name: issuer };
  return typeof clusterIssuer === 'string' ? { kind: 'ClusterIssuer', name: clusterIssuer } : undefined;
}

/** Hosts that a certificate is for; one for all of a domain cannot be proved by HTTP-01. */
function hostsOf({ json }: Manifest): string[] {
  const { dnsNames, tls, listeners } = objectAt(json, 'spec');
  const lists = [
    dnsNames,
    ...objectsIn(tls).map(({ hosts }) => hosts),
    objectsIn(listeners).map(({ hostname }) => hostname),
  ];
  return lists.flatMap((list) => (Array.isArray(list) ? list.map(String) : []));
}

function solversOf({ json }: Manifest): readonly JsonObject[] {
  return objectsIn(objectAt(json, 'spec', 'acme').solvers);
}

/** https://cert-manager.io/docs/usage/ingress/#supported-annotations */
function saysHttp01({ json }: Manifest): boolean {
  return Object.keys(objectAt(json, 'metadata', 'annotations')).some((key) =>
    key.startsWith('acme.cert-manager.io/http01-'),
  );
}

/** pkg/issuer/acme/http/pod.go there; of several solvers, what they say of their pods is not told apart. */
function podsOf({ namespaceName }: Manifest, solvers: readonly JsonObject[]): Http01Challenge['pods'] {
  const own =
    solvers.length === 1 ? objectAt(solvers[0], 'http01', 'ingress', 'podTemplate', 'metadata', 'labels') : {};
  const ports = [{ name: 'http', containerPort: SOLVER_PORT.number }];
  return {
    namespaceName,
    labels: { 'acme.cert-manager.io/http01-solver': 'true', ...own },
    podSpec: { containers: [{ name: 'acmesolver', ports }] },
  };
}

/** The gateway through which the authority asks: the one that serves the asker, as far as that is known. */
export function gatewayOfChallenge(set: ManifestSet, cluster: ClusterFacts, asker: Manifest): Caller {
  const gateway = gatewayOf(set, cluster, asker);
  if (gateway.pods.length > 0 || asker.servedBy || asker.kind === 'Ingress') return gateway;
  const { pods } = cluster.gateway ?? {};
  const declared = pods && {
    namespaceName: pods.namespaceName,
    ...(pods.podLabels && { labels: { ...pods.podLabels } }),
  };
  return {
    ...gateway,
    pods: declared ? [declared] : [],
    // Some implementations run their proxies where the Gateway is.
    maybeIn: new Set(asker.kind === 'Gateway' ? [asker.namespaceName ?? ''] : []),
  };
}
