import type { ManifestSet } from './manifest-set';
import type { Rule } from './rule';
import { certificateSecrets } from './rules/certificate-secrets';
import { deployments } from './rules/deployments';
import { existingBackends } from './rules/existing-backends';
import { ingressTlsHosts } from './rules/ingress-tls-hosts';
import { oneProtocolPerHost } from './rules/one-protocol-per-host';
import { ownPods } from './rules/own-pods';
import { quotaFit } from './rules/quota-fit';
import { tlsOptions } from './rules/tls-options';
import { traefikMiddlewares } from './rules/traefik-middlewares';
import { traefikNames } from './rules/traefik-names';
import { traefikServices } from './rules/traefik-services';
import { uniqueNodePorts } from './rules/unique-node-ports';
import { uniqueObjects } from './rules/unique-objects';
import { uniquePaths } from './rules/unique-paths';

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
