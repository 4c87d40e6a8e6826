import { isPlainObject, type JsonObject } from '../../../private/json';
import { nearestWithin } from '../../../private/nearest';
import { show } from '../../../private/show';
import { type Refusals, step } from '../refusal';
import type { ApiTable, ApiType, Scalar, Shape, Span } from './api-table';
import { MAX_DEPTH } from './conforms';
import { isScalar, SCALAR_TEXT } from './scalars';
import { meantValue, type Slip, unknownField, unreadableValue } from './slips';

/** Fields whose values are nobody's business, whatever is wrong with them. */
const CONFIDENTIAL = new Set(['annotations', 'binaryData', 'data', 'env', 'stringData']);

/** No field is longer. */
const MAX_FIELD = 64;
/** Shorter names are alike by chance. */
const MIN_MISSPELLED = 5;
/** Letters that are wrong at most. */
const MAX_MISSPELLED = 2;

/** Quantities, times and base64: what is wrong with one leads nobody elsewhere. */
const AMOUNTS: ReadonlySet<Scalar> = new Set(['q', 't', 'm', 'y']);

/** What only some versions know, in a sentence that is true of those, and in one that is true of the others. */
export interface KnownInSome {
  readonly has: string;
  readonly lacks: string;
}

/** Says of everything in a value that the API server cannot read, where it is and what is allowed. */
export class Explanation {
  /** What no version in question can read. */
  public readonly slips: Slip[] = [];
  private isConfidential = false;

  public constructor(
    private readonly refusals: Refusals,
    private readonly table: ApiTable,
    /** Whether types may have more fields than are known. */
    private readonly isInPart = false,
  ) {}

  public value(at: string, value: unknown, shape: Shape, level = 0, depth = 0): void {
    if (value === null || value === undefined) return;
    if (depth > MAX_DEPTH) {
      this.refusals.unreadable(at, `is nested more than ${MAX_DEPTH} levels deep`);
      this.slips.push(unreadableValue(at, false));
      return;
    }
    if (level < shape.wrap.length) {
      this.wrapped(at, value, shape, level, depth);
      return;
    }
    if (shape.type !== undefined) {
      if (isPlainObject(value)) this.object(at, value, shape.type, depth);
      else this.mismatch(at, value, `an object (${shape.type.name})`);
    } else if (shape.scalar !== undefined && !isScalar(shape.scalar, value)) {
      this.mismatch(at, value, SCALAR_TEXT[shape.scalar], shape.scalar);
    }
  }

  private wrapped(at: string, value: unknown, shape: Shape, level: number, depth: number): void {
    if (shape.wrap[level] === '[') {
      if (!Array.isArray(value)) {
        this.mismatch(at, value, 'a list');
        return;
      }
      value.forEach((item, index) => {
        this.value(`${at}/${index}`, item, shape, level + 1, depth);
      });
    } else if (!isPlainObject(value)) this.mismatch(at, value, 'a map');
    else for (const key of Object.keys(value)) this.value(step(at, key), value[key], shape, level + 1, depth);
  }

  private object(at: string, value: JsonObject, type: ApiType, depth: number): void {
    for (const key of Object.keys(value)) {
      const field = type.fields.get(key);
      const where = step(at, key);
      if (field === undefined) this.unknown(where, key, type, value);
      else {
        this.span(
          where,
          {
            has: `${type.name} has the field ${show(key)}`,
            lacks: `${type.name} does not have the field ${show(key)}`,
          },
          field,
        );
        const before = this.isConfidential;
        this.isConfidential ||= CONFIDENTIAL.has(key);
        this.value(where, value[key], field.shape, 0, depth + 1);
        this.isConfidential = before;
      }
    }
  }

  private unknown(at: string, key: string, type: ApiType, fields: JsonObject): void {
    if (this.isInPart) {
      this.misspelled(at, key, type, fields);
      return;
    }
    const near = key.length > MAX_FIELD ? undefined : nearestWithin(key.toLowerCase(), [...type.fields.keys()]);
    this.slips.push(unknownField(at, near));
    this.refusals.unreadable(
      at,
      `${type.name} has no field ${show(key)}`,
      near === undefined ? undefined : `did you mean ${show(near)}?`,
    );
  }

  /** Of a type that is known in part, what is spelled nearly like a field that is missing is likely that one. */
  private misspelled(at: string, key: string, type: ApiType, fields: JsonObject): void {
    if (key.length < MIN_MISSPELLED || key.length > MAX_FIELD) return;
    const near = nearestWithin(key, [...type.fields.keys()], undefined, MAX_MISSPELLED);
    if (near === undefined || Object.hasOwn(fields, near)) return;
    this.refusals.doubtful(at, `${show(key)} is likely misspelled`, `did you mean ${show(near)}?`);
  }

  /** What only some versions know. */
  public span(at: string, known: KnownInSome, span: Span): void {
    const [since, until] = [span.since, span.until];
    this.versions(at, known, span, {
      since: since !== undefined ? this.table.earliest(since) : undefined,
      until: until !== undefined ? this.table.latest(until) : undefined,
    });
  }

  /** What only some versions know, and from which to which it is certain. */
  public versions(at: string, known: KnownInSome, { since, until }: Span, certain: Span): void {
    const { has, lacks } = known;
    // Where the versions that refuse it are told besides, another one in the sentence would contradict them.
    const isOneTold = this.refusals.context.minor !== undefined;
    if (since !== undefined) {
      const first = certain.since ?? since;
      const message = isOneTold || first === since ? `${has} from Kubernetes 1.${since} on` : `${lacks} yet`;
      this.refusals.unreadable(at, message, undefined, { to: first - 1 });
    }
    if (until !== undefined) {
      const last = certain.until ?? until;
      const message = isOneTold || last === until ? `${has} until Kubernetes 1.${until}` : `${lacks} any more`;
      this.refusals.unreadable(at, message, undefined, { from: last + 1 });
    }
  }

  private mismatch(at: string, value: unknown, wanted: string, scalar?: Scalar): void {
    const got = this.isConfidential ? kindOf(value) : received(value);
    const isBoolean = wanted === SCALAR_TEXT.b && typeof value === 'string' && /^(true|false)$/.test(value);
    const isNumber = typeof value === 'string' && /^-?\d+$/.test(value) && wanted.startsWith('a whole number');
    const isQuoted = !this.isConfidential && (isBoolean || isNumber);
    this.slips.push(slipOf(at, value, scalar));
    const isUnquoted = wanted === SCALAR_TEXT.s && (typeof value === 'number' || typeof value === 'boolean');
    if (scalar === 'y' && typeof value === 'string') {
      this.refusals.unreadable(at, `must be ${wanted}, got one ${base64Fault(value)}`, base64Fix(at));
      return;
    }
    this.refusals.unreadable(
      at,
      `must be ${wanted}, got ${got}`,
      isQuoted ? 'write it without quotes' : isUnquoted ? inQuotes(value) : undefined,
    );
  }
}

/** The way out for what YAML reads as something else than a text. */
function inQuotes(value: number | boolean): string {
  if (typeof value === 'number') return 'write it in quotes';
  return `write it in quotes, without which YAML reads ${value ? 'y, yes and on' : 'n, no and off'} as ${value}`;
}

/** What is wrong with a text that should be in base64, without a word of it: it may be a secret. */
function base64Fault(value: string): string {
  const text = value.replace(/[\r\n]/g, '');
  if (/\s/.test(text)) return 'with blanks';
  if (/[^A-Za-z0-9+/=]/.test(text)) return 'with characters that base64 does not have';
  if (text.length % 4 !== 0) return 'whose length is no multiple of 4';
  return "with '=' elsewhere than once or twice at its end";
}

/** Where the kinds that hold texts in base64 take them as they are. */
function base64Fix(at: string): string {
  if (at.startsWith('/data/')) return 'encode it, or write it as it is under stringData';
  if (at.startsWith('/binaryData/')) return 'encode it, or write it as it is under data';
  return 'encode it';
}

/** What was received, for a message: of lists and objects only that. */
export function received(value: unknown): string {
  return typeof value === 'object' && value !== null ? kindOf(value) : show(value);
}

/** What a value is, without a word of what it says. */
function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  return { string: 'a text', number: 'a number', boolean: 'a boolean' }[typeof value as string] ?? 'something else';
}

/** What is in quotes and should not be, or the other way round, is meant beyond doubt. */
function slipOf(at: string, value: unknown, scalar: Scalar | undefined): Slip {
  if (scalar === 's' && (typeof value === 'number' || typeof value === 'boolean')) return meantValue(at, String(value));
  if (scalar !== undefined && typeof value === 'string') {
    if (scalar === 'b' && /^(true|false)$/.test(value)) return meantValue(at, value === 'true');
    const isNumber = /^-?\d+$/.test(value) && isScalar(scalar, Number(value));
    if (isNumber && (scalar === 'i' || scalar === 'l')) return meantValue(at, Number(value));
  }
  return unreadableValue(at, scalar !== undefined && AMOUNTS.has(scalar));
}
