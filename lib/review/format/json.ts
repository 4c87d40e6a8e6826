import type { Review } from '../data/review';

/** Raised when a member changes its meaning or goes; new members do not raise it. */
const SCHEMA_VERSION = 1;

/** The members in the order in which they are written. Those of nested objects are sorted by name. */
const MEMBERS: Readonly<Record<keyof Review, true>> = {
  verdict: true,
  reasons: true,
  delivery: true,
  objects: true,
  refusals: true,
  acknowledgements: true,
  releases: true,
  traffic: true,
  services: true,
  losses: true,
  restarts: true,
  staleConfigurations: true,
  models: true,
  capacity: true,
  permissions: true,
  reach: true,
  security: true,
  removals: true,
  findings: true,
  changes: true,
  topology: true,
  notChecked: true,
};

/**
 * What a terminal acts on or does not show, what ends a script of HTML, and what CI systems take for a command. All of it is
 * inside of strings, where JSON has another way to write it.
 */
const UNSEEN = /[<\u007f-\u009f]|[\p{Cf}\p{Zl}\p{Zp}\p{Co}]|#(?=#)/gu;

/** The review as JSON of the schema docs/review.schema.json. The same review is the same text. */
export function reviewJson(review: Review): string {
  const members = (Object.keys(MEMBERS) as (keyof Review)[])
    .filter((member) => review[member] !== undefined)
    .map((member) => [member, sorted(review[member])] as const);
  const text = JSON.stringify({ schemaVersion: SCHEMA_VERSION, ...Object.fromEntries(members) }, null, 2);
  return `${text.replace(UNSEEN, escaped)}\n`;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, member]) => [key, sorted(member)]));
}

/** A character as JSON escapes it: one `\uXXXX` for each of its code units. */
function escaped(character: string): string {
  return [...Array(character.length).keys()]
    .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`)
    .join('');
}
