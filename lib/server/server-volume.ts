import { checkLabelName, checkObjectName } from '../private/check-name';
import { checkOneOf } from '../private/check-text';
import type { JsonObject } from '../private/json';
import { Problems } from '../private/problems';
import { checkBytes } from '../private/quantity';
import { strictOptionsOf } from '../private/shape';
import { checkMountPath } from '../private/mount-path';
import type { VolumeSource } from '../sources/source-facts';

/** Scratch space that lives as long as the pod. */
export interface EmptyDirVolumeOptions {
  /** Name of the volume. */
  readonly name: string;
  /** Where it appears in the container: a directory below `/`. */
  readonly mountPath: string;
  /** Size at which the pod is evicted, as a Kubernetes quantity. */
  readonly sizeLimit: string;
  /**
   * Whether it is held in memory; its content then counts against the container's memory limit, which all such volumes
   * that the container can write to must fit into.
   *
   * @default false
   */
  readonly inMemory?: boolean;
}

/** Storage that outlives the pod. */
export interface PersistentVolumeOptions {
  /** Name of the volume. */
  readonly name: string;
  /** Where it appears in the container: a directory below `/`. */
  readonly mountPath: string;
  /** Name of the PersistentVolumeClaim, in the server's namespace. */
  readonly claimName: string;
  /**
   * Whether the container may only read it. Pods that write to one claim need an access mode that allows it.
   *
   * @default true
   */
  readonly readOnly?: boolean;
}

/**
 * A volume and where it is mounted. Use the same value for a server and its init containers to hand files over, and
 * `mountedAt` and `asReadOnly` where one of them mounts it differently. There is no host path: a pod that reaches into
 * its node is refused by every Pod Security level but `privileged`.
 */
export class ServerVolume {
  /**
   * Scratch space that lives as long as the pod.
   *
   * @param options name, path, size
   */
  public static emptyDir(options: EmptyDirVolumeOptions): ServerVolume {
    const found = new Problems('');
    const {
      name = '',
      mountPath = '',
      sizeLimit = '',
      inMemory = false,
    } = strictOptionsOf(found, options, 'EmptyDirVolumeOptions');
    found.add(
      checkLabelName('name', name),
      checkBytes('sizeLimit', sizeLimit),
      checkOneOf('inMemory', inMemory, [true, false]),
    );
    const emptyDir = { medium: inMemory ? ('Memory' as const) : undefined, sizeLimit };
    return new ServerVolume(name, mountPath, { emptyDir }, false, found.sentences);
  }

  /**
   * A PersistentVolumeClaim that exists.
   *
   * @param options name, path, claim
   */
  public static persistentVolumeClaim(options: PersistentVolumeOptions): ServerVolume {
    const found = new Problems('');
    const {
      name = '',
      mountPath = '',
      claimName = '',
      readOnly = true,
    } = strictOptionsOf(found, options, 'PersistentVolumeOptions');
    found.add(
      checkLabelName('name', name),
      checkObjectName('claimName', claimName),
      checkOneOf('readOnly', readOnly, [true, false]),
    );
    return new ServerVolume(name, mountPath, { claimName }, readOnly, found.sentences);
  }

  /** What a source of weights brings. @internal */
  public static _of(name: string, mountPath: string, source: VolumeSource): ServerVolume {
    const { emptyDir, claimName, image, csi } = source;
    return new ServerVolume(name, mountPath, { emptyDir, claimName, image, csi }, false, []);
  }

  private constructor(
    /** Name of the volume. */
    public readonly name: string,
    /** Where it appears in the container. */
    public readonly mountPath: string,
    private readonly source: VolumeSource,
    /** @internal */
    public readonly _isReadOnly: boolean,
    private readonly found: readonly string[],
  ) {}

  /**
   * The same volume where another container wants it: at a path of its own.
   *
   * @param mountPath where it appears in that container
   */
  public mountedAt(mountPath: string): ServerVolume {
    return new ServerVolume(this.name, mountPath, this.source, this._isReadOnly, this.found);
  }

  /** The same volume for a container that may only read it: what an init container has written, for the model. */
  public asReadOnly(): ServerVolume {
    return new ServerVolume(this.name, this.mountPath, this.source, true, this.found);
  }

  /** @internal */
  public _problems(): (string | undefined)[] {
    return [...this.found, checkMountPath('mountPath', this.mountPath)];
  }

  /** @internal */
  public _isSameVolume(other: ServerVolume): boolean {
    return this.name === other.name && JSON.stringify(this.source) === JSON.stringify(other.source);
  }

  /** Size of an emptyDir on disk. @internal */
  public get _diskSize(): string | undefined {
    return this._memorySize === undefined ? this.source.emptyDir?.sizeLimit : undefined;
  }

  /** Size of an emptyDir in memory. @internal */
  public get _memorySize(): string | undefined {
    const { emptyDir } = this.source;
    return emptyDir?.medium === 'Memory' ? emptyDir.sizeLimit : undefined;
  }

  /** Reference of an image that is mounted. @internal */
  public get _image(): string | undefined {
    return this.source.image?.reference;
  }

  /** Name of the claim where the container may write to it. @internal */
  public get _writtenClaim(): string | undefined {
    return this._isReadOnly ? undefined : this.source.claimName;
  }

  /** @internal */
  public _volume(isReadOnlyEverywhere: boolean): JsonObject {
    const { emptyDir, claimName, image, csi } = this.source;
    if (image) return { name: this.name, image: { ...image } };
    if (csi) {
      const { driver, attributes } = csi;
      return {
        name: this.name,
        csi: { driver, readOnly: isReadOnlyEverywhere || undefined, volumeAttributes: { ...attributes } },
      };
    }
    if (emptyDir) return { name: this.name, emptyDir: { ...emptyDir } };
    // Read-only here means read-only in every container, whatever its mount says.
    return { name: this.name, persistentVolumeClaim: { claimName, readOnly: isReadOnlyEverywhere || undefined } };
  }

  /** @internal */
  public _mount(): JsonObject {
    return { mountPath: this.mountPath, name: this.name, readOnly: this._isReadOnly || undefined };
  }
}
