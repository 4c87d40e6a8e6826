import type * as kplus from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import { checkAbsolutePath } from '../private/check';
import { type JsonObject, sortedEntries } from '../private/json';
import { checkDataKey, checkObjectName } from '../private/names';
import { show } from '../private/show';

/** Which files a mount shows. */
export interface FileMountOptions {
  /**
   * Keys to show, each with its path below the mount's directory.
   *
   * @default - every key, as a file of that name
   */
  readonly keys?: { readonly [key: string]: string };
}

/**
 * A directory with the keys of a ConfigMap or Secret as read-only files. Files beat environment variables for secrets:
 * they do not leak into crash reports and child processes.
 */
export class FileMount {
  /**
   * A ConfigMap of cdk8s-plus. Where it is made in the same app, a change of its data replaces the server's pods.
   *
   * @param mountPath directory inside the container
   * @param configMap the ConfigMap, in the server's namespace
   * @param options which files
   */
  public static configMap(mountPath: string, configMap: kplus.IConfigMap, options: FileMountOptions = {}): FileMount {
    return new FileMount(mountPath, 'configMap', configMap.name, options, configMap);
  }

  /**
   * A ConfigMap that is made elsewhere. Pods are not restarted when it changes.
   *
   * @param mountPath directory inside the container
   * @param configMapName name of the ConfigMap, in the server's namespace
   * @param options which files
   */
  public static configMapNamed(mountPath: string, configMapName: string, options: FileMountOptions = {}): FileMount {
    return new FileMount(mountPath, 'configMap', configMapName, options, undefined);
  }

  /**
   * A Secret of cdk8s-plus.
   *
   * @param mountPath directory inside the container
   * @param secret the Secret, in the server's namespace
   * @param options which files
   */
  public static secret(mountPath: string, secret: kplus.ISecret, options: FileMountOptions = {}): FileMount {
    return new FileMount(mountPath, 'secret', secret.name, options, undefined);
  }

  /**
   * A Secret that is made elsewhere (by hand, by an operator).
   *
   * @param mountPath directory inside the container
   * @param secretName name of the Secret, in the server's namespace
   * @param options which files
   */
  public static secretNamed(mountPath: string, secretName: string, options: FileMountOptions = {}): FileMount {
    return new FileMount(mountPath, 'secret', secretName, options, undefined);
  }

  private constructor(
    /** Directory inside the container. */
    public readonly mountPath: string,
    private readonly source: 'configMap' | 'secret',
    private readonly objectName: string,
    private readonly options: FileMountOptions,
    /** @internal */
    public readonly _construct: IConstruct | undefined,
  ) {}

  /** @internal */
  public _problems(): (string | undefined)[] {
    return [
      checkAbsolutePath('mountPath', this.mountPath ?? ''),
      checkObjectName(`${this.source} name`, this.objectName ?? ''),
      ...sortedEntries(this.options.keys).flatMap(([key, path]) => [
        checkDataKey('keys', key),
        checkRelativePath(`keys['${key}']`, path),
      ]),
    ];
  }

  /** @internal */
  public _volume(name: string): JsonObject {
    const items = this.options.keys && sortedEntries(this.options.keys).map(([key, path]) => ({ key, path }));
    const source = this.source === 'secret' ? { secretName: this.objectName, items } : { name: this.objectName, items };
    return { name, [this.source]: source };
  }

  /** @internal */
  public _mount(name: string): JsonObject {
    return { mountPath: this.mountPath, name, readOnly: true };
  }
}

/** The path of one file: the API server takes none that is empty, absolute or leads out of the directory. */
function checkRelativePath(property: string, path: unknown): string | undefined {
  const fine = typeof path === 'string' && /^(?!\.\.)[^/\0:][^\0:]*$/.test(path) && !path.split('/').includes('..');
  return fine ? undefined : `${property} must be a path below mountPath, without ':' and '..', got ${show(path)}`;
}
