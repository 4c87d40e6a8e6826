import { isPlainObject, type JsonObject } from './json';
import { itemKeyOf } from './merge';
import { nearestWithin } from './nearest';

/** The way to a field: keys of objects, and names of items (paths, of mounts) in lists. */
export type FieldSteps = readonly string[];

/** A field or named item to remove. */
export interface FieldRemoval {
  /** The property that asks for it. */
  readonly property: string;
  /** As it was given. */
  readonly path: string;
  readonly steps: FieldSteps;
}

/** Where the way to something that is not there ends. */
export interface MissingField {
  /** Where it ends, written as a path. */
  readonly inside: string;
  /** What is asked for there. */
  readonly step: string;
  /** What there is instead, each written as a path. */
  readonly known: ReadonlyMap<string, string>;
}

/** How many fields are named where none reads like what was asked for. */
const FEW = 6;
const STEP = /^(?:\.?([^.[\]'"]+)|\['([^']+)'\]|\["([^"]+)"\])/;

/** Reads `spec.template.spec.containers['iris'].env`; nothing where it is written in another way. */
export function readSteps(path: string): FieldSteps | undefined {
  const steps: string[] = [];
  for (let rest = path; rest !== '';) {
    const match = STEP.exec(rest);
    if (!match || rest.startsWith('.') !== (steps.length > 0 && match[1] !== undefined)) return undefined;
    steps.push(match[1] ?? match[2] ?? match[3]);
    rest = rest.slice(match[0].length);
  }
  return steps.length === 0 ? undefined : steps;
}

/** The object without a field, as a new one; the object itself where the field is not there. */
export function withoutField(object: JsonObject, steps: FieldSteps): JsonObject {
  return without(object, steps) as JsonObject;
}

function without(value: unknown, [step, ...rest]: FieldSteps): unknown {
  const there = stepsInto(value).get(step);
  if (there === undefined) return value;
  const changed = rest.length === 0 ? undefined : without(there, rest);
  if (Array.isArray(value)) {
    return value.flatMap((item: unknown) => (item === there ? (changed === undefined ? [] : [changed]) : [item]));
  }
  const others = new Map(Object.entries(value as JsonObject));
  if (changed === undefined) others.delete(step);
  else others.set(step, changed);
  return Object.fromEntries(others);
}

/**
 * Where the way to a field ends early; nothing where it does not.
 *
 * @param name what the object is called in paths
 */
export function missingField(name: string, object: JsonObject, steps: FieldSteps): MissingField | undefined {
  let [value, inside]: [unknown, string] = [object, name];
  for (const step of steps) {
    const known = stepsInto(value);
    const written = (to: string): string =>
      Array.isArray(value) || !/^[\w-]+$/.test(to) ? `${inside}['${to}']` : `${inside}.${to}`;
    if (!known.has(step)) return { inside, step, known: new Map([...known.keys()].map((to) => [to, written(to)])) };
    [value, inside] = [known.get(step), written(step)];
  }
  return undefined;
}

/** What a way leads to; nothing where it ends early. */
export function fieldAt(value: unknown, steps: FieldSteps): unknown {
  return steps.reduce((inside, step) => stepsInto(inside).get(step), value);
}

/** Whether changes say anything of a field, or of what it is in. */
export function saysField(changes: unknown, [step, ...rest]: FieldSteps): boolean {
  if (changes === undefined) return false;
  if (step === undefined || changes === null || typeof changes !== 'object') return true;
  return saysField(stepsInto(changes).get(step), rest);
}

/** What a step can lead to: fields that are set, or items of a list of named things. */
function stepsInto(value: unknown): ReadonlyMap<string, unknown> {
  if (isPlainObject(value)) return new Map(Object.entries(value).filter(([, field]) => field !== undefined));
  const key = Array.isArray(value) ? itemKeyOf(value) : undefined;
  return key === undefined ? new Map() : new Map((value as JsonObject[]).map((item) => [item[key] as string, item]));
}

/** Says what there is instead of what is missing, as the second part of a sentence. */
export function whatThereIs({ inside, step, known }: MissingField): string {
  const nearest = nearestWithin(step, [...known.keys()]);
  if (nearest !== undefined) return `did you mean ${known.get(nearest)}?`;
  const names = [...known.keys()];
  if (names.length === 0) return `${inside} has no fields and no items with names`;
  return `${inside} has ${names.slice(0, FEW).join(', ')}${names.length > FEW ? ', ...' : ''}`;
}
