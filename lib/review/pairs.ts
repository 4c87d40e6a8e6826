import { type Manifest, refOf } from '../manifests/manifest';
import { keyOf } from '../manifests/object-ref';
import { judgeUpdate, type UpdateOptions, type UpdateVerdict } from '../model/update';
import { isPlainObject, type JsonObject } from '../private/json';
import type { Side } from './side';

/** An object on both sides, and what the API server answers to its change. */
export interface ChangedPair {
  readonly before: Manifest;
  readonly after: Manifest;
  readonly verdict: UpdateVerdict;
}

/** Two objects of which the second is the first under another name. */
export interface Renaming {
  readonly before: Manifest;
  readonly after: Manifest;
}

/** Both sides held against each other. */
export interface Pairs {
  readonly changed: readonly ChangedPair[];
  readonly added: readonly Manifest[];
  readonly removed: readonly Manifest[];
  readonly renamed: readonly Renaming[];
  /** Objects that are the same in meaning. */
  readonly same: number;
}

/** Pairs the objects of both sides. */
export function pairsOf(before: Side, after: Side, options: UpdateOptions): Pairs {
  const changed: ChangedPair[] = [];
  let same = 0;
  for (const [key, now] of after.byKey) {
    const was = before.byKey.get(key);
    if (!was || now.isMadeAnew) continue;
    // Of what an operator makes, only what is known of it beforehand is here: too little to ask whether it is valid.
    const verdict = judgeUpdate(was.json, now.json, now.madeBy ? { ...options, validate: undefined } : options);
    if (verdict.changed || verdict.refused.length > 0) changed.push({ before: was, after: now, verdict });
    else same++;
  }
  // What comes and goes with each run of its owner is not applied.
  const isLasting = ({ isMadeAnew }: Manifest): boolean => isMadeAnew !== true;
  const added = after.set.manifests
    .filter(isLasting)
    .filter((manifest) => manifest.name === '' || !before.byKey.has(keyOf(manifest)));
  const removed = before.set.manifests
    .filter(isLasting)
    .filter((manifest) => manifest.name !== '' && !after.byKey.has(keyOf(manifest)));
  return { changed, added, removed, renamed: renamings(removed, added), same };
}

/** What goes and comes back under another name, with everything else as it was but where it names itself. */
function renamings(removed: readonly Manifest[], added: readonly Manifest[]): Renaming[] {
  const byForm = new Map<string, Manifest[]>();
  for (const manifest of removed) {
    const form = formOf(manifest);
    byForm.set(form, [...(byForm.get(form) ?? []), manifest]);
  }
  return added.flatMap((after) => {
    const before = byForm.get(formOf(after))?.shift();
    return before ? [{ before, after }] : [];
  });
}

/** An object without its name, wherever it says it. */
function formOf(manifest: Manifest): string {
  const { name } = manifest;
  const { apiVersion, kind, namespaceName } = refOf(manifest);
  return JSON.stringify([apiVersion, kind, namespaceName, withoutName(manifest.json, name)]);
}

function withoutName(value: unknown, name: string): unknown {
  if (typeof value === 'string')
    return value === name || value.startsWith(`${name}-`) ? `*${value.slice(name.length)}` : value;
  if (Array.isArray(value)) return value.map((item) => withoutName(item, name));
  if (!isPlainObject(value)) return value;
  const object: JsonObject = {};
  for (const key of Object.keys(value).sort())
    Object.defineProperty(object, key, { value: withoutName(value[key], name), enumerable: true });
  return object;
}
