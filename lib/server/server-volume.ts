import { checkLabelName, checkObjectName } from '../private/check-name';
import { checkOneOf, checkTexts } from '../private/check-text';
import { type JsonObject, sortedEntries, sortedMap } from '../private/json';
import { Problems } from '../private/problems';
import { checkBytes } from '../private/quantity';
import { strictOptionsOf } from '../private/shape';
import { checkLabels } from '../private/labels';
import { show } from '../private/show';
import { checkMountPath } from '../private/mount-path';
import type { VolumeSource as WeightsVolume } from '../sources/source-facts';
import {
  checkAttributes,
  checkDriver,
  type CsiSource,
  type EphemeralSource,
  renderCsi,
  renderEphemeral,
} from './pod-storage';
import { looksLikeSecret } from './secrets-in-sight';
import type {
  CsiVolumeOptions,
  EmptyDirVolumeOptions,
  EphemeralVolumeOptions,
  PersistentVolumeOptions,
} from './volume-options';

/** What a volume is, wherever it is mounted. */
interface VolumeSource {
  readonly emptyDir?: { readonly medium?: 'Memory'; readonly sizeLimit: string };
  readonly claimName?: string;
  readonly csi?: CsiSource;
  readonly ephemeral?: EphemeralSource;
  readonly image?: WeightsVolume['image'];
}

/**
 * A volume and where it is mounted. Use the same value for a server and its init containers to hand files over, and
 * `mountedAt` and `asReadOnly` where one of them mounts it differently. There is no host path: a pod that reaches into
 * its node is refused by every Pod Security level but `privileged`.
 *
 * @example
 * import { ServerVolume } from 'cdk8s-model-serving';
 *
 * const volumes = [
 *   ServerVolume.emptyDir({ name: 'scratch', mountPath: '/scratch', sizeLimit: '2Gi' }),
 *   ServerVolume.persistentVolumeClaim({ name: 'weights', mountPath: '/models', claimName: 'weights' }),
 * ];
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
  public static _of(name: string, mountPath: string, source: WeightsVolume): ServerVolume {
    const { emptyDir, claimName, image, csi } = source;
    return new ServerVolume(name, mountPath, { emptyDir, claimName, image, csi }, false, []);
  }

  /**
   * Storage that a CSI driver makes for each pod: https://kubernetes.io/docs/concepts/storage/ephemeral-volumes/#csi-ephemeral-volumes
   *
   * @param options name, path, driver
   */
  public static csi(options: CsiVolumeOptions): ServerVolume {
    const found = new Problems('');
    const given = strictOptionsOf(found, options, 'CsiVolumeOptions');
    const { name = '', mountPath = '', driver = '', attributes, fsType, secretName, readOnly = true } = given;
    found.add(
      checkLabelName('name', name),
      checkDriver(driver),
      checkTexts('fsType', fsType === undefined ? undefined : [fsType]),
      checkObjectName('secretName', secretName),
      checkOneOf('readOnly', readOnly, [true, false]),
      checkAttributes(attributes),
    );
    const csi = { driver, attributes: sortedMap(attributes), fsType, secretName };
    return new ServerVolume(name, mountPath, { csi }, readOnly, found.sentences);
  }

  /**
   * Storage of a StorageClass for each pod: https://kubernetes.io/docs/concepts/storage/ephemeral-volumes/#generic-ephemeral-volumes
   * A quota counts it as a claim of each pod.
   *
   * @param options name, path, size
   */
  public static ephemeral(options: EphemeralVolumeOptions): ServerVolume {
    const found = new Problems('');
    const given = strictOptionsOf(found, options, 'EphemeralVolumeOptions');
    const { name = '', mountPath = '', size = '', storageClassName, labels } = given;
    found.add(
      checkLabelName('name', name),
      checkBytes('size', size),
      checkObjectName('storageClassName', storageClassName),
      checkLabels('labels', labels),
    );
    return new ServerVolume(name, mountPath, { ephemeral: { size, storageClassName, labels } }, false, found.sentences);
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
  public _warnings(): string[] {
    return sortedEntries(this.source.csi?.attributes)
      .filter(([name, value]) => looksLikeSecret(name, value))
      .map(
        ([name]) =>
          `volume ${show(this.name)} tells its driver ${show(name)}, which looks like a secret, and its value stands in the manifest for everyone to read; put it into a Secret, and name that as secretName`,
      );
  }

  /** @internal */
  public _isSameVolume(other: ServerVolume): boolean {
    return this.name === other.name && JSON.stringify(this.source) === JSON.stringify(other.source);
  }

  /** Size as it was given, of what has one. @internal */
  public get _size(): string | undefined {
    return this.source.emptyDir?.sizeLimit ?? this.source.ephemeral?.size;
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
    const { emptyDir, claimName, csi, ephemeral, image } = this.source;
    if (csi) return { name: this.name, csi: renderCsi(csi, isReadOnlyEverywhere) };
    if (ephemeral) return { name: this.name, ephemeral: renderEphemeral(ephemeral) };
    if (image) return { name: this.name, image: { ...image } };
    if (emptyDir) return { name: this.name, emptyDir: { ...emptyDir } };
    // Read-only here means read-only in every container, whatever its mount says.
    return { name: this.name, persistentVolumeClaim: { claimName, readOnly: isReadOnlyEverywhere || undefined } };
  }

  /** @internal */
  public _mount(): JsonObject {
    return { mountPath: this.mountPath, name: this.name, readOnly: this._isReadOnly || undefined };
  }
}
