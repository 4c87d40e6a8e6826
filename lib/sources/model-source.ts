import { azureBlob, type AzureBlobOptions } from './azure-blob';
import { claim, type ClaimOptions, type FilledClaim } from './claim';
import { gcs, type GcsOptions } from './gcs';
import { http, type HttpOptions } from './http';
import { image, type ImageSourceOptions } from './image';
import { inImage, type InImageOptions } from './in-image';
import { s3, type S3Options } from './s3';
import { huggingFace, type HuggingFaceOptions } from './hugging-face';
import { implausible, type Measured } from '../private/plausible';
import type { SourceContext, SourceDescription, SourceFacts } from './source-facts';

const USUAL: readonly Measured[] = [
  ['source.size', 'weights'],
  ['source.volumeSize', 'weights'],
];

/**
 * Where the weights of a model come from. It brings what a pod needs for them: the volume and its size, the container
 * that fetches them, the way out through the NetworkPolicy, the identity that a cloud knows, and the time for a start.
 *
 * Whatever the source, the server finds the weights in one directory, `/mnt/models` unless `mountPath` says otherwise, and
 * can only read them. Mistakes are reported by the server that uses the source.
 *
 * @example
 * import { ModelSource, SecretKeyRef } from 'cdk8s-model-serving';
 *
 * const source = ModelSource.huggingFace({
 *   repository: 'meta-llama/Llama-3.1-8B-Instruct',
 *   revision: '0e9e39f249a16976918f6564b8830bc894c89659',
 *   token: SecretKeyRef.named('hub', 'token'),
 *   size: '16Gi',
 * });
 * const ofAClaim = ModelSource.claim({ name: 'weights', path: 'llama-8b' });
 */
export class ModelSource {
  /**
   * A repository of the Hugging Face hub or of a mirror, downloaded by each pod before the server starts.
   *
   * @param options repository, revision, token
   */
  public static huggingFace(options: HuggingFaceOptions): ModelSource {
    return new ModelSource(huggingFace(options));
  }

  /**
   * A bucket of Amazon S3 or of what speaks like it, downloaded by each pod before the server starts.
   *
   * @param options bucket and path, endpoint, credentials
   */
  public static s3(options: S3Options): ModelSource {
    return new ModelSource(s3(options));
  }

  /**
   * A bucket of Google Cloud Storage, downloaded by each pod before the server starts, or mounted.
   *
   * @param options bucket and path, identity
   */
  public static gcs(options: GcsOptions): ModelSource {
    return new ModelSource(gcs(options));
  }

  /**
   * A container of Azure Blob Storage, downloaded by each pod before the server starts.
   *
   * @param options URL, identity
   */
  public static azureBlob(options: AzureBlobOptions): ModelSource {
    return new ModelSource(azureBlob(options));
  }

  /**
   * One file on a web server, downloaded by each pod before the server starts, and checked.
   *
   * @param options URL and digest
   */
  public static http(options: HttpOptions): ModelSource {
    return new ModelSource(http(options));
  }

  /**
   * A PersistentVolumeClaim that has the weights. One that is to be filled first is a ModelCache.
   *
   * @param options name, path in it
   */
  public static claim(options: ClaimOptions): ModelSource {
    return new ModelSource(claim(options));
  }

  /**
   * An OCI image that is mounted as a volume. Nodes pull it once and keep it. From Kubernetes 1.35, with containerd 2.1 or
   * CRI-O 1.31.
   *
   * @param options image, path in it
   */
  public static image(options: ImageSourceOptions): ModelSource {
    return new ModelSource(image(options));
  }

  /**
   * Weights that are a part of the server's own image. Nothing is fetched; the runtime is told where they are.
   *
   * @param options path
   */
  public static inImage(options: InImageOptions): ModelSource {
    return new ModelSource(inImage(options));
  }

  /** A claim that a construct of ours fills. @internal */
  public static _cached(options: ClaimOptions, filled: FilledClaim): ModelSource {
    return new ModelSource(claim(options, filled));
  }

  private constructor(
    /** @internal */
    public readonly _description: SourceDescription,
  ) {}

  /** @internal */
  public _warnings(): string[] {
    const { warnings, size, volumeSize, owner } = this._description;
    // What a cache holds is told of the cache.
    const unusual = owner ? [] : implausible({ source: { size } }, USUAL);
    // The volume's size follows from it, unless said.
    const unusualVolume = unusual.length > 0 ? [] : implausible({ source: { volumeSize } }, USUAL);
    return [...warnings, ...unusual, ...unusualVolume];
  }

  /** @internal */
  public _facts(context: SourceContext): SourceFacts {
    return this._description.facts(context);
  }
}
