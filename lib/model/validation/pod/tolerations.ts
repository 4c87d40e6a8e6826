import type { JsonObject } from '../../../private/json';
import { show } from '../../../private/show';
import { has, text } from '../fields';
import { labelValue, qualifiedName } from '../label-syntax';
import { oneOf } from '../names';
import type { Refusals } from '../refusal';

const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];
/** From this version on numbers can be compared, where the feature is switched on. */
const NUMERIC = 35;

/** Taints of nodes that a pod puts up with. */
export function tolerations(at: string, list: readonly JsonObject[], out: Refusals): void {
  list.forEach((toleration, index) => {
    const where = `${at}/${index}`;
    const [key, operator, value, effect] = ['key', 'operator', 'value', 'effect'].map((field) =>
      text(toleration, field),
    );
    if (key !== '') out.problem(`${where}/key`, qualifiedName(key));
    else if (operator !== 'Exists') {
      out.invalid(`${where}/operator`, "must be 'Exists' where there is no key", "add a key, or set operator 'Exists'");
    }
    if (effect !== '') out.problem(`${where}/effect`, oneOf(effect, EFFECTS));
    if (has(toleration, 'tolerationSeconds') && effect !== 'NoExecute') {
      out.invalid(`${where}/effect`, `must be 'NoExecute' with tolerationSeconds, got ${show(effect)}`);
    }
    operation(where, operator, value, out);
  });
}

function operation(at: string, operator: string, value: string, out: Refusals): void {
  if (operator === '' || operator === 'Equal') {
    out.problem(`${at}/value`, labelValue(value));
    return;
  }
  if (operator === 'Exists') {
    if (value !== '') out.invalid(`${at}/value`, `must be absent with the operator 'Exists', got ${show(value)}`);
    return;
  }
  const isNumeric = operator === 'Lt' || operator === 'Gt';
  const problem = oneOf(operator, ['Equal', 'Exists']);
  out.problem(`${at}/operator`, problem, isNumeric ? { to: NUMERIC - 1 } : undefined);
}
