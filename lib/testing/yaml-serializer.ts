import type { Manifest } from './manifest';
import { isManifest } from './manifest';
import { manifestsToYaml } from './yaml-text';

/** A set of manifests, recognised by its shape: this module is loaded for every test suite and stays small. */
interface ManifestSet {
  readonly all: readonly Manifest[];
  toYaml(): string;
}

interface Config {
  readonly indent?: string;
}

/** How a test framework prints any other value; what it hands along is its own. */
type Print = (value: unknown, config: any, indentation: string, depth: number, refs: any) => string;

/**
 * Whether the value is printed as YAML: a manifest, a list of manifests, or `Manifests`.
 *
 * This and `serialize` make the module a snapshot serializer. Jest takes it by name:
 * `snapshotSerializers: ['cdk8s-model-serving/testing/yaml-serializer']`.
 */
export function test(value: unknown): boolean {
  return manifestsIn(value) !== undefined;
}

/** Prints the value as YAML documents, separated by `---`. Takes what jest passes to `serialize` of a plugin. */
export function serialize(
  value: unknown,
  config?: Config,
  indentation = '',
  depth = 0,
  refs?: unknown,
  print?: Print,
): string {
  const printed = (_key: string, inner: unknown): unknown =>
    isVarying(inner) && print ? print(inner, config, '', depth, refs) : inner;
  const manifests = manifestsIn(value) ?? [];
  const text = manifests.length === 0 ? '# no manifests' : manifestsToYaml(manifests, printed).trimEnd();
  if (indentation === '') return text;
  return `\n${text.replace(/^(?=.)/gm, `${indentation}${config?.indent ?? ''}`)}`;
}

function manifestsIn(value: unknown): readonly Manifest[] | undefined {
  if (isManifest(value)) return [value];
  if (Array.isArray(value)) return value.length > 0 && value.every(isManifest) ? value : undefined;
  return isManifestSet(value) ? value.all : undefined;
}

function isManifestSet(value: unknown): value is ManifestSet {
  if (typeof value !== 'object' || value === null || !('all' in value) || !('toYaml' in value)) return false;
  return typeof value.toYaml === 'function' && Array.isArray(value.all) && value.all.every(isManifest);
}

/** Whether a value stands for one that varies, such as `expect.any(String)` in `toMatchSnapshot({ ... })`. */
function isVarying(value: unknown): boolean {
  return (value as { $$typeof?: unknown } | null)?.$$typeof === Symbol.for('jest.asymmetricMatcher');
}
