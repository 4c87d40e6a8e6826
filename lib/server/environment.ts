import type { IConstruct } from 'constructs';
import { byCodeUnit, type JsonObject, sortedEntries } from '../private/json';
import { checkEnvName } from '../private/names';
import type { Problems } from '../private/problems';
import { show } from '../private/show';
import { ConfigMapKeyRef, SecretKeyRef } from './references';

/** Environment variables of a container, by name. A name may be given once only. */
export interface EnvironmentOptions {
  /**
   * Variables with their values. Never for secrets: the values stand in the manifests.
   *
   * @default - none
   */
  readonly env?: { readonly [name: string]: string };

  /**
   * Variables whose values come from Secrets.
   *
   * @default - none
   */
  readonly envFromSecrets?: { readonly [name: string]: SecretKeyRef };

  /**
   * Variables whose values come from ConfigMaps.
   *
   * @default - none
   */
  readonly envFromConfigMaps?: { readonly [name: string]: ConfigMapKeyRef };
}

/** The variables of a container by name, each with the manifest's entry. */
export type Environment = Map<string, JsonObject>;

/** What to do with a variable whose name was given before. */
export interface EnvironmentPlan {
  readonly variables: Environment;
  readonly warnings: readonly string[];
  /** ConfigMaps of this app that the variables read. */
  readonly configMaps: readonly IConstruct[];
}

/** Checks the variables of a container and turns them into entries; `preset` are the runtime's, which a user may replace. */
export function planEnvironment(
  problems: Problems,
  property: string,
  options: EnvironmentOptions,
  preset: { readonly [name: string]: string } = {},
): EnvironmentPlan {
  const variables: Environment = new Map(sortedEntries(preset).map(([name, value]) => [name, { name, value }]));
  const given = new Set<string>();
  const configMaps: IConstruct[] = [];
  const add = (source: string, name: string, entry: JsonObject): void => {
    problems.add(
      checkEnvName(`${property}${source}`, name),
      given.has(name) ? `${property}${source} must name each variable once, got ${show(name)} again` : undefined,
    );
    given.add(name);
    variables.set(name, entry);
  };
  for (const [name, value] of sortedEntries<unknown>(options.env)) {
    if (typeof value !== 'string') problems.add(`${property}env['${name}'] must be a text, got ${show(value)}`);
    add('env', name, { name, value });
  }
  for (const [name, ref] of sortedEntries<unknown>(options.envFromSecrets)) {
    if (ref instanceof SecretKeyRef) {
      problems.addUnder(`${property}envFromSecrets['${name}']`, ref._problems());
      add('envFromSecrets', name, { name, valueFrom: { secretKeyRef: { key: ref.key, name: ref.secretName } } });
    } else
      problems.add(
        `${property}envFromSecrets['${name}'] must be made by SecretKeyRef.named(...) or .of(...), got ${show(ref)}`,
      );
  }
  for (const [name, ref] of sortedEntries<unknown>(options.envFromConfigMaps)) {
    if (ref instanceof ConfigMapKeyRef) {
      problems.addUnder(`${property}envFromConfigMaps['${name}']`, ref._problems());
      if (ref._construct) configMaps.push(ref._construct);
      add('envFromConfigMaps', name, {
        name,
        valueFrom: { configMapKeyRef: { key: ref.key, name: ref.configMapName } },
      });
    } else
      problems.add(
        `${property}envFromConfigMaps['${name}'] must be made by ConfigMapKeyRef.named(...) or .of(...), got ${show(ref)}`,
      );
  }
  return { variables, configMaps, warnings: secretWarnings(property, options.env) };
}

/**
 * The entries in the order of their names: pods restart when the order changes, so it must not follow the order of
 * writing. Variables that others refer to by `$(NAME)` must stand before them, so those come first.
 */
export function renderEnvironment(variables: Environment): JsonObject[] | undefined {
  if (variables.size === 0) return undefined;
  const names = [...variables.keys()].sort(byCodeUnit);
  const ordered = new Set<string>();
  const visit = (name: string, path: readonly string[]): void => {
    if (ordered.has(name) || path.includes(name)) return;
    for (const needed of referencesIn(variables.get(name)?.value))
      if (variables.has(needed)) visit(needed, [...path, name]);
    ordered.add(name);
  };
  for (const name of names) visit(name, []);
  return [...ordered].map((name) => ({ ...variables.get(name) }));
}

function referencesIn(value: unknown): string[] {
  if (typeof value !== 'string') return [];
  return [...value.matchAll(/(\$\$)|\$\(([-._a-zA-Z0-9]+)\)/g)]
    .flatMap(([, escaped, name]) => (escaped ? [] : [name]))
    .sort(byCodeUnit);
}

const SECRET_NAME = /(^|_)(password|passwd|secret|token|credentials?|api_?key|access_?key|private_?key|bearer)$/i;
/** The special tokens of a tokenizer are no secrets. */
const TOKENIZER_NAME = /(^|_)(bos|eos|pad|unk|sep|cls|mask|stop)_token$/i;
const SECRET_VALUE =
  /^(AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{20,}|hf_[A-Za-z0-9]{20,}|sk-[-_A-Za-z0-9]{20,}|xox[abp]-[-A-Za-z0-9]{10,}|eyJ[-_A-Za-z0-9]+\.eyJ[-_A-Za-z0-9]+\..*)$|-----BEGIN [A-Z ]*PRIVATE KEY-----/;

/** Another variable's value and nothing else: nothing of it stands in the manifest here. */
const REFERENCE = /^\$\([-._a-zA-Z0-9]+\)$/;

function secretWarnings(property: string, env: EnvironmentOptions['env']): string[] {
  return sortedEntries<unknown>(env).flatMap(([name, value]) =>
    typeof value === 'string' &&
    value !== '' &&
    !REFERENCE.test(value) &&
    ((SECRET_NAME.test(name) && !TOKENIZER_NAME.test(name)) || SECRET_VALUE.test(value))
      ? [
          `${property}env['${name}'] looks like a secret, and its value stands in the manifest for everyone to read; use envFromSecrets: { ${name}: SecretKeyRef.named(...) } or a file`,
        ]
      : [],
  );
}
