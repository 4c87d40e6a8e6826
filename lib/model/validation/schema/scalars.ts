import { parseAmount } from '../amount';
import type { Scalar } from './api-table';

const INT32 = 2 ** 31;
const INT64 = 2 ** 63;
const TIME = /^\d{4}-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)([.,]\d+)?(Z|[+-]\d\d:\d\d)$/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Whether the API server can read a value as a scalar. Null is read as absent everywhere. */
export function isScalar(scalar: Scalar, value: unknown): boolean {
  switch (scalar) {
    case 's':
      return typeof value === 'string';
    case 'b':
      return typeof value === 'boolean';
    case 'i':
      return isInteger(value, INT32);
    case 'l':
      return isInteger(value, INT64);
    case 'd':
      return typeof value === 'number';
    case 'o':
      return typeof value === 'string' || isInteger(value, INT32);
    case 'q':
      return parseAmount(value) !== undefined;
    case 't':
    case 'm':
      return typeof value === 'string' && isTime(value);
    case 'y':
      return typeof value === 'string' && BASE64.test(value.replace(/[\r\n]/g, ''));
    case 'a':
      return true;
  }
}

/** What a scalar takes, for a message. */
export const SCALAR_TEXT: Readonly<Record<Scalar, string>> = {
  s: 'a text',
  b: 'true or false',
  i: 'a whole number of at most 32 bits',
  l: 'a whole number',
  d: 'a number',
  o: 'a whole number or a text',
  q: "a quantity such as '500m', '2' or '1Gi'",
  t: "a time such as '2026-01-31T12:00:00Z'",
  m: "a time such as '2026-01-31T12:00:00.000000Z'",
  y: 'a text in base64',
  a: 'anything',
};

function isInteger(value: unknown, bound: number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= -bound && value < bound;
}

function isTime(value: string): boolean {
  const match = TIME.exec(value);
  if (!match) return false;
  const [month, day, hour, minute, second] = match.slice(1, 6).map(Number);
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour <= 23 && minute <= 59 && second <= 59;
}
