import type { ManifestSet } from './manifest-set';
import type { Rule } from './rule';
import { deployments } from './rules/deployments';
import { ownPods } from './rules/own-pods';
import { quotaFit } from './rules/quota-fit';
import { uniqueNodePorts } from './rules/unique-node-ports';
import { uniqueObjects } from './rules/unique-objects';

const RULES: readonly Rule[] = [uniqueObjects, uniqueNodePorts, deployments, ownPods, quotaFit];

/**
 * Runs every rule over the manifests of an app and returns all messages.
 *
 * @param warn takes messages about what works but is likely not meant
 */
export function preflight(set: ManifestSet, warn: (message: string) => void = () => undefined): string[] {
  return RULES.flatMap((rule) => rule.check(set, warn));
}
