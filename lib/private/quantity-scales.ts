/** What the suffix of a quantity multiplies by: https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ */
export const QUANTITY_SCALES: { readonly [suffix: string]: readonly [base: bigint, exponent: number] } = {
  n: [10n, -9],
  u: [10n, -6],
  m: [10n, -3],
  '': [10n, 0],
  k: [10n, 3],
  M: [10n, 6],
  G: [10n, 9],
  T: [10n, 12],
  P: [10n, 15],
  E: [10n, 18],
  Ki: [2n, 10],
  Mi: [2n, 20],
  Gi: [2n, 30],
  Ti: [2n, 40],
  Pi: [2n, 50],
  Ei: [2n, 60],
};
