import { autoscalerRule } from './api-server/autoscaling';
import { autoscalerTargetRule } from './api-server/autoscaling-targets';
import { backendRule } from './api-server/backends';
import { claimRule } from './api-server/claim';
import { configRule } from './api-server/config';
import { deploymentRule } from './api-server/deployment';
import { disruptionRule, disruptionTargetRule } from './api-server/disruption';
import { featureRule } from './api-server/features';
import { namespaceRule, uniqueRule } from './api-server/identity';
import { ingressRule } from './api-server/ingress';
import { jobRule } from './api-server/job';
import { idOf, readManifest, type Manifest } from './api-server/manifest';
import { manifestSet } from './api-server/manifest-set';
import { metadataRule } from './api-server/metadata';
import { networkPolicyRule, networkPolicyTargetRule } from './api-server/network-policy';
import { podTemplateRule } from './api-server/pod';
import { podSecurityLabelRule, podSecurityRule } from './api-server/pod-security';
import { quotaAdmissionRule } from './api-server/quota/admission';
import { quotaFitRule } from './api-server/quota/fit';
import { limitRangeRule } from './api-server/quota/limit-range';
import { quotaRule } from './api-server/quota/resource-quota';
import { roleBindingRule, roleBindingTargetRule, roleRule } from './api-server/rbac';
import { referenceRule } from './api-server/references';
import type { ApiServerOptions, Context, ObjectRule, SetRule } from './api-server/rules';
import { schemaFindings } from './api-server/schema';
import { disjointSelectorRule, ownSelectorRule } from './api-server/selectors';
import { serviceRule } from './api-server/service';
import { nodePortRule, serviceTargetRule } from './api-server/service-targets';
import { versionsOf } from './api-server/versions';

export { allows, Reachability, type TrafficEnd } from './api-server/reachability';
export { noise } from './api-server/noise';
export { podSecurityViolations, type PodSecurityLevel } from './api-server/pod-security';
export { selectedBy } from './api-server/pod-index';
export type { ApiServerOptions } from './api-server/rules';

const objectRules: readonly ObjectRule[] = [
  metadataRule,
  featureRule,
  podTemplateRule,
  ownSelectorRule,
  deploymentRule,
  jobRule,
  serviceRule,
  configRule,
  claimRule,
  disruptionRule,
  autoscalerRule,
  networkPolicyRule,
  ingressRule,
  roleRule,
  roleBindingRule,
  quotaRule,
  limitRangeRule,
  podSecurityLabelRule,
];

const setRules: readonly SetRule[] = [
  uniqueRule,
  namespaceRule,
  disjointSelectorRule,
  referenceRule,
  serviceTargetRule,
  nodePortRule,
  disruptionTargetRule,
  autoscalerTargetRule,
  networkPolicyTargetRule,
  backendRule,
  roleBindingTargetRule,
  podSecurityRule,
  quotaAdmissionRule,
  quotaFitRule,
];

/**
 * What an API server would refuse of a set of manifests applied to a bare cluster in the order given, and what it would
 * accept though it makes no sense. Empty when there is nothing to say. Each finding begins with
 * `Kind/namespace/name: `.
 *
 * The rules come in three layers, each of which relies on the one before: the published schemas, rules about one
 * object, rules about the set. An object whose structure is wrong is not looked at any further, nor is its set.
 */
export function findings(manifests: readonly object[], options: ApiServerOptions = {}): string[] {
  const context: Context = { options, versions: versionsOf(options.kubernetesVersion) };
  const found = new Set<string>();
  const sound: Manifest[] = [];
  for (const object of manifests) {
    const manifest = readManifest(object);
    if (typeof manifest === 'string') {
      found.add(manifest);
      continue;
    }
    const { structure, unknown } = schemaFindings(manifest);
    for (const sentence of [...structure, ...unknown]) found.add(sentence);
    if (structure.length > 0) continue;
    sound.push(manifest);
    for (const rule of objectRules) for (const what of rule(manifest, context)) found.add(`${idOf(manifest)}: ${what}`);
  }
  if (sound.length < manifests.length) return [...found];
  const set = manifestSet(sound, context);
  for (const rule of setRules) for (const [manifest, what] of rule(set)) found.add(`${idOf(manifest)}: ${what}`);
  return [...found];
}
