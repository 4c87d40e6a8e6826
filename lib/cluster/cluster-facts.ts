import type { ContainerRuntimeFacts } from './container-runtime';
import type { GatewayApiFacts, IngressFacts, TraefikFacts } from './gateway-facts';
import type { OperatorFacts } from './metrics-scraper';
import type { PeerPods } from './peer-pods';

/** What is declared of a gateway, as data. */
export interface DeclaredGateway {
  readonly traefik?: TraefikFacts;
  readonly ingress?: IngressFacts;
  readonly gatewayApi?: GatewayApiFacts;
  /** Where its pods run; nothing where that is not known. */
  readonly pods?: PeerPods;
}

/** What is declared of a cluster, as data: what the model and rules know of it. */
export interface ClusterFacts {
  /** Minor number of the oldest Kubernetes 1 that manifests must run on; nothing where nobody said. */
  readonly kubernetesMinor?: number;
  /** Whether the feature gate `HPAScaleToZero` is on; nothing where nobody said, and the version decides. */
  readonly hpaScaleToZero?: boolean;
  /** What carries requests into it. */
  readonly gateway?: DeclaredGateway;
  /** Who collects metrics. */
  readonly scraper?: PeerPods;
  /** How a Prometheus of the operator selects what it reads; nothing where nobody said. */
  readonly operator?: Pick<OperatorFacts, 'labels' | 'ruleLabels' | 'namespaceLabels'>;
  /** Where names are resolved: the DNS service's namespace and the port of its pods, and addresses of caches on the nodes. */
  readonly dns: {
    readonly namespaceName: string;
    readonly port: number;
    readonly nodeLocalAddresses: readonly string[];
  };
  /** The ports that Services may open on nodes, both included. */
  readonly nodePorts: { readonly min: number; readonly max: number };
  /** What runs containers on the nodes; nothing where nobody said. */
  readonly containerRuntime?: ContainerRuntimeFacts;
  /** Devices kept free for rollouts, by resource name or DeviceClass. */
  readonly spareAccelerators: { readonly [resource: string]: number };
}

/** A cluster of which nothing is declared: what kube-apiserver and the usual installers do by themselves. */
export const UNDECLARED: ClusterFacts = {
  dns: { namespaceName: 'kube-system', port: 53, nodeLocalAddresses: ['169.254.20.10'] },
  nodePorts: { min: 30000, max: 32767 },
  spareAccelerators: {},
};
