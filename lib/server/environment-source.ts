import type * as kplus from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import { checkEnvName } from '../private/check-key';
import { checkObjectName } from '../private/check-name';
import type { JsonObject } from '../private/json';
import { Problems } from '../private/problems';
import { strictOptionsOf } from '../private/shape';
import { show } from '../private/show';
import { objectOf, type ReferredObject } from '../core/references';

/** How the keys of an object become variables. */
export interface EnvironmentSourceOptions {
  /**
   * Text in front of every key.
   *
   * @default - none
   */
  readonly prefix?: string;
}

/**
 * All keys of a ConfigMap or Secret as environment variables.
 *
 * @example
 * import { EnvironmentSource } from 'cdk8s-model-serving';
 *
 * const envFrom = [
 *   EnvironmentSource.configMapNamed('iris-settings', { prefix: 'IRIS_' }),
 *   EnvironmentSource.secretNamed('iris-credentials'),
 * ];
 */
export class EnvironmentSource {
  /**
   * A ConfigMap of cdk8s-plus. Where it is made in the same app, a change of its data replaces the server's pods.
   *
   * @param configMap the ConfigMap, in the server's namespace
   * @param options prefix of the variables
   */
  public static configMap(configMap: kplus.IConfigMap, options: EnvironmentSourceOptions = {}): EnvironmentSource {
    return new EnvironmentSource('configMapRef', objectOf('configMap', 'ConfigMap', configMap), options);
  }

  /**
   * A ConfigMap that is made elsewhere. Pods are not restarted when it changes.
   *
   * @param configMapName name of the ConfigMap, in the server's namespace
   * @param options prefix of the variables
   */
  public static configMapNamed(configMapName: string, options: EnvironmentSourceOptions = {}): EnvironmentSource {
    return new EnvironmentSource('configMapRef', named('configMapName', configMapName), options);
  }

  /**
   * A Secret of cdk8s-plus.
   *
   * @param secret the Secret, in the server's namespace
   * @param options prefix of the variables
   */
  public static secret(secret: kplus.ISecret, options: EnvironmentSourceOptions = {}): EnvironmentSource {
    return new EnvironmentSource('secretRef', objectOf('secret', 'Secret', secret), options);
  }

  /**
   * A Secret that is made elsewhere (by hand, by an operator).
   *
   * @param secretName name of the Secret, in the server's namespace
   * @param options prefix of the variables
   */
  public static secretNamed(secretName: string, options: EnvironmentSourceOptions = {}): EnvironmentSource {
    return new EnvironmentSource('secretRef', named('secretName', secretName), options);
  }

  private readonly found = new Problems('');
  private readonly prefix: string | undefined;

  private constructor(
    private readonly field: 'configMapRef' | 'secretRef',
    private readonly object: ReferredObject,
    options: EnvironmentSourceOptions,
  ) {
    this.prefix = strictOptionsOf(this.found, options, 'EnvironmentSourceOptions').prefix;
  }

  /** @internal */
  public get _construct(): IConstruct | undefined {
    return this.object.construct;
  }

  /** Name of the variable that a key becomes. @internal */
  public _variableOf(key: string): string {
    return `${this.prefix ?? ''}${key}`;
  }

  /** @internal */
  public _problems(): (string | undefined)[] {
    return [this.object.problem, ...this.found.sentences, checkPrefix(this.prefix)];
  }

  /** @internal */
  public _entry(): JsonObject {
    return { [this.field]: { name: this.object.name }, prefix: this.prefix };
  }
}

function named(property: string, name: string): ReferredObject {
  return { name, construct: undefined, problem: checkObjectName(property, name ?? null) };
}

function checkPrefix(prefix: unknown): string | undefined {
  const isFine = prefix === undefined || (typeof prefix === 'string' && checkEnvName('', prefix) === undefined);
  return isFine
    ? undefined
    : `prefix must be letters, digits, '_', '-' and '.', and not begin with a digit, got ${show(prefix)}`;
}
