import type { JsonObject } from '../../private/json';
import { limitRangeRefusals, withLimitRangeDefaults } from './admission/limit-ranges';
import { podSecurityRefusals, type PodSecurityLevel } from './admission/pod-security';
import { quotaRefusals } from './admission/quotas';
import { isCertain, type Refusal, type ValidationContext } from './refusal';
import { validateObject } from './validate-object';

/** What a namespace holds its objects to. */
export interface NamespaceRules {
  /**
   * The level of Pod Security that it enforces.
   *
   * @default 'privileged'
   */
  readonly podSecurity?: PodSecurityLevel;
  /**
   * LimitRanges, as manifests.
   *
   * @default - none
   */
  readonly limitRanges?: readonly JsonObject[];
  /**
   * ResourceQuotas, as manifests; what is used already is in their `status.used`.
   *
   * @default - none
   */
  readonly quotas?: readonly JsonObject[];
}

/**
 * What an API server answers when one object is created in a namespace, in its order: what cannot be read is not
 * judged, LimitRanges fill in their defaults before the rules of the kind are asked, and what breaks those is not held
 * to the rules of the namespace.
 */
export function refusalsInNamespace(
  object: JsonObject,
  { podSecurity = 'privileged', limitRanges = [], quotas = [] }: NamespaceRules,
  context: ValidationContext = {},
): Refusal[] {
  const filled = withLimitRangeDefaults(object, limitRanges);
  const own = validateObject(filled, context);
  if (own.some(isCertain)) return own;
  return [
    ...own,
    ...limitRangeRefusals(filled, limitRanges),
    ...(object.kind === 'Pod' ? podSecurityRefusals(filled, podSecurity, context) : []),
    ...quotaRefusals(filled, quotas),
  ];
}
