import { UnwritableError } from '../../private/errors';
import { inlineText, isBroken, literalBlock, remembered } from './scalar';

const INDENTS: string[] = [''];

function indent(depth: number): string {
  return (INDENTS[depth] ??= '  '.repeat(depth));
}

/** One document, without anchors, keys in the order they have. Ends with a line break. */
export function emitDocument(value: object): string {
  return block(value, 0, []).slice(1);
}

/** A value behind a key or a dash: on the same line, or as a block below. Begins with what separates it from them. */
function after(value: unknown, depth: number, path: string[]): string {
  switch (typeof value) {
    case 'string':
      return textAfter(value, depth, path);
    case 'number':
      return ` ${numberText(value, path)}\n`;
    case 'boolean':
      return value ? ' true\n' : ' false\n';
    case 'object':
      return value === null ? ' null\n' : block(value, depth, path);
    default:
      throw new UnwritableError(`${at(path)} is a ${typeof value}, which no manifest can hold`);
  }
}

function textAfter(text: string, depth: number, path: readonly string[]): string {
  const known = remembered(text);
  if (known !== undefined) return ` ${known}\n`;
  if (isBroken(text)) throw new UnwritableError(`${at(path)} ${BROKEN}`);
  const literal = literalBlock(text);
  if (!literal) return ` ${inlineText(text)}\n`;
  const margin = indent(depth);
  return ` ${literal.header}\n${literal.lines.map((line) => (line === '' ? '\n' : `${margin}${line}\n`)).join('')}`;
}

function block(value: object, depth: number, path: string[]): string {
  if (Array.isArray(value)) return value.length === 0 ? ' []\n' : `\n${items(value, depth, path)}`;
  const keys = Object.keys(value);
  return keys.length === 0 ? ' {}\n' : `\n${entries(value as { [key: string]: unknown }, keys, depth, path)}`;
}

function entries(map: { [key: string]: unknown }, keys: readonly string[], depth: number, path: string[]): string {
  const margin = indent(depth);
  let text = '';
  for (const key of keys) {
    const written = remembered(key) ?? keyText(key, path);
    path.push(key);
    text += `${margin}${written}:${after(map[key], depth + 1, path)}`;
    path.pop();
  }
  return text;
}

function items(list: readonly unknown[], depth: number, path: string[]): string {
  const margin = indent(depth);
  let text = '';
  list.forEach((item, index) => {
    path.push(String(index));
    const below = after(item, depth + 1, path);
    path.pop();
    // A block begins behind its dash: the margin of its first line gives way.
    text += below.charCodeAt(0) === NEWLINE ? `${margin}- ${below.slice(1 + 2 * (depth + 1))}` : `${margin}-${below}`;
  });
  return text;
}

const NEWLINE = 10;
const BROKEN = 'holds half a character (a lone surrogate), which no file can hold';
/** YAML readers give up on longer keys, counted as they are written. */
const MAX_KEY_LENGTH = 1000;

function keyText(key: string, path: readonly string[]): string {
  if (isBroken(key)) throw new UnwritableError(`${at(path)} has a key that ${BROKEN}`);
  const text = inlineText(key);
  if (text.length > MAX_KEY_LENGTH)
    throw new UnwritableError(`${at(path)} has a key of ${text.length} characters, more than YAML readers take`);
  return text;
}

function numberText(value: number, path: readonly string[]): string {
  if (!Number.isFinite(value)) throw new UnwritableError(`${at(path)} is ${value}, which is no number in JSON`);
  if (Number.isInteger(value)) {
    if (!Number.isSafeInteger(value))
      throw new UnwritableError(`${at(path)} is ${value}, which readers would round; write it as text`);
    return value === 0 ? '0' : String(value);
  }
  // YAML 1.1 takes 1e-7 for text: a number with an exponent needs its point.
  return String(value).replace(/^(-?\d+)e/, '$1.0e');
}

function at(path: readonly string[]): string {
  return `/${path.join('/')}`;
}
