import type { JsonObject } from '../../../private/json';
import { show } from '../../../private/show';
import { positive } from '../counts';
import { child, childOrEmpty, number, optionalText, text, texts } from '../fields';
import { labelSelector, qualifiedName } from '../label-syntax';
import { oneOf } from '../names';
import type { Refusals } from '../refusal';

/** How pods are spread over nodes, zones and the like. */
export function topologySpread(at: string, list: readonly JsonObject[], out: Refusals): void {
  list.forEach((constraint, index) => {
    oneConstraint(`${at}/${index}`, constraint, out);
  });
  if (list.length < 2) return;
  const pairs = list.map(
    (constraint) => `${show(text(constraint, 'topologyKey'))} with ${show(text(constraint, 'whenUnsatisfiable'))}`,
  );
  pairs.forEach((pair, index) => {
    if (pairs.includes(pair, index + 1)) out.invalid(`${at}/${index}`, `there is another constraint ${pair}`);
  });
}

function oneConstraint(at: string, constraint: JsonObject, out: Refusals): void {
  const key = text(constraint, 'topologyKey');
  const otherwise = text(constraint, 'whenUnsatisfiable');
  out.problem(`${at}/maxSkew`, positive(number(constraint, 'maxSkew') ?? 0));
  if (key === '') out.invalid(`${at}/topologyKey`, 'is missing or empty');
  else out.problem(`${at}/topologyKey`, qualifiedName(key));
  out.problem(`${at}/whenUnsatisfiable`, oneOf(otherwise, ['DoNotSchedule', 'ScheduleAnyway']));
  const domains = number(constraint, 'minDomains');
  out.problem(`${at}/minDomains`, positive(domains));
  if (domains !== undefined && otherwise !== 'DoNotSchedule') {
    out.invalid(`${at}/minDomains`, "can be set with whenUnsatisfiable 'DoNotSchedule' only");
  }
  for (const field of ['nodeAffinityPolicy', 'nodeTaintsPolicy']) {
    const policy = optionalText(constraint, field);
    if (policy !== undefined) out.problem(`${at}/${field}`, oneOf(policy, ['Ignore', 'Honor']));
  }
  const selector = child(constraint, 'labelSelector');
  labelSelector(`${at}/labelSelector`, selector, out);
  labelKeys(`${at}/matchLabelKeys`, texts(constraint, 'matchLabelKeys'), selector, out);
}

/** Keys of labels whose values are taken from the pod itself, besides those of a selector. */
export function labelKeys(at: string, keys: readonly string[], selector: JsonObject | undefined, out: Refusals): void {
  if (keys.length > 0 && !selector) out.invalid(at, 'cannot be set where there is no labelSelector');
  const selected = childOrEmpty(selector ?? {}, 'matchLabels');
  keys.forEach((key, index) => {
    out.problem(`${at}/${index}`, qualifiedName(key));
    if (Object.hasOwn(selected, key)) out.invalid(`${at}/${index}`, `${show(key)} is in the labelSelector already`);
  });
}
