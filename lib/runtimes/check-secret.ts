import { SecretKeyRef } from '../core/references';
import type { Problem } from '../private/problem';
import { show } from '../private/show';

/** Checks that a secret is referred to. What was given in its place is not shown: it may be the secret. */
export function checkSecretRef(property: string, value: unknown): Problem[] {
  if (value === undefined) return [];
  if (value instanceof SecretKeyRef)
    return value._problems().map((problem) => (problem === undefined ? undefined : `${property}.${problem}`));
  const got =
    typeof value === 'string' ? 'a text, which would stand in the manifest for everyone to read' : show(value);
  return [`${property} must be made by SecretKeyRef.named(...) or .of(...), got ${got}`];
}
