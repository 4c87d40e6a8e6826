import { isPlainObject, type JsonObject } from '../private/json';
import type { Problems } from '../private/problems';

/** Options that a controller would take without a word and do nothing with: by path, each with the reason and the way out. */
export interface IgnoredOptions {
  readonly [path: string]: string;
}

/** Notes every option that is given and that the controller ignores: each by its name. */
export function checkIgnored(problems: Problems, controller: string, props: object, ignored: IgnoredOptions): void {
  for (const [path, reason] of Object.entries(ignored)) {
    if (valueAt(props as JsonObject, path.split('.')) === undefined) continue;
    // What a value of a factory was given is kept under a name of ours.
    problems.add(`${path.replace('._', '.')} must be left out: ${controller} ${reason}`);
  }
}

/** What stands at a path of members: those of values that factories make are looked at as well. */
function valueAt(object: JsonObject, path: readonly string[]): unknown {
  let value: unknown = object;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as JsonObject)[key];
  }
  return value;
}

/** Notes labels of pods that the controller sets itself. */
export function checkOwnLabels(
  problems: Problems,
  controller: string,
  labels: unknown,
  taken: readonly string[],
): void {
  for (const key of Object.keys(isPlainObject(labels) ? labels : {})) {
    if (!taken.includes(key)) continue;
    problems.add(`labels must not set '${key}': ${controller} finds its pods by it; remove it`);
  }
}

/** Notes environment variables that the controller sets or refuses. */
export function checkOwnVariables(
  problems: Problems,
  variables: ReadonlyMap<string, unknown>,
  taken: { readonly [name: string]: string },
): void {
  for (const [name, reason] of Object.entries(taken)) {
    if (variables.has(name)) problems.add(`env must not set '${name}': ${reason}`);
  }
}

/** Says that a name that a controller makes of another one is too long, with the sum. */
export function madeNameProblem(
  made: string,
  parts: readonly string[],
  longest: number,
  what: string,
  remedy: string,
): string | undefined {
  if (made.length <= longest) return undefined;
  const sum = parts.map((part) => `${part.length}`).join(' + ');
  return `${what} '${made}' must have at most ${longest} characters, got ${made.length} (${sum}); ${remedy}`;
}
