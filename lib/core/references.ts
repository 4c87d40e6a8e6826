import type * as kplus from 'cdk8s-plus-28';
import { Construct, type IConstruct } from 'constructs';
import { checkDataKey } from '../private/check-key';
import { checkObjectName } from '../private/check-name';
import { show } from '../private/show';

/**
 * One key of a Secret. The value never passes through synthesis.
 *
 * @example
 * import { SecretKeyRef } from 'cdk8s-model-serving';
 *
 * const envFromSecrets = { HF_TOKEN: SecretKeyRef.named('hub', 'token') };
 */
export class SecretKeyRef {
  /**
   * A key of a Secret that is made elsewhere (by hand, by an operator).
   *
   * @param secretName name of the Secret, in the server's namespace
   * @param key key inside the Secret
   */
  public static named(secretName: string, key: string): SecretKeyRef {
    return new SecretKeyRef(secretName, key, undefined, checkObjectName('secretName', secretName ?? null));
  }

  /**
   * A key of a Secret of cdk8s-plus.
   *
   * @param secret the Secret, in the server's namespace
   * @param key key inside the Secret
   */
  public static of(secret: kplus.ISecret, key: string): SecretKeyRef {
    const { name, construct, problem } = objectOf('secret', 'Secret', secret);
    return new SecretKeyRef(name, key, construct, problem);
  }

  private constructor(
    /** Name of the Secret. */
    public readonly secretName: string,
    /** Key inside the Secret. */
    public readonly key: string,
    /** @internal */
    public readonly _construct: IConstruct | undefined,
    private readonly problem: string | undefined,
  ) {}

  /** @internal */
  public _problems(): (string | undefined)[] {
    return [this.problem, checkDataKey('key', this.key ?? null)];
  }
}

/**
 * One key of a ConfigMap.
 *
 * @example
 * import { ConfigMapKeyRef } from 'cdk8s-model-serving';
 *
 * const envFromConfigMaps = { LOG_LEVEL: ConfigMapKeyRef.named('iris-settings', 'log-level') };
 */
export class ConfigMapKeyRef {
  /**
   * A key of a ConfigMap that is made elsewhere. Pods are not restarted when it changes.
   *
   * @param configMapName name of the ConfigMap, in the server's namespace
   * @param key key inside the ConfigMap
   */
  public static named(configMapName: string, key: string): ConfigMapKeyRef {
    return new ConfigMapKeyRef(configMapName, key, undefined, checkObjectName('configMapName', configMapName ?? null));
  }

  /**
   * A key of a ConfigMap of cdk8s-plus. Where the ConfigMap is made in the same app, a change of its data replaces the
   * server's pods.
   *
   * @param configMap the ConfigMap, in the server's namespace
   * @param key key inside the ConfigMap
   */
  public static of(configMap: kplus.IConfigMap, key: string): ConfigMapKeyRef {
    const { name, construct, problem } = objectOf('configMap', 'ConfigMap', configMap);
    return new ConfigMapKeyRef(name, key, construct, problem);
  }

  private constructor(
    /** Name of the ConfigMap. */
    public readonly configMapName: string,
    /** Key inside the ConfigMap. */
    public readonly key: string,
    /** @internal */
    public readonly _construct: IConstruct | undefined,
    private readonly problem: string | undefined,
  ) {}

  /** @internal */
  public _problems(): (string | undefined)[] {
    return [this.problem, checkDataKey('key', this.key ?? null)];
  }
}

/** An object of cdk8s-plus that a value refers to. */
export interface ReferredObject {
  readonly name: string;
  readonly construct: IConstruct | undefined;
  /** What is wrong with it, for the construct that uses the value. */
  readonly problem: string | undefined;
}

/** Reads an object of cdk8s-plus; a caller without a type checker may have passed anything. */
export function objectOf(property: string, kind: 'ConfigMap' | 'Secret', object: unknown): ReferredObject {
  if (!Construct.isConstruct(object)) {
    const problem = `${property} must be a ${kind} of cdk8s-plus, got ${show(object)}`;
    return { name: '', construct: undefined, problem };
  }
  const { name } = object as Construct & { readonly name: string };
  return { name, construct: object, problem: checkObjectName(`${property}.name`, name ?? null) };
}
