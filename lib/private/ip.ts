import { isIP } from 'node:net';
import { show } from './show';

/** Checks an IP address. */
export function checkIp(property: string, value: unknown): string | undefined {
  return typeof value === 'string' && isIP(value) !== 0 && !value.includes('%')
    ? undefined
    : `${property} must be IP addresses, got ${show(value)}`;
}

/** The CIDR block that holds one address only. */
export function hostCidr(address: string): string {
  return `${address}/${isIP(address) === 6 ? 128 : 32}`;
}

/** Checks a CIDR block in the canonical form that the API server wants: no bits set behind the prefix. */
export function checkCidr(property: string, value: unknown): string | undefined {
  const bits = typeof value === 'string' ? parseCidr(value) : undefined;
  if (bits === undefined) return `${property} must be a CIDR block such as '10.0.0.0/8', got ${show(value)}`;
  return bits.address.slice(bits.prefix).includes('1')
    ? `${property} must have no bits set behind its prefix, got ${show(value)}`
    : undefined;
}

/** Whether a block lies strictly inside another. */
export function liesInside(inner: string, outer: string): boolean {
  return covers(outer, inner) && !covers(inner, outer);
}

/** Whether all addresses of a block are in another, or the two are the same. */
export function covers(outer: string, inner: string): boolean {
  const [a, b] = [parseCidr(outer), parseCidr(inner)];
  return (
    a !== undefined &&
    b !== undefined &&
    a.address.length === b.address.length &&
    a.prefix <= b.prefix &&
    b.address.startsWith(a.address.slice(0, a.prefix))
  );
}

function parseCidr(cidr: string): { address: string; prefix: number } | undefined {
  const [address, length, ...rest] = cidr.split('/');
  const family = address.includes('%') ? 0 : isIP(address); // Node takes 'fe80::1%eth0' for an address
  if (family === 0 || rest.length > 0 || !/^(0|[1-9]\d{0,2})$/.test(length ?? '')) return undefined;
  const bits = family === 4 ? bits4(address) : bits6(address);
  return Number(length) <= bits.length ? { address: bits, prefix: Number(length) } : undefined;
}

function bits4(address: string): string {
  return address
    .split('.')
    .map((part) => Number(part).toString(2).padStart(8, '0'))
    .join('');
}

function bits6(address: string): string {
  const [head, tail] = address.split('::');
  const groups = (text: string | undefined): string[] => (text ? text.split(':').flatMap(group6) : []);
  const [before, after] = [groups(head), groups(tail)];
  const zeros = address.includes('::') ? Array<string>(8 - before.length - after.length).fill('0'.repeat(16)) : [];
  return [...before, ...zeros, ...after].join('');
}

function group6(group: string): string[] {
  if (!group.includes('.')) return [parseInt(group, 16).toString(2).padStart(16, '0')];
  const bits = bits4(group);
  return [bits.slice(0, 16), bits.slice(16)];
}
