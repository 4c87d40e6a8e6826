import type { IConstruct } from 'constructs';
import { checkEnvName } from '../private/check-key';
import { environmentOrder } from '../private/environment-order';
import { type JsonObject, sortedEntries } from '../private/json';
import type { Problems } from '../private/problems';
import { show } from '../private/show';
import { checkSecretRef } from '../core/check-secret-ref';
import { ConfigMapKeyRef, SecretKeyRef } from '../core/references';
import { EnvironmentSource } from './environment-source';
import type { RuntimeFacts } from '../runtimes/runtime-facts';
import { looksLikeSecret } from './secrets-in-sight';

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

  /**
   * All keys of ConfigMaps and Secrets as variables. Of two sources with one key the later one wins, and a variable that
   * is given by its name, the runtime's included, wins over all of them. Their order is kept: another one restarts pods.
   * Where files will do, mount secrets as files: variables leak into crash reports and child processes.
   *
   * @default - none
   */
  readonly envFrom?: EnvironmentSource[];
}

/** The variables of a container by name, each with the manifest's entry. */
export type Environment = Map<string, JsonObject>;

/** Something about a variable that is likely not meant. */
export interface EnvironmentWarning {
  readonly text: string;
  /** The variable. */
  readonly name: string;
}

/** What a runtime says about the variables of its container. */
export type RuntimeEnvironment = Pick<RuntimeFacts, 'env' | 'envFromSecrets' | 'boundEnv'>;

/** The variables of a container, and what is to be known about them. */
export interface EnvironmentPlan {
  readonly variables: Environment;
  /** Names that are not for the user to set, each with what to do instead. */
  readonly bound: { readonly [name: string]: string };
  /** About variables, from the container on. */
  readonly warnings: readonly EnvironmentWarning[];
  /** Where all keys are taken from. */
  readonly sources: readonly JsonObject[];
  /** ConfigMaps of this app that the variables read. */
  readonly configMaps: readonly IConstruct[];
}

/**
 * Checks the variables of a container and turns them into entries. A user may replace those of the runtime, but for the
 * ones by which it is told what the other manifests rely on.
 */
export function planEnvironment(
  problems: Problems,
  property: string,
  options: EnvironmentOptions,
  { env: preset, envFromSecrets: presetSecrets, boundEnv: bound = {} }: RuntimeEnvironment = {},
): EnvironmentPlan {
  const variables: Environment = new Map(sortedEntries(preset).map(([name, value]) => [name, { name, value }]));
  for (const [name, ref] of sortedEntries(presetSecrets)) variables.set(name, secretEntry(name, ref));
  const given = new Set<string>();
  const configMaps: IConstruct[] = [];
  const add = (source: string, name: string, entry: JsonObject): void => {
    problems.add(
      checkEnvName(`${property}${source}`, name),
      given.has(name) ? `${property}${source} must name each variable once, got ${show(name)} again` : undefined,
      checkUnbound(`${property}${source}`, name, bound),
    );
    given.add(name);
    variables.set(name, entry);
  };
  for (const [name, value] of sortedEntries<unknown>(options.env)) {
    if (typeof value !== 'string') problems.add(`${property}env['${name}'] must be a text, got ${show(value)}`);
    add('env', name, { name, value });
  }
  for (const [name, ref] of sortedEntries<unknown>(options.envFromSecrets)) {
    problems.add(checkSecretRef(`${property}envFromSecrets['${name}']`, ref ?? null));
    if (ref instanceof SecretKeyRef) add('envFromSecrets', name, secretEntry(name, ref));
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
  const sources = sourcesOf(problems, property, options, configMaps);
  const warnings = [...variables].flatMap(([name, { value }]) => {
    if (!looksLikeSecret(name, value)) return [];
    const place = given.has(name) ? `${property}env` : 'runtime env';
    const text = `${place}['${name}'] looks like a secret, and its value stands in the manifest for everyone to read; use envFromSecrets: { ${name}: SecretKeyRef.named(...) } or a file`;
    return { text, name };
  });
  return { variables, sources, bound, configMaps, warnings };
}

/** Checks where all keys are taken from, and notes the ConfigMaps among it. */
function sourcesOf(
  problems: Problems,
  property: string,
  { envFrom = [] }: EnvironmentOptions,
  configMaps: IConstruct[],
): JsonObject[] {
  return envFrom.flatMap((source: unknown, index) => {
    const at = `${property}envFrom[${index}]`;
    if (!(source instanceof EnvironmentSource)) {
      problems.add(
        `${at} must be made by EnvironmentSource.configMapNamed(...), .secretNamed(...) or its like, got ${show(source)}`,
      );
      return [];
    }
    problems.addUnder(at, source._problems());
    if (source._construct) configMaps.push(source._construct);
    return [source._entry()];
  });
}

function secretEntry(name: string, ref: SecretKeyRef): JsonObject {
  return { name, valueFrom: { secretKeyRef: { key: ref.key, name: ref.secretName } } };
}

/** Checks that a variable is not one by which the runtime is told what probes and Services rely on. */
export function checkUnbound(
  property: string,
  name: string,
  bound: { readonly [name: string]: string },
): string | undefined {
  if (!Object.hasOwn(bound, name)) return undefined;
  return `${property} must not name a variable that binds the runtime to what probes and Service rely on, got ${show(name)}; ${bound[name]}`;
}

/** The entries in the order of their names: pods restart when the order changes, so it must not follow that of writing. */
export function renderEnvironment(variables: Environment): JsonObject[] | undefined {
  if (variables.size === 0) return undefined;
  const values = new Map([...variables].map(([name, { value }]) => [name, value]));
  return environmentOrder(values).map((name) => ({ ...variables.get(name) }));
}
