/** What is wrong with a text; `undefined` when nothing is. */
type Problem = string | undefined;

const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const subdomain = new RegExp(`^${label}(\\.${label})*$`);
const qualified = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;

function rule(name: string, maximum: number, fits: (text: string) => boolean) {
  return (text: unknown): Problem => {
    if (typeof text !== 'string' || !fits(text)) return `must be ${name}`;
    return text.length > maximum ? `must be at most ${maximum} characters, got ${text.length}` : undefined;
  };
}

export const dns1035Label = rule('a DNS-1035 label', 63, (text) => /^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(text));
export const dns1123Label = rule('a DNS-1123 label', 63, (text) => new RegExp(`^${label}$`).test(text));
export const dns1123Subdomain = rule('a DNS-1123 subdomain', 253, (text) => subdomain.test(text));
export const labelValue = rule('a label value', 63, (text) => text === '' || qualified.test(text));

/** Keys of a ConfigMap or Secret. */
export const configKey = rule(
  'a key of letters, digits, -, _ and .',
  253,
  (text) => /^[-._a-zA-Z0-9]+$/.test(text) && text !== '.' && !text.startsWith('..'),
);

/** A label key, an annotation key, an extended resource: `[prefix/]name`. */
export function qualifiedName(text: string): Problem {
  const parts = text.split('/');
  const name = parts[parts.length - 1] ?? '';
  if (parts.length > 2 || !qualified.test(name)) return 'must be a qualified name';
  if (name.length > 63) return `must have a name part of at most 63 characters, got ${name.length}`;
  return parts.length === 2 ? dns1123Subdomain(parts[0]) : undefined;
}
