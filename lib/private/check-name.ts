import { show } from './show';

const RFC_1035_LABEL = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const RFC_1123_LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const RFC_1123_SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** The longest name of a Service and the longest value of a label. */
export const MAX_LABEL_LENGTH = 63;

/** Checks a name that becomes a Service as well (RFC 1035 label). https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ */
export function checkServiceName(property: string, value: unknown): string | undefined {
  if (
    value === undefined ||
    (typeof value === 'string' && value.length <= MAX_LABEL_LENGTH && RFC_1035_LABEL.test(value))
  )
    return undefined;
  const length = typeof value === 'string' && value.length > MAX_LABEL_LENGTH ? ` (${value.length} characters)` : '';
  return `${property} must be lower-case letters, digits and '-', begin with a letter, end with a letter or digit, and have at most ${MAX_LABEL_LENGTH} characters, got ${show(value)}${length}`;
}

/** Checks a name of a container, volume, namespace or port of a Service (RFC 1123 label). */
export function checkLabelName(property: string, value: unknown): string | undefined {
  if (
    value === undefined ||
    (typeof value === 'string' && value.length <= MAX_LABEL_LENGTH && RFC_1123_LABEL.test(value))
  )
    return undefined;
  return `${property} must be lower-case letters, digits and '-', begin and end with a letter or digit, and have at most ${MAX_LABEL_LENGTH} characters, got ${show(value)}`;
}

/** Checks a name of an object that need not be a label (RFC 1123 subdomain): ConfigMap, Secret, PriorityClass. */
export function checkObjectName(property: string, value: unknown): string | undefined {
  if (value === undefined || (typeof value === 'string' && value.length <= 253 && RFC_1123_SUBDOMAIN.test(value)))
    return undefined;
  return `${property} must be lower-case letters, digits, '-' and '.', begin and end with a letter or digit, and have at most 253 characters, got ${show(value)}`;
}
