import { type JsonObject, unlessEmpty } from '../private/json';
import type { Problems } from '../private/problems';
import { checkBytes, checkCpu, Quantity } from '../private/quantity';
import type { TenantLimits } from './limits';
import type { Hard, QuotaPlan } from './quota-plan';

/** What a LimitRange says of one resource, as text. */
interface Bounds {
  readonly min?: string;
  readonly defaultRequest?: string;
  readonly default?: string;
  readonly max?: string;
}

interface Resource {
  readonly name: 'cpu' | 'memory';
  readonly fallback: string;
  /** Smaller than what any container needs that starts. */
  readonly least: string;
  readonly check: (property: string, value: unknown) => string | undefined;
  readonly given: Bounds;
}

/**
 * Checks limits and completes them, so that under the quotas no container is refused for lack of a value:
 *
 * - a default limit where a quota counts limits, and only there: it makes containers invalid that ask for more without
 *   a limit of their own;
 * - a default request always, never above what a quota holds;
 * - a maximum where the quota counts limits, at what it holds: it refuses nothing that would fit;
 * - a minimum that refuses nothing that could start.
 *
 * @returns the item for containers; nothing where there is nothing to say
 */
export function planLimits(
  problems: Problems,
  limits: TenantLimits | undefined,
  quota: QuotaPlan | undefined,
): JsonObject | undefined {
  if (!limits && !quota) return undefined;
  const item: { -readonly [field in keyof Bounds]: JsonObject } = {};
  for (const resource of resourcesOf(limits ?? {})) {
    const bounds = boundsOf(problems, resource, quota);
    for (const field of ['default', 'defaultRequest', 'max', 'min'] as const) {
      if (bounds[field] !== undefined) item[field] = { ...item[field], [resource.name]: bounds[field] };
    }
  }
  return unlessEmpty(item) && { type: 'Container', ...item };
}

function resourcesOf(limits: TenantLimits): Resource[] {
  return [
    {
      name: 'cpu',
      fallback: '500m',
      least: '1m',
      check: checkCpu,
      given: {
        default: limits.defaultCpu,
        defaultRequest: limits.defaultCpuRequest,
        max: limits.maxCpu,
        min: limits.minCpu,
      },
    },
    {
      name: 'memory',
      fallback: '512Mi',
      least: '1Mi',
      check: checkBytes,
      given: {
        default: limits.defaultMemory,
        defaultRequest: limits.defaultMemoryRequest,
        max: limits.maxMemory,
        min: limits.minMemory,
      },
    },
  ];
}

function boundsOf(problems: Problems, resource: Resource, quota: QuotaPlan | undefined): Bounds {
  const { name, fallback, least, given } = resource;
  const malformed = Object.entries(given).map(([field, value]) => resource.check(propertyOf(field, name), value));
  problems.addUnder('limits', malformed);
  const isGiven = Object.values(given).some((value) => value !== undefined);
  if (malformed.some((problem) => problem !== undefined) || (!quota && !isGiven)) return {};
  const hards = quota ? [quota.hard, ...quota.byPriorityClass.map(({ hard }) => hard)] : [];
  const counted = (field: string): string[] => hards.flatMap((hard) => amountIn(hard, `${field}.${name}`));
  const [limitHards, requestHards] = [counted('limits'), counted('requests')];
  const max = given.max ?? quota?.hard[`limits.${name}`];
  // What is given without the rest pulls the rest along.
  const wanted = largest(fallback, given.min, given.defaultRequest);
  const limit = given.default ?? (limitHards.length > 0 ? smallest(wanted, max, ...limitHards) : max);
  const fitting = smallest(largest(fallback, given.min), limit, ...requestHards);
  const request = given.defaultRequest ?? largest(fitting, given.min);
  const bounds = { min: given.min ?? smallest(least, request), defaultRequest: request, default: limit, max };
  checkOrder(problems, name, bounds, given);
  checkAgainstQuota(problems, name, given, quota?.hard ?? {});
  return bounds;
}

function amountIn(hard: Hard, key: string): string[] {
  return Object.hasOwn(hard, key) ? [hard[key]] : [];
}

/** Every amount must be at most the next one, or the API server refuses the LimitRange. */
function checkOrder(problems: Problems, resource: string, bounds: Bounds, given: Bounds): void {
  const fields = (['min', 'defaultRequest', 'default', 'max'] as const).flatMap((field) => {
    const text = bounds[field];
    return text === undefined ? [] : [{ field, text, isGiven: given[field] !== undefined }];
  });
  const wrong = fields.flatMap((low, index) =>
    fields
      .slice(index + 1)
      .filter(({ text }) => Quantity.parse(low.text).exceeds(Quantity.parse(text)))
      .map((high) => ({ low, high })),
  );
  // What was given on both sides explains the rest.
  const worst = wrong.find(({ low, high }) => low.isGiven && high.isGiven) ?? wrong[0];
  if (worst === undefined) return;
  const { low, high } = worst;
  const [mine, other] = low.isGiven ? [low, high] : [high, low];
  const bound = other.isGiven
    ? `limits.${propertyOf(other.field, resource)}`
    : `the ${other.field} that follows from the quota`;
  problems.add(
    `limits.${propertyOf(mine.field, resource)} must be at ${mine === low ? 'most' : 'least'} ${bound}, '${other.text}', got '${mine.text}'`,
  );
}

function checkAgainstQuota(problems: Problems, resource: string, given: Bounds, hard: Hard): void {
  const allowed = amountIn(hard, `limits.${resource}`)[0];
  if (given.max === undefined || allowed === undefined) return;
  if (Quantity.parse(given.max).exceeds(Quantity.parse(allowed)))
    problems.add(
      `limits.${propertyOf('max', resource)} must be at most limits.${resource} of the quota, '${allowed}', got '${given.max}'`,
    );
}

/** `defaultCpuRequest` of `defaultRequest` and `cpu`. */
function propertyOf(field: string, resource: string): string {
  const name = resource === 'cpu' ? 'Cpu' : 'Memory';
  return field === 'defaultRequest' ? `default${name}Request` : `${field}${name}`;
}

function smallest(first: string, ...others: readonly (string | undefined)[]): string {
  return choose(first, others, (best, next) => best.exceeds(next));
}

function largest(first: string, ...others: readonly (string | undefined)[]): string {
  return choose(first, others, (best, next) => next.exceeds(best));
}

/** The text whose amount is the most extreme; the first of equals, as it was written. */
function choose(
  first: string,
  others: readonly (string | undefined)[],
  isWorse: (best: Quantity, next: Quantity) => boolean,
): string {
  return others.reduce<string>(
    (best, next) => (next !== undefined && isWorse(Quantity.parse(best), Quantity.parse(next)) ? next : best),
    first,
  );
}
