import type { Phrase } from '../phrase';

/** How an entry is marked: by a sign and a word, colour comes on top. */
export type Tone = 'bad' | 'warn' | 'added' | 'changed' | 'removed' | 'plain';

/** Something that is said under another entry: `fix: …`. */
export interface Detail {
  readonly label: string;
  readonly text: Phrase;
}

/** An entry of a list. */
export interface Item {
  readonly tone: Tone;
  readonly text: Phrase;
  readonly details: readonly Detail[];
}

/** A line of a table, a cell for each of its columns. */
export interface Row {
  readonly tone: Tone;
  readonly cells: readonly Phrase[];
}

export interface ListBody {
  readonly kind: 'list';
  readonly items: readonly Item[];
}

export interface TableBody {
  readonly kind: 'table';
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
}

/** What a report says on one topic. Never empty. */
export interface Section {
  /** Of lower-case letters and hyphens. */
  readonly id: string;
  readonly title: string;
  /** Read first and never folded; else what a reader opens when it matters to them. */
  readonly place: 'top' | 'open' | 'folded';
  readonly body: ListBody | TableBody;
}

/** The number of entries of a section. */
export function sizeOf({ body }: Section): number {
  return body.kind === 'list' ? body.items.length : body.rows.length;
}

/** A section of a list, or nothing when there is nothing to say. */
export function list(id: string, title: string, place: Section['place'], items: readonly Item[]): Section[] {
  return items.length === 0 ? [] : [{ id, title, place, body: { kind: 'list', items } }];
}

/** A section of a table, or nothing when there is nothing to say. */
export function table(
  id: string,
  title: string,
  place: Section['place'],
  columns: readonly string[],
  rows: readonly Row[],
): Section[] {
  return rows.length === 0 ? [] : [{ id, title, place, body: { kind: 'table', columns, rows } }];
}

/** A detail, or none where nothing is known. */
export function detail(label: string, text: Phrase): Detail[] {
  return text.length === 0 ? [] : [{ label, text }];
}
