import { gkeHealthCheck } from './gke/gke-health-check';
import { gkeIngressClass } from './gke/gke-ingress-class';
import { gkeTpuLabels } from './gke/gke-tpu-labels';
import { monitorIsRead } from './monitoring/monitor-is-read';
import { monitorSelectsSomething } from './monitoring/monitor-selects-something';
import { scraperReachesMetrics } from './monitoring/scraper-reaches-metrics';
import { acmeSolverReachable } from './network/acme-solver-reachable';
import { dnsReachable } from './network/dns-reachable';
import { egressForDependencies } from './network/egress-for-dependencies';
import { routedBackendsReachable } from './network/routed-backends-reachable';
import { ignoredFields } from './api-server/ignored-fields';
import { knownFields } from './api-server/known-fields';
import { serverWarnings } from './api-server/server-warnings';
import { validObjects } from './api-server/valid-objects';
import { uniqueNodePorts } from './objects/unique-node-ports';
import { uniqueObjects } from './objects/unique-objects';
import { containerImage } from './pods/container-image';
import { drainableBudget } from './pods/drainable-budget';
import { extendedResourceNames } from './pods/extended-resource-names';
import { hookWithinGracePeriod } from './pods/hook-within-grace-period';
import { modelSplitOverParts } from './pods/model-split-over-parts';
import { devicePluginOrClaims } from './pods/device-plugin-or-claims';
import { podSecurity } from './pods/pod-security';
import { sharedMemory } from './pods/shared-memory';
import { spreadOwnPods } from './pods/spread-own-pods';
import { startablePods } from './pods/startable-pods';
import { variableOrder } from './pods/variable-order';
import { onePoolPerPod } from './pools/one-pool-per-pod';
import { pickerReachable } from './pools/picker-reachable';
import { poolGateway } from './pools/pool-gateway';
import { poolPicker } from './pools/pool-picker';
import { poolSelectsPods } from './pools/pool-selects-pods';
import { poolTargetPorts } from './pools/pool-target-ports';
import { limitRangeDevices } from './quota/limit-range-devices';
import { podAdmission } from './quota/pod-admission';
import { quotaCountsClaims } from './quota/quota-counts-claims';
import { quotaFit } from './quota/quota-fit';
import { quotaKeys } from './quota/quota-keys';
import { configKeys } from './references/config-keys';
import { canaryIsRouted } from './releases/canary-is-routed';
import { progressDeadline } from './rollouts/progress-deadline';
import { rolloutAnalysis } from './rollouts/rollout-analysis';
import { rolloutServices } from './rollouts/rollout-services';
import { rolloutStrategy } from './rollouts/rollout-strategy';
import { certificateSecrets } from './routes/certificate-secrets';
import { existingBackends } from './routes/existing-backends';
import { gatewayDeployment } from './routes/gateway-deployment';
import { ingressTlsHosts } from './routes/ingress-tls-hosts';
import { nginxCanaries } from './routes/nginx-canaries';
import { nginxRegexHosts } from './routes/nginx-regex-hosts';
import { oneProtocolPerHost } from './routes/one-protocol-per-host';
import { uniquePaths } from './routes/unique-paths';
import type { Rule } from './rule';
import { cpuScalingOnAccelerators } from './scaling/cpu-scaling-on-accelerators';
import { oneScaler } from './scaling/one-scaler';
import { scalerAndReplicas } from './scaling/scaler-and-replicas';
import { scaleFromZero } from './scaling/scale-from-zero';
import { scalerBounds } from './scaling/scaler-bounds';
import { scalerRequests } from './scaling/scaler-requests';
import { scalerTarget } from './scaling/scaler-target';
import { oneDisruptionBudget } from './selection/one-disruption-budget';
import { ownBackends } from './selection/own-backends';
import { ownPods } from './selection/own-pods';
import { groupServiceName } from './services/group-service-name';
import { probePorts } from './services/probe-ports';
import { serviceClients } from './services/service-clients';
import { serviceSelectsPods } from './services/service-selects-pods';
import { serviceTargetPort } from './services/service-target-port';
import { tenantExposure } from './tenants/tenant-exposure';
import { tenantNamespace } from './tenants/tenant-namespace';
import { tenantRegistries } from './tenants/tenant-registries';
import { anyHostPriority } from './traefik/any-host-priority';
import { tlsOptions } from './traefik/tls-options';
import { traefikMiddlewares } from './traefik/traefik-middlewares';
import { traefikNames } from './traefik/traefik-names';
import { traefikServices } from './traefik/traefik-services';
import { claimAccessMode } from './volumes/claim-access-mode';

/** Every rule, in the order in which findings are listed. */
export const RULES: readonly Rule[] = [
  knownFields,
  validObjects,
  serverWarnings,
  ignoredFields,
  tenantNamespace,
  tenantExposure,
  tenantRegistries,
  configKeys,
  uniqueObjects,
  uniqueNodePorts,
  podSecurity,
  containerImage,
  startablePods,
  variableOrder,
  spreadOwnPods,
  hookWithinGracePeriod,
  extendedResourceNames,
  devicePluginOrClaims,
  modelSplitOverParts,
  gkeTpuLabels,
  sharedMemory,
  probePorts,
  progressDeadline,
  rolloutStrategy,
  rolloutServices,
  rolloutAnalysis,
  claimAccessMode,
  ownPods,
  ownBackends,
  oneDisruptionBudget,
  drainableBudget,
  serviceSelectsPods,
  serviceTargetPort,
  serviceClients,
  groupServiceName,
  scalerTarget,
  oneScaler,
  scalerAndReplicas,
  scalerBounds,
  scaleFromZero,
  scalerRequests,
  cpuScalingOnAccelerators,
  quotaKeys,
  limitRangeDevices,
  quotaCountsClaims,
  podAdmission,
  quotaFit,
  uniquePaths,
  existingBackends,
  poolSelectsPods,
  poolTargetPorts,
  onePoolPerPod,
  poolPicker,
  poolGateway,
  gatewayDeployment,
  routedBackendsReachable,
  pickerReachable,
  egressForDependencies,
  dnsReachable,
  monitorSelectsSomething,
  monitorIsRead,
  scraperReachesMetrics,
  gkeIngressClass,
  gkeHealthCheck,
  canaryIsRouted,
  oneProtocolPerHost,
  nginxCanaries,
  nginxRegexHosts,
  ingressTlsHosts,
  certificateSecrets,
  acmeSolverReachable,
  anyHostPriority,
  traefikNames,
  traefikServices,
  traefikMiddlewares,
  tlsOptions,
];

/** Ids of all rules. */
export const RULE_IDS: ReadonlySet<string> = new Set(RULES.map(({ id }) => id));
