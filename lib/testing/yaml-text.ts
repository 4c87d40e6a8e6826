import { isPlainObject } from '../private/json';

/**
 * Prints a value as YAML, the way cdk8s writes it. Nothing is shortened: values that appear twice are written twice.
 *
 * cdk8s is loaded on first use, so that test suites that merely have the snapshot serializer configured do not pay for it.
 */
export function toYamlText(value: unknown, replacer?: (key: string, value: unknown) => unknown): string {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { Yaml } = require('cdk8s') as typeof import('cdk8s');
  return Yaml.stringify(JSON.parse(JSON.stringify(value, replacer)));
}

/** Prints manifests as YAML documents, separated by `---`; each begins with `apiVersion`, `kind` and `metadata`. */
export function manifestsToYaml(
  manifests: readonly unknown[],
  replacer?: (key: string, value: unknown) => unknown,
): string {
  return manifests.map((manifest) => toYamlText(headFirst(manifest), replacer)).join('---\n');
}

function headFirst(manifest: unknown): unknown {
  if (!isPlainObject(manifest)) return manifest;
  const { apiVersion, kind, metadata, ...rest } = manifest;
  return { apiVersion, kind, metadata, ...rest };
}
