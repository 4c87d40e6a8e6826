import { gkeHealthCheck } from './gke/gke-health-check';
import { gkeIngressClass } from './gke/gke-ingress-class';
import { monitorSelectsSomething } from './monitoring/monitor-selects-something';
import { scraperReachesMetrics } from './monitoring/scraper-reaches-metrics';
import { acmeSolverReachable } from './network/acme-solver-reachable';
import { dnsReachable } from './network/dns-reachable';
import { egressForDependencies } from './network/egress-for-dependencies';
import { routedBackendsReachable } from './network/routed-backends-reachable';
import { knownFields } from './api-server/known-fields';
import { validObjects } from './api-server/valid-objects';
import { uniqueNodePorts } from './objects/unique-node-ports';
import { uniqueObjects } from './objects/unique-objects';
import { podAdmission } from './quota/pod-admission';
import { quotaFit } from './quota/quota-fit';
import { quotaKeys } from './quota/quota-keys';
import { configKeys } from './references/config-keys';
import { canaryIsRouted } from './releases/canary-is-routed';
import { certificateSecrets } from './routes/certificate-secrets';
import { existingBackends } from './routes/existing-backends';
import { ingressTlsHosts } from './routes/ingress-tls-hosts';
import { oneProtocolPerHost } from './routes/one-protocol-per-host';
import { uniquePaths } from './routes/unique-paths';
import type { Rule } from './rule';
import { oneDisruptionBudget } from './selection/one-disruption-budget';
import { ownBackends } from './selection/own-backends';
import { ownPods } from './selection/own-pods';
import { tenantExposure } from './tenants/tenant-exposure';
import { tenantNamespace } from './tenants/tenant-namespace';
import { tenantRegistries } from './tenants/tenant-registries';
import { tlsOptions } from './traefik/tls-options';
import { traefikMiddlewares } from './traefik/traefik-middlewares';
import { traefikNames } from './traefik/traefik-names';
import { traefikServices } from './traefik/traefik-services';

/** Every rule, in the order in which findings are listed. */
export const RULES: readonly Rule[] = [
  knownFields,
  validObjects,
  tenantNamespace,
  tenantExposure,
  tenantRegistries,
  configKeys,
  uniqueObjects,
  uniqueNodePorts,
  ownPods,
  ownBackends,
  oneDisruptionBudget,
  quotaKeys,
  podAdmission,
  quotaFit,
  uniquePaths,
  existingBackends,
  routedBackendsReachable,
  egressForDependencies,
  dnsReachable,
  monitorSelectsSomething,
  scraperReachesMetrics,
  gkeIngressClass,
  gkeHealthCheck,
  canaryIsRouted,
  oneProtocolPerHost,
  ingressTlsHosts,
  certificateSecrets,
  acmeSolverReachable,
  traefikNames,
  traefikServices,
  traefikMiddlewares,
  tlsOptions,
];

/** Ids of all rules. */
export const RULE_IDS: ReadonlySet<string> = new Set(RULES.map(({ id }) => id));
