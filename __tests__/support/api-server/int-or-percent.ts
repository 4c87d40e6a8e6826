/** The number of pods that a count means of a total. Percentages leave fractions, hence the direction. */
export function podsMeant(value: unknown, total: number, rounding: 'up' | 'down'): number {
  if (typeof value === 'number') return value;
  const hundredths = Number(String(value).replace('%', '')) * total;
  return rounding === 'up' ? Math.ceil(hundredths / 100) : Math.floor(hundredths / 100);
}
