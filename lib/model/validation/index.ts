/**
 * What a kube-apiserver refuses, as pure functions over plain manifest objects: unknown fields and wrong types, broken
 * rules of a kind, and what admission forbids in a namespace with a Pod Security level, LimitRanges and ResourceQuotas.
 */
export { ignoredFields } from './accepted/ignored-fields';
export type { Remark } from './accepted/remark';
export { serverWarnings } from './accepted/server-warnings';
export { unstartable } from './accepted/unstartable';
export { limitRangeRefusals, withLimitRangeDefaults } from './admission/limit-ranges';
export { podSecurityRefusals, type PodSecurityLevel } from './admission/pod-security';
export { quotaRefusals } from './admission/quotas';
export { isCertain, type Refusal, type ValidationContext } from './refusal';
export { refusalsInNamespace, type NamespaceRules } from './refusals-in-namespace';
export { validateObject } from './validate-object';
