import { NEWEST_MINOR, OLDEST_MINOR } from '../../../cluster/kubernetes-version';
import type { JsonObject } from '../../../private/json';
import { nearestWithin } from '../../../private/nearest';
import { show } from '../../../private/show';
import { isCertain, type MinorSpan, minorsOf, Refusals } from '../refusal';
import { ApiTable, type ServedKind } from './api-table';
import { Conformity, isKnown } from './conforms';
import { Explanation, received } from './explain';
import { type Slip, soundPart } from './slips';

/** No kind is longer. */
const MAX_KIND = 63;

/** Custom resources: of them only what every object has is known here. */
export const CUSTOM = 'custom';

/** What was read of an object. */
export interface ReadObject {
  readonly kind: ServedKind | typeof CUSTOM;
  /** The object, with what is meant in place of what cannot be read, or without it. */
  readonly sound: JsonObject;
  /** What cannot be read by any version in question; empty where `sound` is the object. */
  readonly slips: readonly Slip[];
}

/**
 * Reads an object as the API server does, with strict validation of fields: unknown fields and wrong types are
 * refused. Returns what can be judged further, or `undefined` when nothing more can be said of the object.
 */
export function readObject(object: JsonObject, refusals: Refusals): ReadObject | undefined {
  const { apiVersion, kind } = object;
  if (typeof apiVersion !== 'string' || apiVersion === '' || typeof kind !== 'string' || kind === '') {
    const [field, value] =
      typeof apiVersion === 'string' && apiVersion !== '' ? ['kind', kind] : ['apiVersion', apiVersion];
    refusals.unreadable(`/${field}`, `must be a text that is not empty, got ${received(value)}`);
    return undefined;
  }
  const table = ApiTable.get();
  const served = table.kind(apiVersion, kind);
  if (served) return readKind(object, served, table, refusals);
  if (!table.isBuiltIn(apiVersion)) return readCustom(object, table, refusals);
  refusals.unreadable(
    '/apiVersion',
    `no kind ${show(kind)} is served at ${show(apiVersion)}`,
    elsewhere(kind, apiVersion, table),
  );
  return undefined;
}

function readKind(object: JsonObject, served: ServedKind, table: ApiTable, refusals: Refusals): ReadObject | undefined {
  const shape = { wrap: '', type: served.type };
  if (served.since !== undefined || served.until !== undefined) {
    const before = refusals.all.length;
    const what = `${String(object.kind)} is served at ${show(object.apiVersion)}`;
    new Explanation(refusals, table).span('/apiVersion', what, served);
    // A kind that is not served has no rules.
    if (refusals.all.slice(before).some(isCertain)) {
      new Explanation(refusals, table).value('', object, shape);
      return undefined;
    }
  }
  // What only some versions cannot read is judged as the others read it.
  if (conformityTo(refusals, table).of(object, shape)) return { kind: served, sound: object, slips: [] };
  return readSlips(served, object, refusals, (part, out) => {
    const explanation = new Explanation(out, table);
    explanation.value('', part, shape);
    return explanation.slips;
  });
}

function readCustom(object: JsonObject, table: ApiTable, refusals: Refusals): ReadObject | undefined {
  const conformity = conformityTo(refusals, table);
  const { metadata } = table;
  const spec = table.customSpec(object.apiVersion as string, object.kind as string);
  return readSlips(CUSTOM, object, refusals, (part, out) => {
    const [ofMetadata, ofSpec] = [new Explanation(out, table), new Explanation(out, table, true)];
    if (metadata && !conformity.of(part.metadata, metadata.shape))
      ofMetadata.value('/metadata', part.metadata, metadata.shape);
    if (spec && !conformity.of(part.spec, { wrap: '', type: spec }))
      ofSpec.value('/spec', part.spec, { wrap: '', type: spec });
    return [...ofMetadata.slips, ...ofSpec.slips];
  });
}

/** A field that is taken for another one may hold what that cannot; deeper than this nobody looks. */
const MOST_READINGS = 3;

/** Tells what cannot be read, and reads the rest until all of it can be. */
function readSlips(
  kind: ReadObject['kind'],
  object: JsonObject,
  refusals: Refusals,
  slipsOf: (part: JsonObject, out: Refusals) => readonly Slip[],
): ReadObject | undefined {
  let found = slipsOf(object, refusals);
  let slips = found;
  let sound = object;
  for (let reading = 0; found.length > 0; reading++) {
    if (reading === MOST_READINGS) return undefined;
    sound = soundPart(sound, found);
    found = slipsOf(sound, new Refusals(refusals.context));
    slips = [...slips, ...found];
  }
  return { kind, sound, slips };
}

let last: { readonly versions: MinorSpan; readonly conformity: Conformity } | undefined;

/** What the versions in question can read: nearly always those of the object before. */
function conformityTo({ context }: Refusals, table: ApiTable): Conformity {
  const versions = minorsOf(context);
  if (last?.versions.oldest !== versions.oldest || last.versions.newest !== versions.newest)
    last = { versions, conformity: new Conformity(table, versions) };
  return last.conformity;
}

/** Where a kind is served, when it is not where the object says: in the same group rather, the newest stable version. */
function elsewhere(kind: string, apiVersion: string, table: ApiTable): string | undefined {
  const group = apiVersion.slice(0, apiVersion.lastIndexOf('/') + 1);
  const found = [...table.keys]
    .filter((key) => key.endsWith(`/${kind}`))
    .map((key) => key.slice(0, -kind.length - 1))
    .filter((other) => isServedByAny(table, other, kind));
  const stable = found.filter((other) => /(^|\/)v\d+$/.test(other));
  const best = stable.filter((other) => other.startsWith(group)).pop() ?? stable.pop() ?? found.pop();
  return best === undefined ? nearKind(kind, apiVersion, table) : `use ${best}`;
}

function nearKind(kind: string, apiVersion: string, table: ApiTable): string | undefined {
  if (kind.length > MAX_KIND) return undefined;
  const names = [...table.keys]
    .filter((key) => key.startsWith(`${apiVersion}/`))
    .map((key) => key.slice(apiVersion.length + 1));
  const near = nearestWithin(kind, names);
  return near === undefined ? undefined : `did you mean ${show(near)}?`;
}

function isServedByAny(table: ApiTable, apiVersion: string, kind: string): boolean {
  const served = table.kind(apiVersion, kind);
  if (!served) return false;
  for (let minor = OLDEST_MINOR; minor <= NEWEST_MINOR; minor++) if (isKnown(served, minor, table)) return true;
  return false;
}
