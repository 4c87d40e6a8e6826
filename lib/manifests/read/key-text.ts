import { YamlFault } from './yaml-fault';

/** A key as JSON has it: numbers and booleans become text, as in kubectl. */
export function keyText(value: unknown, offset: number): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const found = value === null ? 'empty' : Array.isArray(value) ? 'a list' : 'an object';
  throw new YamlFault(`a key must be text, this one is ${found}`, offset);
}
