import { checkSecretRef } from '../core/check-secret-ref';
import type { SecretKeyRef } from '../core/references';
import { readUrl } from '../private/check-url';
import { checkOneOf } from '../private/check-text';
import { Problems } from '../private/problems';
import { optionsOf } from '../private/shape';
import { show } from '../private/show';
import { downloaded } from './download';
import { type DownloadOptions, readDownload, secretsOf, STORAGE_INITIALIZER } from './download-options';
import type { SourceDescription } from './source-facts';
import { initializer } from './storage-initializer';

/** A repository of the Hugging Face hub. */
export interface HuggingFaceOptions extends DownloadOptions {
  /** The repository, for example `meta-llama/Llama-3.1-8B-Instruct`. */
  readonly repository: string;

  /**
   * Commit, tag or branch. Only a commit of 40 hexadecimal digits is the same tomorrow.
   *
   * @default - the newest, with a warning
   */
  readonly revision?: string;

  /**
   * Token of the hub, for repositories that ask for one. It reaches the downloader only.
   *
   * @default - none
   */
  readonly token?: SecretKeyRef;

  /**
   * URL of a mirror of the hub, for example `https://hf.example.com`.
   *
   * @default - https://huggingface.co
   */
  readonly mirror?: string;

  /**
   * Whether the libraries in the server are kept from asking the hub (`HF_HUB_OFFLINE`, `TRANSFORMERS_OFFLINE`). Not so
   * where the model's code fetches from another repository.
   *
   * @default true
   */
  readonly offline?: boolean;
}

const REPOSITORY = /^[\w.-]+\/[\w.-]+$/;
const REVISION = /^[\w./-]+$/;
const COMMIT = /^[0-9a-f]{40}$/;

/** huggingface_hub/constants.py@2.4.0. */
const OFFLINE = { HF_HUB_OFFLINE: '1', TRANSFORMERS_OFFLINE: '1' };

export function huggingFace(options: HuggingFaceOptions): SourceDescription {
  const found = new Problems('');
  const given = optionsOf(found, options, 'HuggingFaceOptions');
  const { repository, revision, token, mirror, offline = true } = given;
  const read = mirror === undefined ? undefined : readUrl('mirror', mirror, ['https', 'http']);
  found.add(
    typeof repository === 'string' && REPOSITORY.test(repository)
      ? undefined
      : `repository must be '<owner>/<name>', got ${show(repository)}`,
    // The downloader takes the revision as a part of a path (kserve_storage.py@0.21.0, `_download_hf`).
    revision === undefined || (typeof revision === 'string' && REVISION.test(revision) && !revision.includes('/'))
      ? undefined
      : `revision must be a commit, tag or branch without '/', got ${show(revision)}`,
    checkSecretRef('token', token),
    read && 'problem' in read ? read.problem : undefined,
    checkOneOf('offline', offline, [true, false]),
  );
  const uri = `hf://${String(repository)}${revision === undefined ? '' : `:${revision}`}`;
  return downloaded({
    factory: 'huggingFace',
    options: readDownload(found, given, STORAGE_INITIALIZER),
    problems: found.sentences,
    warnings: revisionWarnings(revision),
    endpoint: read && 'url' in read ? read.url : undefined,
    publicHub: mirror === undefined ? 'the Hugging Face hub' : undefined,
    identity: [uri],
    command: initializer(uri),
    env: {
      ...(mirror === undefined ? {} : { HF_ENDPOINT: mirror }),
      HF_HUB_DISABLE_TELEMETRY: '1',
      // The cache of chunks is for what is downloaded again, and would fill /tmp (hf_xet 1.8.0).
      HF_XET_CHUNK_CACHE_SIZE_BYTES: '0',
    },
    envFromSecrets: secretsOf({ HF_TOKEN: token }),
    secrets: { HF_TOKEN: 'token', HUGGING_FACE_HUB_TOKEN: 'token' },
    serverEnv: offline ? OFFLINE : undefined,
  });
}

function revisionWarnings(revision: string | undefined): string[] {
  if (revision !== undefined && COMMIT.test(revision)) return [];
  const what =
    revision === undefined ? 'names no revision, which means the newest' : `names the revision ${show(revision)}`;
  return [
    `source ${what}: pods started at different times may serve different weights, and a rollback does not bring back the old ones; set revision to a commit of 40 hexadecimal digits`,
  ];
}
