import { canonicalKey } from '../model/quota/quota-key';
import { type JsonObject, unlessEmpty } from '../private/json';
import type { Problems } from '../private/problems';
import { checkBytes, checkCpu, Quantity } from '../private/quantity';
import type { TenantLimits } from './limits';
import type { QuotaPlan } from './quota-amounts';

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
 * - a default request always, never above what the namespace's quota holds;
 * - a maximum where the quota counts limits, at what it holds: it refuses nothing that would fit;
 * - a minimum that refuses nothing that could start.
 *
 * None is ever less than the least that means something: a limit of 0 is no limit, and charged as nothing. The budget
 * of a PriorityClass moves no amount, since these are for all containers: pods of the class that say nothing get the
 * same as others, and are held against the budget with it.
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
  const before = problems.sentences.length;
  problems.addUnder(
    'limits',
    Object.entries(given).map(([field, value]) => resource.check(propertyOf(field, name), value)),
  );
  const isGiven = Object.values(given).some((value) => value !== undefined);
  if (problems.sentences.length > before || (!quota && !isGiven)) return {};
  const held = new Map(Object.entries(quota?.hard ?? {}).map(([key, text]) => [canonicalKey(key), { key, text }]));
  const [limits, requests] = [held.get(`limits.${name}`), held.get(`requests.${name}`)];
  checkLeast(problems, resource);
  for (const field of ['max', 'default'] as const) checkAgainstQuota(problems, resource, field, limits);
  // A request is within its limit.
  const scarcer =
    limits && requests && Quantity.parse(requests.text).exceeds(Quantity.parse(limits.text))
      ? limits
      : (requests ?? limits);
  for (const field of ['defaultRequest', 'min'] as const) checkAgainstQuota(problems, resource, field, scarcer);
  checkOrder(problems, name, given);
  const max = given.max ?? (limits && largest(least, limits.text));
  // What is given without the rest pulls the rest along.
  const wanted = largest(fallback, given.min, given.defaultRequest);
  const isCounted =
    limits !== undefined || quota?.byPriorityClass.some(({ hard }) => Object.hasOwn(hard, `limits.${name}`));
  const limit = given.default ?? (isCounted ? smallest(wanted, max) : max);
  const fitting = smallest(largest(fallback, given.min), limit, requests && largest(least, requests.text));
  return {
    min: given.min ?? least,
    defaultRequest: given.defaultRequest ?? largest(fitting, given.min),
    default: limit,
    max,
  };
}

/** What is less than anything needs that starts is a slip of the keyboard; as a minimum it refuses nothing. */
function checkLeast(problems: Problems, { name, least, given }: Resource): void {
  for (const field of ['defaultRequest', 'default', 'max'] as const) {
    const text = given[field];
    if (text !== undefined && Quantity.parse(least).exceeds(Quantity.parse(text)))
      problems.add(
        `limits.${propertyOf(field, name)} must be at least '${least}', with less nothing starts, got '${text}'`,
      );
  }
}

/** Every amount must be at most the next one, or the API server refuses the LimitRange. */
function checkOrder(problems: Problems, resource: string, given: Bounds): void {
  const fields = (['min', 'defaultRequest', 'default', 'max'] as const).flatMap((field) => {
    const text = given[field];
    return text === undefined ? [] : [{ text, property: `limits.${propertyOf(field, resource)}` }];
  });
  for (const [index, low] of fields.entries()) {
    const high = fields.slice(index + 1).find(({ text }) => Quantity.parse(low.text).exceeds(Quantity.parse(text)));
    if (high) problems.add(`${low.property} must be at most ${high.property}, '${high.text}', got '${low.text}'`);
  }
}

/** What a container is given, or may have, must fit the quota: it would be refused. */
function checkAgainstQuota(
  problems: Problems,
  { name, given }: Resource,
  field: keyof Bounds,
  held: { readonly key: string; readonly text: string } | undefined,
): void {
  const text = given[field];
  if (text === undefined || !held || !Quantity.parse(text).exceeds(Quantity.parse(held.text))) return;
  problems.add(
    `limits.${propertyOf(field, name)} must be at most ${held.key} of the quota, '${held.text}', got '${text}'`,
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
