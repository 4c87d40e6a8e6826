// Generated from the interfaces of the public API by `npm run generate:shapes`. Do not edit.
/* eslint-disable max-lines */

/** The structs that callers pass in, with the names of their members. */
export interface Structs {
  readonly AccessRule: 'apiGroups' | 'resources' | 'verbs' | 'resourceNames';
  readonly AlertOptions: 'settings' | 'runbookUrl' | 'labels';
  readonly AlertTuning: 'threshold' | 'lasting' | 'severity';
  readonly ArgoCdDeliveryOptions: 'name' | 'repoUrl' | 'path' | 'targetRevision' | 'destinationName' | 'destinationServer' | 'project' | 'namespaceName' | 'perChart' | 'automated' | 'prune' | 'outdir';
  readonly ArgoRolloutsFacts: 'version' | 'prometheusUrl' | 'gatewayApiPlugin';
  readonly ArgoRolloutsOptions: 'pause' | 'analysis' | 'scaleDownDelay';
  readonly Autoscaling: 'minReplicas' | 'maxReplicas' | 'metrics' | 'targetCpuUtilization' | 'targetMemoryUtilization' | 'scaleDownAfter' | 'scaleUp' | 'scaleDown' | 'keda' | 'initialReplicas';
  readonly AzureBlobOptions: 'url' | 'clientId' | 'tenantId' | 'accessKey' | 'file' | 'size' | 'volumeSize' | 'mountPath' | 'egress' | 'downloader';
  readonly BaselineSecurityOptions: 'runAsRoot' | 'capabilities' | 'user' | 'group' | 'writableRootFilesystem' | 'serviceAccountToken' | 'unprivilegedPortStart';
  readonly BentoMlOptions: 'port' | 'pathPrefix' | 'metrics' | 'user';
  readonly BlueGreenProps: 'server' | 'blue' | 'green' | 'active' | 'previewServiceName' | 'minCapacity' | 'controller' | 'verify' | 'previously';
  readonly CanaryProps: 'server' | 'stable' | 'canary' | 'replicas' | 'steps' | 'stage' | 'split' | 'keepStable' | 'tolerance' | 'minCapacity' | 'transition' | 'walk' | 'controller' | 'verify' | 'previously';
  readonly CertManagerOptions: 'clusterIssuer' | 'issuer' | 'secretName' | 'http01' | 'minVersion' | 'clientCaSecretName' | 'hosts';
  readonly ClaimOptions: 'name' | 'path' | 'readOnly' | 'accessMode' | 'mountPath' | 'size';
  readonly ClusterProfileOptions: 'kubernetesVersion' | 'scraper' | 'alerts' | 'metricsAdapter' | 'keda' | 'hpaScaleToZero' | 'gateway' | 'dnsNamespaceName' | 'dnsPort' | 'nodeLocalDnsAddresses' | 'nodePortMin' | 'nodePortMax' | 'containerRuntime' | 'gpuOperator' | 'nodeLabels' | 'spareAccelerators' | 'gpuNodesRunOldCrun' | 'leaderWorkerSet' | 'egressProxy' | 'kserve' | 'seldon' | 'argoRollouts';
  readonly ComputeQuota: 'cpu' | 'cpuRequest' | 'cpuLimit' | 'memory' | 'memoryRequest' | 'memoryLimit' | 'gpus' | 'accelerators' | 'pods';
  readonly ConnectOptions: 'env' | 'ports';
  readonly ContainerMetricOptions: 'resource' | 'utilization' | 'containerName';
  readonly ContainerResources: 'cpu' | 'memory' | 'cpuLimit' | 'memoryLimit' | 'ephemeralStorage' | 'ephemeralStorageLimit';
  readonly CrossOrigin: 'allowOrigins' | 'allowMethods' | 'allowHeaders' | 'exposeHeaders' | 'allowCredentials' | 'maxAgeSeconds';
  readonly CsiVolumeOptions: 'name' | 'mountPath' | 'driver' | 'attributes' | 'fsType' | 'secretName' | 'readOnly';
  readonly CustomGrpcOptions: 'port' | 'hasHealthService' | 'readinessService' | 'livenessService' | 'metricsPath' | 'metricsPort' | 'managementPort' | 'command' | 'args' | 'env' | 'writablePaths' | 'user' | 'shutdown' | 'probeTimeout' | 'hasSleepCommand';
  readonly CustomHttpOptions: 'port' | 'readinessPath' | 'livenessPath' | 'startupPath' | 'healthPort' | 'metricsPath' | 'metricsPort' | 'grpcPort' | 'managementPort' | 'command' | 'args' | 'env' | 'writablePaths' | 'user' | 'shutdown' | 'probeTimeout' | 'hasSleepCommand';
  readonly CustomRole: 'name' | 'rules';
  readonly DeviceClaimProps: 'deviceClass' | 'count' | 'name' | 'selectors' | 'allocateAll' | 'additionalRequests' | 'constraints';
  readonly DeviceConstraint: 'matchAttribute' | 'requests';
  readonly DeviceOptions: 'name' | 'selectors' | 'allocateAll' | 'additionalRequests' | 'constraints';
  readonly DeviceRequest: 'name' | 'deviceClass' | 'count' | 'selectors';
  readonly DockerHubImage: 'repository' | 'tag' | 'digest';
  readonly DownloaderOptions: 'image' | 'cpu' | 'memory';
  readonly DrainOptions: 'delay' | 'shutdown' | 'hasSleepCommand' | 'sleepInImage';
  readonly EcrImage: 'account' | 'region' | 'repository' | 'tag' | 'digest';
  readonly EgressProxyOptions: 'url' | 'peer' | 'noProxy';
  readonly EmptyDirVolumeOptions: 'name' | 'mountPath' | 'sizeLimit' | 'inMemory';
  readonly EndpointPickerOptions: 'image' | 'replicas' | 'resources' | 'config' | 'args' | 'secureServing' | 'apiServer';
  readonly EnvironmentSourceOptions: 'prefix';
  readonly EphemeralVolumeOptions: 'name' | 'mountPath' | 'size' | 'storageClassName' | 'labels';
  readonly ExistingNamespaceProps: 'name' | 'labels' | 'podSecurity' | 'quota' | 'limits' | 'defaultDeny' | 'walls' | 'servingPortsOnly' | 'exposure' | 'imagePullSecretNames' | 'nodePool' | 'priorityClassName' | 'allowedRegistries' | 'security';
  readonly ExternalMetricOptions: 'metricName' | 'value' | 'averageValue' | 'matchLabels';
  readonly ExtraContainer: 'name' | 'image' | 'resources' | 'command' | 'args' | 'volumes' | 'files' | 'env' | 'envFromSecrets' | 'envFromConfigMaps' | 'envFrom' | 'stdin' | 'tty';
  readonly FastApiOptions: 'port' | 'app' | 'healthPath' | 'livenessPath' | 'metricsPath' | 'workers';
  readonly FileMountOptions: 'keys';
  readonly FlaskGunicornOptions: 'port' | 'app' | 'workers' | 'threads' | 'preload' | 'workerTimeout' | 'healthPath' | 'livenessPath' | 'metricsPath';
  readonly FluxDeliveryOptions: 'name' | 'sourceName' | 'sourceKind' | 'path' | 'namespaceName' | 'dependsOn' | 'interval' | 'timeout' | 'prune' | 'serviceAccountName' | 'outdir';
  readonly ForwardAuthOptions: 'address' | 'responseHeaders';
  readonly GatewayApiOptions: 'implementation' | 'version' | 'gatewayName' | 'gatewayNamespaceName' | 'className' | 'httpListener' | 'httpsListener' | 'pods';
  readonly GatewayPods: 'namespaceName' | 'podLabels';
  readonly GcsOptions: 'uri' | 'serviceAccountEmail' | 'mount' | 'mountOptions' | 'cacheClaimName' | 'file' | 'size' | 'volumeSize' | 'mountPath' | 'egress' | 'downloader';
  readonly GpuOperatorFacts: 'runtimeClassName' | 'migStrategy';
  readonly GpuOptions: 'gpuProduct';
  readonly GroupOptions: 'size' | 'startupPolicy' | 'restartPolicy' | 'exclusiveTopology';
  readonly HealthOptions: 'startupBudget' | 'startup' | 'readiness' | 'liveness';
  readonly HttpOptions: 'url' | 'sha256' | 'fileName' | 'size' | 'volumeSize' | 'mountPath' | 'egress' | 'downloader';
  readonly HttpRequestsMetricOptions: 'hosts' | 'concurrency' | 'requestsPerSecond';
  readonly HuggingFaceOptions: 'repository' | 'revision' | 'token' | 'mirror' | 'offline' | 'size' | 'volumeSize' | 'mountPath' | 'egress' | 'downloader';
  readonly ImageSourceOptions: 'image' | 'path' | 'mountPath' | 'size';
  readonly InImageOptions: 'path' | 'size';
  readonly InferencePoolProps: 'target' | 'picker' | 'targetPorts' | 'failureMode' | 'annotations';
  readonly IngressGatewayOptions: 'className' | 'controller' | 'pods' | 'strictPrefixMatching';
  readonly IngressRouteProps: 'host' | 'hosts' | 'anyHost' | 'rules' | 'tls' | 'redirectToHttps' | 'via' | 'defaults' | 'crossNamespace' | 'healthChecks' | 'annotations' | 'labels';
  readonly KServeCanary: 'name' | 'version' | 'trafficPercent';
  readonly KServeFacts: 'version' | 'headlessServices';
  readonly KServeModelProps: 'image' | 'mode' | 'servingRuntime' | 'exposed' | 'canary' | 'runtime' | 'resources' | 'name' | 'partOf' | 'source' | 'replicas' | 'group' | 'autoscaling' | 'health' | 'drain' | 'rollout' | 'service' | 'containerName' | 'imagePullPolicy' | 'imagePullSecrets' | 'command' | 'args' | 'files' | 'volumes' | 'initContainers' | 'sidecars' | 'placement' | 'serviceAccount' | 'security' | 'metrics' | 'alerts' | 'labels' | 'annotations' | 'podAnnotations' | 'selector' | 'networkPolicy' | 'podDisruptionBudget' | 'overrides' | 'env' | 'envFromSecrets' | 'envFromConfigMaps' | 'envFrom' | 'stdin' | 'tty';
  readonly KedaFacts: 'namespaceName' | 'prometheusUrl' | 'prometheusAuthentication' | 'namespaceLabel' | 'podLabel' | 'httpAddOn';
  readonly KedaFallback: 'replicas' | 'failureThreshold' | 'behavior';
  readonly KedaScaling: 'pollingInterval' | 'cooldown' | 'initialCooldown' | 'idleReplicas' | 'fallback' | 'takesOver';
  readonly KserveOptions: 'modelName' | 'modelPath' | 'port' | 'grpcPort' | 'workers';
  readonly LitServeOptions: 'script' | 'port' | 'requestTimeout' | 'stopsByInterrupt' | 'metricsPath';
  readonly LlamaCppOptions: 'model' | 'alias' | 'contextSize' | 'gpuLayers' | 'port' | 'apiKey' | 'hubCacheSize';
  readonly MetricsScraperOptions: 'namespaceName' | 'podLabels';
  readonly MigOptions: 'strategy' | 'gpuProduct';
  readonly MlServerOptions: 'modelsPath' | 'modelName' | 'port' | 'grpcPort' | 'metricsPort' | 'parallelWorkers';
  readonly MlemOptions: 'port' | 'useServerFile' | 'metricsPath';
  readonly MlflowOptions: 'modelPath' | 'port' | 'workers' | 'requestTimeout';
  readonly ModelCacheProps: 'source' | 'size' | 'storageClassName' | 'accessMode' | 'mountPath' | 'imagePullSecrets' | 'annotations';
  readonly ModelParallelism: 'tensor' | 'pipeline' | 'data';
  readonly ModelServerProps: 'image' | 'previously' | 'runtime' | 'resources' | 'name' | 'partOf' | 'source' | 'replicas' | 'group' | 'autoscaling' | 'health' | 'drain' | 'rollout' | 'service' | 'containerName' | 'imagePullPolicy' | 'imagePullSecrets' | 'command' | 'args' | 'files' | 'volumes' | 'initContainers' | 'sidecars' | 'placement' | 'serviceAccount' | 'security' | 'metrics' | 'alerts' | 'labels' | 'annotations' | 'podAnnotations' | 'selector' | 'networkPolicy' | 'podDisruptionBudget' | 'overrides' | 'env' | 'envFromSecrets' | 'envFromConfigMaps' | 'envFrom' | 'stdin' | 'tty';
  readonly NetworkPeerConfig: 'namespaceName' | 'podLabels' | 'cidr' | 'exceptCidrs' | 'ports' | 'limitedToPorts' | 'peerService';
  readonly NimOptions: 'ngcApiKey' | 'servedModelName' | 'modelProfile' | 'maxModelLength' | 'port' | 'cacheSize' | 'sharedMemory';
  readonly NodePool: 'nodeSelector' | 'tolerations';
  readonly ObjectMetricOptions: 'metricName' | 'apiVersion' | 'kind' | 'objectName' | 'value' | 'averageValue' | 'matchLabels';
  readonly OllamaOptions: 'port' | 'modelsPath' | 'modelsSize' | 'contextLength' | 'parallelRequests' | 'keepAlive';
  readonly OpenShiftSecurityOptions: 'writableRootFilesystem' | 'serviceAccountToken' | 'unprivilegedPortStart';
  readonly OpenVinoOptions: 'model' | 'modelName' | 'task' | 'port' | 'grpcPort' | 'hubCacheSize';
  readonly PeerService: 'serviceName' | 'port';
  readonly PersistentVolumeOptions: 'name' | 'mountPath' | 'claimName' | 'readOnly';
  readonly PickerServiceOptions: 'name' | 'port' | 'namespaceName';
  readonly Placement: 'nodeSelector' | 'tolerations' | 'priorityClassName' | 'runtimeClassName' | 'spread';
  readonly PodSecurity: 'enforce' | 'audit' | 'warn' | 'version' | 'enforceVersion' | 'auditVersion' | 'warnVersion';
  readonly PodsMetricOptions: 'metricName' | 'averageValue' | 'matchLabels';
  readonly ProbeTiming: 'initialDelay' | 'period' | 'timeout' | 'failureThreshold';
  readonly PrometheusAdapterOptions: 'colonReplacement';
  readonly PrometheusOperatorOptions: 'labels' | 'ruleLabels' | 'namespaceLabels' | 'monitor' | 'intervalSeconds' | 'namespaceName' | 'podLabels';
  readonly QueryMetricOptions: 'query' | 'threshold' | 'perPod' | 'activationThreshold' | 'existsWithoutPods' | 'emptyIsZero';
  readonly RateLimit: 'average' | 'period' | 'burst';
  readonly RayServeOptions: 'app' | 'port' | 'healthPath' | 'sharedMemory';
  readonly RestrictedSecurityOptions: 'user' | 'group' | 'writableRootFilesystem' | 'serviceAccountToken' | 'unprivilegedPortStart';
  readonly RollingStrategyOptions: 'maxSurge' | 'maxUnavailable' | 'minReady' | 'progressDeadline';
  readonly RolloutTiming: 'minReady' | 'progressDeadline';
  readonly RouteOptions: 'timeouts' | 'sticky' | 'maxBodySize' | 'rateLimit' | 'maxInFlight' | 'cors' | 'authentication' | 'middlewares';
  readonly RouteRuleOptions: 'name' | 'methods' | 'headers' | 'queryParams' | 'rewrite' | 'port' | 'mirror' | 'timeouts' | 'sticky' | 'maxBodySize' | 'rateLimit' | 'maxInFlight' | 'cors' | 'authentication' | 'middlewares';
  readonly RouteSplitOptions: 'pins';
  readonly RouteTimeouts: 'request' | 'backendRequest' | 'responseStart';
  readonly RuntimeAlert: 'alertName' | 'metric' | 'isCounter' | 'threshold' | 'lasting' | 'summary';
  readonly RuntimeDefinition: 'title' | 'ports' | 'readiness' | 'shutdown' | 'command' | 'args' | 'underscoresInFlags' | 'reservedFlags' | 'env' | 'secrets' | 'listensByItself' | 'startup' | 'liveness' | 'metrics' | 'user' | 'group' | 'writablePaths' | 'sharedMemory' | 'sharedMemoryPerAccelerator' | 'parallelism' | 'multiNode' | 'startupBudget' | 'requestTimeout' | 'probeTimeout' | 'keepsSessions' | 'hasSleepCommand';
  readonly RuntimeMetricNames: 'waiting' | 'running' | 'cacheUse' | 'latency' | 'firstTokenLatency' | 'promptTokens' | 'generatedTokens';
  readonly RuntimeMetricsPage: 'path' | 'role' | 'names' | 'requests' | 'alerts';
  readonly RuntimeMultiNode: 'args' | 'workerArgs' | 'port' | 'workerProbe' | 'leaderStartsAlone';
  readonly RuntimePorts: 'http' | 'grpc' | 'management' | 'metrics';
  readonly RuntimeRequestMetrics: 'finished' | 'failed' | 'lost' | 'latency' | 'firstToken';
  readonly RuntimeSecret: 'variable' | 'value' | 'argument' | 'guardedPaths';
  readonly S3Options: 'uri' | 'endpoint' | 'region' | 'roleArn' | 'podIdentity' | 'accessKeyId' | 'secretAccessKey' | 'anonymous' | 'file' | 'size' | 'volumeSize' | 'mountPath' | 'egress' | 'downloader';
  readonly ScalingBehavior: 'stabilization' | 'policies' | 'selectPolicy' | 'tolerance';
  readonly SeldonCanary: 'name' | 'version' | 'traffic';
  readonly SeldonFacts: 'version';
  readonly SeldonModelProps: 'image' | 'protocol' | 'predictorName' | 'executor' | 'executorResources' | 'routeTimeout' | 'canary' | 'shadow' | 'runtime' | 'resources' | 'name' | 'partOf' | 'source' | 'replicas' | 'group' | 'autoscaling' | 'health' | 'drain' | 'rollout' | 'service' | 'containerName' | 'imagePullPolicy' | 'imagePullSecrets' | 'command' | 'args' | 'files' | 'volumes' | 'initContainers' | 'sidecars' | 'placement' | 'serviceAccount' | 'security' | 'metrics' | 'alerts' | 'labels' | 'annotations' | 'podAnnotations' | 'selector' | 'networkPolicy' | 'podDisruptionBudget' | 'overrides' | 'env' | 'envFromSecrets' | 'envFromConfigMaps' | 'envFrom' | 'stdin' | 'tty';
  readonly SeldonPath: 'name' | 'namespaceName';
  readonly SeldonShadow: 'name' | 'version' | 'traffic';
  readonly ServerOptions: 'runtime' | 'resources' | 'name' | 'partOf' | 'source' | 'replicas' | 'group' | 'autoscaling' | 'health' | 'drain' | 'rollout' | 'service' | 'containerName' | 'imagePullPolicy' | 'imagePullSecrets' | 'command' | 'args' | 'files' | 'volumes' | 'initContainers' | 'sidecars' | 'placement' | 'serviceAccount' | 'security' | 'metrics' | 'alerts' | 'labels' | 'annotations' | 'podAnnotations' | 'selector' | 'networkPolicy' | 'podDisruptionBudget' | 'overrides' | 'env' | 'envFromSecrets' | 'envFromConfigMaps' | 'envFrom' | 'stdin' | 'tty';
  readonly ServerOverrides: 'deployment' | 'leaderWorkerSet' | 'rollout' | 'service' | 'serviceAccount' | 'podDisruptionBudget' | 'networkPolicy' | 'horizontalPodAutoscaler' | 'scaledObject' | 'removals';
  readonly ServerResources: 'accelerator' | 'cpu' | 'memory' | 'cpuLimit' | 'memoryLimit' | 'ephemeralStorage' | 'ephemeralStorageLimit';
  readonly ServiceOptions: 'name' | 'serviceType' | 'port' | 'portName' | 'managementPort' | 'nodePort' | 'annotations' | 'sourceRanges' | 'externalTrafficPolicy' | 'sessionAffinitySeconds';
  readonly ServiceTargetOptions: 'name' | 'port' | 'namespaceName' | 'protocol' | 'external' | 'madeElsewhere' | 'requestTimeout';
  readonly ServingAppProps: 'cluster' | 'delivery' | 'collectProblems' | 'outdir' | 'outputFileExtension' | 'yamlOutputType' | 'recordConstructMetadata' | 'resolvers';
  readonly SglangOptions: 'servedModelName' | 'contextLength' | 'memoryFraction' | 'model' | 'revision' | 'port' | 'tensorParallelism' | 'pipelineParallelism' | 'apiKey' | 'hubCacheSize' | 'sharedMemory';
  readonly SharedGpuOptions: 'sharing' | 'resource' | 'gpuProduct';
  readonly SmokeTestOptions: 'method' | 'body' | 'headers' | 'expectedStatus' | 'bodyContains' | 'bodyMatches' | 'timeout' | 'interval' | 'deadline' | 'patience' | 'image' | 'resources' | 'ttlAfterFinished' | 'keepFor' | 'argoCdHook' | 'annotations';
  readonly StartupTiming: 'initialDelay' | 'period' | 'timeout';
  readonly StickySession: 'cookieName' | 'secure' | 'httpOnly' | 'sameSite' | 'maxAgeSeconds';
  readonly StorageClassQuota: 'storage' | 'claims';
  readonly StreamlitOptions: 'port' | 'basePath' | 'metricsPath';
  readonly TenantLimits: 'defaultCpu' | 'defaultCpuRequest' | 'maxCpu' | 'minCpu' | 'defaultMemory' | 'defaultMemoryRequest' | 'maxMemory' | 'minMemory';
  readonly TenantNamespaceProps: 'namespaceLabels' | 'annotations' | 'policyAnnotations' | 'owner' | 'access' | 'allowFrom' | 'allowTo' | 'name' | 'labels' | 'podSecurity' | 'quota' | 'limits' | 'defaultDeny' | 'walls' | 'servingPortsOnly' | 'exposure' | 'imagePullSecretNames' | 'nodePool' | 'priorityClassName' | 'allowedRegistries' | 'security';
  readonly TenantOwner: 'team' | 'email';
  readonly TenantQuota: 'storage' | 'storageClasses' | 'ephemeralStorage' | 'objects' | 'nodePorts' | 'loadBalancers' | 'priorityClasses' | 'hard' | 'cpu' | 'cpuRequest' | 'cpuLimit' | 'memory' | 'memoryRequest' | 'memoryLimit' | 'gpus' | 'accelerators' | 'pods';
  readonly TensorFlowServingOptions: 'modelName' | 'modelBasePath' | 'port' | 'grpcPort' | 'monitoringConfigFile' | 'requestTimeout';
  readonly TensorRtLlmOptions: 'servedModelName' | 'maxSequenceLength' | 'maxBatchSize' | 'kvCacheMemoryFraction' | 'metrics' | 'model' | 'revision' | 'port' | 'tensorParallelism' | 'pipelineParallelism' | 'apiKey' | 'hubCacheSize' | 'sharedMemory';
  readonly TextEmbeddingsOptions: 'model' | 'revision' | 'servedModelName' | 'port' | 'maxBatchTokens' | 'apiKey' | 'hubCacheSize';
  readonly TextGenerationOptions: 'maxInputTokens' | 'maxTotalTokens' | 'cudaMemoryFraction' | 'model' | 'revision' | 'port' | 'tensorParallelism' | 'pipelineParallelism' | 'apiKey' | 'hubCacheSize' | 'sharedMemory';
  readonly TlsOptions: 'minVersion' | 'clientCaSecretName' | 'hosts';
  readonly Toleration: 'key' | 'value' | 'effect' | 'tolerationSeconds';
  readonly TopologySpread: 'topologyKey' | 'maxSkew' | 'whenUnsatisfiable';
  readonly TraefikGatewayOptions: 'version' | 'pods' | 'httpEntryPoint' | 'httpsEntryPoint' | 'className' | 'allowEmptyServices' | 'allowCrossNamespace' | 'strictPrefixMatching';
  readonly TrafficBackend: 'serviceName' | 'port' | 'weight' | 'kind' | 'ports' | 'replicas';
  readonly TrafficMirror: 'target' | 'percent' | 'maxBodySize';
  readonly TrafficPin: 'header' | 'cookie' | 'value' | 'backend';
  readonly TrafficPort: 'name' | 'port' | 'targetPort' | 'protocol';
  readonly TritonOptions: 'modelRepository' | 'loadModels' | 'port' | 'grpcPort' | 'metricsPort' | 'sharedMemory';
  readonly VersionOptions: 'image' | 'source' | 'replicas' | 'autoscaling' | 'resources' | 'runtime' | 'command' | 'args' | 'health' | 'drain' | 'rollout' | 'files' | 'volumes' | 'initContainers' | 'sidecars' | 'placement' | 'security' | 'metrics' | 'labels' | 'podAnnotations' | 'overrides' | 'env' | 'envFromSecrets' | 'envFromConfigMaps' | 'envFrom' | 'stdin' | 'tty';
  readonly VllmOptions: 'servedModelNames' | 'maxModelLength' | 'gpuMemoryUtilization' | 'dataParallelism' | 'version' | 'model' | 'revision' | 'port' | 'tensorParallelism' | 'pipelineParallelism' | 'apiKey' | 'hubCacheSize' | 'sharedMemory';
  readonly WeightedTarget: 'target' | 'weight';
  readonly WritablePath: 'path' | 'sizeLimit' | 'memory';
}

/** The members of each struct, and of what kind each member is, as `struct-members` reads it. */
export const STRUCTS: { readonly [Name in keyof Structs]: string } = {
  AccessRule: 'apiGroups:list resources:list verbs:list resourceNames:list',
  AlertOptions: 'settings:list runbookUrl labels:map',
  AlertTuning: 'threshold lasting severity',
  ArgoCdDeliveryOptions: 'name repoUrl path targetRevision destinationName destinationServer project namespaceName perChart automated prune outdir',
  ArgoRolloutsFacts: 'version prometheusUrl gatewayApiPlugin',
  ArgoRolloutsOptions: 'pause analysis scaleDownDelay',
  Autoscaling: 'minReplicas maxReplicas metrics:list targetCpuUtilization targetMemoryUtilization scaleDownAfter scaleUp:struct=ScalingBehavior scaleDown:struct=ScalingBehavior keda:struct=KedaScaling initialReplicas',
  AzureBlobOptions: 'url clientId tenantId accessKey file size volumeSize mountPath egress:list downloader:struct=DownloaderOptions',
  BaselineSecurityOptions: 'runAsRoot capabilities:list user group writableRootFilesystem serviceAccountToken unprivilegedPortStart',
  BentoMlOptions: 'port pathPrefix metrics user',
  BlueGreenProps: 'server:struct=ServerOptions blue:struct=VersionOptions green:struct=VersionOptions active previewServiceName minCapacity controller verify previously',
  CanaryProps: 'server:struct=ServerOptions stable:struct=VersionOptions canary:struct=VersionOptions replicas steps:list stage split keepStable tolerance minCapacity transition walk controller verify previously',
  CertManagerOptions: 'clusterIssuer issuer secretName http01 minVersion clientCaSecretName hosts:list',
  ClaimOptions: 'name path readOnly accessMode mountPath size',
  ClusterProfileOptions: 'kubernetesVersion scraper alerts:struct=AlertOptions metricsAdapter keda:struct=KedaFacts hpaScaleToZero gateway dnsNamespaceName dnsPort nodeLocalDnsAddresses:list nodePortMin nodePortMax containerRuntime gpuOperator:struct=GpuOperatorFacts nodeLabels spareAccelerators:map gpuNodesRunOldCrun leaderWorkerSet egressProxy kserve:struct=KServeFacts seldon:struct=SeldonFacts argoRollouts:struct=ArgoRolloutsFacts',
  ComputeQuota: 'cpu cpuRequest cpuLimit memory memoryRequest memoryLimit gpus accelerators:list pods',
  ConnectOptions: 'env ports:list',
  ContainerMetricOptions: 'resource utilization containerName',
  ContainerResources: 'cpu memory cpuLimit memoryLimit ephemeralStorage ephemeralStorageLimit',
  CrossOrigin: 'allowOrigins:list allowMethods:list allowHeaders:list exposeHeaders:list allowCredentials maxAgeSeconds',
  CsiVolumeOptions: 'name mountPath driver attributes:map fsType secretName readOnly',
  CustomGrpcOptions: 'port hasHealthService readinessService livenessService metricsPath metricsPort managementPort command:list args:list env:map writablePaths:listOf=WritablePath user shutdown probeTimeout hasSleepCommand',
  CustomHttpOptions: 'port readinessPath livenessPath startupPath healthPort metricsPath metricsPort grpcPort managementPort command:list args:list env:map writablePaths:listOf=WritablePath user shutdown probeTimeout hasSleepCommand',
  CustomRole: 'name rules:listOf=AccessRule',
  DeviceClaimProps: 'deviceClass count name selectors:list allocateAll additionalRequests:listOf=DeviceRequest/name constraints:listOf=DeviceConstraint',
  DeviceConstraint: 'matchAttribute requests:list',
  DeviceOptions: 'name selectors:list allocateAll additionalRequests:listOf=DeviceRequest/name constraints:listOf=DeviceConstraint',
  DeviceRequest: 'name deviceClass count selectors:list',
  DockerHubImage: 'repository tag digest',
  DownloaderOptions: 'image cpu memory',
  DrainOptions: 'delay shutdown hasSleepCommand sleepInImage',
  EcrImage: 'account region repository tag digest',
  EgressProxyOptions: 'url peer noProxy:list',
  EmptyDirVolumeOptions: 'name mountPath sizeLimit inMemory',
  EndpointPickerOptions: 'image replicas resources:struct=ContainerResources config args:list secureServing apiServer:list',
  EnvironmentSourceOptions: 'prefix',
  EphemeralVolumeOptions: 'name mountPath size storageClassName labels:map',
  ExistingNamespaceProps: 'name labels:map podSecurity:struct=PodSecurity quota:struct=TenantQuota limits:struct=TenantLimits defaultDeny walls servingPortsOnly exposure:list imagePullSecretNames:list nodePool:struct=NodePool priorityClassName allowedRegistries:list security',
  ExternalMetricOptions: 'metricName value averageValue matchLabels:map',
  ExtraContainer: 'name image resources:struct=ContainerResources command:list args:list volumes:listOf=any/name files:listOf=any/mountPath env:map envFromSecrets:map envFromConfigMaps:map envFrom:list stdin tty',
  FastApiOptions: 'port app healthPath livenessPath metricsPath workers',
  FileMountOptions: 'keys:map',
  FlaskGunicornOptions: 'port app workers threads preload workerTimeout healthPath livenessPath metricsPath',
  FluxDeliveryOptions: 'name sourceName sourceKind path namespaceName dependsOn:list interval timeout prune serviceAccountName outdir',
  ForwardAuthOptions: 'address responseHeaders:list',
  GatewayApiOptions: 'implementation version gatewayName gatewayNamespaceName className httpListener httpsListener pods:struct=GatewayPods',
  GatewayPods: 'namespaceName podLabels:map',
  GcsOptions: 'uri serviceAccountEmail mount mountOptions:list cacheClaimName file size volumeSize mountPath egress:list downloader:struct=DownloaderOptions',
  GpuOperatorFacts: 'runtimeClassName migStrategy',
  GpuOptions: 'gpuProduct',
  GroupOptions: 'size startupPolicy restartPolicy exclusiveTopology',
  HealthOptions: 'startupBudget startup:struct=StartupTiming readiness:struct=ProbeTiming liveness:struct=ProbeTiming',
  HttpOptions: 'url sha256 fileName size volumeSize mountPath egress:list downloader:struct=DownloaderOptions',
  HttpRequestsMetricOptions: 'hosts:list concurrency requestsPerSecond',
  HuggingFaceOptions: 'repository revision token mirror offline size volumeSize mountPath egress:list downloader:struct=DownloaderOptions',
  ImageSourceOptions: 'image path mountPath size',
  InImageOptions: 'path size',
  InferencePoolProps: 'target picker targetPorts:list failureMode annotations:map',
  IngressGatewayOptions: 'className controller pods:struct=GatewayPods strictPrefixMatching',
  IngressRouteProps: 'host hosts:list anyHost rules:list tls redirectToHttps via defaults:struct=RouteOptions crossNamespace healthChecks annotations:map labels:map',
  KServeCanary: 'name version:struct=VersionOptions trafficPercent',
  KServeFacts: 'version headlessServices',
  KServeModelProps: 'image mode servingRuntime exposed canary:struct=KServeCanary runtime resources:struct=ServerResources name partOf source replicas group:struct=GroupOptions autoscaling:struct=Autoscaling health:struct=HealthOptions drain:struct=DrainOptions rollout service:struct=ServiceOptions containerName imagePullPolicy imagePullSecrets:listOf=object command:list args:list files:listOf=any/mountPath volumes:listOf=any/name initContainers:listOf=ExtraContainer/name sidecars:listOf=ExtraContainer/name placement:struct=Placement serviceAccount:object security metrics alerts:list labels:map annotations:map podAnnotations:map selector:map networkPolicy podDisruptionBudget overrides:fields=ServerOverrides env:map envFromSecrets:map envFromConfigMaps:map envFrom:list stdin tty',
  KedaFacts: 'namespaceName prometheusUrl prometheusAuthentication namespaceLabel podLabel httpAddOn',
  KedaFallback: 'replicas failureThreshold behavior',
  KedaScaling: 'pollingInterval cooldown initialCooldown idleReplicas fallback:struct=KedaFallback takesOver',
  KserveOptions: 'modelName modelPath port grpcPort workers',
  LitServeOptions: 'script port requestTimeout stopsByInterrupt metricsPath',
  LlamaCppOptions: 'model alias contextSize gpuLayers port apiKey hubCacheSize',
  MetricsScraperOptions: 'namespaceName podLabels:map',
  MigOptions: 'strategy gpuProduct',
  MlServerOptions: 'modelsPath modelName port grpcPort metricsPort parallelWorkers',
  MlemOptions: 'port useServerFile metricsPath',
  MlflowOptions: 'modelPath port workers requestTimeout',
  ModelCacheProps: 'source size storageClassName accessMode mountPath imagePullSecrets:listOf=object annotations:map',
  ModelParallelism: 'tensor pipeline data',
  ModelServerProps: 'image previously runtime resources:struct=ServerResources name partOf source replicas group:struct=GroupOptions autoscaling:struct=Autoscaling health:struct=HealthOptions drain:struct=DrainOptions rollout service:struct=ServiceOptions containerName imagePullPolicy imagePullSecrets:listOf=object command:list args:list files:listOf=any/mountPath volumes:listOf=any/name initContainers:listOf=ExtraContainer/name sidecars:listOf=ExtraContainer/name placement:struct=Placement serviceAccount:object security metrics alerts:list labels:map annotations:map podAnnotations:map selector:map networkPolicy podDisruptionBudget overrides:fields=ServerOverrides env:map envFromSecrets:map envFromConfigMaps:map envFrom:list stdin tty',
  NetworkPeerConfig: 'namespaceName podLabels:map cidr exceptCidrs:list ports:list limitedToPorts:list peerService:struct=PeerService',
  NimOptions: 'ngcApiKey servedModelName modelProfile maxModelLength port cacheSize sharedMemory',
  NodePool: 'nodeSelector:map tolerations:listOf=Toleration',
  ObjectMetricOptions: 'metricName apiVersion kind objectName value averageValue matchLabels:map',
  OllamaOptions: 'port modelsPath modelsSize contextLength parallelRequests keepAlive',
  OpenShiftSecurityOptions: 'writableRootFilesystem serviceAccountToken unprivilegedPortStart',
  OpenVinoOptions: 'model modelName task port grpcPort hubCacheSize',
  PeerService: 'serviceName port',
  PersistentVolumeOptions: 'name mountPath claimName readOnly',
  PickerServiceOptions: 'name port namespaceName',
  Placement: 'nodeSelector:map tolerations:listOf=Toleration priorityClassName runtimeClassName spread:listOf=TopologySpread',
  PodSecurity: 'enforce audit warn version enforceVersion auditVersion warnVersion',
  PodsMetricOptions: 'metricName averageValue matchLabels:map',
  ProbeTiming: 'initialDelay period timeout failureThreshold',
  PrometheusAdapterOptions: 'colonReplacement',
  PrometheusOperatorOptions: 'labels:map ruleLabels:map namespaceLabels:map monitor intervalSeconds namespaceName podLabels:map',
  QueryMetricOptions: 'query threshold perPod activationThreshold existsWithoutPods emptyIsZero',
  RateLimit: 'average period burst',
  RayServeOptions: 'app port healthPath sharedMemory',
  RestrictedSecurityOptions: 'user group writableRootFilesystem serviceAccountToken unprivilegedPortStart',
  RollingStrategyOptions: 'maxSurge maxUnavailable minReady progressDeadline',
  RolloutTiming: 'minReady progressDeadline',
  RouteOptions: 'timeouts:struct=RouteTimeouts sticky:struct=StickySession maxBodySize rateLimit:struct=RateLimit maxInFlight cors:struct=CrossOrigin authentication middlewares:list',
  RouteRuleOptions: 'name methods:list headers:map queryParams:map rewrite port mirror:struct=TrafficMirror timeouts:struct=RouteTimeouts sticky:struct=StickySession maxBodySize rateLimit:struct=RateLimit maxInFlight cors:struct=CrossOrigin authentication middlewares:list',
  RouteSplitOptions: 'pins:list',
  RouteTimeouts: 'request backendRequest responseStart',
  RuntimeAlert: 'alertName metric isCounter threshold lasting summary',
  RuntimeDefinition: 'title ports:struct=RuntimePorts readiness shutdown command:list args:list underscoresInFlags reservedFlags:map env:map secrets:listOf=RuntimeSecret listensByItself startup liveness metrics:struct=RuntimeMetricsPage user group writablePaths:listOf=WritablePath sharedMemory sharedMemoryPerAccelerator parallelism:struct=ModelParallelism multiNode:struct=RuntimeMultiNode startupBudget requestTimeout probeTimeout keepsSessions hasSleepCommand',
  RuntimeMetricNames: 'waiting running cacheUse latency firstTokenLatency promptTokens generatedTokens',
  RuntimeMetricsPage: 'path role names:struct=RuntimeMetricNames requests:struct=RuntimeRequestMetrics alerts:listOf=RuntimeAlert',
  RuntimeMultiNode: 'args:list workerArgs:list port workerProbe:list leaderStartsAlone',
  RuntimePorts: 'http grpc management metrics',
  RuntimeRequestMetrics: 'finished:list failed:list lost:list latency firstToken',
  RuntimeSecret: 'variable value argument guardedPaths:list',
  S3Options: 'uri endpoint region roleArn podIdentity accessKeyId secretAccessKey anonymous file size volumeSize mountPath egress:list downloader:struct=DownloaderOptions',
  ScalingBehavior: 'stabilization policies:list selectPolicy tolerance',
  SeldonCanary: 'name version:struct=VersionOptions traffic',
  SeldonFacts: 'version',
  SeldonModelProps: 'image protocol predictorName executor executorResources:struct=ContainerResources routeTimeout canary:struct=SeldonCanary shadow:struct=SeldonShadow runtime resources:struct=ServerResources name partOf source replicas group:struct=GroupOptions autoscaling:struct=Autoscaling health:struct=HealthOptions drain:struct=DrainOptions rollout service:struct=ServiceOptions containerName imagePullPolicy imagePullSecrets:listOf=object command:list args:list files:listOf=any/mountPath volumes:listOf=any/name initContainers:listOf=ExtraContainer/name sidecars:listOf=ExtraContainer/name placement:struct=Placement serviceAccount:object security metrics alerts:list labels:map annotations:map podAnnotations:map selector:map networkPolicy podDisruptionBudget overrides:fields=ServerOverrides env:map envFromSecrets:map envFromConfigMaps:map envFrom:list stdin tty',
  SeldonPath: 'name namespaceName',
  SeldonShadow: 'name version:struct=VersionOptions traffic',
  ServerOptions: 'runtime resources:struct=ServerResources name partOf source replicas group:struct=GroupOptions autoscaling:struct=Autoscaling health:struct=HealthOptions drain:struct=DrainOptions rollout service:struct=ServiceOptions containerName imagePullPolicy imagePullSecrets:listOf=object command:list args:list files:listOf=any/mountPath volumes:listOf=any/name initContainers:listOf=ExtraContainer/name sidecars:listOf=ExtraContainer/name placement:struct=Placement serviceAccount:object security metrics alerts:list labels:map annotations:map podAnnotations:map selector:map networkPolicy podDisruptionBudget overrides:fields=ServerOverrides env:map envFromSecrets:map envFromConfigMaps:map envFrom:list stdin tty',
  ServerOverrides: 'deployment:map leaderWorkerSet:map rollout:map service:map serviceAccount:map podDisruptionBudget:map networkPolicy:map horizontalPodAutoscaler:map scaledObject:map removals:list',
  ServerResources: 'accelerator cpu memory cpuLimit memoryLimit ephemeralStorage ephemeralStorageLimit',
  ServiceOptions: 'name serviceType port portName managementPort nodePort annotations:map sourceRanges:list externalTrafficPolicy sessionAffinitySeconds',
  ServiceTargetOptions: 'name port namespaceName protocol external madeElsewhere requestTimeout',
  ServingAppProps: 'cluster delivery collectProblems outdir outputFileExtension yamlOutputType recordConstructMetadata resolvers:listOf=object',
  SglangOptions: 'servedModelName contextLength memoryFraction model revision port tensorParallelism pipelineParallelism apiKey hubCacheSize sharedMemory',
  SharedGpuOptions: 'sharing resource gpuProduct',
  SmokeTestOptions: 'method body headers:map expectedStatus bodyContains bodyMatches timeout interval deadline patience image resources:struct=ContainerResources ttlAfterFinished keepFor argoCdHook annotations:map',
  StartupTiming: 'initialDelay period timeout',
  StickySession: 'cookieName secure httpOnly sameSite maxAgeSeconds',
  StorageClassQuota: 'storage claims',
  StreamlitOptions: 'port basePath metricsPath',
  TenantLimits: 'defaultCpu defaultCpuRequest maxCpu minCpu defaultMemory defaultMemoryRequest maxMemory minMemory',
  TenantNamespaceProps: 'namespaceLabels:map annotations:map policyAnnotations:map owner:struct=TenantOwner access:list allowFrom:list allowTo:list name labels:map podSecurity:struct=PodSecurity quota:struct=TenantQuota limits:struct=TenantLimits defaultDeny walls servingPortsOnly exposure:list imagePullSecretNames:list nodePool:struct=NodePool priorityClassName allowedRegistries:list security',
  TenantOwner: 'team email',
  TenantQuota: 'storage storageClasses:mapOf=StorageClassQuota ephemeralStorage objects:map nodePorts loadBalancers priorityClasses:mapOf=ComputeQuota hard:map cpu cpuRequest cpuLimit memory memoryRequest memoryLimit gpus accelerators:list pods',
  TensorFlowServingOptions: 'modelName modelBasePath port grpcPort monitoringConfigFile requestTimeout',
  TensorRtLlmOptions: 'servedModelName maxSequenceLength maxBatchSize kvCacheMemoryFraction metrics model revision port tensorParallelism pipelineParallelism apiKey hubCacheSize sharedMemory',
  TextEmbeddingsOptions: 'model revision servedModelName port maxBatchTokens apiKey hubCacheSize',
  TextGenerationOptions: 'maxInputTokens maxTotalTokens cudaMemoryFraction model revision port tensorParallelism pipelineParallelism apiKey hubCacheSize sharedMemory',
  TlsOptions: 'minVersion clientCaSecretName hosts:list',
  Toleration: 'key value effect tolerationSeconds',
  TopologySpread: 'topologyKey maxSkew whenUnsatisfiable',
  TraefikGatewayOptions: 'version pods:struct=GatewayPods httpEntryPoint httpsEntryPoint className allowEmptyServices allowCrossNamespace strictPrefixMatching',
  TrafficBackend: 'serviceName port weight kind ports:listOf=TrafficPort/name replicas',
  TrafficMirror: 'target percent maxBodySize',
  TrafficPin: 'header cookie value backend:struct=TrafficBackend',
  TrafficPort: 'name port targetPort protocol',
  TritonOptions: 'modelRepository loadModels:list port grpcPort metricsPort sharedMemory',
  VersionOptions: 'image source replicas autoscaling:struct=Autoscaling resources:struct=ServerResources runtime command:list args:list health:struct=HealthOptions drain:struct=DrainOptions rollout files:listOf=any/mountPath volumes:listOf=any/name initContainers:listOf=ExtraContainer/name sidecars:listOf=ExtraContainer/name placement:struct=Placement security metrics labels:map podAnnotations:map overrides:fields=ServerOverrides env:map envFromSecrets:map envFromConfigMaps:map envFrom:list stdin tty',
  VllmOptions: 'servedModelNames:list maxModelLength gpuMemoryUtilization dataParallelism version model revision port tensorParallelism pipelineParallelism apiKey hubCacheSize sharedMemory',
  WeightedTarget: 'target weight',
  WritablePath: 'path sizeLimit memory',
};

/** The structs of options of the runtimes, and the factory of ServingRuntime that takes each, in the order of the class. */
export const RUNTIME_OPTIONS = {
  CustomHttpOptions: 'http',
  CustomGrpcOptions: 'grpc',
  FastApiOptions: 'fastApi',
  FlaskGunicornOptions: 'flaskGunicorn',
  StreamlitOptions: 'streamlit',
  BentoMlOptions: 'bentoMl',
  MlemOptions: 'mlem',
  VllmOptions: 'vllm',
  SglangOptions: 'sglang',
  TensorRtLlmOptions: 'tensorRtLlm',
  TritonOptions: 'triton',
  TensorFlowServingOptions: 'tensorFlowServing',
  TextEmbeddingsOptions: 'textEmbeddings',
  TextGenerationOptions: 'textGeneration',
  LlamaCppOptions: 'llamaCpp',
  OllamaOptions: 'ollama',
  OpenVinoOptions: 'openVino',
  MlServerOptions: 'mlServer',
  KserveOptions: 'kserve',
  MlflowOptions: 'mlflow',
  RayServeOptions: 'rayServe',
  LitServeOptions: 'litServe',
  NimOptions: 'nim',
} as const;

/** Former names of members (`@deprecated use`), each with the member that it is read as. */
export const FORMER_NAMES = {
  CanaryProps: { walk: 'transition' },
  DrainOptions: { sleepInImage: 'hasSleepCommand' },
  ExistingNamespaceProps: { walls: 'defaultDeny' },
  ServiceTargetOptions: { madeElsewhere: 'external' },
  SmokeTestOptions: { patience: 'deadline', keepFor: 'ttlAfterFinished' },
  TenantNamespaceProps: { walls: 'defaultDeny' },
} as const;
