import { CidrPeer } from '../core/network-peer';
import { checkObjectName } from '../private/check-name';
import { checkOneOf } from '../private/check-text';
import { checkMountPath } from '../private/mount-path';
import { atFirstUse } from '../private/first-use';
import { Problems } from '../private/problems';
import { checkBytes } from '../private/quantity';
import { optionsOf } from '../private/shape';
import { show } from '../private/show';
import { downloaded, modelPathIn, VOLUME } from './download';
import { MODELS, readDownload, STORAGE_INITIALIZER } from './download-options';
import { secondsFor } from './sizes';
import { baseName, type ObjectStoreOptions, readFile, uriOf } from './object-store-options';
import type { SourceDescription, SourceEgress } from './source-facts';
import { initializer } from './storage-initializer';

/** A bucket of Google Cloud Storage. */
export interface GcsOptions extends ObjectStoreOptions {
  /** What to download or mount, for example `gs://models/llama-8b`: everything below it. */
  readonly uri: string;

  /**
   * Service account of Google Cloud that the pods act as: an annotation of the server's own service account.
   *
   * @default - none: what the bucket lets the Kubernetes service account do by itself, or everyone
   */
  readonly serviceAccountEmail?: string;

  /**
   * Whether the bucket is mounted by the Cloud Storage FUSE CSI driver of GKE in place of being downloaded. Files are then
   * read as the server asks for them, and no disk is needed for them. GKE adds a sidecar to the pods, which counts in
   * quotas.
   *
   * @default false
   */
  readonly mount?: boolean;

  /**
   * Options of the mount besides those that are written for you, `implicit-dirs` and `only-dir`: each as the driver takes
   * it, for example `file-cache:max-size-mb:-1`
   * (https://cloud.google.com/kubernetes-engine/docs/how-to/cloud-storage-fuse-csi-driver-perf). Only with `mount`.
   *
   * @default - none
   */
  readonly mountOptions?: string[];

  /**
   * Claim, in the server's namespace, that GKE's sidecar keeps files in which it has read: the volume
   * `gke-gcsfuse-cache` of the pods, which no container of yours mounts
   * (https://cloud.google.com/kubernetes-engine/docs/how-to/cloud-storage-fuse-csi-driver-sidecar#configure-custom-read-cache-volume).
   * The pods of more than one node share it only where its access mode lets many write. Only with `mount`, and used only
   * where `mountOptions` switch the cache on.
   *
   * @default - an emptyDir that GKE adds
   */
  readonly cacheClaimName?: string;
}

const URI = /^gs:\/\/([a-z0-9][-_.a-z0-9]{1,220}[a-z0-9])(?:\/(\S*))?$/;
const EMAIL = /^[a-z0-9-]+@[a-z0-9.-]+\.gserviceaccount\.com$/;

/**
 * GKE's metadata server, which gives credentials: its own address with Dataplane V2, and where kube-proxy sends that
 * address otherwise (https://cloud.google.com/kubernetes-engine/docs/how-to/workload-identity#understanding_network_policies).
 */
const metadataServers = atFirstUse((): readonly SourceEgress[] => [
  { peer: CidrPeer.of('169.254.169.252/32'), ports: [988] },
  { peer: CidrPeer.of('169.254.169.254/32'), ports: [80] },
]);

export function gcs(options: GcsOptions): SourceDescription {
  const found = new Problems('');
  const given = optionsOf(found, options, 'GcsOptions');
  const { uri, serviceAccountEmail, mount = false } = given;
  const [, bucket, path = ''] = (typeof uri === 'string' && URI.exec(uri)) || [];
  const file = readFile(found, given.file);
  const source = file === '' ? String(uri) : uriOf(uri, file);
  found.add(
    bucket === undefined
      ? `uri must be 'gs://<bucket>/<path>' with a bucket of 3 to 222 lower-case letters, digits, '-', '_' and '.', without spaces, got ${show(uri)}`
      : undefined,
    serviceAccountEmail === undefined || (typeof serviceAccountEmail === 'string' && EMAIL.test(serviceAccountEmail))
      ? undefined
      : `serviceAccountEmail must be a service account such as 'models@project.iam.gserviceaccount.com', got ${show(serviceAccountEmail)}`,
    checkOneOf('mount', mount, [true, false]),
  );
  const access =
    serviceAccountEmail === undefined
      ? undefined
      : { serviceAccountAnnotations: { 'iam.gke.io/gcp-service-account': serviceAccountEmail } };
  const unused = (['mountOptions', 'cacheClaimName'] as const).filter((name) => !mount && given[name] !== undefined);
  found.add(
    unused.map((name) => `${name} must be left out without mount, got ${show(given[name])}; set mount to true`),
  );
  if (mount) return mounted(found, given, { bucket: bucket ?? '', path: path.replace(/\/$/, ''), file, access });
  return downloaded({
    factory: 'gcs',
    options: readDownload(found, given, STORAGE_INITIALIZER),
    problems: found.sentences,
    identity: [source],
    command: initializer(source),
    file: baseName(file),
    access,
    credentialServers: metadataServers(),
  });
}

/** The name by which the sidecar finds the volume. */
const CACHE = 'gke-gcsfuse-cache';

/** What the driver gets in one text, parted by commas. */
const MOUNT_OPTION = /^[^,\s]+$/;
/** Written here: a second one would win over it. */
const WRITTEN = /^(implicit-dirs|only-dir)([:=]|$)/;

function mountOptionProblems(options: readonly unknown[]): (string | undefined)[] {
  return options.map((option, index) =>
    typeof option === 'string' && MOUNT_OPTION.test(option) && !WRITTEN.test(option)
      ? undefined
      : `mountOptions[${index}] must be one option without ',' and blanks, and neither implicit-dirs nor only-dir, which are written for you, got ${show(option)}`,
  );
}

interface Mounted {
  readonly bucket: string;
  readonly path: string;
  readonly file: string;
  readonly access: { readonly serviceAccountAnnotations: { readonly [key: string]: string } } | undefined;
}

/**
 * An ephemeral volume of the driver; without the annotation its mount waits for good
 * (https://github.com/GoogleCloudPlatform/gcs-fuse-csi-driver/blob/main/docs/known-issues.md).
 */
function mounted(
  found: Problems,
  given: Partial<GcsOptions>,
  { bucket, path, file, access }: Mounted,
): SourceDescription {
  const { size, mountPath = MODELS, egress, mountOptions = [], cacheClaimName } = given;
  const unused = (['volumeSize', 'downloader'] as const).filter((name) => given[name] !== undefined);
  found.add(
    checkBytes('size', size),
    checkMountPath('mountPath', mountPath),
    path.includes(',') ? `uri must have no ',' with mount, whose options it parts, got ${show(given.uri)}` : undefined,
    ...mountOptionProblems(mountOptions),
    checkObjectName('cacheClaimName', cacheClaimName),
    unused.map((name) => `${name} must be left out with mount, which downloads nothing, got ${show(given[name])}`),
  );
  const options = ['implicit-dirs', ...(path === '' ? [] : [`only-dir=${path}`]), ...mountOptions];
  const ways: SourceEgress[] = egress?.map((peer) => ({ peer })) ?? [{ peer: CidrPeer.internet(), ports: [443] }];
  return {
    factory: 'gcs',
    problems: found.sentences,
    warnings: [],
    size,
    annotatesServiceAccount: Object.keys(access?.serviceAccountAnnotations ?? {})[0],
    facts: () => ({
      modelPath: modelPathIn(mountPath, file),
      volume: {
        name: VOLUME,
        mountPath,
        csi: {
          driver: 'gcsfuse.csi.storage.gke.io',
          attributes: { bucketName: bucket, mountOptions: options.join(',') },
        },
      },
      sidecarVolume: cacheClaimName === undefined ? undefined : { name: CACHE, claimName: cacheClaimName },
      podAnnotations: { 'gke-gcsfuse/volumes': 'true' },
      access: { ...access, egress: [...ways, ...metadataServers()] },
      isFetched: false,
      readSeconds: secondsFor(size) ?? 0,
    }),
  };
}
