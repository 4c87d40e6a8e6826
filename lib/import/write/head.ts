import { titleOf } from '../../manifests/object-ref';
import type { ImportNote } from '../report';

const TITLES: { readonly [kind in ImportNote['kind']]: string } = {
  changed: 'Changed',
  'left out': 'Not in this file',
  added: 'New beside what was there',
  'to mend': 'Wrong before already',
  proposed: 'Proposed, since nobody says it',
  kept: 'As they were, field by field',
  'looks like': 'What the library may know more of',
  server: 'Servers',
};

/** The comment at the top of the file: where it comes from, and what could not be carried over. */
export function headOf(from: string, notes: readonly ImportNote[]): string[] {
  return [`Written by: cdk8s-model-serving import ${from}`, ...notesText(notes)];
}

/** The notes, under a title for each kind. */
export function notesText(notes: readonly ImportNote[]): string[] {
  const kinds = [...new Set(notes.map(({ kind }) => kind))];
  return kinds.flatMap((kind) => [
    '',
    `${TITLES[kind]}:`,
    ...notes.filter((note) => note.kind === kind).map(({ object, message }) => `  ${titleOf(object)}: ${message}`),
  ]);
}
