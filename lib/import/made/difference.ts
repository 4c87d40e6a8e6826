import { isPlainObject, type JsonObject } from '../../private/json';
import { listKeyOf } from '../../private/merge';
import { canonical } from '../../model/update/canonical/canonical';
import { deepEqual } from '../../model/update/compare/deep-equal';
import { kindOf } from '../../model/update/fields/kind';
import { withDefaults } from '../../model/update/defaults/with-defaults';

/**
 * What has to be merged into an object that is made so that it means the same as the one that is wanted: nothing where it
 * does already. Defaults that are spelled out and quantities that are equal are no difference.
 *
 * @param wanted without what is `null`
 */
export function differenceOf(made: JsonObject, wanted: JsonObject): JsonObject | undefined {
  const [from, to] = [made, wanted].map((object) =>
    canonical(withDefaults(object, kindOf(object).qualified), 'amount'),
  );
  const found = ofObjects(from, to, made, wanted);
  return Object.keys(found).length === 0 ? undefined : found;
}

/** Both as they are stored, then both as they are written. */
function ofObjects(made: JsonObject, wanted: JsonObject, base: JsonObject, written: JsonObject): JsonObject {
  const found: [string, unknown][] = [];
  for (const key of new Set([...Object.keys(made), ...Object.keys(wanted)])) {
    const [from, to, there, text] = [own(made, key), own(wanted, key), own(base, key), own(written, key)];
    if (deepEqual(from, to)) continue;
    if (to === undefined || text === undefined) found.push(...removalOf(key, there));
    else if (isPlainObject(from) && isPlainObject(to) && isPlainObject(there) && isPlainObject(text)) {
      const inner = ofObjects(from, to, there, text);
      if (Object.keys(inner).length > 0) found.push([key, inner]);
    } else if (areLists([from, to, there, text]))
      found.push(...ofLists(key, [from, to, there, text] as unknown as Lists));
    else found.push([key, text]);
  }
  return Object.fromEntries(found);
}

/** Lists of named things lose those that are there, so that others can be added by props; what is not there need not go. */
function removalOf(key: string, there: unknown): [string, unknown][] {
  if (there === undefined) return [];
  const by = Array.isArray(there) && key !== 'containers' ? listKeyOf(there, there) : undefined;
  if (by === undefined) return [[key, null]];
  return [[key, (there as JsonObject[]).map((item) => ({ [by]: item[by], $patch: 'delete' }))]];
}

function areLists(values: readonly unknown[]): boolean {
  return values.every((value) => Array.isArray(value));
}

type Lists = readonly [from: unknown[], to: unknown[], there: unknown[], text: unknown[]];

function ofLists(field: string, lists: Lists): [string, unknown][] {
  const [, wanted, base, written] = lists;
  const key = listKeyOf(base, written);
  if (key === undefined || wanted.length !== written.length) return [[field, [...written]]];
  const [from, to, there, text] = lists.map((items) => items as JsonObject[]);
  const names = text.map((item) => item[key]);
  if (new Set(names).size < names.length) return [[field, [{ $patch: 'replace' }, ...text]]];
  const gone = from.filter((item) => !names.includes(item[key]));
  const changes = [
    ...gone.map((item) => ({ [key]: item[key], $patch: 'delete' })),
    ...text.flatMap((item, index) => {
      const place = from.findIndex((each) => each[key] === item[key]);
      if (place < 0) return [item];
      const inner = ofObjects(from[place], to[index], there[place], item);
      return Object.keys(inner).length > 0 ? [{ [key]: item[key], ...inner }] : [];
    }),
  ];
  const stays = from.map((item) => item[key]).filter((name) => names.includes(name));
  const merged = [...stays, ...names.filter((name) => !stays.includes(name))];
  const order = merged.some((name, index) => name !== names[index]);
  return [
    ...(changes.length > 0 ? [[field, changes] as [string, unknown]] : []),
    ...(order ? [[`$setElementOrder/${field}`, names.map((name) => ({ [key]: name }))] as [string, unknown]] : []),
  ];
}

function own(object: JsonObject, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}
