import { GatewayImplementation } from '../../cluster/gateway-options';
import type { ClusterProfile } from '../../core/cluster-profile';
import { knownKind } from '../../manifests/kinds';
import { pluralOf } from '../../manifests/kinds/kind';
import { isGkeClass } from '../../model/health/gke-health';
import { POOL_SUPPORT } from '../../model/routing/dialects/gateway-api/pool-support';

/** What a controller reads that is made of servers, releases, pools and routes. */
interface ControllerKinds {
  readonly group: string;
  readonly kinds: readonly string[];
  /** Whether the cluster profile says that the controller is there. */
  readonly isDeclared: (profile: ClusterProfile) => boolean;
}

const implementationOf = ({ _gateway }: ClusterProfile): GatewayImplementation | undefined =>
  _gateway?._gatewayApi?.implementation;

/** Whether the gateway sends requests to pools by itself. */
function hasPools(profile: ClusterProfile): boolean {
  const implementation = implementationOf(profile);
  const support = implementation && POOL_SUPPORT[implementation];
  return support !== undefined && support.through === undefined;
}

/**
 * Custom resources that are made where the cluster profile declares who reads them. Kinds of routes have a table of their
 * own, and those that are made without a declaration are in every role.
 */
const CONTROLLER_KINDS: readonly ControllerKinds[] = [
  {
    group: 'cloud.google.com',
    kinds: ['BackendConfig'],
    isDeclared: ({ _gateway }) => isGkeClass(_gateway?._ingress?.className),
  },
  {
    group: 'http.keda.sh',
    kinds: ['InterceptorRoute'],
    isDeclared: ({ _keda }) => _keda?.httpAddOn === true,
  },
  { group: 'inference.networking.k8s.io', kinds: ['InferencePool'], isDeclared: hasPools },
  { group: 'keda.sh', kinds: ['TriggerAuthentication'], isDeclared: ({ _keda }) => _keda !== undefined },
  {
    group: 'leaderworkerset.x-k8s.io',
    kinds: ['LeaderWorkerSet'],
    isDeclared: ({ _leaderWorkerSetMinor }) => _leaderWorkerSetMinor !== undefined,
  },
  {
    group: 'machinelearning.seldon.io',
    kinds: ['SeldonDeployment'],
    isDeclared: ({ _seldon }) => _seldon !== undefined,
  },
  {
    group: 'monitoring.coreos.com',
    kinds: ['PodMonitor', 'PrometheusRule', 'ServiceMonitor'],
    isDeclared: ({ _scraper }) => _scraper?._operator !== undefined,
  },
  {
    group: 'networking.gke.io',
    kinds: ['GCPBackendPolicy', 'HealthCheckPolicy'],
    isDeclared: (profile) => implementationOf(profile) === GatewayImplementation.GKE,
  },
  {
    group: 'networking.istio.io',
    kinds: ['DestinationRule'],
    isDeclared: (profile) => implementationOf(profile) === GatewayImplementation.ISTIO,
  },
  {
    group: 'serving.kserve.io',
    kinds: ['InferenceService', 'ServingRuntime'],
    isDeclared: ({ _kserve }) => _kserve !== undefined,
  },
];

/** Resources of one group. */
export interface ControllerResources {
  readonly group: string;
  readonly resources: readonly string[];
  /** Subresources by which their pods are counted: `leaderworkersets/scale`. */
  readonly scales: readonly string[];
}

/** The custom resources of the controllers that a cluster profile declares, as roles call them. */
export function controllerResources(profile: ClusterProfile): ControllerResources[] {
  return CONTROLLER_KINDS.filter(({ isDeclared }) => isDeclared(profile)).map(({ group, kinds }) => {
    const known = kinds.map((kind) => ({ plural: pluralOf(kind), ...knownKind(group, kind) }));
    return {
      group,
      resources: known.map(({ plural }) => plural),
      scales: known
        .filter(({ subresources }) => subresources?.includes('scale'))
        .map(({ plural }) => `${plural}/scale`),
    };
  });
}
