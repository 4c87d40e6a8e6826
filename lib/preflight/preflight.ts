import type { ManifestSet } from './manifest-set';
import type { Rule } from './rule';
import { deployments } from './rules/deployments';
import { ownPods } from './rules/own-pods';
import { uniqueNodePorts } from './rules/unique-node-ports';
import { uniqueObjects } from './rules/unique-objects';

const RULES: readonly Rule[] = [uniqueObjects, uniqueNodePorts, deployments, ownPods];

/** Runs every rule over the manifests of an app and returns all messages. */
export function preflight(set: ManifestSet): string[] {
  return RULES.flatMap((rule) => rule.check(set));
}
