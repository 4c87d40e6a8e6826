import { createRequire } from 'node:module';
import { strictSchemaErrors, unknownFields } from '../strict-schemas';
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
  readonly unknown: string[];
}

const load = createRequire(__filename);
const models = new Map<string, (new (data: object) => Model) | undefined>();

/** What the published schemas say of an object: the typed ones of kubernetes-models, else the strict ones. */
export function schemaFindings(manifest: Manifest): SchemaFindings {
  const { apiVersion, kind } = manifest;
  const typed = modelErrors(manifest);
  const errors = typed ?? strictSchemaErrors(apiVersion, kind, manifest);
  if (isBuiltInGroup(apiVersion) && !builtInKind(apiVersion, kind)) {
    return { structure: [`${idOf(manifest)}: no kind ${kind} is served by ${apiVersion}`], unknown: [] };
  }
  const known = (errors ?? []).filter((error) => error.keyword !== 'additionalProperties');
  const unknown = unknownFields(apiVersion, kind, manifest);
  return {
    structure: [...sentences(manifest, known)],
    unknown: unknown.map((field) => `${idOf(manifest)}: ${field} is no field of a ${kind}`),
  };
}

/** Errors of kubernetes-models, one module per kind, loaded when the first object of that kind comes by. */
function modelErrors(manifest: Manifest): readonly SchemaError[] | undefined {
  const known = builtInKind(manifest.apiVersion, manifest.kind);
  if (!known || known.isUnmodelled) return undefined;
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
  const exported = load(`kubernetes-models/${key}`) as Record<string, new (data: object) => Model>;
  return exported[kind];
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
