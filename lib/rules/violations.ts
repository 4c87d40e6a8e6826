import { keyOf } from '../manifests/object-ref';
import type { Violation } from './rule';

/** Each violation once, where several paths through the manifests lead to the same. */
export function once(violations: readonly Violation[]): Violation[] {
  const seen = new Set<string>();
  return violations.filter(({ manifest, message }) => {
    const key = `${keyOf(manifest)}\n${message}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** A sentence in two: what is wrong, and behind `; ` what to do about it. */
export function inTwo(sentence: string): Pick<Violation, 'message' | 'fix'> {
  const [message, fix] = sentence.split('; ');
  return { message, ...(fix !== undefined && { fix }) };
}
