import { isIPv4, isIPv6 } from 'node:net';
import { show } from './manifest';

/** A block of addresses: the first one, and how many bits all of them share. */
export interface Cidr {
  readonly family: 4 | 6;
  readonly base: bigint;
  readonly bits: number;
}

/** Reads a CIDR; `undefined` for anything else. Host bits are kept, see {@link canonicalCidrProblem}. */
export function parseCidr(text: unknown): Cidr | undefined {
  const parts = typeof text === 'string' ? /^([^/]+)\/(0|[1-9]\d{0,2})$/.exec(text) : null;
  const address = parts ? parseAddress(parts[1] ?? '') : undefined;
  const bits = Number(parts?.[2]);
  return address && bits <= widthOf(address.family) ? { ...address, bits } : undefined;
}

/** What is wrong with a CIDR, to be put behind a path. */
export function canonicalCidrProblem(text: unknown): string | undefined {
  const cidr = parseCidr(text);
  if (!cidr) return `must be a CIDR, got ${show(text)}`;
  return cidr.base === firstOf(cidr) ? undefined : `must not have bits set behind its prefix, got ${show(text)}`;
}

/** Whether every address of `inner` is in `outer` too. */
export function contains(outer: Cidr, inner: Cidr): boolean {
  return (
    outer.family === inner.family &&
    inner.bits >= outer.bits &&
    firstOf({ ...inner, bits: outer.bits }) === firstOf(outer)
  );
}

/** Whether an address is in a CIDR. */
export function includesAddress(cidr: string, address: string): boolean {
  const [block, parsed] = [parseCidr(cidr), parseAddress(address)];
  return block !== undefined && parsed !== undefined && contains(block, { ...parsed, bits: widthOf(parsed.family) });
}

function widthOf(family: 4 | 6): number {
  return family === 4 ? 32 : 128;
}

function firstOf({ family, base, bits }: Cidr): bigint {
  const free = BigInt(widthOf(family) - bits);
  return (base >> free) << free;
}

function parseAddress(text: string): Pick<Cidr, 'family' | 'base'> | undefined {
  if (isIPv4(text)) return { family: 4, base: fromDigits(text.split('.').map(Number), 8n) };
  if (!isIPv6(text) || text.includes('%')) return undefined;
  const dotted = /(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(text);
  const plain = dotted ? `${dotted[1]}${pair(dotted[2], dotted[3])}:${pair(dotted[4], dotted[5])}` : text;
  const [head = '', tail] = plain.split('::');
  const [left, right] = [groups(head), groups(tail ?? '')];
  const gap = tail === undefined ? 0 : 8 - left.length - right.length;
  return { family: 6, base: fromDigits([...left, ...Array<number>(gap).fill(0), ...right], 16n) };
}

function pair(high: string | undefined, low: string | undefined): string {
  return (Number(high) * 256 + Number(low)).toString(16);
}

function groups(text: string): number[] {
  return text === '' ? [] : text.split(':').map((group) => parseInt(group, 16));
}

function fromDigits(digits: readonly number[], width: bigint): bigint {
  return digits.reduce((sum, digit) => (sum << width) | BigInt(digit), 0n);
}
