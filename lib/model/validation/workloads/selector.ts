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

const MOST_TOLD = 3;

/** The labels that a selector asks for and that are not there, with those in their place. */
function unmet(selector: JsonObject, labels: JsonObject): string {
  const wanted = childOrEmpty(selector, 'matchLabels');
  const missing = Object.keys(wanted).filter((key) => wanted[key] !== labels[key]);
  if (missing.length === 0) return `by matchExpressions, got ${show(labels)}`;
  const told = missing.slice(0, MOST_TOLD).map((key) => {
    // Whatever stands there as a key: only one that could be a label's is shown as it is.
    const name = key.length > 317 ? show(key) : key;
    return `${name}=${show(wanted[key])} (the pods carry ${show(labels[key])})`;
  });
  return [...told, ...(missing.length > MOST_TOLD ? [`${missing.length - MOST_TOLD} more`] : [])].join(', ');
}
