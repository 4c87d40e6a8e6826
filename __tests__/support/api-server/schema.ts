import { createRequire } from 'node:module';
import { strictSchemaErrors } from '../strict-schemas';
import { builtInKind, isBuiltInGroup } from './kinds';
import { idOf, type Manifest } from './manifest';

interface SchemaError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly message?: string;
  readonly params: Readonly<Record<string, unknown>>;
}

interface Model {
  validate(): void;
}

export interface SchemaFindings {
  /** Types, required fields, enums: nothing else can be said of the object until these are right. */
  readonly structure: string[];
  /** Fields the API server would refuse (or drop with a warning); known only where strict schemas are at hand. */
  readonly unknownFields: string[];
}

const extra = 'additionalProperties';
const load = createRequire(__filename);
const models = new Map<string, (new (data: object) => Model) | undefined>();

/** What the published schemas say of an object. */
export function schemaFindings(manifest: Manifest): SchemaFindings {
  const { apiVersion, kind } = manifest;
  const strict = strictSchemaErrors(apiVersion, kind, manifest);
  const typed = modelErrors(manifest);
  if (!strict && !typed && isBuiltInGroup(apiVersion) && !builtInKind(apiVersion, kind)) {
    return { structure: [`${idOf(manifest)}: no kind ${kind} is served by ${apiVersion}`], unknownFields: [] };
  }
  const others = typed ? plainErrors(strict ?? []) : (strict ?? []).filter(({ keyword }) => keyword !== extra);
  const unknown = (strict ?? []).filter(({ keyword }) => keyword === extra);
  return {
    structure: [...sentences(manifest, typed?.length ? typed : others)],
    unknownFields: unknown.map(
      (error) => `${idOf(manifest)}: ${fieldPath(error)} has no field ${String(error.params.additionalProperty)}`,
    ),
  };
}

/**
 * Where both speak of a kind the typed schemas come first. Of the strict ones remain fields of a wrong type, which may
 * be too new for the others, but not values that are one of several types: the rules read those more closely.
 */
function plainErrors(errors: readonly SchemaError[]): readonly SchemaError[] {
  const plain = (error: SchemaError): boolean => error.keyword === 'required' || error.keyword === 'type';
  const alternatives = new Set(errors.filter((error) => !plain(error)).map((error) => error.instancePath));
  return errors.filter((error) => plain(error) && !alternatives.has(error.instancePath));
}

/** Errors of kubernetes-models, one module per kind, loaded when the first object of that kind comes by. */
function modelErrors(manifest: Manifest): readonly SchemaError[] | undefined {
  if (!builtInKind(manifest.apiVersion, manifest.kind)) return undefined;
  const key = `${manifest.apiVersion}/${manifest.kind}`;
  if (!models.has(key)) models.set(key, modelClass(key, manifest.kind));
  const constructor = models.get(key);
  if (!constructor) return undefined;
  try {
    new constructor(manifest).validate();
    return [];
  } catch (error) {
    const { errors } = error as { errors?: SchemaError[] };
    if (!errors) throw error;
    return errors;
  }
}

function modelClass(key: string, kind: string): (new (data: object) => Model) | undefined {
  try {
    const exported = load(`kubernetes-models/${key}`) as Record<string, new (data: object) => Model>;
    return exported[kind];
  } catch (error) {
    if (/^(MODULE_NOT_FOUND|ERR_PACKAGE_PATH_NOT_EXPORTED)$/.test(String((error as { code?: string }).code))) {
      return undefined;
    }
    throw error;
  }
}

/** One sentence per field: unions report every branch, and the branches belong together. */
function* sentences(manifest: Manifest, errors: readonly SchemaError[]): Generator<string> {
  const byField = new Map<string, Set<string>>();
  for (const error of errors) {
    if (['oneOf', 'anyOf', 'if'].includes(error.keyword)) continue;
    const messages = byField.get(fieldPath(error)) ?? new Set();
    byField.set(fieldPath(error), messages.add(messageOf(error)));
  }
  for (const [field, messages] of byField) yield `${idOf(manifest)}: ${field} ${[...messages].join(' or ')}`;
}

function messageOf(error: SchemaError): string {
  if (error.keyword === 'enum') return `must be one of ${JSON.stringify(error.params.allowedValues)}`;
  return error.message ?? `breaks ${error.keyword}`;
}

function fieldPath(error: SchemaError): string {
  const steps = error.instancePath.split('/').slice(1);
  const names = steps.map((step) => (/^\d+$/.test(step) ? `[${step}]` : `.${step.replaceAll('~1', '/')}`));
  return names.length === 0 ? 'the object' : names.join('').slice(1);
}
