import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv';

/**
 * Strict JSON schemas (no unknown fields) of Kubernetes and of custom resources, where a folder of them lies next to the
 * checkout. Without that folder there is nothing to check against and every look-up answers `undefined`.
 */
const folder = path.resolve(__dirname, '..', '..', '..', 'shared', 'schemas');

export const hasStrictSchemas = existsSync(folder);

const compiled = new Map<string, ValidateFunction | undefined>();
let compiler: Ajv | undefined;

/** What the strict schema of this kind says of the object; `undefined` when there is no such schema. */
export function strictSchemaErrors(apiVersion: string, kind: string, object: object): ErrorObject[] | undefined {
  const validate = strictSchema(apiVersion, kind);
  if (!validate) return undefined;
  return validate(object) ? [] : [...(validate.errors ?? [])];
}

function strictSchema(apiVersion: string, kind: string): ValidateFunction | undefined {
  const key = `${apiVersion}/${kind}`;
  if (!compiled.has(key)) compiled.set(key, compile(apiVersion, kind));
  return compiled.get(key);
}

function compile(apiVersion: string, kind: string): ValidateFunction | undefined {
  if (!hasStrictSchemas) return undefined;
  const [group = '', version = ''] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
  const shortGroup = group === '' ? '' : `-${group.split('.')[0]}`;
  const candidates = [
    path.join(folder, 'core', `${kind.toLowerCase()}${shortGroup}-${version}.json`),
    path.join(folder, 'crds', group, `${kind.toLowerCase()}_${version}.json`),
  ];
  const file = candidates.find((candidate) => existsSync(candidate));
  if (file === undefined) return undefined;
  compiler ??= new Ajv({ strict: false, allErrors: true, validateFormats: false });
  return compiler.compile(JSON.parse(readFileSync(file, 'utf8')) as object);
}
