import type * as kplus from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import { checkDataKey, checkObjectName } from '../private/names';

/** One key of a Secret. The value never passes through synthesis. */
export class SecretKeyRef {
  /**
   * A key of a Secret that is made elsewhere (by hand, by an operator).
   *
   * @param secretName name of the Secret, in the server's namespace
   * @param key key inside the Secret
   */
  public static named(secretName: string, key: string): SecretKeyRef {
    return new SecretKeyRef(secretName, key);
  }

  /**
   * A key of a Secret of cdk8s-plus.
   *
   * @param secret the Secret, in the server's namespace
   * @param key key inside the Secret
   */
  public static of(secret: kplus.ISecret, key: string): SecretKeyRef {
    return new SecretKeyRef(secret.name, key);
  }

  private constructor(
    /** Name of the Secret. */
    public readonly secretName: string,
    /** Key inside the Secret. */
    public readonly key: string,
  ) {}

  /** @internal */
  public _problems(): (string | undefined)[] {
    return [checkObjectName('secretName', this.secretName), checkDataKey('key', this.key)];
  }
}

/** One key of a ConfigMap. */
export class ConfigMapKeyRef {
  /**
   * A key of a ConfigMap that is made elsewhere. Pods are not restarted when it changes.
   *
   * @param configMapName name of the ConfigMap, in the server's namespace
   * @param key key inside the ConfigMap
   */
  public static named(configMapName: string, key: string): ConfigMapKeyRef {
    return new ConfigMapKeyRef(configMapName, key, undefined);
  }

  /**
   * A key of a ConfigMap of cdk8s-plus. Where the ConfigMap is made in the same app, a change of its data replaces the
   * server's pods.
   *
   * @param configMap the ConfigMap, in the server's namespace
   * @param key key inside the ConfigMap
   */
  public static of(configMap: kplus.IConfigMap, key: string): ConfigMapKeyRef {
    return new ConfigMapKeyRef(configMap.name, key, configMap);
  }

  private constructor(
    /** Name of the ConfigMap. */
    public readonly configMapName: string,
    /** Key inside the ConfigMap. */
    public readonly key: string,
    /** @internal */
    public readonly _construct: IConstruct | undefined,
  ) {}

  /** @internal */
  public _problems(): (string | undefined)[] {
    return [checkObjectName('configMapName', this.configMapName), checkDataKey('key', this.key)];
  }
}
