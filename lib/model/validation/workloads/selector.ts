import type { JsonObject } from '../../../private/json';
import { show } from '../../../private/show';
import { child, childOrEmpty } from '../fields';
import { isEmptySelector, labelSelector, selects } from '../label-syntax';
import type { Refusals } from '../refusal';

/** The selector of a workload: there, not empty, and met by the labels of its own pods. `at` is that of the spec. */
export function ownSelector(at: string, spec: JsonObject, out: Refusals): void {
  const selector = child(spec, 'selector');
  if (!selector) {
    out.invalid(`${at}/selector`, 'is missing');
    return;
  }
  labelSelector(`${at}/selector`, selector, out);
  if (isEmptySelector(selector)) {
    out.invalid(`${at}/selector`, 'must not be empty: it would select every pod');
    return;
  }
  const labels = childOrEmpty(childOrEmpty(childOrEmpty(spec, 'template'), 'metadata'), 'labels');
  if (selects(selector, labels)) return;
  out.invalid(
    `${at}/template/metadata/labels`,
    `must be what the selector asks for, ${unmet(selector, labels)}`,
    'give the pod template the labels of spec.selector',
  );
}

/** The labels that a selector asks for and that are not there, with those in their place. */
function unmet(selector: JsonObject, labels: JsonObject): string {
  const wanted = childOrEmpty(selector, 'matchLabels');
  const missing = Object.keys(wanted).filter((key) => wanted[key] !== labels[key]);
  if (missing.length === 0) return `by matchExpressions, got ${show(labels)}`;
  return missing.map((key) => `${key}=${show(wanted[key])} (the pods carry ${show(labels[key])})`).join(', ');
}
