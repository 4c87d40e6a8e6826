import { parseImageReference } from '../../private/image-reference';
import { type JsonObject, objectAt, objectsIn } from '../../private/json';
import { RUNTIME_SIGNS, type RuntimeSigns } from './runtimes';

/** A runtime that a container gives away, and by what. */
export interface RecognizedRuntime {
  readonly factory: string;
  readonly title: string;
  readonly evidence: string;
}

/** The runtime in a container; nothing where it is not known for sure that it is one. */
export function recognizeRuntime(container: JsonObject): RecognizedRuntime | undefined {
  for (const signs of RUNTIME_SIGNS) {
    const evidence = evidenceOf(signs, container);
    if (evidence !== undefined) return { factory: signs.factory, title: signs.title, evidence };
  }
  return undefined;
}

function evidenceOf(
  { images, words, variables = [], paths = [] }: RuntimeSigns,
  container: JsonObject,
): string | undefined {
  const parsed = parseImageReference(container.image);
  const repository = parsed
    ? `${parsed.registry === 'docker.io' ? '' : `${parsed.registry}/`}${parsed.repository}`
    : '';
  if (images?.test(repository)) return 'its image';
  if (words?.test([...textsIn(container.command), ...textsIn(container.args)].join(' '))) return 'its command';
  const variable = objectsIn(container.env).find(({ name }) => variables.includes(name as string));
  if (variable) return `the variable ${String(variable.name)}`;
  const asked = ['readinessProbe', 'livenessProbe', 'startupProbe'].map(
    (probe) => objectAt(container, probe, 'httpGet').path,
  );
  const path = asked.find((one) => paths.includes(one as string));
  return path === undefined ? undefined : `the probe of ${path as string}`;
}

function textsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}
