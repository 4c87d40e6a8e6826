import { checkAbsolutePath } from '../private/check';
import type { JsonObject } from '../private/json';
import { checkLabelName, checkObjectName } from '../private/names';
import { checkBytes } from '../private/quantity';

/** Scratch space that lives as long as the pod. */
export interface EmptyDirVolumeOptions {
  /** Name of the volume. */
  readonly name: string;
  /** Where it appears in the container. */
  readonly mountPath: string;
  /** Size at which the pod is evicted, as a Kubernetes quantity. */
  readonly sizeLimit: string;
  /**
   * Whether it is held in memory; its content then counts against the container's memory limit.
   *
   * @default false
   */
  readonly inMemory?: boolean;
}

/** Storage that outlives the pod. */
export interface PersistentVolumeOptions {
  /** Name of the volume. */
  readonly name: string;
  /** Where it appears in the container. */
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
 * A volume and where it is mounted. Use the same value for a server and its init containers to hand files over; there
 * is no host path: a pod that reaches into its node is refused by every Pod Security level but `privileged`.
 */
export class ServerVolume {
  /**
   * Scratch space that lives as long as the pod.
   *
   * @param options name, path, size
   */
  public static emptyDir(options: EmptyDirVolumeOptions): ServerVolume {
    const { name, mountPath, sizeLimit, inMemory = false } = options;
    return new ServerVolume(
      name,
      mountPath,
      { emptyDir: { medium: inMemory ? 'Memory' : undefined, sizeLimit } },
      false,
      [checkBytes('sizeLimit', sizeLimit ?? '')],
      inMemory ? undefined : sizeLimit,
    );
  }

  /**
   * A PersistentVolumeClaim that exists.
   *
   * @param options name, path, claim
   */
  public static persistentVolumeClaim(options: PersistentVolumeOptions): ServerVolume {
    const { name, mountPath, claimName, readOnly = true } = options;
    return new ServerVolume(
      name,
      mountPath,
      { persistentVolumeClaim: { claimName, readOnly: readOnly || undefined } },
      readOnly,
      [checkObjectName('claimName', claimName ?? '')],
      undefined,
    );
  }

  private constructor(
    /** Name of the volume. */
    public readonly name: string,
    /** Where it appears in the container. */
    public readonly mountPath: string,
    private readonly source: JsonObject,
    private readonly readOnly: boolean,
    private readonly found: readonly (string | undefined)[],
    /** @internal */
    public readonly _diskSize: string | undefined,
  ) {}

  /** @internal */
  public _problems(): (string | undefined)[] {
    return [
      checkLabelName('name', this.name ?? ''),
      checkAbsolutePath('mountPath', this.mountPath ?? ''),
      ...this.found,
    ];
  }

  /** @internal */
  public _volume(): JsonObject {
    return { name: this.name, ...this.source };
  }

  /** @internal */
  public _mount(): JsonObject {
    return { mountPath: this.mountPath, name: this.name, readOnly: this.readOnly || undefined };
  }
}
