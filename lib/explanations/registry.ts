import type { Explanation } from './explanation';
import { ignoredFields } from './api-server/ignored-fields';
import { knownFields } from './api-server/known-fields';
import { serverWarnings } from './api-server/server-warnings';
import { validObjects } from './api-server/valid-objects';
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
import { uniqueNodePorts } from './objects/unique-node-ports';
import { uniqueObjects } from './objects/unique-objects';
import { containerImage } from './pods/container-image';
import { devicePluginOrClaims } from './pods/device-plugin-or-claims';
import { drainableBudget } from './pods/drainable-budget';
import { extendedResourceNames } from './pods/extended-resource-names';
import { hookWithinGracePeriod } from './pods/hook-within-grace-period';
import { modelSplitOverParts } from './pods/model-split-over-parts';
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
import { cpuScalingOnAccelerators } from './scaling/cpu-scaling-on-accelerators';
import { oneScaler } from './scaling/one-scaler';
import { scaleFromZero } from './scaling/scale-from-zero';
import { scalerAndReplicas } from './scaling/scaler-and-replicas';
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

/** Of every rule, by its id. */
export const EXPLANATIONS: { readonly [ruleId: string]: Explanation } = {
  'ignored-fields': ignoredFields,
  'known-fields': knownFields,
  'server-warnings': serverWarnings,
  'valid-objects': validObjects,
  'gke-health-check': gkeHealthCheck,
  'gke-ingress-class': gkeIngressClass,
  'gke-tpu-labels': gkeTpuLabels,
  'monitor-is-read': monitorIsRead,
  'monitor-selects-something': monitorSelectsSomething,
  'scraper-reaches-metrics': scraperReachesMetrics,
  'acme-solver-reachable': acmeSolverReachable,
  'dns-reachable': dnsReachable,
  'egress-for-dependencies': egressForDependencies,
  'routed-backends-reachable': routedBackendsReachable,
  'unique-node-ports': uniqueNodePorts,
  'unique-objects': uniqueObjects,
  'container-image': containerImage,
  'device-plugin-or-claims': devicePluginOrClaims,
  'drainable-budget': drainableBudget,
  'extended-resource-names': extendedResourceNames,
  'hook-within-grace-period': hookWithinGracePeriod,
  'model-split-over-parts': modelSplitOverParts,
  'pod-security': podSecurity,
  'shared-memory': sharedMemory,
  'spread-own-pods': spreadOwnPods,
  'startable-pods': startablePods,
  'variable-order': variableOrder,
  'one-pool-per-pod': onePoolPerPod,
  'picker-reachable': pickerReachable,
  'pool-gateway': poolGateway,
  'gateway-deployment': gatewayDeployment,
  'pool-picker': poolPicker,
  'pool-selects-pods': poolSelectsPods,
  'pool-target-ports': poolTargetPorts,
  'limit-range-devices': limitRangeDevices,
  'pod-admission': podAdmission,
  'quota-counts-claims': quotaCountsClaims,
  'quota-fit': quotaFit,
  'quota-keys': quotaKeys,
  'config-keys': configKeys,
  'canary-is-routed': canaryIsRouted,
  'progress-deadline': progressDeadline,
  'rollout-analysis': rolloutAnalysis,
  'rollout-services': rolloutServices,
  'rollout-strategy': rolloutStrategy,
  'certificate-secrets': certificateSecrets,
  'existing-backends': existingBackends,
  'ingress-tls-hosts': ingressTlsHosts,
  'nginx-canaries': nginxCanaries,
  'nginx-regex-hosts': nginxRegexHosts,
  'one-protocol-per-host': oneProtocolPerHost,
  'unique-paths': uniquePaths,
  'cpu-scaling-on-accelerators': cpuScalingOnAccelerators,
  'one-scaler': oneScaler,
  'scale-from-zero': scaleFromZero,
  'scaler-and-replicas': scalerAndReplicas,
  'scaler-bounds': scalerBounds,
  'scaler-requests': scalerRequests,
  'scaler-target': scalerTarget,
  'one-disruption-budget': oneDisruptionBudget,
  'own-backends': ownBackends,
  'own-pods': ownPods,
  'group-service-name': groupServiceName,
  'probe-ports': probePorts,
  'service-clients': serviceClients,
  'service-selects-pods': serviceSelectsPods,
  'service-target-port': serviceTargetPort,
  'tenant-exposure': tenantExposure,
  'tenant-namespace': tenantNamespace,
  'tenant-registries': tenantRegistries,
  'any-host-priority': anyHostPriority,
  'tls-options': tlsOptions,
  'traefik-middlewares': traefikMiddlewares,
  'traefik-names': traefikNames,
  'traefik-services': traefikServices,
  'claim-access-mode': claimAccessMode,
};
