import { isIP } from 'node:net';
import { covers } from '../../private/ip';
import { show } from '../../private/show';

/** A block of addresses such as `10.0.0.0/8`. Bits behind the prefix are the server's to ignore. */
export function addressBlock(value: string): string | undefined {
  const [ip, bits, ...more] = value.split('/');
  const family = ip.includes('%') ? 0 : isIP(ip);
  const longest = family === 6 ? 128 : 32;
  const fits = more.length === 0 && /^(0|[1-9]\d{0,2})$/.test(bits ?? '') && Number(bits) <= longest;
  return family !== 0 && fits ? undefined : `must be a block of addresses such as '10.0.0.0/8', got ${show(value)}`;
}

/** Whether one block lies strictly inside another. */
export function isInside(inner: string, outer: string): boolean {
  return covers(outer, inner) && !covers(inner, outer);
}
