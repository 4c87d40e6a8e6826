import { show } from './manifest';

/** What is wrong with a text, to be put behind a path; `undefined` when nothing is. */
export type Problem = string | undefined;

const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const dns1035 = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const dns1123 = new RegExp(`^${label}$`);
const subdomain = new RegExp(`^${label}(\\.${label})*$`);
const qualified = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;

function rule(name: string, maximum: number, fits: (text: string) => boolean) {
  return (text: unknown): Problem => {
    if (typeof text !== 'string' || !fits(text)) return `must be ${name}, got ${show(text)}`;
    return text.length > maximum ? `must be at most ${maximum} characters, got ${text.length}` : undefined;
  };
}

export const dns1035Label = rule('a DNS-1035 label', 63, (text) => dns1035.test(text));
export const dns1123Label = rule('a DNS-1123 label', 63, (text) => dns1123.test(text));
export const dns1123Subdomain = rule('a DNS-1123 subdomain', 253, (text) => subdomain.test(text));

/** `*.example.com`: a wildcard for the first label only. */
export const wildcardSubdomain = rule(
  'a wildcard DNS-1123 subdomain',
  253,
  (text) => text.startsWith('*.') && subdomain.test(text.slice(2)),
);

/** Names that become a segment of a path: roles and their bindings. */
export const pathSegment = rule(
  'a path segment (not . or .., without / and %)',
  Infinity,
  (text) => text !== '' && text !== '.' && text !== '..' && !/[/%]/.test(text),
);

/** IANA service names: container ports, named target ports, named ports of a NetworkPolicy. */
export const portName = rule(
  'a port name (lower-case letters, digits and single inner hyphens, at least one letter)',
  15,
  (text) => /^[a-z0-9-]+$/.test(text) && /[a-z]/.test(text) && !/^-|-$|--/.test(text),
);

export const labelValue = rule('a label value', 63, (text) => text === '' || qualified.test(text));

/** A label key, an annotation key, an extended resource: `[prefix/]name`. */
export function qualifiedName(text: unknown): Problem {
  if (typeof text !== 'string') return `must be a qualified name, got ${show(text)}`;
  const parts = text.split('/');
  const name = parts[parts.length - 1] ?? '';
  if (parts.length > 2 || !qualified.test(name)) return `must be a qualified name, got ${show(text)}`;
  if (name.length > 63) return `must have a name part of at most 63 characters, got ${name.length}`;
  const prefix = parts.length === 2 ? dns1123Subdomain(parts[0]) : undefined;
  return prefix === undefined ? undefined : `must have a prefix that is a DNS-1123 subdomain, got ${show(text)}`;
}

/** Environment variables as every version accepts them (1.34 and later accept more). */
export const envName = rule('an environment variable name', Infinity, (text) =>
  /^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(text),
);

/** Keys of a ConfigMap or Secret. */
export const configKey = rule(
  'a key of letters, digits, -, _ and .',
  253,
  (text) => /^[-._a-zA-Z0-9]+$/.test(text) && text !== '.' && !text.startsWith('..'),
);

/** Joins a path and the problems found there into sentences. */
export function* at(path: string, ...problems: Problem[]): Generator<string> {
  for (const problem of problems) if (problem !== undefined) yield `${path} ${problem}`;
}

/** A whole number within bounds. */
export function wholeNumber(value: unknown, minimum: number, maximum = Infinity): Problem {
  if (typeof value === 'number' && Number.isInteger(value) && value >= minimum && value <= maximum) return undefined;
  const range = maximum === Infinity ? `${minimum} or more` : `from ${minimum} to ${maximum}`;
  return `must be a whole number ${range}, got ${show(value)}`;
}

/** As {@link wholeNumber}, for a field that may be absent. */
export function optionalNumber(value: unknown, minimum: number, maximum = Infinity): Problem {
  return value === undefined ? undefined : wholeNumber(value, minimum, maximum);
}
