export { Acknowledge } from './core/acknowledge';
export { type AlertOptions } from './core/alert-options';
export { AlertSetting, type AlertTuning } from './core/alert-setting';
export { Colour } from './core/colour';
export { ClusterProfile } from './core/cluster-profile';
export type { ClusterProfileOptions } from './core/cluster-profile-options';
export { type ArgoCdDeliveryOptions } from './delivery/argo-cd/argo-cd-options';
export { Delivery } from './delivery/delivery';
export { type FluxDeliveryOptions, FluxSourceKind } from './delivery/flux/flux-options';
export { EgressProxy, type EgressProxyOptions } from './core/egress-proxy';
export { KedaAuthentication, KedaAuthenticationMode } from './core/keda-authentication';
export { type KedaFacts } from './core/keda-facts';
export { ImageTags } from './core/image-tags';
export { ModelCache } from './cache/model-cache';
export { type ModelCacheProps } from './cache/model-cache-props';
export { ContainerRuntime } from './cluster/container-runtime';
export { GatewayFacts } from './cluster/gateway-facts';
export {
  type GatewayApiOptions,
  GatewayImplementation,
  type GatewayPods,
  IngressController,
  type IngressGatewayOptions,
  type TraefikGatewayOptions,
} from './cluster/gateway-options';
export { type GpuOperatorFacts, MigStrategy } from './cluster/gpu-operator';
export {
  MetricsMonitor,
  MetricsScraper,
  type MetricsScraperOptions,
  type PrometheusOperatorOptions,
} from './cluster/metrics-scraper';
export { MetricsAdapter, type PrometheusAdapterOptions } from './cluster/metrics-adapter';
export { NodeLabelScheme } from './cluster/node-label-scheme';
export {
  CidrPeer,
  NamespacePeer,
  type INetworkPeer,
  type NetworkPeerConfig,
  type PeerService,
} from './core/network-peer';
export { EndpointPicker } from './pools/endpoint-picker';
export { type EndpointPickerOptions, type PickerServiceOptions } from './pools/endpoint-picker-options';
export { InferencePool } from './pools/inference-pool';
export { type InferencePoolProps } from './pools/inference-pool-props';
export { PickerFailureMode } from './pools/picker-failure-mode';
export { PodSecurityLevel } from './cluster/pod-security-level';
export { RollingStrategy, type RollingStrategyOptions, type RolloutTiming } from './core/rolling-strategy';
export { RolloutCount } from './core/rollout-count';
export {
  type BaselineSecurityOptions,
  type OpenShiftSecurityOptions,
  type RestrictedSecurityOptions,
  SecurityProfile,
} from './core/security-profile';
export { ServiceType } from './core/service-type';
export { AlertSeverity, ServingAlert } from './core/serving-alert';
export { TaintEffect, type Toleration } from './core/toleration';
export {
  type IRouteTarget,
  type ITrafficTarget,
  type TrafficBackend,
  TrafficBackendKind,
  type TrafficPin,
  type TrafficPort,
  TrafficProtocol,
} from './core/traffic-target';
export { type ArgoRolloutsFacts, type KServeFacts, type SeldonFacts } from './cluster/serving-controllers';
export { type KServeCanary } from './controllers/kserve/kserve-canary';
export { KServeModel } from './controllers/kserve/kserve-model';
export { KServeMode, type KServeModelProps } from './controllers/kserve/kserve-props';
export { OperatedModel } from './controllers/operated-model';
export { SeldonModel } from './controllers/seldon/seldon-model';
export { type SeldonModelProps, SeldonProtocol } from './controllers/seldon/seldon-props';
export { type SeldonCanary, type SeldonShadow } from './controllers/seldon/seldon-version';
export { BlueGreen } from './rollout/blue-green';
export { type BlueGreenProps } from './rollout/blue-green-props';
export { Canary } from './rollout/canary';
export { CanaryPin } from './rollout/canary-pin';
// eslint-disable-next-line @typescript-eslint/no-deprecated -- the former name of StageTransition
export { type CanaryProps, ReleaseWalk, StageTransition } from './rollout/canary-props';
export { CanaryStage } from './rollout/canary-stage';
export { type ArgoRolloutsOptions, ReleaseController } from './rollout/controllers/release-controller';
export { Release } from './rollout/release';
export { QueryComparison, type ReleaseQuery } from './rollout/release-query';
export { type ReleaseLoad, type ReleaseSide, type ReleaseStage, ReleaseStageKind } from './rollout/release-stage';
export { SmokeTest } from './rollout/smoke-test';
export { ArgoCdHook, type SmokeTestOptions } from './rollout/smoke-test-options';
export { type RouteSplitOptions, TrafficSplit } from './rollout/traffic-split';
export { type VersionOptions } from './rollout/version-options';
export { type CustomRuntimeOptions } from './runtimes/custom-runtime';
export { type LargeModelOptions } from './runtimes/large-model';
export { LatencyMetric, MetricUnit } from './runtimes/latency-metric';
export { type RuntimeMetricNames } from './runtimes/metric-names';
export { type RuntimeRequestMetrics } from './runtimes/request-metrics';
export { type RuntimeAlert } from './runtimes/runtime-alert';
export { RuntimeArgument } from './runtimes/runtime-argument';
export {
  type ModelParallelism,
  type RuntimeDefinition,
  type RuntimeMetricsPage,
  type RuntimePorts,
  type RuntimeSecret,
} from './runtimes/runtime-definition';
export { type RuntimeMultiNode } from './runtimes/runtime-multi-node';
export { RuntimePortRole } from './runtimes/runtime-port-role';
export { RuntimeProbe } from './runtimes/runtime-probe';
export { RuntimeShutdown } from './runtimes/runtime-shutdown';
export { RuntimeValue } from './runtimes/runtime-value';
export * from './runtimes/serving-runtime';
export { type WritablePath } from './runtimes/writable-path';
export { type KedaFallback, KedaFallbackBehavior, type KedaScaling } from './scaling/keda-options';
export {
  type ContainerMetricOptions,
  type ExternalMetricOptions,
  type HttpRequestsMetricOptions,
  type ObjectMetricOptions,
  type PodsMetricOptions,
  type QueryMetricOptions,
  ScaledResource,
} from './scaling/metric-options';
export { type ScalingBehavior, ScalingPolicySelection } from './scaling/scaling-behavior';
export { ScalingMetric } from './scaling/scaling-metric';
export { ScalingPolicy } from './scaling/scaling-policy';
export { Accelerator } from './server/accelerator';
export { type GpuOptions, GpuSharing, type MigOptions, type SharedGpuOptions } from './server/accelerator-options';
export { type Autoscaling } from './server/autoscaling';
export { type ConnectOptions } from './server/connect';
export { ContainerImage, type DockerHubImage, type EcrImage } from './core/container-image';
export { DeviceClaim, type DeviceClaimProps } from './server/device-claim';
export { type DeviceConstraint, type DeviceOptions, type DeviceRequest } from './server/device-request';
export { DeviceSelector } from './server/device-selector';
export { type DrainOptions } from './server/drain';
export { type EnvironmentOptions } from './server/environment';
export { EnvironmentSource, type EnvironmentSourceOptions } from './server/environment-source';
export { type ExtraContainer } from './server/extra-container';
export { FileMount, type FileMountOptions } from './server/file-mount';
export { GpuProduct } from './server/gpu-product';
export { type GroupOptions, GroupRestartPolicy, GroupStartupPolicy } from './server/group/group-options';
export { type HealthOptions, type ProbeTiming, type StartupTiming } from './server/health';
export { MetricsEndpoint } from './server/metrics-endpoint';
export { ModelServer } from './server/model-server';
export { ModelServerGroup } from './server/model-server-group';
export { type Placement, type TopologySpread, UnsatisfiableSpread } from './server/placement';
export { PreviousRelease } from './server/previous-release';
export { ConfigMapKeyRef, SecretKeyRef } from './core/references';
export { type ContainerResources, type ServerResources } from './server/resources';
export { ImagePullPolicy, type ModelServerProps, type ServerOptions } from './server/server-options';
export { type ServerOverrides } from './server/server-overrides';
export { ServerVolume } from './server/server-volume';
export { ExternalTrafficPolicy, type ServiceOptions } from './server/service-options';
export { type TerminalOptions } from './server/terminal-options';
export {
  type CsiVolumeOptions,
  type EmptyDirVolumeOptions,
  type EphemeralVolumeOptions,
  type PersistentVolumeOptions,
} from './server/volume-options';
export { type DownloaderOptions, type DownloadOptions } from './sources/download-options';
export { type AzureBlobOptions } from './sources/azure-blob';
export { type ClaimOptions } from './sources/claim';
export { ClaimAccessMode } from './sources/claim-access-mode';
export { type ImageSourceOptions } from './sources/image';
export { type InImageOptions } from './sources/in-image';
export { type ObjectStoreOptions } from './sources/object-store-options';
export { type GcsOptions } from './sources/gcs';
export { type HttpOptions } from './sources/http';
export { type S3Options } from './sources/s3';
export { type HuggingFaceOptions } from './sources/hugging-face';
export { ModelSource } from './sources/model-source';
export { ServingApp } from './synth/serving-app';
export type { ServingAppProps } from './synth/serving-app-props';
export { AccessSubject } from './tenant/access/access-subject';
export { type AccessRule, type CustomRole } from './tenant/access/custom-role';
export { TenantAccess } from './tenant/access/tenant-access';
export { type PodSecurity } from './tenant/pod-security';
export { type NodePool } from './tenant/node-pool';
export { type TenantOwner } from './tenant/owner';
export { type TenantLimits } from './tenant/limits';
export { type ComputeQuota, type StorageClassQuota, type TenantQuota } from './tenant/quota';
export { QuotaAccelerator } from './tenant/quota-accelerator';
export { ExistingNamespace } from './tenant/existing-namespace';
export { type ExistingNamespaceProps } from './tenant/existing-namespace-props';
export { TenantNamespace } from './tenant/tenant-namespace';
export { type TenantNamespaceProps } from './tenant/tenant-props';
export { type QuotaHeadroom, type TenantHeadroom, type TenantUsage } from './tenant/usage';
export { CrossNamespace } from './traffic/cross-namespace';
export { type CrossOrigin } from './traffic/cross-origin';
export { HttpMethod } from './traffic/http-method';
export { IngressRoute } from './traffic/ingress-route';
export { type IngressRouteProps } from './traffic/ingress-route-props';
export { MiddlewareRef } from './traffic/middleware-ref';
export { type RateLimit } from './traffic/rate-limit';
export { type ForwardAuthOptions, RouteAuthentication } from './traffic/route-authentication';
export { RouteRenderer } from './traffic/route-renderer';
export { RouteRule } from './traffic/route-rule';
export { type RouteOptions, type RouteRuleOptions } from './traffic/route-rule-options';
export { RouteTarget, type ServiceTargetOptions, type WeightedTarget } from './traffic/route-target';
export { type RouteTimeouts } from './traffic/route-timeouts';
export { type CertManagerOptions, RouteTls, type TlsOptions, TlsVersion } from './traffic/route-tls';
export { type SeldonPath } from './traffic/seldon-path';
export { CookieSameSite, type StickySession } from './traffic/sticky-session';
export { type TrafficMirror } from './traffic/traffic-mirror';
