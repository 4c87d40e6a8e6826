import { MAX_LABEL_LENGTH } from './check-name';
import { show } from './show';

/** The recommended labels: https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/ */
export const LABEL = {
  NAME: 'app.kubernetes.io/name',
  INSTANCE: 'app.kubernetes.io/instance',
  VERSION: 'app.kubernetes.io/version',
  COMPONENT: 'app.kubernetes.io/component',
  PART_OF: 'app.kubernetes.io/part-of',
  MANAGED_BY: 'app.kubernetes.io/managed-by',
  /** Set by the API server on every Namespace, to its name: the one namespace label nobody can forge. */
  NAMESPACE_NAME: 'kubernetes.io/metadata.name',
} as const;

/** The value of `app.kubernetes.io/managed-by` on everything we make, and the name in the files' first line. */
export const MANAGED_BY = 'cdk8s-model-serving';

/** Labels that selectors stand on: whoever could set them could move traffic. */
const OWNED: readonly string[] = [LABEL.NAME, LABEL.INSTANCE, LABEL.MANAGED_BY];

export type Labels = { readonly [key: string]: string };

/** The labels of everything we make. */
export const COMMON_LABELS: Labels = { [LABEL.MANAGED_BY]: MANAGED_BY };

const LABEL_VALUE = /^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/;
const KEY_NAME = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const KEY_PREFIX = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** Whether a text can be the value of a label. */
export function isLabelValue(value: unknown): value is string {
  return typeof value === 'string' && value.length <= MAX_LABEL_LENGTH && LABEL_VALUE.test(value);
}

function isQualifiedName(key: unknown): key is string {
  if (typeof key !== 'string') return false;
  const parts = key.split('/');
  const name = parts.pop() ?? '';
  if (parts.length > 1 || name.length > MAX_LABEL_LENGTH || !KEY_NAME.test(name)) return false;
  return parts.length === 0 || (parts[0].length <= 253 && KEY_PREFIX.test(parts[0]));
}

/** Checks labels that a user adds to objects. */
export function checkLabels(property: string, labels: Labels | undefined): (string | undefined)[] {
  return checkSelectorLabels(property, labels).concat(
    Object.keys(labels ?? {}).map((key) =>
      OWNED.includes(key)
        ? `${property} must not set '${key}': selectors stand on it and it is set for you, remove it`
        : undefined,
    ),
  );
}

/** Checks what is written like the key of a label: that of a taint, of a topology. */
export function checkLabelKey(property: string, key: unknown): string | undefined {
  return isQualifiedName(key)
    ? undefined
    : `${property} must be '[prefix/]name' with a name of at most ${MAX_LABEL_LENGTH} letters, digits, '-', '_' and '.', got ${show(key)}`;
}

/** Checks the value of a label or taint. */
export function checkLabelValue(property: string, value: unknown): string | undefined {
  return isLabelValue(value)
    ? undefined
    : `${property} must be at most ${MAX_LABEL_LENGTH} letters, digits, '-', '_' and '.', beginning and ending with a letter or digit, got ${show(value)}`;
}

/** Checks labels without regard to who owns them. */
export function checkSelectorLabels(property: string, labels: Labels | undefined): (string | undefined)[] {
  return Object.entries(labels ?? {}).flatMap(([key, value]: [string, unknown]) => [
    checkLabelKey(`${property} keys`, key),
    checkLabelValue(`${property}['${key}']`, value),
  ]);
}

/** Checks annotations: keys like labels, values any text. */
export function checkAnnotations(property: string, annotations: Labels | undefined): (string | undefined)[] {
  return Object.entries(annotations ?? {}).flatMap(([key, value]: [string, unknown]) => [
    isQualifiedName(key) ? undefined : `${property} keys must be '[prefix/]name', got ${show(key)}`,
    typeof value === 'string' ? undefined : `${property}['${key}'] must be a text, got ${show(value)}`,
  ]);
}
