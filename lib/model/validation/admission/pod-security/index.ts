import type { JsonObject } from '../../../../private/json';
import { Refusals, type Refusal, type ValidationContext } from '../../refusal';
import { BASELINE } from './baseline';
import { RESTRICTED } from './restricted';
import { SecurityReport, securityView, type SecurityCheck } from './view';

/** The levels of the Pod Security Standards, from lax to strict. */
export type PodSecurityLevel = 'privileged' | 'baseline' | 'restricted';

const CHECKS: { readonly [level in PodSecurityLevel]: readonly SecurityCheck[] } = {
  privileged: [],
  baseline: BASELINE,
  restricted: [...BASELINE, ...RESTRICTED],
};

/**
 * What the Pod Security admission of a namespace forbids of a pod, as of the version that the namespace pins or else
 * that of the server. Of a workload give the pod template: the server accepts the workload, and refuses its pods.
 *
 * https://kubernetes.io/docs/concepts/security/pod-security-standards/
 *
 * @param pod a Pod or pod template: `metadata` and `spec`
 * @param at JSON pointer to the pod in its manifest
 */
export function podSecurityRefusals(
  pod: JsonObject,
  level: PodSecurityLevel,
  context: ValidationContext = {},
  at = '',
): Refusal[] {
  const out = new Refusals(context);
  const report = new SecurityReport(out, level);
  const view = securityView(at, pod);
  for (const check of CHECKS[level]) check(view, report);
  return distinct(out.all);
}

/** The same is said once: by both levels, or of the pod for each of its containers. */
function distinct(refusals: Refusal[]): Refusal[] {
  if (refusals.length < 2) return refusals;
  const seen = new Set<string>();
  return refusals.filter(({ at, message, versions }) => {
    const key = JSON.stringify([at, message, versions]);
    return !seen.has(key) && seen.add(key);
  });
}
