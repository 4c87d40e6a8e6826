import { titleOf } from '../manifests/object-ref';
import { placeOf } from '../manifests/origin';
import type { Finding, RelatedObject } from '../rules/finding';
import { inTermsOfProps } from './hints';

/** A finding as whoever wrote the app reads it, with the id by which it can be acknowledged. */
export function findingText(finding: Finding): string {
  return `${sentenceOf(finding)} [${finding.rule}]`;
}

/** A finding with constructs by their paths, and the way out in terms of props. */
export function sentenceOf({ object, origin, message, fix, others = [] }: Finding): string {
  const subject = origin ? placeOf(origin) : titleOf(object);
  const isNamed = (other: RelatedObject): boolean =>
    titleOf(other) !== titleOf(object) && message.includes(titleOf(other));
  const named = others.filter(isNamed).reduce((text, other) => text.replaceAll(titleOf(other), shown(other)), message);
  const besides = others.filter((other) => titleOf(other) === titleOf(object)).map(shown);
  return [
    `${subject}: ${named}${besides.length > 0 ? ` (also by ${besides.join(', ')})` : ''}`,
    ...(fix === undefined ? [] : [inTermsOfProps(fix)]),
  ].join('; ');
}

function shown(other: RelatedObject): string {
  return other.origin ? placeOf(other.origin) : titleOf(other);
}
