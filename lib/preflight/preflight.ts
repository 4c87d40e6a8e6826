import type { ManifestSet } from './manifest-set';
import type { Rule } from './rule';
import { certificateSecrets } from './rules/certificate-secrets';
import { deployments } from './rules/deployments';
import { existingBackends } from './rules/existing-backends';
import { ingressTlsHosts, oneProtocolPerHost, uniquePaths } from './rules/hosts-and-paths';
import { ownPods } from './rules/own-pods';
import { quotaFit } from './rules/quota-fit';
import { tlsOptions } from './rules/tls-options';
import { traefikMiddlewares, traefikNames, traefikServices } from './rules/traefik-references';
import { uniqueNodePorts, uniqueObjects } from './rules/unique';

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
