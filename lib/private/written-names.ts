import type { StructName } from './struct-members';

/** Words that people write for one member or another. */
interface Written {
  readonly words: string;
  readonly members: readonly {
    readonly member: string;
    /** How the value is written, where that differs from what people would write. */
    readonly as?: string;
  }[];
}

/**
 * What people write who know Kubernetes, Helm charts or another library, in lower case without separators, and the
 * members that they mean, the likeliest first. The one table of such names: a struct that has none of the members takes
 * nothing from its line.
 */
export const WRITTEN: readonly Written[] = [
  {
    words: 'gpu gpus gpucount nvidia nvidiacomgpu accelerators devices',
    members: [{ member: 'gpus' }, { member: 'accelerator', as: 'Accelerator.nvidia(1)' }],
  },
  {
    words: 'namespace ns namespacename targetnamespace',
    members: [{ member: 'namespaceName' }, { member: 'gatewayNamespaceName' }],
  },
  { words: 'dnsnamespace', members: [{ member: 'dnsNamespaceName' }] },
  {
    words: 'tag imagename imagetag containerimage repository version',
    members: [{ member: 'image', as: "ContainerImage.of('name:tag')" }],
  },
  { words: 'environment envs envvars environmentvariables variables vars', members: [{ member: 'env' }] },
  {
    words: 'secrets envsecrets secretenv secretrefs',
    members: [{ member: 'envFromSecrets' }, { member: 'imagePullSecretNames' }],
  },
  { words: 'configmaps envconfigmaps configmaprefs', members: [{ member: 'envFromConfigMaps' }] },
  { words: 'containerport targetport listenport', members: [{ member: 'port' }] },
  { words: 'instances replicacount count size scale', members: [{ member: 'replicas' }] },
  { words: 'hpa autoscaler autoscale scaling horizontalpodautoscaler', members: [{ member: 'autoscaling' }] },
  { words: 'min mincapacity minpods minreplicacount', members: [{ member: 'minReplicas' }] },
  { words: 'max maxcapacity maxpods maxreplicacount', members: [{ member: 'maxReplicas' }] },
  { words: 'cpuutilization targetcpu averageutilization', members: [{ member: 'targetCpuUtilization' }] },
  { words: 'mem ram', members: [{ member: 'memory' }] },
  { words: 'disk storage diskspace', members: [{ member: 'ephemeralStorage' }, { member: 'storage' }] },
  { words: 'probes healthcheck livenessprobe readinessprobe startupprobe', members: [{ member: 'health' }] },
  {
    words: 'health healthcheck healthcheckpath healthurl readinessprobe',
    members: [{ member: 'healthPath' }, { member: 'readinessPath' }],
  },
  { words: 'livenessprobe', members: [{ member: 'livenessPath' }] },
  {
    words: 'strategy rollingupdate updatestrategy deploymentstrategy',
    members: [{ member: 'rollout', as: 'RollingStrategy.of({ ... })' }],
  },
  {
    words: 'securitycontext podsecuritycontext',
    members: [{ member: 'security', as: 'SecurityProfile.restricted({ ... })' }],
  },
  { words: 'runasuser uid userid', members: [{ member: 'user' }] },
  { words: 'runasgroup gid groupid fsgroup', members: [{ member: 'group' }] },
  {
    words: 'shutdowntimeout graceperiod terminationgraceperiodseconds',
    members: [{ member: 'drain' }, { member: 'shutdown' }],
  },
  { words: 'type kind', members: [{ member: 'serviceType', as: 'ServiceType.NODE_PORT' }] },
  { words: 'entrypoint cmd', members: [{ member: 'command' }] },
  { words: 'arguments', members: [{ member: 'args' }] },
  { words: 'mounts volumemounts', members: [{ member: 'volumes' }, { member: 'files' }] },
  { words: 'pullpolicy', members: [{ member: 'imagePullPolicy' }] },
  {
    words: 'pullsecret pullsecrets imagepullsecret imagepullsecrets',
    members: [{ member: 'imagePullSecrets' }, { member: 'imagePullSecretNames' }],
  },
  { words: 'hostname domain domains fqdn', members: [{ member: 'host' }, { member: 'hosts' }] },
  { words: 'paths routes', members: [{ member: 'rules' }] },
  { words: 'gateway renderer ingressclass ingressclassname', members: [{ member: 'via' }, { member: 'className' }] },
  { words: 'timeout requesttimeout', members: [{ member: 'timeouts' }] },
  {
    words: 'permissions rbac roles members users groups',
    members: [{ member: 'access', as: 'TenantAccess.developer(...)' }],
  },
  { words: 'budget resourcequota', members: [{ member: 'quota' }] },
  { words: 'limitrange', members: [{ member: 'limits' }] },
  {
    words: 'isolated isolate networkpolicy networkpolicies',
    members: [{ member: 'defaultDeny' }, { member: 'networkPolicy' }],
  },
  {
    words: 'stripprefix striprewrite rewriteprefix rewritetarget rewritepath urlrewrite',
    members: [{ member: 'rewrite' }],
  },
  { words: 'ingress allowingress', members: [{ member: 'allowFrom' }] },
  { words: 'egress allowegress', members: [{ member: 'allowTo' }] },
  { words: 'k8sversion version kubeversion', members: [{ member: 'kubernetesVersion' }] },
  {
    words: 'metricsscraper prometheus',
    members: [{ member: 'scraper', as: 'MetricsScraper.podAnnotations({ ... })' }],
  },
  {
    words: 'selector selectors labels matchlabels podselector',
    members: [{ member: 'podLabels' }, { member: 'selector' }],
  },
  { words: 'test smoketest tests', members: [{ member: 'verify', as: "SmokeTest.http('/ready')" }] },
  { words: 'weights percentages', members: [{ member: 'steps' }] },
];

/** What a member means that is one of none: where it is decided instead. */
export const DECIDED_ELSEWHERE: { readonly [Struct in StructName]?: { readonly [member: string]: string } } = {
  ModelServerProps: {
    namespace: 'a server lives in the namespace of the tenant or chart around it',
    namespaceName: 'a server lives in the namespace of the tenant or chart around it',
    port: 'the port that it listens on is an option of the runtime, that of its Service is service.port',
    gateway: 'what leads requests to it is an IngressRoute',
    ingress: 'what leads requests to it is an IngressRoute',
    host: 'what leads requests to it is an IngressRoute',
    maxSurge: 'it is an option of rollout: RollingStrategy.of({ ... })',
    maxUnavailable: 'it is an option of rollout: RollingStrategy.of({ ... })',
    strategy: 'did you mean rollout: RollingStrategy.of({ ... })?',
  },
  IngressRouteProps: {
    namespace: 'a route lives in the namespace of the tenant or chart around it',
    namespaceName: 'a route lives in the namespace of the tenant or chart around it',
  },
  TenantNamespaceProps: {
    namespace: "did you mean 'name'?",
    namespaceName: "did you mean 'name'?",
  },
  ExistingNamespaceProps: {
    namespace: "did you mean 'name'?",
    namespaceName: "did you mean 'name'?",
    access: 'whoever makes the namespace says who has access to it',
    allowFrom: 'a server says for itself whom it lets in, with allowFrom(...)',
    allowTo: 'a server says for itself whom it reaches, with connectTo(...)',
  },
  OpenShiftSecurityOptions: {
    user: 'the cluster chooses it. SecurityProfile.restricted(...) takes one',
    group: 'the cluster chooses it. SecurityProfile.restricted(...) takes one',
    runAsRoot: 'only SecurityProfile.baseline(...) has it',
    capabilities: 'only SecurityProfile.baseline(...) has it',
  },
  RestrictedSecurityOptions: {
    runAsRoot: 'only SecurityProfile.baseline(...) has it',
    capabilities: 'only SecurityProfile.baseline(...) has it',
  },
  ServerResources: {
    limits: 'cpu and memory are request and limit, cpuLimit and memoryLimit a limit above',
    requests: 'cpu and memory are request and limit, cpuLimit and memoryLimit a limit above',
  },
  ContainerResources: {
    limits: 'cpu and memory are request and limit, cpuLimit and memoryLimit a limit above',
    requests: 'cpu and memory are request and limit, cpuLimit and memoryLimit a limit above',
    gpu: 'only the container of the server has an accelerator',
    gpus: 'only the container of the server has an accelerator',
    accelerator: 'only the container of the server has an accelerator',
  },
};
