import { type Manifest, refOf } from '../manifests/manifest';
import type { ManifestSet } from '../manifests/manifest-set';
import type { RuleContext } from './context';
import type { Finding } from './finding';
import type { Rule, Violation } from './rule';
import { RULES } from './registry';

/** Runs rules over manifests, all of them unless some are given, and returns what they find, rule by rule. */
export function runRules(set: ManifestSet, context: RuleContext, rules: readonly Rule[] = RULES): Finding[] {
  return rules.flatMap((rule) => rule.check(set, context).map((violation) => findingOf(rule, violation)));
}

function findingOf(rule: Rule, { manifest, at, message, fix, others = [], severity }: Violation): Finding {
  return {
    rule: rule.id,
    severity: severity ?? rule.severity,
    object: refOf(manifest),
    ...(at !== undefined && { at }),
    message,
    ...(fix !== undefined && { fix }),
    ...(others.length > 0 && { others: [...new Set(others)].map(related) }),
    origin: manifest.origin,
  };
}

function related(manifest: Manifest): NonNullable<Finding['others']>[number] {
  return { ...refOf(manifest), origin: manifest.origin };
}
