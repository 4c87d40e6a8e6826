import { Quantity } from '../../../private/quantity';

const SUFFIXES = ['', 'k', 'M', 'G', 'T', 'P', 'E'] as const;

/** How quantities are told apart: `stored` as the API server writes them, `amount` by what they amount to. */
export type QuantityForm = 'stored' | 'amount';

/**
 * A quantity in one spelling. Stored, `1024Mi` and `1Gi` are one, and so are `0.5` and `500m`; `1Gi` and `1073741824` are
 * not, though they amount to the same. What is no quantity stays as it is.
 *
 * Source: `CanonicalizeBytes` of
 * https://github.com/kubernetes/kubernetes/blob/v1.36.2/staging/src/k8s.io/apimachinery/pkg/api/resource/quantity.go
 */
export function quantityText(value: unknown, form: QuantityForm): unknown {
  const quantity = Quantity.read(value);
  if (!quantity) return value;
  if (form === 'amount') return quantity.toString();
  const text = String(value);
  if (text.endsWith('i')) return binaryText(quantity);
  return /\d[eE][+-]?\d/.test(text) ? exponentText(quantity) : decimalText(quantity);
}

function binaryText(quantity: Quantity): string {
  return Quantity.of(1024).exceeds(quantity) ? decimalText(quantity) : quantity.toBytes();
}

/** The largest suffix that leaves a whole number. */
function decimalText(quantity: Quantity): string {
  const text = quantity.toString();
  const thousands = /^-?\d+$/.test(text) ? wholeThousands(text) : 0;
  return `${text.slice(0, text.length - 3 * thousands)}${SUFFIXES[thousands]}`;
}

function exponentText(quantity: Quantity): string {
  const text = quantity.toString();
  if (!/^-?\d+$/.test(text)) return text;
  const thousands = wholeThousands(text);
  return thousands === 0 ? text : `${text.slice(0, text.length - 3 * thousands)}e${3 * thousands}`;
}

function wholeThousands(digits: string): number {
  if (/^-?0+$/.test(digits)) return 0;
  const zeros = /0*$/.exec(digits)?.[0].length ?? 0;
  return Math.min(Math.floor(zeros / 3), SUFFIXES.length - 1);
}
