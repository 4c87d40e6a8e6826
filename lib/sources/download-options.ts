import { asImage, checkImage, ContainerImage } from '../core/container-image';
import type { INetworkPeer } from '../core/network-peer';
import { peerProblems } from '../core/check-peers';
import { SecretKeyRef } from '../core/references';
import { checkMountPath } from '../private/mount-path';
import type { Problems } from '../private/problems';
import { checkBytes, checkCpu } from '../private/quantity';
import { checkHolds, secondsFor, withHeadroom } from './sizes';

/** The container that downloads weights. */
export interface DownloaderOptions {
  /**
   * Image of the downloader, for example from a registry of your own. It must be called as the default is.
   *
   * @default - kserve/storage-initializer:v0.19.0; curlimages/curl:8.12.1 for ModelSource.http
   */
  readonly image?: ContainerImage;

  /**
   * CPU of the downloader.
   *
   * @default '1'
   */
  readonly cpu?: string;

  /**
   * Memory of the downloader. It is not added to that of the server: a pod needs what the larger of the two needs.
   *
   * @default '2Gi'
   */
  readonly memory?: string;
}

/** What all sources have in common that download weights before the server starts. */
export interface DownloadOptions {
  /**
   * Size of the weights, as a Kubernetes quantity. It makes the volume, and with it the disk that a pod asks for, and
   * lengthens what a start may take: at 1 Gbit/s (125 MB/s) for the download, and the same again for reading them.
   *
   * @default - not known: 50Gi of disk, and the start is what the server says
   */
  readonly size?: string;

  /**
   * Size of the volume that receives the weights, as a Kubernetes quantity.
   *
   * @default - size and a tenth; 50Gi without size
   */
  readonly volumeSize?: string;

  /**
   * Directory that the weights appear in.
   *
   * @default '/mnt/models'
   */
  readonly mountPath?: string;

  /**
   * Who serves the download, in place of the internet or the cluster's egress proxy: servers, namespaces, address blocks.
   *
   * @default - the egress proxy of the cluster profile; else what the URL names, else the public internet, port 443
   */
  readonly egress?: INetworkPeer[];

  /**
   * The container that downloads.
   *
   * @default - a pinned image, 1 CPU and 2Gi
   */
  readonly downloader?: DownloaderOptions;
}

/** Where weights appear where nobody says: as in KServe (MODEL_MOUNT_DIRS of kserve_storage). */
export const MODELS = '/mnt/models';

/** Disk for weights whose size nobody says. */
const UNKNOWN_SIZE = '50Gi';

/**
 * The storage initializer of KServe, which fetches from hubs and object stores alike
 * (https://github.com/kserve/kserve/blob/master/python/storage-initializer.Dockerfile).
 */
export const STORAGE_INITIALIZER = 'kserve/storage-initializer:v0.19.0';

/** The options that all downloads share, read. */
export interface ReadDownload {
  readonly size: string | undefined;
  readonly volumeSize: string;
  readonly mountPath: string;
  readonly egress: readonly INetworkPeer[] | undefined;
  readonly image: string;
  readonly cpu: string;
  readonly memory: string;
  readonly seconds: number | undefined;
}

export function readDownload(found: Problems, options: Partial<DownloadOptions>, defaultImage: string): ReadDownload {
  const { size, volumeSize, mountPath = MODELS, egress, downloader = {} } = options;
  const image = downloader.image ?? ContainerImage.of(defaultImage);
  const peers = egress && peerProblems(egress);
  found.add(
    checkBytes('size', size),
    checkBytes('volumeSize', volumeSize) ?? checkHolds('volumeSize', volumeSize, size),
    checkMountPath('mountPath', mountPath),
    peers?.map((problem) => problem.replace(/^peers/, 'egress')),
    egress?.length === 0
      ? 'egress must name a peer at least, got an empty list; leave it out for the default'
      : undefined,
    checkImage('downloader.image', image),
    checkCpu('downloader.cpu', downloader.cpu),
    checkBytes('downloader.memory', downloader.memory),
  );
  return {
    size,
    volumeSize: volumeSize ?? (size === undefined ? UNKNOWN_SIZE : withHeadroom(size)),
    mountPath,
    // What is no peer has been noted, and is not asked for anything.
    egress: peers?.length === 0 ? egress : undefined,
    image: asImage(image)?.reference ?? defaultImage,
    cpu: downloader.cpu ?? '1',
    memory: downloader.memory ?? '2Gi',
    seconds: secondsFor(size),
  };
}

/** The secrets that are ones, by the variable that takes each. */
export function secretsOf(all: { readonly [variable: string]: unknown }): { [variable: string]: SecretKeyRef } {
  return Object.fromEntries(
    Object.entries(all).filter((entry): entry is [string, SecretKeyRef] => entry[1] instanceof SecretKeyRef),
  );
}
