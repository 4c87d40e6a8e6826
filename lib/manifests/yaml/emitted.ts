import { isPlainObject, type JsonObject } from '../../private/json';

/**
 * Reads a document that `emitDocument` wrote: block style, each kind of text in one way. Whoever starts an app needs no
 * reader of all of YAML to look at what the app wrote before.
 *
 * @returns nothing where somebody else wrote it, or changed it into something that is not ours
 */
export function readEmitted(document: string): JsonObject | undefined {
  const lines = document.split('\n');
  if (lines.at(-1) === '') lines.pop();
  try {
    const reader = new EmittedReader(lines);
    const value = reader.block(0);
    return reader.isAtEnd && isPlainObject(value) ? value : undefined;
  } catch (error) {
    if (error instanceof NotEmitted || error instanceof SyntaxError || error instanceof RangeError) return undefined;
    throw error;
  }
}

/** What we never write. */
class NotEmitted extends Error {}

/** A key that is not quoted holds a colon inside a word only. */
const PLAIN_KEY = /^((?:[^\s":[\]{},#&*!|>'%@`]|:(?=\S))(?:[^:]|:(?=\S))*):(?= |$)(.*)$/;
const QUOTED_KEY = /^("(?:[^"\\]|\\.)*"):(?= |$)(.*)$/;
const NUMBER = /^-?\d+(?:\.\d+)?(?:e[-+]?\d+)?$/;
const WORDS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['null', null],
  ['true', true],
  ['false', false],
]);

class EmittedReader {
  private next = 0;

  public constructor(private readonly lines: string[]) {}

  public get isAtEnd(): boolean {
    return this.next === this.lines.length;
  }

  /** The list or map that begins at the next line. */
  public block(depth: number): unknown {
    const text = this.textAt(depth);
    if (text === undefined) throw new NotEmitted();
    return text.startsWith('- ') ? this.list(depth) : this.map(depth);
  }

  private list(depth: number): unknown[] {
    const items: unknown[] = [];
    for (let text = this.textAt(depth); text?.startsWith('- '); text = this.textAt(depth)) {
      const value = text.slice(2);
      if (value.startsWith('- ') || PLAIN_KEY.test(value) || QUOTED_KEY.test(value)) {
        // A block begins behind its dash, where its margin would be.
        this.lines[this.next] = marginOf(depth + 1) + value;
        items.push(this.block(depth + 1));
      } else {
        this.next++;
        items.push(this.valueOf(value, depth + 1));
      }
    }
    return items;
  }

  private map(depth: number): JsonObject {
    const object: JsonObject = {};
    for (let text = this.textAt(depth); text !== undefined; text = this.textAt(depth)) {
      const found = QUOTED_KEY.exec(text) ?? PLAIN_KEY.exec(text);
      if (!found || text.startsWith('- ')) throw new NotEmitted();
      const [, written, rest] = found;
      this.next++;
      const value = rest === '' ? this.block(depth + 1) : this.valueOf(rest.slice(1), depth + 1);
      const key = written.startsWith('"') ? String(JSON.parse(written)) : written;
      // A key may be called like a part of JavaScript.
      Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true });
    }
    return object;
  }

  private valueOf(text: string, depth: number): unknown {
    if (text === '{}') return {};
    if (text === '[]') return [];
    if (text === '|' || text === '|-') return this.literal(depth) + (text === '|' ? '\n' : '');
    if (text.startsWith('"')) return JSON.parse(text);
    if (WORDS.has(text)) return WORDS.get(text);
    if (text === '' || /^[\s'[\]{}#&*!|>%@`]|: |:$| #/.test(text)) throw new NotEmitted();
    return NUMBER.test(text) ? Number(text) : text;
  }

  private literal(depth: number): string {
    const margin = marginOf(depth);
    const start = this.next;
    while (this.next < this.lines.length && (this.lines[this.next] === '' || this.lines[this.next].startsWith(margin)))
      this.next++;
    return this.lines
      .slice(start, this.next)
      .map((line) => line.slice(margin.length))
      .join('\n');
  }

  /** What stands in the next line, when that is at a depth. */
  private textAt(depth: number): string | undefined {
    const line = this.lines.at(this.next);
    const margin = marginOf(depth);
    if (this.isAtEnd || line === undefined || !line.startsWith(margin)) return undefined;
    const text = line.slice(margin.length);
    if (text === '' || text.startsWith(' ')) throw new NotEmitted();
    return text;
  }
}

function marginOf(depth: number): string {
  return '  '.repeat(depth);
}
