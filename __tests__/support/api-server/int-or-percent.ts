import { show } from './manifest';

/** What is wrong with a count that may be a number of pods or a percentage, to be put behind a path. */
export function intOrPercentProblem(value: unknown, isBounded: boolean): string | undefined {
  if (typeof value === 'number') {
    return Number.isInteger(value) && value >= 0
      ? undefined
      : `must be a whole number of 0 or more, got ${show(value)}`;
  }
  if (typeof value !== 'string' || !/^[0-9]+%$/.test(value)) {
    return `must be a whole number or a percentage like "25%", got ${show(value)}`;
  }
  return isBounded && Number(value.slice(0, -1)) > 100 ? `must be at most 100%, got ${show(value)}` : undefined;
}

/** The number of pods that a count means of a total. Percentages leave fractions, hence the direction. */
export function podsMeant(value: unknown, total: number, rounding: 'up' | 'down'): number {
  if (typeof value === 'number') return value;
  const hundredths = Number(String(value).replace('%', '')) * total;
  return rounding === 'up' ? Math.ceil(hundredths / 100) : Math.floor(hundredths / 100);
}
