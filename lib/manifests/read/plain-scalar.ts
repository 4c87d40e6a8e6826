/**
 * What text without quotes means to kubectl: YAML 1.1 as go-yaml v2 reads it
 * (https://github.com/kubernetes-sigs/yaml, goyaml.v2/resolve.go). `yes` is true, `0777` and `0o17` are octal,
 * `1_000` and `1e3` are numbers; dates and `12:30` are text.
 */
const WORDS: ReadonlyMap<string, boolean | number | null> = new Map<string, boolean | number | null>([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map(asTrue),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map(asFalse),
  ...['', '~', 'null', 'Null', 'NULL'].map(asNull),
  ...['.nan', '.NaN', '.NAN'].map((word): [string, number] => [word, NaN]),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((word): [string, number] => [word, Infinity]),
  ...['-.inf', '-.Inf', '-.INF'].map((word): [string, number] => [word, -Infinity]),
]);
const LONGEST_WORD = 5;

const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const OCTAL = /^0[oO]?[0-7]+$/;
/** Prefixes as JavaScript spells them too. */
const HEX_OR_BINARY = /^0(?:[xX][0-9a-fA-F]+|[bB][01]+)$/;
const DECIMAL = /^(?:0|[1-9][0-9]*)$/;

/** The value of a plain scalar. NaN and infinities are returned as such: JSON cannot hold them. */
export function plainScalar(text: string): string | number | boolean | null {
  if (text.length <= LONGEST_WORD) {
    const word = WORDS.get(text);
    if (word !== undefined) return word;
  }
  return mayBeNumber(text.charCodeAt(0)) ? (numberOf(text) ?? text) : text;
}

/** A digit, a sign or a dot. */
function mayBeNumber(first: number): boolean {
  return (first >= 0x30 && first <= 0x39) || first === 0x2b || first === 0x2d || first === 0x2e;
}

function numberOf(text: string): number | undefined {
  // Underscores group digits, except in what begins with a dot.
  const plain = text.startsWith('.') || !text.includes('_') ? text : text.replaceAll('_', '');
  const whole = wholeNumber(plain);
  if (whole !== undefined) return whole;
  if (!FLOAT.test(plain)) return undefined;
  const float = Number(plain);
  return Number.isFinite(float) ? float : undefined;
}

function wholeNumber(plain: string): number | undefined {
  const sign = plain.startsWith('-') ? -1 : 1;
  const digits = plain.startsWith('-') || plain.startsWith('+') ? plain.slice(1) : plain;
  if (DECIMAL.test(digits) || HEX_OR_BINARY.test(digits)) return sign * Number(digits);
  if (OCTAL.test(digits)) return sign * parseInt(digits.replace(/^0[oO]?/, ''), 8);
  return undefined;
}

function asTrue(word: string): [string, boolean] {
  return [word, true];
}

function asFalse(word: string): [string, boolean] {
  return [word, false];
}

function asNull(word: string): [string, null] {
  return [word, null];
}
