import type { ObjectChange } from '../../data/changes';
import type { Review } from '../../data/review';
import type { Finding } from '../../../rules/finding';
import { count } from '../figures';
import { listed, name, type Phrase, say, sentence, words } from '../phrase';
import { callOf, fieldsOf, metadataOf } from './objects';
import { detail, type Item, list, type Section } from './section';

/** How many objects are named on one line. */
const NAMED = 20;

/** What goes, and what becomes of it. */
export function removalsSection({ removals }: Review): Section[] {
  return list(
    'removals',
    'What goes',
    'open',
    removals.map(({ object, outcome, isDestructive }) => ({
      tone: isDestructive ? 'bad' : 'removed',
      text: [
        ...name(callOf(object)),
        ...words(isDestructive ? ', with everything in it: ' : ': '),
        ...sentence(outcome),
      ],
      details: [],
    })),
  );
}

/** What the rules say that they did not, and say no more. */
export function findingsSection({ findings }: Review): Section[] {
  return list('findings', 'Findings of the rules', 'open', [
    ...findings.added.map((finding) => findingOf(finding, false)),
    ...findings.gone.map((finding) => findingOf(finding, true)),
  ]);
}

function findingOf({ rule, severity, object, at, message, fix }: Finding, isGone: boolean): Item {
  const place: Phrase = at === undefined || at === '' ? name(callOf(object)) : say`${callOf(object)} at ${at}`;
  return {
    tone: isGone ? 'removed' : severity === 'error' ? 'bad' : 'warn',
    text: [...words(isGone ? 'gone: ' : `new ${severity}: `), ...name(rule), ...words(', '), ...place],
    details: isGone ? [] : [...detail('what is wrong', sentence(message)), ...detail('way out', sentence(fix))],
  };
}

/** Objects that are added, changed or renamed, and on one line those of which labels or annotations alone changed. */
export function changesSection({ changes }: Review): Section[] {
  const labels = changes.filter(({ kind }) => kind === 'labels');
  const others = changes.filter(({ kind }) => kind !== 'labels');
  return list('changes', 'Objects that change', 'folded', [
    ...others.map(changeOf),
    ...(labels.length === 0 ? [] : [labelsOf(labels)]),
  ]);
}

function changeOf({ object, kind, was, fields }: ObjectChange): Item {
  return {
    tone: kind === 'added' ? 'added' : 'changed',
    text: [...words(`${kind}: `), ...(was === undefined ? [] : say`${callOf(was)} → `), ...name(callOf(object))],
    details: detail('fields', fieldsOf(fields)),
  };
}

function labelsOf(changes: readonly ObjectChange[]): Item {
  const named = listed(
    changes.map(({ object }) => name(callOf(object))),
    NAMED,
  );
  return {
    tone: 'plain',
    text: [
      ...words(`${count(changes.length, 'object changes', 'objects change')} in ${metadataOf(changes)} only: `),
      ...named,
    ],
    details: [],
  };
}

/** What nobody can know from manifests. */
export function notCheckedSection({ notChecked }: Review): Section[] {
  const items = notChecked.map((text): Item => ({ tone: 'plain', text: sentence(text), details: [] }));
  return list('not-checked', 'Not checked', 'open', items);
}
