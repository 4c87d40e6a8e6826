import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A change to a manifest. Paths are JSON pointers. */
type Op =
  | { readonly op: 'remove'; readonly path: string }
  | { readonly op: 'replace'; readonly path: string; readonly value: unknown }
  | { readonly op: 'rename'; readonly path: string; readonly to: string }
  | { readonly op: 'repeat'; readonly path: string };

/** What a real API server said of a base manifest after some changes. */
export interface RecordedCase {
  readonly base: number;
  readonly ops: readonly Op[];
  readonly status: number;
  readonly reason?: 'BadRequest' | 'Invalid' | 'Forbidden';
  readonly message?: string;
  readonly fields?: readonly string[];
  /** As the header of the answer says it. */
  readonly warning?: string;
}

type Json = Record<string, unknown>;

export const bases = JSON.parse(readFileSync(join(__dirname, 'bases.json'), 'utf8')) as readonly Json[];

export const cases = readFileSync(join(__dirname, 'cases.jsonl'), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as RecordedCase);

/** The manifest of a case: its base with the changes, which are made in order. */
export function manifestOf(recorded: RecordedCase): Json {
  const manifest = copyOf(bases[recorded.base]) as Json;
  for (const op of recorded.ops) apply(manifest, withLostKey(op, recorded));
  return manifest;
}

/**
 * The recording lost a key: where a value was `{"a": "b"}` it says `{}`, as it does where it was `{}`. Which of the two
 * was sent is known only where the server complains of what is in it.
 */
function withLostKey(op: Op, { message = '' }: RecordedCase): Op {
  const isEmpty = op.op === 'replace' && JSON.stringify(op.value) === '{}';
  const isNamed = /unknown field "(?:[^"]*\.)?a"/.test(message) || message.includes('quantities must match');
  return isEmpty && isNamed ? { ...op, value: { a: 'b' } } : op;
}

function apply(manifest: Json, op: Op): void {
  const steps = op.path
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const last = steps.pop()!;
  let holder: any = manifest;
  for (const step of steps) holder = holder?.[step];
  // A change before this one may have taken the place away.
  if (typeof holder !== 'object' || holder === null) return;
  if (op.op === 'replace') holder[last] = copyOf(op.value);
  else if (!(last in holder)) return;
  else if (op.op === 'repeat') holder[last].push(copyOf(holder[last][0]));
  else {
    const value = holder[last];
    if (Array.isArray(holder)) holder.splice(Number(last), 1);
    else Reflect.deleteProperty(holder, last);
    if (op.op === 'rename') holder[op.to] = value;
  }
}

/** `structuredClone` is not of jest's world: what it returns has another `Object`. */
function copyOf(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}
