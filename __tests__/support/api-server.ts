import { autoscalerTargetRule } from './api-server/autoscaling-targets';
import { backendRule } from './api-server/backends';
import { customFieldProblems } from './api-server/custom-fields';
import { disruptionTargetRule } from './api-server/disruption';
import { namespaceRule, uniqueRule } from './api-server/identity';
import { idOf, readManifest, type Manifest } from './api-server/manifest';
import { manifestSet } from './api-server/manifest-set';
import { networkPolicyTargetRule } from './api-server/network-policy';
import { promiseBreaks } from './api-server/promises';
import { quotaAdmissionRule } from './api-server/quota/admission';
import { quotaFitRule } from './api-server/quota/fit';
import { roleBindingTargetRule } from './api-server/rbac';
import { referenceRule } from './api-server/references';
import type { ApiServerOptions, SetRule } from './api-server/rules';
import { disjointSelectorRule } from './api-server/selectors';
import { nodePortRule, serviceTargetRule } from './api-server/service-targets';
import { verdictOf } from './api-server/verdict';
import { versionsOf } from './api-server/versions';

export { allows, Reachability, type TrafficEnd } from './api-server/reachability';
export { noise } from './api-server/noise';
export { selectedBy } from './api-server/pod-index';
export type { ApiServerOptions } from './api-server/rules';

/** Twins of what the library says of objects together: no server says it in one answer, so that none is recorded. */
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
  quotaAdmissionRule,
  quotaFitRule,
];

/**
 * What is wrong with manifests of ours that are applied to a bare cluster in the order given; empty when nothing is. Each
 * finding begins with `Kind/namespace/name: `.
 *
 * Objects one by one are judged by the library itself, which recorded answers of a real server hold, by the schemas of
 * custom resources and by what we promise of our manifests; objects together by rules that know nothing of the library.
 * Where an object cannot be read, nothing is said of the set.
 */
export function findings(manifests: readonly object[], options: ApiServerOptions = {}): string[] {
  const found = new Set<string>();
  const known: Manifest[] = [];
  for (const object of manifests) {
    const manifest = readManifest(object);
    if (typeof manifest === 'string') found.add(manifest);
    else known.push(manifest);
  }
  const { found: said, isReadable } = verdictOf(known, options);
  for (const sentence of said) found.add(sentence);
  for (const manifest of known)
    for (const what of [...customFieldProblems(manifest), ...promiseBreaks(manifest)])
      found.add(`${idOf(manifest)}: ${what}`);
  if (known.length < manifests.length || !isReadable) return [...found];
  const set = manifestSet(known, { options, versions: versionsOf(options.kubernetesVersion) });
  for (const rule of setRules) for (const [manifest, what] of rule(set)) found.add(`${idOf(manifest)}: ${what}`);
  return [...found];
}
