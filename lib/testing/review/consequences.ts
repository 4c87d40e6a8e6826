import { titleOf } from '../../manifests/object-ref';
import type { FieldChange } from '../../review/data/object';
import type { Review } from '../../review/data/review';

const SHOWN = 20;
const FIELDS = 3;

/** Everything that a change does, a line each, the gravest first. */
export function consequencesOf(review: Review): string[] {
  const { refusals, restarts, changes, removals } = review;
  const restarted = new Set(restarts.map(({ object }) => titleOf(object)));
  return [
    ...refusals.map(refusalText),
    ...restarts.map(({ message }) => message),
    ...removals.map(({ object, outcome }) => `${titleOf(object)} goes: ${outcome}`),
    ...changes
      .filter(({ object }) => !restarted.has(titleOf(object)))
      .map(({ object, kind, was, fields }) => {
        if (kind === 'added') return `${titleOf(object)} is added`;
        if (kind === 'renamed' && was) return `${titleOf(was)} becomes ${titleOf(object)}`;
        return `${titleOf(object)} changes${fieldsText(fields)}`;
      }),
  ];
}

/** What the API server says to a change, with the field. */
export function refusalText({ object, at, message, fix }: Review['refusals'][number]): string {
  const way = fix === undefined ? '' : `\n    fix: ${fix}`;
  return `${titleOf(object)} is refused at ${at === '' ? 'its root' : at}: ${message}${way}`;
}

function fieldsText(fields: readonly FieldChange[]): string {
  const shown = fields.slice(0, FIELDS).map(({ at, before, after }) => {
    if (before === undefined && after === undefined) return at;
    return `${at} ${before ?? '(absent)'} -> ${after ?? '(absent)'}`;
  });
  const rest = fields.length > FIELDS ? [`${fields.length - FIELDS} more`] : [];
  return fields.length === 0 ? '' : `: ${[...shown, ...rest].join(', ')}`;
}

/** Lines of a message below what they belong to. */
export function listed(lines: readonly string[]): string {
  const shown = lines.slice(0, SHOWN).map((line) => `\n  ${line}`);
  return shown.join('') + (lines.length > SHOWN ? `\n  ... and ${lines.length - SHOWN} more` : '');
}
