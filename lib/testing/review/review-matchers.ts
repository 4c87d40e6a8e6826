import type { ClusterOptions } from '../../review/review-manifests';
import { knownFields } from '../../rules/api-server/known-fields';
import { validObjects } from '../../rules/api-server/valid-objects';
import { UsageError } from '../../private/errors';
import { outagesOf } from '../../review/verdict';
import { type ChangeOptions, reviewed } from './change';
import { consequencesOf, listed, refusalText } from './consequences';
import {
  type ExpectedFinding,
  expectedFindingText,
  expectedProblems,
  findingText,
  isExpectedFinding,
} from './expected-finding';
import { type ExpectedObject, expectedText, isExpected } from './expected-object';
import { judged } from './judged';
import type { MatcherResult } from './matcher-result';
import { isChange, objectsOf, type Reviewable } from './reviewable';

const SERVER_RULES: readonly string[] = [knownFields.id, validObjects.id];

/**
 * Asserts that nothing changes in the cluster: the code did, and the meaning of the manifests did not. Spelled-out
 * defaults, equal quantities and another order of objects are no change.
 */
function toBeRefactorOnly(received: unknown, before: Reviewable): MatcherResult {
  const found = consequencesOf(reviewed('toBeRefactorOnly', received, { after: before }));
  return {
    pass: found.length === 0,
    message: () =>
      found.length === 0
        ? 'expected a change, the manifests mean what they meant before'
        : `expected a refactor that changes nothing in the cluster, it changes:${listed(found)}`,
  };
}

/** Asserts that exactly these workloads replace their pods. */
function toRestartOnly(
  received: unknown,
  workloads: readonly ExpectedObject[],
  options: ChangeOptions = {},
): MatcherResult {
  const { restarts } = reviewed('toRestartOnly', received, options);
  const unexpected = restarts.filter(({ object }) => !workloads.some((expected) => isExpected(expected, object)));
  const missing = workloads.filter((expected) => !restarts.some(({ object }) => isExpected(expected, object)));
  const lines = [
    ...unexpected.map(({ message }) => message),
    ...missing.map((expected) => `${expectedText(expected)} does not replace its pods`),
  ];
  const names = workloads.length === 0 ? 'no workload' : `only ${workloads.map(expectedText).join(', ')}`;
  return {
    pass: lines.length === 0,
    message: () =>
      lines.length === 0
        ? `expected other workloads to replace their pods than ${names}`
        : `expected ${names} to replace pods:${listed(lines)}`,
  };
}

/** Asserts that no requests fail on the way that did not fail before. */
function toKeepServing(received: unknown, options: ChangeOptions = {}): MatcherResult {
  const outages = outagesOf(reviewed('toKeepServing', received, options));
  return {
    pass: outages.length === 0,
    message: () =>
      outages.length === 0
        ? 'expected an outage, there is none'
        : `expected no request to fail on the way:${listed(outages)}`,
  };
}

/** Asserts that the API server takes every object: alone, and as a change of what is there already. */
function toBeAppliable(received: unknown, options: ChangeOptions = {}): MatcherResult {
  const isFirst = options.after === undefined && !isChange(received);
  const { refusals } = reviewed('toBeAppliable', received, isFirst ? { ...options, after: [] } : options);
  const objects = objectsOf('what is expected of', isChange(received) ? received.after : received);
  const invalid = judged(objects, options).filter(
    ({ rule, severity }) => severity === 'error' && SERVER_RULES.includes(rule),
  );
  const lines = [...new Set([...refusals.map(refusalText), ...invalid.map(findingText)])];
  return {
    pass: lines.length === 0,
    message: () =>
      lines.length === 0
        ? 'expected the API server to refuse something, it takes everything'
        : `expected the API server to take everything, it refuses:${listed(lines)}`,
  };
}

/**
 * Asserts what the rules find: everything that is expected, and nothing else.
 *
 * @throws UsageError when a rule is expected to find something that does not exist
 */
function toHaveFindings(
  received: unknown,
  expected: readonly ExpectedFinding[],
  options: ClusterOptions = {},
): MatcherResult {
  const problems = expectedProblems(expected);
  // Behind `not` a slip would pass for good.
  if (problems.length > 0) throw new UsageError(problems);
  const findings = judged(objectsOf('what is expected of', received), options);
  const unexpected = findings.filter((finding) => !expected.some((one) => isExpectedFinding(one, finding)));
  const missing = expected.filter((one) => !findings.some((finding) => isExpectedFinding(one, finding)));
  const parts = [
    ...(missing.length === 0 ? [] : [`not found:${listed(missing.map(expectedFindingText))}`]),
    ...(unexpected.length === 0 ? [] : [`found and not expected:${listed(unexpected.map(findingText))}`]),
  ];
  return {
    pass: parts.length === 0,
    message: () => (parts.length === 0 ? 'expected other findings than these' : parts.join('\n')),
  };
}

/**
 * Matchers that review, for jest and vitest: `expect.extend(reviewMatchers)`. `ReviewMatchers` has their types. A change
 * is given as `expect({ before, after })`, or as `expect(manifests)` with the option `{ after: live }`.
 */
export const reviewMatchers = { toBeRefactorOnly, toRestartOnly, toKeepServing, toBeAppliable, toHaveFindings };

/** What `expect(...)` can do with `reviewMatchers`; R is what its matchers return. */
export interface ReviewMatchers<R = unknown> {
  /**
   * Asserts that nothing changes in the cluster. Spelled-out defaults, equal quantities and another order of objects are
   * no change.
   */
  toBeRefactorOnly(before: Reviewable): R;
  /** Asserts that exactly these workloads replace their pods: each a name, `Deployment/iris`, or parts of a reference. */
  toRestartOnly(workloads: readonly ExpectedObject[], options?: ChangeOptions): R;
  /** Asserts that no requests fail on the way that did not fail before. */
  toKeepServing(options?: ChangeOptions): R;
  /** Asserts that the API server takes every object: alone, and as a change of what is there already (`after`). */
  toBeAppliable(options?: ChangeOptions): R;
  /** Asserts what the rules find: each of these, and nothing else. */
  toHaveFindings(expected: readonly ExpectedFinding[], options?: ClusterOptions): R;
}
