import { NEWEST_MINOR, OLDEST_MINOR } from '../../../cluster/kubernetes-version';
import { servedSpan } from '../../../manifests/kinds';
import type { JsonObject } from '../../../private/json';
import { nearestWithin } from '../../../private/nearest';
import { show } from '../../../private/show';
import { isCertain, type MinorSpan, minorsOf, Refusals } from '../refusal';
import { ApiTable, type ServedKind, type Span } from './api-table';
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
  // A version that no release of the client is of may serve it all the same.
  if (exactSpan(object)) {
    checkVersions(object, {}, new Explanation(refusals, table));
    return readPartly(object, table, refusals);
  }
  if (!table.isBuiltIn(apiVersion)) return readPartly(object, table, refusals);
  refusals.unreadable(
    '/apiVersion',
    `no kind ${show(kind)} is served at ${show(apiVersion)}`,
    elsewhere(kind, apiVersion, table),
  );
  return undefined;
}

function readKind(object: JsonObject, served: ServedKind, table: ApiTable, refusals: Refusals): ReadObject | undefined {
  const shape = { wrap: '', type: served.type };
  const before = refusals.all.length;
  const explanation = new Explanation(refusals, table);
  checkVersions(object, served, explanation);
  // A kind that is not served has no rules.
  if (refusals.all.slice(before).some(isCertain)) {
    explanation.value('', object, shape);
    return undefined;
  }
  // What only some versions cannot read is judged as the others read it.
  if (conformityTo(refusals, table).of(object, shape)) return { kind: served, sound: object, slips: [] };
  return readSlips(served, object, refusals, (part, out) => {
    const ofPart = new Explanation(out, table);
    ofPart.value('', part, shape);
    return ofPart.slips;
  });
}

/** What every object has, and of custom resources what is known. */
function readPartly(object: JsonObject, table: ApiTable, refusals: Refusals): ReadObject | undefined {
  const conformity = conformityTo(refusals, table);
  const { metadata } = table;
  const spec = table.customSpec(object.apiVersion as string, object.kind as string);
  const isMetadataSound = !metadata || conformity.of(object.metadata, metadata.shape);
  const isSpecSound = !spec || conformity.of(object.spec, { wrap: '', type: spec });
  if (isMetadataSound && isSpecSound) return { kind: CUSTOM, sound: object, slips: [] };
  return readSlips(CUSTOM, object, refusals, (part, out) => {
    const [ofMetadata, ofSpec] = [new Explanation(out, table), new Explanation(out, table, true)];
    if (metadata && !isMetadataSound) ofMetadata.value('/metadata', part.metadata, metadata.shape);
    if (spec && !isSpecSound) ofSpec.value('/spec', part.spec, { wrap: '', type: spec });
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

/** Between the releases of the client that there are, its table knows no better than from one to the next. */
function checkVersions(object: JsonObject, known: Span, explanation: Explanation): void {
  const exact = exactSpan(object);
  const [kind, apiVersion] = [String(object.kind), show(object.apiVersion)];
  const what = { has: `${kind} is served at ${apiVersion}`, lacks: `${kind} is not served at ${apiVersion}` };
  if (exact) explanation.versions('/apiVersion', what, exact, exact);
  else explanation.span('/apiVersion', what, known);
}

/** The versions that serve an object of this kind, release for release. */
function exactSpan({ apiVersion, kind }: JsonObject): Span | undefined {
  const [version, group = ''] = String(apiVersion).split('/').reverse();
  return servedSpan(group, version, String(kind));
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
