import { keyOf } from '../manifests/object-ref';
import { acknowledge, type AcknowledgedFinding } from '../rules/acknowledgements';
import type { RuleContext } from '../rules/context';
import type { Finding } from '../rules/finding';
import { RULE_IDS } from '../rules/registry';
import { runRules } from '../rules/run-rules';
import type { Acknowledgement } from './data/changes';
import type { Side } from './side';

/** What the rules say of one side. */
export interface Judged {
  readonly findings: readonly Finding[];
  readonly acknowledged: readonly AcknowledgedFinding[];
}

/** Asks the rules about a side. */
export function judge({ applied }: Side, context: RuleContext): Judged {
  return acknowledge(runRules(applied, context), applied, RULE_IDS);
}

/** Findings that are new, and that are gone. */
export function findingChanges(
  before: Judged,
  after: Judged,
): { readonly added: readonly Finding[]; readonly gone: readonly Finding[] } {
  return {
    added: bySeverity(without(after.findings, before.findings)),
    gone: without(before.findings, after.findings),
  };
}

function without(findings: readonly Finding[], others: readonly Finding[]): Finding[] {
  const known = new Set(others.map(identity));
  return findings.filter((finding) => !known.has(identity(finding)));
}

/** The same finding, though its numbers may have changed. */
function identity({ rule, object, at, message }: Finding): string {
  return [rule, keyOf(object), at ?? '', message.replace(/\d+/g, '#')].join('\n');
}

function bySeverity(findings: readonly Finding[]): Finding[] {
  return [
    ...findings.filter(({ severity }) => severity === 'error'),
    ...findings.filter(({ severity }) => severity === 'warning'),
  ];
}

/** What is acknowledged now and was not before. */
export function newAcknowledgements(before: Judged, after: Judged): Acknowledgement[] {
  const known = new Set(before.acknowledged.map(textOf));
  return after.acknowledged
    .filter((each) => !known.has(textOf(each)))
    .map(({ finding, reason }) => ({ object: finding.object, rule: finding.rule, reason }));
}

function textOf({ finding, reason }: AcknowledgedFinding): string {
  return [finding.rule, keyOf(finding.object), reason].join('\n');
}
