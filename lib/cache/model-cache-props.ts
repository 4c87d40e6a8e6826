import type * as kplus from 'cdk8s-plus-28';
import type { ClaimAccessMode } from '../sources/claim-access-mode';
import type { ModelSource } from '../sources/model-source';

/** Weights that are downloaded once, for many pods. */
export interface ModelCacheProps {
  /** Where they are downloaded from: a source that downloads. Another revision is another download, beside the one before. */
  readonly source: ModelSource;

  /** Size of the claim, as a Kubernetes quantity: for all revisions that are in it. It can be raised later where the storage class lets. */
  readonly size: string;

  /**
   * Class of the storage. One claim for pods of many nodes needs a file system of the network: EFS, Filestore, Azure Files,
   * NFS, CephFS.
   *
   * @default - the cluster's default
   */
  readonly storageClassName?: string;

  /**
   * How many may use the claim.
   *
   * @default ClaimAccessMode.READ_WRITE_MANY
   */
  readonly accessMode?: ClaimAccessMode;

  /**
   * Directory that servers find the claim in.
   *
   * @default '/mnt/models'
   */
  readonly mountPath?: string;

  /**
   * Secrets with the credentials of the registry that the downloader's image is in, besides those of the tenant.
   *
   * @default - none
   */
  readonly imagePullSecrets?: kplus.ISecret[];

  /**
   * Annotations of every object, but not of the pods.
   *
   * @default - none
   */
  readonly annotations?: { readonly [key: string]: string };
}
