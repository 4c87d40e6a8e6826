import type * as kplus from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import { checkDataKey } from '../private/check-key';
import { checkObjectName } from '../private/check-name';
import { type JsonObject, sortedEntries, unlessEmpty } from '../private/json';
import { Problems } from '../private/problems';
import { optionsOf } from '../private/shape';
import { show } from '../private/show';
import { checkMountPath } from '../private/mount-path';
import { objectOf, type ReferredObject } from '../core/references';

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
 *
 * @example
 * import { FileMount } from 'cdk8s-model-serving';
 *
 * const files = [
 *   FileMount.configMapNamed('/etc/iris', 'iris-labels', { keys: { 'labels.txt': 'labels.txt' } }),
 *   FileMount.secretNamed('/etc/credentials', 'iris-credentials'),
 * ];
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
    return new FileMount(mountPath, 'configMap', objectOf('configMap', 'ConfigMap', configMap), options);
  }

  /**
   * A ConfigMap that is made elsewhere. Pods are not restarted when it changes.
   *
   * @param mountPath directory inside the container
   * @param configMapName name of the ConfigMap, in the server's namespace
   * @param options which files
   */
  public static configMapNamed(mountPath: string, configMapName: string, options: FileMountOptions = {}): FileMount {
    return new FileMount(mountPath, 'configMap', named('configMapName', configMapName), options);
  }

  /**
   * A Secret of cdk8s-plus.
   *
   * @param mountPath directory inside the container
   * @param secret the Secret, in the server's namespace
   * @param options which files
   */
  public static secret(mountPath: string, secret: kplus.ISecret, options: FileMountOptions = {}): FileMount {
    return new FileMount(mountPath, 'secret', objectOf('secret', 'Secret', secret), options);
  }

  /**
   * A Secret that is made elsewhere (by hand, by an operator).
   *
   * @param mountPath directory inside the container
   * @param secretName name of the Secret, in the server's namespace
   * @param options which files
   */
  public static secretNamed(mountPath: string, secretName: string, options: FileMountOptions = {}): FileMount {
    return new FileMount(mountPath, 'secret', named('secretName', secretName), options);
  }

  private readonly keys: { readonly [key: string]: string } | undefined;
  private readonly found = new Problems('');

  private constructor(
    /** Directory inside the container. */
    public readonly mountPath: string,
    private readonly source: 'configMap' | 'secret',
    private readonly object: ReferredObject,
    options: FileMountOptions,
  ) {
    this.keys = optionsOf(this.found, options, 'FileMountOptions').keys;
  }

  /** @internal */
  public get _construct(): IConstruct | undefined {
    return this.object.construct;
  }

  /** @internal */
  public _problems(): (string | undefined)[] {
    return [
      checkMountPath('mountPath', this.mountPath),
      this.object.problem,
      ...this.found.sentences,
      ...sortedEntries(this.keys).flatMap(([key, path]) => [
        checkDataKey('keys', key),
        checkRelativePath(`keys['${key}']`, path),
      ]),
      this.pathTwice(),
    ];
  }

  private pathTwice(): string | undefined {
    const paths = sortedEntries(this.keys).map(([, path]) => path);
    const twice = paths.find((path, index) => paths.indexOf(path) < index);
    return twice === undefined ? undefined : `keys must each have a path of their own, got ${show(twice)} twice`;
  }

  /** @internal */
  public _volume(name: string): JsonObject {
    const items = unlessEmpty(sortedEntries(this.keys).map(([key, path]) => ({ key, path })));
    const objectName = this.object.name;
    const source = this.source === 'secret' ? { secretName: objectName, items } : { name: objectName, items };
    return { name, [this.source]: source };
  }

  /** Whether it shows the same files at the same path. @internal */
  public _isSameMount(other: FileMount): boolean {
    return this.mountPath === other.mountPath && JSON.stringify(this._volume('')) === JSON.stringify(other._volume(''));
  }

  /** @internal */
  public _mount(name: string): JsonObject {
    return { mountPath: this.mountPath, name, readOnly: true };
  }
}

function named(property: string, name: string): ReferredObject {
  return { name, construct: undefined, problem: checkObjectName(property, name ?? null) };
}

/** The path of one file: the API server takes none that is empty, absolute or leads out of the directory. */
function checkRelativePath(property: string, path: unknown): string | undefined {
  const fine = typeof path === 'string' && /^(?!\.\.)[^/\0:][^\0:]*$/.test(path) && !path.split('/').includes('..');
  return fine ? undefined : `${property} must be a path below mountPath, without ':' and '..', got ${show(path)}`;
}
