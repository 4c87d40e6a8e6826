import { isPlainObject, type JsonObject } from '../../../private/json';
import { isUnset } from '../fields/fields';
import { kindOf, type ObjectKind } from '../fields/kind';
import type { Place } from '../fields/merge-keys';
import * as types from './field-types';
import { quantityText, type QuantityForm } from './quantity-text';

/** What the API server and kubectl keep books with, and the namespace, which is a part of the name. */
const BOOKKEEPING: ReadonlySet<string> = new Set([
  'creationTimestamp',
  'deletionGracePeriodSeconds',
  'deletionTimestamp',
  'generation',
  'managedFields',
  'namespace',
  'resourceVersion',
  'selfLink',
  'uid',
]);
const BOOKKEEPING_ANNOTATIONS: ReadonlySet<string> = new Set([
  'deployment.kubernetes.io/revision',
  'kubectl.kubernetes.io/last-applied-configuration',
]);

/**
 * An object such that two that mean the same are deeply equal: without what is the same as nothing, quantities in one
 * spelling, without bookkeeping and status. Of a custom resource, whose types are not known, only the metadata is read.
 */
export function canonical(object: JsonObject, form: QuantityForm): JsonObject {
  const kind = kindOf(object);
  const fields: [string, unknown][] = [];
  for (const [field, value] of Object.entries(object)) {
    if (field === 'apiVersion') fields.push([field, kind.group]);
    else if (field === 'metadata') fields.push([field, metadata(value, form)]);
    else if (field !== 'status') {
      const place = { field, parent: '' };
      fields.push([field, isTyped(kind) ? builtIn(value, place, kind, form) : ofCustom(value, kind, form)]);
    }
  }
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined));
}

/** The schemas in a definition of a kind name fields of that kind, not of its own. */
function isTyped({ isBuiltIn, kind }: ObjectKind): boolean {
  return isBuiltIn && kind !== 'CustomResourceDefinition';
}

/** A custom resource; the pods of a Rollout of Argo are typed as all pods are. */
function ofCustom(value: unknown, kind: ObjectKind, form: QuantityForm): unknown {
  const all = custom(value);
  if (kind.qualified !== 'Rollout.argoproj.io' || !isPlainObject(value) || !isPlainObject(value.template)) return all;
  const template = builtIn(value.template, { field: 'template', parent: 'spec' }, kind, form);
  return { ...(isPlainObject(all) ? all : {}), template };
}

function metadata(value: unknown, form: QuantityForm): unknown {
  if (!isPlainObject(value)) return value;
  const kept = Object.entries(value).filter(([field]) => !BOOKKEEPING.has(field));
  const fields = kept.map(([field, inner]): [string, unknown] => [
    field,
    field === 'annotations' && isPlainObject(inner) ? withoutBookkeeping(inner) : inner,
  ]);
  return builtIn(Object.fromEntries(fields), { field: 'metadata', parent: '' }, undefined, form);
}

function withoutBookkeeping(annotations: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(annotations).filter(([key]) => !BOOKKEEPING_ANNOTATIONS.has(key)));
}

function builtIn(value: unknown, place: Place, kind: ObjectKind | undefined, form: QuantityForm): unknown {
  if (isUnset(value)) return undefined;
  if (Array.isArray(value)) return list(value, place, kind, form);
  if (isPlainObject(value)) return fields(value, place, kind, form);
  return isNothing(value, place.field) ? undefined : isQuantity(place) ? quantityText(value, form) : value;
}

function list(
  value: readonly unknown[],
  place: Place,
  kind: ObjectKind | undefined,
  form: QuantityForm,
): unknown[] | undefined {
  if (value.length === 0) return undefined;
  return value.map((item) => (isPlainObject(item) ? members(item, place, kind, form) : item));
}

function fields(value: JsonObject, place: Place, kind: ObjectKind | undefined, form: QuantityForm): unknown {
  const kept = inner(value, place, kind, form);
  return Object.keys(kept).length === 0 && isNothingWhenEmpty(place, kind) ? undefined : kept;
}

function inner(value: JsonObject, place: Place, kind: ObjectKind | undefined, form: QuantityForm): JsonObject {
  if (isTextMap(place, kind)) return Object.fromEntries(Object.entries(value).filter(([, item]) => !isUnset(item)));
  if (!types.QUANTITY_MAPS.has(place.field)) return members(value, place, kind, form);
  const amounts = Object.entries(value).filter(([, item]) => !isUnset(item));
  return Object.fromEntries(amounts.map(([name, amount]) => [name, quantityText(amount, form)]));
}

function members(value: JsonObject, place: Place, kind: ObjectKind | undefined, form: QuantityForm): JsonObject {
  const kept = Object.entries(value).map(([field, item]): [string, unknown] => [
    field,
    builtIn(item, { field, parent: place.field }, kind, form),
  ]);
  return Object.fromEntries(kept.filter(([, item]) => item !== undefined));
}

function isTextMap({ field, parent }: Place, kind: ObjectKind | undefined): boolean {
  if (field === 'selector') return isServiceSelector(parent, kind);
  return types.TEXT_MAPS.has(field);
}

function isServiceSelector(parent: string, kind: ObjectKind | undefined): boolean {
  return parent === 'spec' && (kind?.qualified === 'Service' || kind?.qualified === 'ReplicationController');
}

/** The pods of a policy are all where nothing is said; those of a peer are pods only where something is. */
function isNothingWhenEmpty({ field, parent }: Place, kind: ObjectKind | undefined): boolean {
  if (field === 'selector') return isServiceSelector(parent, kind);
  if (field === 'podSelector') return parent === 'spec';
  return types.VALUE_OBJECTS.has(field);
}

function isNothing(value: unknown, field: string): boolean {
  if (value === '') return !types.POINTER_TEXTS.has(field);
  if (value === false) return types.VALUE_SWITCHES.has(field);
  return value === 0 && types.VALUE_NUMBERS.has(field);
}

function isQuantity({ field, parent }: Place): boolean {
  return types.QUANTITIES.has(field) || (field === 'value' && parent === 'target');
}

/** Nothing is known of the types: only `null` is taken for nothing. */
function custom(value: unknown): unknown {
  if (isUnset(value)) return undefined;
  if (Array.isArray(value)) return value.map((item: unknown) => custom(item) ?? null);
  if (!isPlainObject(value)) return value;
  const kept = Object.entries(value).map(([field, item]): [string, unknown] => [field, custom(item)]);
  return Object.fromEntries(kept.filter(([, item]) => item !== undefined));
}
