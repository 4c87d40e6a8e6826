import type { Problem } from '../private/problem';
import { show } from '../private/show';
import { SecretKeyRef } from './references';

/** Checks that a secret is referred to. What was given in its place is not shown: it may be the secret. */
export function checkSecretRef(property: string, value: unknown): Problem[] {
  if (value === undefined) return [];
  if (value instanceof SecretKeyRef)
    return value._problems().map((problem) => (problem === undefined ? undefined : `${property}.${problem}`));
  return [`${property} must be made by SecretKeyRef.named(...) or .of(...), got ${withoutContent(value)}`];
}

function withoutContent(value: unknown): string {
  if (typeof value === 'string') return 'a text, which would stand in the manifest for everyone to read';
  return Array.isArray(value) ? 'a list' : show(value);
}
