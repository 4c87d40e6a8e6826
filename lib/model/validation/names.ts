import { show } from '../../private/show';

/** What is wrong with a text, as a message; `undefined` when nothing is. */
export type TextRule = (value: string) => string | undefined;

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const LABEL_1035 = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const PORT_NAME = /^(?=.*[a-z])(?!.*--)[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const CONFIG_KEY = /^[-._a-zA-Z0-9]+$/;

/** A rule for texts that may not be empty: the server calls that missing. */
function rule(allowed: string, longest: number, fits: (value: string) => boolean): TextRule {
  return (value) => {
    if (value === '') return `is missing or empty, must be ${allowed}`;
    if (value.length > longest) return `must have at most ${longest} characters, got ${value.length}`;
    return fits(value) ? undefined : `must be ${allowed}, got ${show(value)}`;
  };
}

/** Names of containers, volumes, namespaces. https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ */
export const dnsLabel = rule(
  "lower-case letters, digits and '-', beginning and ending with a letter or digit",
  63,
  (value) => LABEL.test(value),
);

/** As {@link dnsLabel}, beginning with a letter: names of Services before 1.36. */
export const dnsLabel1035 = rule(
  "lower-case letters, digits and '-', beginning with a letter and ending with a letter or digit",
  63,
  (value) => LABEL_1035.test(value),
);

/** Names of most objects. */
export const dnsSubdomain = rule(
  "lower-case letters, digits, '-' and '.', each part beginning and ending with a letter or digit",
  253,
  (value) => SUBDOMAIN.test(value),
);

/** `*.example.com`: a wildcard for the first part only. */
export const wildcardSubdomain = rule(
  "'*.' followed by a DNS name in lower case",
  253,
  (value) => value.startsWith('*.') && SUBDOMAIN.test(value.slice(2)),
);

/** Names that become a part of a path: those of roles. */
export const pathSegment = rule(
  "a text other than '.' and '..', without '/' and '%'",
  Infinity,
  (value) => value !== '.' && value !== '..' && !/[/%]/.test(value),
);

/** Names of container ports, where they are defined and where they are referred to. */
export const portName = rule(
  "lower-case letters, digits and single '-' between them, with at least one letter",
  15,
  (value) => PORT_NAME.test(value),
);

/** Keys of ConfigMaps and Secrets. */
export const configKey = rule(
  "letters, digits, '-', '_' and '.', not '.' and not beginning with '..'",
  253,
  (value) => CONFIG_KEY.test(value) && value !== '.' && !value.startsWith('..'),
);

/** One of a few texts. */
export function oneOf(value: string, allowed: readonly string[]): string | undefined {
  if (allowed.includes(value)) return undefined;
  const shown = allowed.map((item) => `'${item}'`).join(', ');
  return value === '' ? `is missing or empty, must be one of ${shown}` : `must be one of ${shown}, got ${show(value)}`;
}
