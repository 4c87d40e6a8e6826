import type { IConstruct } from 'constructs';
import { isPlainObject, sortedEntries } from '../private/json';
import { show } from '../private/show';
import { checkUnbound, type EnvironmentOptions, type EnvironmentPlan } from './environment';
import { EnvironmentSource } from './environment-source';
import { ConfigMapKeyRef } from './references';
import { looksLikeSecret } from './secrets-in-sight';
import { apiObjectOf } from './used-objects';

/** A variable that a container gets from a ConfigMap of this app. */
interface ConfiguredVariable {
  readonly property: string;
  readonly name: string;
  readonly value: unknown;
  readonly configMap: string;
  /** Whether every key of the ConfigMap becomes a variable. */
  readonly isOneOfAll: boolean;
}

/**
 * Keys of whole ConfigMaps that would become variables by which the runtime is bound. Asked at synthesis, when all keys
 * are known. A variable that is given by its name wins over them.
 */
export function boundKeyProblems(options: EnvironmentOptions, { variables, bound }: EnvironmentPlan): string[] {
  return configuredVariables('', options).flatMap(({ property, name, isOneOfAll }) =>
    isOneOfAll && !variables.has(name) ? (checkUnbound(property, name, bound) ?? []) : [],
  );
}

/** Values in ConfigMaps of this app that look like secrets, by the variables that they become. */
export function configuredSecrets(property: string, options: EnvironmentOptions): string[] {
  return configuredVariables(property, options)
    .filter(({ name, value }) => looksLikeSecret(name, value))
    .map(
      ({ property: place, name, configMap }) =>
        `${place} takes ${show(name)} from ConfigMap ${show(configMap)}, and it looks like a secret, for everyone to read; put it into a Secret, and mount it by FileMount.secretNamed(...) or read it by envFromSecrets`,
    );
}

function configuredVariables(property: string, options: EnvironmentOptions): ConfiguredVariable[] {
  const { envFrom = [], envFromConfigMaps } = options;
  const whole = envFrom.flatMap((source, index) =>
    source instanceof EnvironmentSource
      ? dataOf(source._construct).map(([key, value, configMap]) => ({
          property: `${property}envFrom[${index}]`,
          name: source._variableOf(key),
          value,
          configMap,
          isOneOfAll: true,
        }))
      : [],
  );
  const single = sortedEntries<unknown>(envFromConfigMaps).flatMap(([name, ref]) =>
    ref instanceof ConfigMapKeyRef
      ? dataOf(ref._construct)
          .filter(([key]) => key === ref.key)
          .map(([, value, configMap]) => ({
            property: `${property}envFromConfigMaps`,
            name,
            value,
            configMap,
            isOneOfAll: false,
          }))
      : [],
  );
  return [...whole, ...single];
}

/** The texts of a ConfigMap of this app: key, value and its name. */
function dataOf(construct: IConstruct | undefined): [key: string, value: unknown, name: string][] {
  const object = construct && apiObjectOf(construct);
  if (object?.kind !== 'ConfigMap') return [];
  const { data } = object.toJson() as { data?: unknown };
  return isPlainObject(data) ? sortedEntries(data).map(([key, value]) => [key, value, object.name]) : [];
}
