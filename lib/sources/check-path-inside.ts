import { show } from '../private/show';

/** Checks a path inside of a volume or image, when it is given. */
export function checkPathInside(property: string, value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const isFine =
    typeof value === 'string' &&
    value !== '' &&
    value.split('/').every((part) => part !== '' && !/^\.\.?$|[\s$]/.test(part));
  return isFine
    ? undefined
    : `${property} must be a path such as 'llama-8b/v2', without '/' at its ends and without '..', got ${show(value)}`;
}
