import type { ManifestSet } from '../manifests/manifest-set';
import type { Rule } from './rule';
import { certificateSecrets } from './routes/certificate-secrets';
import { deployments } from './workloads/deployments';
import { existingBackends } from './routes/existing-backends';
import { ingressTlsHosts, oneProtocolPerHost, uniquePaths } from './routes/hosts-and-paths';
import { ownPods } from './workloads/own-pods';
import { quotaFit } from './quota/quota-fit';
import { tlsOptions } from './traefik/tls-options';
import { traefikMiddlewares, traefikNames, traefikServices } from './traefik/traefik-references';
import { uniqueNodePorts, uniqueObjects } from './objects/unique';

const RULES: readonly Rule[] = [
  uniqueObjects,
  uniqueNodePorts,
  deployments,
  ownPods,
  quotaFit,
  uniquePaths,
  existingBackends,
  oneProtocolPerHost,
  ingressTlsHosts,
  certificateSecrets,
  traefikNames,
  traefikServices,
  traefikMiddlewares,
  tlsOptions,
];

/**
 * Runs every rule over the manifests of an app and returns all messages.
 *
 * @param warn takes messages about what works but is likely not meant
 */
export function preflight(set: ManifestSet, warn: (message: string) => void = () => undefined): string[] {
  return RULES.flatMap((rule) => rule.check(set, warn));
}
