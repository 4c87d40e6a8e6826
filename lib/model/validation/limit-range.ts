import { isPlainObject, type JsonObject } from '../../private/json';
import { show } from '../../private/show';
import { isWhole, ONE } from './amount';
import { childOrEmpty, children, has, repeated, text } from './fields';
import { qualifiedName } from './label-syntax';
import { amountIn } from './pod/resources';
import { type Refusals, step } from './refusal';

const TYPES = new Set(['Pod', 'Container', 'PersistentVolumeClaim']);
const STANDARD = new Set(['cpu', 'memory', 'ephemeral-storage', 'storage']);
const FIELDS = ['max', 'min', 'default', 'defaultRequest', 'maxLimitRequestRatio'];
/** What may not be above what. */
const ORDER = [
  ['min', 'max'],
  ['min', 'defaultRequest'],
  ['min', 'default'],
  ['defaultRequest', 'max'],
  ['default', 'max'],
  ['defaultRequest', 'default'],
] as const;

/** LimitRanges. */
export function limitRange(object: JsonObject, out: Refusals): void {
  const limits = children(childOrEmpty(object, 'spec'), 'limits');
  limits.forEach((item, index) => {
    limitItem(`/spec/limits/${index}`, item, out);
  });
  for (const [index, type] of repeated(limits.map((item) => text(item, 'type')))) {
    out.invalid(`/spec/limits/${index}/type`, `there is an item of the type ${show(type)} already`);
  }
}

function limitItem(at: string, item: JsonObject, out: Refusals): void {
  const type = text(item, 'type');
  // A type with a prefix is somebody else's: the server lets it pass.
  if (!TYPES.has(type)) {
    const problem = type.includes('/')
      ? qualifiedName(type)
      : `must be one of 'Pod', 'Container', 'PersistentVolumeClaim', got ${show(type)}`;
    out.problem(`${at}/type`, problem);
  }
  if (type === 'Pod') {
    for (const field of ['default', 'defaultRequest']) {
      if (Object.keys(childOrEmpty(item, field)).length > 0) out.invalid(`${at}/${field}`, "is not for the type 'Pod'");
    }
  }
  if (type === 'PersistentVolumeClaim' && !['min', 'max'].some((field) => has(childOrEmpty(item, field), 'storage'))) {
    out.invalid(at, "must have min or max of 'storage' for the type 'PersistentVolumeClaim'");
  }
  const names = new Set(FIELDS.flatMap((field) => (isPlainObject(item[field]) ? Object.keys(item[field]) : [])));
  for (const name of names) resource(at, name, item, out);
}

function resource(at: string, name: string, item: JsonObject, out: Refusals): void {
  const amounts = new Map<string, bigint>();
  for (const field of FIELDS) {
    const amount = amountIn(childOrEmpty(item, field), name);
    if (amount === undefined) continue;
    amounts.set(field, amount);
    const where = step(`${at}/${field}`, name);
    out.problem(where, resourceName(name));
    if (amount < 0n && field !== 'maxLimitRequestRatio')
      out.invalid(where, `must be 0 or more, got ${written(item, field, name)}`);
    else if (name.includes('/') && !isWhole(amount))
      out.invalid(where, `must be a whole number, got ${written(item, field, name)}`);
  }
  for (const [smaller, larger] of ORDER) {
    const [a, b] = [amounts.get(smaller), amounts.get(larger)];
    if (a === undefined || b === undefined || a <= b) continue;
    const where = smaller === 'min' && larger !== 'max' ? larger : smaller;
    const bound =
      where === smaller
        ? `at most ${larger} ${written(item, larger, name)}`
        : `at least min ${written(item, 'min', name)}`;
    out.invalid(step(`${at}/${where}`, name), `must be ${bound}, got ${written(item, where, name)}`);
  }
  ratio(at, name, item, amounts, out);
  overcommit(at, name, item, amounts, out);
}

function ratio(at: string, name: string, item: JsonObject, amounts: ReadonlyMap<string, bigint>, out: Refusals): void {
  const value = amounts.get('maxLimitRequestRatio');
  if (value === undefined) return;
  const where = step(`${at}/maxLimitRequestRatio`, name);
  const got = written(item, 'maxLimitRequestRatio', name);
  if (value < ONE) out.invalid(where, `must be 1 or more, got ${got}`);
  const [max, min] = [amounts.get('max'), amounts.get('min')];
  if (max !== undefined && min !== undefined && min > 0n && value * min > max * ONE) {
    out.invalid(where, `must be at most max divided by min, got ${got}`);
  }
}

/** Devices are not shared: whoever asks for one has it as a limit too. */
function overcommit(
  at: string,
  name: string,
  item: JsonObject,
  amounts: ReadonlyMap<string, bigint>,
  out: Refusals,
): void {
  if (STANDARD.has(name) || text(item, 'type') !== 'Container') return;
  const [request, limit] = [amounts.get('defaultRequest'), amounts.get('default')];
  if (request !== undefined && limit !== undefined && request !== limit) {
    out.invalid(step(`${at}/defaultRequest`, name), `must equal default ${written(item, 'default', name)}`);
  }
}

function resourceName(name: string): string | undefined {
  if (STANDARD.has(name) || name.startsWith('hugepages-')) return undefined;
  return name.includes('/')
    ? qualifiedName(name)
    : `must be 'cpu', 'memory', 'ephemeral-storage', 'storage' or 'vendor.example/name', got ${show(name)}`;
}

function written(item: JsonObject, field: string, name: string): string {
  return show(childOrEmpty(item, field)[name]);
}
