import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv';
import { isRecord } from './api-server/manifest';
import { keptInWorker } from './kept';

/**
 * Strict JSON schemas (no unknown fields) of Kubernetes and of custom resources, where a folder of them lies next to the
 * checkout. Without that folder there is nothing to check against and every look-up answers `undefined`.
 */
const folder = path.resolve(__dirname, '..', '..', '..', 'shared', 'schemas');

export const hasStrictSchemas = existsSync(folder);

const schemas = keptInWorker('strict schemas', () => new Map<string, object | undefined>());
const validators = keptInWorker('validators of strict schemas', () => new Map<object, ValidateFunction>());
const compiler = () =>
  keptInWorker('compiler of strict schemas', () => {
    const code = { optimize: false, regExp: goRegExp };
    return new Ajv({ strict: false, allErrors: true, validateFormats: false, code });
  });

/** Everything the strict schema of this kind says of the object; `undefined` when there is no such schema. */
export function strictSchemaErrors(apiVersion: string, kind: string, object: object): ErrorObject[] | undefined {
  const schema = strictSchema(apiVersion, kind);
  if (!schema) return undefined;
  const validate = validators.get(schema) ?? compiler().compile(schema);
  validators.set(schema, validate);
  return validate(object) ? [] : [...(validate.errors ?? [])];
}

/** Patterns of Go may say inside of them that case does not matter; JavaScript says it beside them. */
const goRegExp = Object.assign(
  (pattern: string, flags: string) =>
    new RegExp(pattern.replace('(?i)', ''), pattern.includes('(?i)') ? `${flags}i` : flags),
  { code: 'new RegExp' },
);

/** The fields the strict schema of this kind does not know, as paths. This needs no compiled schema, which takes long. */
export function unknownFields(apiVersion: string, kind: string, object: object): string[] {
  return [...unknownIn(strictSchema(apiVersion, kind), object, '')];
}

function* unknownIn(schema: unknown, value: unknown, where: string): Generator<string> {
  if (!isRecord(schema)) return;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* unknownIn(schema.items, item, `${where}[${index}]`);
  } else if (isRecord(value)) {
    const { properties, additionalProperties } = schema;
    for (const [key, field] of Object.entries(value)) {
      const known = isRecord(properties) ? properties[key] : undefined;
      const place = where === '' ? key : `${where}.${key}`;
      if (known === undefined && additionalProperties === false) yield place;
      else yield* unknownIn(known ?? additionalProperties, field, place);
    }
  }
}

export function strictSchema(apiVersion: string, kind: string): object | undefined {
  const key = `${apiVersion}/${kind}`;
  if (!schemas.has(key)) schemas.set(key, read(apiVersion, kind));
  return schemas.get(key);
}

function read(apiVersion: string, kind: string): object | undefined {
  if (!hasStrictSchemas) return undefined;
  const [group = '', version = ''] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
  const shortGroup = group === '' ? '' : `-${group.split('.')[0]}`;
  const candidates = [
    path.join(folder, 'core', `${kind.toLowerCase()}${shortGroup}-${version}.json`),
    path.join(folder, 'crds', group, `${kind.toLowerCase()}_${version}.json`),
  ];
  const file = candidates.find((candidate) => existsSync(candidate));
  return file === undefined ? undefined : (JSON.parse(readFileSync(file, 'utf8')) as object);
}
