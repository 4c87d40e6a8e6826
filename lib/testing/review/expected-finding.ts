import { titleOf } from '../../manifests/object-ref';
import { nearestWithin } from '../../private/nearest';
import { show } from '../../private/show';
import { ACKNOWLEDGEMENT_RULE_IDS } from '../../rules/acknowledgements';
import type { Finding, Severity } from '../../rules/finding';
import { RULE_IDS } from '../../rules/registry';
import { type ExpectedObject, expectedText, isExpected } from './expected-object';

/** A finding that is expected: the id of its rule, or what it says, as far as it matters. */
export type ExpectedFinding =
  | string
  | {
      readonly rule: string;
      readonly severity?: Severity;
      readonly object?: ExpectedObject;
      /** JSON pointer into the object. */
      readonly at?: string;
      /** The message, a part of it, or an expression that finds something in it. */
      readonly message?: string | RegExp;
    };

/**
 * What is wrong with findings that are expected: rules that there are not, of which nothing is ever found. A sentence
 * each.
 */
export function expectedProblems(expected: readonly ExpectedFinding[]): string[] {
  const known = [...RULE_IDS, ...ACKNOWLEDGEMENT_RULE_IDS];
  return expected.flatMap((one) => {
    const rule = typeof one === 'string' ? one : one.rule;
    if (known.includes(rule)) return [];
    const near = nearestWithin(rule, known);
    return [
      `there is no rule ${show(rule)}${near === undefined ? '; docs/rules.md has all' : `; did you mean ${near}?`}`,
    ];
  });
}

/** Whether a finding is the one that is expected. */
export function isExpectedFinding(expected: ExpectedFinding, finding: Finding): boolean {
  if (typeof expected === 'string') return expected === finding.rule;
  const { rule, severity = finding.severity, object, at = finding.at, message } = expected;
  return (
    rule === finding.rule &&
    severity === finding.severity &&
    at === finding.at &&
    (object === undefined || isExpected(object, finding.object)) &&
    (message === undefined ||
      (typeof message === 'string' ? finding.message.includes(message) : finding.message.search(message) >= 0))
  );
}

/** How messages call a finding that is expected. */
export function expectedFindingText(expected: ExpectedFinding): string {
  if (typeof expected === 'string') return expected;
  const { rule, severity, object, at, message } = expected;
  const parts = [
    severity === undefined ? rule : `${severity} ${rule}`,
    object === undefined ? undefined : `of ${expectedText(object)}`,
    at === undefined ? undefined : `at ${at}`,
    message === undefined ? undefined : `that says ${String(message)}`,
  ];
  return parts.filter((part) => part !== undefined).join(' ');
}

/** A finding in a line, and the way out below it. */
export function findingText({ rule, severity, object, at, message, fix }: Finding): string {
  const place = at === undefined || at === '' ? '' : ` at ${at}`;
  return `${severity} ${rule}: ${titleOf(object)}${place}: ${message}${fix === undefined ? '' : `\n    fix: ${fix}`}`;
}
