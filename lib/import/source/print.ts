import type { Code, Member } from './code';
import { quoted } from './quoted';

const WIDTH = 120;
const STEP = '  ';
/** Keys that need no quotes. */
const PLAIN_KEY = /^[A-Za-z_$][\w$]*$/;

/** The source text of an expression that begins on a line which is indented so far. */
export function print(code: Code, indent = '', before = 0): string {
  const flat = flatText(code);
  if (flat !== undefined && indent.length + before + flat.length <= WIDTH) return flat;
  return broken(code, indent);
}

/** On one line; nothing where that would lose a comment. */
function flatText(code: Code): string | undefined {
  switch (code.kind) {
    case 'word':
      return code.text;
    case 'literal':
      return typeof code.value === 'string' ? quoted(code.value) : String(code.value);
    case 'call':
      return joined(code.args.map(flatText), `${code.callee}(`, ')');
    case 'list':
      return joined(code.items.map(flatText), '[', ']');
    case 'object': {
      if (code.members.length === 0) return '{}';
      const texts = code.members.map((member) => {
        const value = member.why === undefined ? flatText(member.value) : undefined;
        return value === undefined ? undefined : pair(member, value);
      });
      return joined(texts, '{ ', ' }');
    }
  }
}

function joined(texts: readonly (string | undefined)[], open: string, close: string): string | undefined {
  return texts.every((text) => text !== undefined) ? `${open}${texts.join(', ')}${close}` : undefined;
}

function broken(code: Code, indent: string): string {
  const inner = indent + STEP;
  switch (code.kind) {
    case 'call':
      return brokenCall(code, indent);
    case 'list':
      return `[\n${code.items.map((item) => `${inner}${print(item, inner, 1)},\n`).join('')}${indent}]`;
    case 'object':
      return `{\n${code.members.map((member) => memberLine(member, inner)).join('')}${indent}}`;
    case 'word':
    case 'literal':
      return flatText(code) ?? '';
  }
}

/** Only the last argument goes over several lines, as people write it. */
function brokenCall({ callee, args }: Extract<Code, { kind: 'call' }>, indent: string): string {
  const last = args.at(-1);
  const first = args.slice(0, -1).map(flatText);
  const head = first.every((text) => text !== undefined)
    ? `${callee}(${first.map((text) => `${text}, `).join('')}`
    : '';
  if (last !== undefined && head !== '' && indent.length + head.length < WIDTH && last.kind !== 'literal')
    return `${head}${broken(last, indent)})`;
  const inner = indent + STEP;
  return `${callee}(\n${args.map((arg) => `${inner}${print(arg, inner, 1)},\n`).join('')}${indent})`;
}

function memberLine(member: Member, indent: string): string {
  const comment = member.why === undefined ? '' : `${indent}// ${member.why}\n`;
  const key = keyText(member.key);
  return `${comment}${indent}${key}: ${print(member.value, indent, key.length + 3)},\n`;
}

function pair({ key }: Member, value: string): string {
  return `${keyText(key)}: ${value}`;
}

/** A literal `__proto__`, quoted or not, would be no member. */
function keyText(key: string): string {
  if (key === '__proto__') return `[${quoted(key)}]`;
  return PLAIN_KEY.test(key) ? key : quoted(key);
}
