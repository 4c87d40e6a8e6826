import { atFirstUse } from '../../private/first-use';
import { clusterScoped, IN_TEMPLATE, type KindRow, type KindRows, namespaced } from './kind';

const KIND = namespaced();
const RUNS_PODS = namespaced({ runsPods: true });

/**
 * Replicas of several pods each (https://lws.sigs.k8s.io; pkg/webhooks/pod_webhook.go and pkg/utils/revision of
 * kubernetes-sigs/lws at v0.10.0).
 */
const LEADER_WORKER_SET: Omit<KindRow, 'isNamespaced'> = {
  podSpec: ['spec', 'leaderWorkerTemplate', 'workerTemplate', 'spec'],
  podGroup: {
    leaderPodSpec: ['spec', 'leaderWorkerTemplate', 'leaderTemplate', 'spec'],
    size: ['spec', 'leaderWorkerTemplate', 'size'],
    nameLabel: 'leaderworkerset.sigs.k8s.io/name',
    leaderLabels: { 'leaderworkerset.sigs.k8s.io/worker-index': '0' },
    revision: [
      ['spec', 'leaderWorkerTemplate'],
      ['spec', 'networkConfig'],
    ],
  },
  shortName: 'lws',
  subresources: ['scale', 'status'],
};

/** Custom resources that stand beside model servers. Their groups may have others that are not in this list. */
// eslint-disable-next-line max-lines-per-function -- a table
export const customKinds = atFirstUse((): KindRows => ({
  'argoproj.io': {
    AnalysisRun: namespaced({ runsPods: true, shortName: 'ar' }),
    AnalysisTemplate: namespaced({ runsPods: true, shortName: 'at' }),
    AppProject: KIND,
    Application: RUNS_PODS,
    ApplicationSet: RUNS_PODS,
    // Its Jobs run in the namespaces of those who name it.
    ClusterAnalysisTemplate: clusterScoped({ runsPods: true, shortName: 'cat' }),
    ClusterWorkflowTemplate: clusterScoped(),
    CronWorkflow: RUNS_PODS,
    Experiment: namespaced({ runsPods: true, shortName: 'exp' }),
    Rollout: namespaced({ podSpec: IN_TEMPLATE, shortName: 'ro', subresources: ['scale', 'status'] }),
    Workflow: RUNS_PODS,
    WorkflowTemplate: RUNS_PODS,
  },
  'cert-manager.io': {
    Certificate: KIND,
    CertificateRequest: KIND,
    ClusterIssuer: clusterScoped(),
    Issuer: KIND,
  },
  'cilium.io': { CiliumNetworkPolicy: KIND },
  'cloud.google.com': { BackendConfig: KIND },
  'external-secrets.io': {
    ClusterExternalSecret: clusterScoped(),
    ClusterSecretStore: clusterScoped(),
    ExternalSecret: KIND,
    SecretStore: KIND,
  },
  'flagger.app': { AlertProvider: KIND, Canary: KIND, MetricTemplate: KIND },
  'gateway.networking.k8s.io': {
    BackendTLSPolicy: KIND,
    GRPCRoute: KIND,
    Gateway: KIND,
    GatewayClass: clusterScoped(),
    HTTPRoute: KIND,
    ReferenceGrant: KIND,
    TCPRoute: KIND,
    TLSRoute: KIND,
  },
  'http.keda.sh': { HTTPScaledObject: KIND, InterceptorRoute: KIND },
  'inference.networking.k8s.io': { InferencePool: KIND },
  'jobset.x-k8s.io': { JobSet: RUNS_PODS },
  'keda.sh': {
    ClusterTriggerAuthentication: clusterScoped(),
    ScaledJob: namespaced({ podSpec: ['spec', 'jobTargetRef', 'template', 'spec'] }),
    ScaledObject: KIND,
    TriggerAuthentication: KIND,
  },
  'leaderworkerset.x-k8s.io': { LeaderWorkerSet: namespaced(LEADER_WORKER_SET) },
  'machinelearning.seldon.io': { SeldonDeployment: RUNS_PODS },
  'monitoring.coreos.com': { PodMonitor: KIND, PrometheusRule: KIND, ServiceMonitor: KIND },
  'networking.gke.io': {
    FrontendConfig: KIND,
    GCPBackendPolicy: KIND,
    GCPGatewayPolicy: KIND,
    HealthCheckPolicy: KIND,
    ManagedCertificate: KIND,
  },
  'networking.istio.io': { DestinationRule: KIND },
  'policy.networking.k8s.io': {
    AdminNetworkPolicy: clusterScoped(),
    BaselineAdminNetworkPolicy: clusterScoped(),
  },
  'ray.io': { RayCluster: RUNS_PODS, RayJob: RUNS_PODS, RayService: RUNS_PODS },
  'serving.knative.dev': {
    Configuration: namespaced({ podSpec: IN_TEMPLATE }),
    Service: namespaced({ podSpec: IN_TEMPLATE }),
  },
  'serving.kserve.io': {
    InferenceGraph: RUNS_PODS,
    InferenceService: RUNS_PODS,
    ServingRuntime: RUNS_PODS,
    TrainedModel: KIND,
  },
  'traefik.io': {
    IngressRoute: KIND,
    IngressRouteTCP: KIND,
    IngressRouteUDP: KIND,
    Middleware: KIND,
    MiddlewareTCP: KIND,
    ServersTransport: KIND,
    ServersTransportTCP: KIND,
    TLSOption: KIND,
    TLSStore: KIND,
    TraefikService: KIND,
  },
}));
