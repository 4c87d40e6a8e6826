import type { JsonObject } from '../../../private/json';
import { child, childOrEmpty, children, has, text } from '../fields';
import { qualifiedName } from '../label-syntax';
import { oneOf } from '../names';
import type { Refusals } from '../refusal';

const ACTIONS = ['Count', 'FailIndex', 'FailJob', 'Ignore'];
const MAX_RULES = 20;
const MAX_EXIT_CODES = 255;

/** What becomes of a Job when a pod of it fails. `at` is the pointer to the Job's spec. */
export function podFailurePolicy(at: string, policy: JsonObject, spec: JsonObject, out: Refusals): void {
  const restart = text(childOrEmpty(childOrEmpty(spec, 'template'), 'spec'), 'restartPolicy');
  if (restart !== 'Never') {
    out.invalid(`${at}/template/spec/restartPolicy`, "must be 'Never' where there is a podFailurePolicy");
  }
  const rules = children(policy, 'rules');
  if (rules.length > MAX_RULES) out.invalid(`${at}/podFailurePolicy/rules`, `must hold at most ${MAX_RULES} rules`);
  rules.forEach((rule, index) => {
    failureRule(`${at}/podFailurePolicy/rules/${index}`, rule, spec, out);
  });
}

function failureRule(at: string, rule: JsonObject, spec: JsonObject, out: Refusals): void {
  const action = text(rule, 'action');
  out.problem(`${at}/action`, oneOf(action, ACTIONS));
  if (action === 'FailIndex' && !has(spec, 'backoffLimitPerIndex')) {
    out.invalid(`${at}/action`, "can be 'FailIndex' only where there is a backoffLimitPerIndex");
  }
  const codes = child(rule, 'onExitCodes');
  const conditions = children(rule, 'onPodConditions');
  if ((codes !== undefined) === conditions.length > 0) {
    out.invalid(at, 'must have one of onExitCodes and onPodConditions');
  }
  if (codes) exitCodes(`${at}/onExitCodes`, codes, out);
  conditions.forEach((condition, index) => {
    const where = `${at}/onPodConditions/${index}`;
    const status = text(condition, 'status');
    out.problem(`${where}/type`, qualifiedName(text(condition, 'type')));
    if (status !== '') out.problem(`${where}/status`, oneOf(status, ['True', 'False', 'Unknown']));
  });
}

function exitCodes(at: string, codes: JsonObject, out: Refusals): void {
  const operator = text(codes, 'operator');
  const values: readonly unknown[] = Array.isArray(codes.values) ? codes.values : [];
  out.problem(`${at}/operator`, oneOf(operator, ['In', 'NotIn']));
  if (values.length === 0) out.invalid(`${at}/values`, 'must hold an exit code');
  if (values.length > MAX_EXIT_CODES) out.invalid(`${at}/values`, `must hold at most ${MAX_EXIT_CODES} exit codes`);
  values.forEach((value, index) => {
    if (operator === 'In' && value === 0) out.invalid(`${at}/values/${index}`, "must not be 0 with the operator 'In'");
    const before: unknown = values[index - 1];
    if (typeof before === 'number' && typeof value === 'number' && value <= before) {
      const problem = value === before ? `${value} is there already` : 'must be in ascending order';
      out.invalid(value === before ? `${at}/values/${index}` : `${at}/values`, problem);
    }
  });
}
