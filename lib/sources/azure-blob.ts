import { checkSecretRef } from '../core/check-secret-ref';
import type { SecretKeyRef } from '../core/references';
import { readUrl } from '../private/check-url';
import { Problems } from '../private/problems';
import { optionsOf } from '../private/shape';
import { show } from '../private/show';
import { downloaded } from './download';
import { readDownload, secretsOf, STORAGE_INITIALIZER } from './download-options';
import { baseName, type ObjectStoreOptions, readFile, uriOf } from './object-store-options';
import type { SourceDescription } from './source-facts';
import { initializer } from './storage-initializer';

/** A container of Azure Blob Storage. */
export interface AzureBlobOptions extends ObjectStoreOptions {
  /**
   * What to download, for example `https://account.blob.core.windows.net/models/llama-8b`: everything below it, and below
   * what begins with the same name, such as `llama-8b-v2`, since the downloader asks for no more than that.
   */
  readonly url: string;

  /**
   * Client id of the managed identity that the pods act as (Microsoft Entra Workload ID): an annotation of the server's
   * service account, and a label of the pods.
   *
   * @default - none
   */
  readonly clientId?: string;

  /**
   * Tenant of the identity, where it is not that of the cluster.
   *
   * @default - the cluster's
   */
  readonly tenantId?: string;

  /**
   * Access key of the storage account. Not with `clientId`.
   *
   * @default - none
   */
  readonly accessKey?: SecretKeyRef;
}

/** kserve_storage.py@0.21.0 (`_AZURE_BLOB_RE`, `_parse_azure_uri`): a container, and a path in it. */
const HOST = /^[a-z0-9]{3,24}\.(z\d{1,2}\.blob\.storage\.azure\.net|blob\.core\.windows\.net)$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function azureBlob(options: AzureBlobOptions): SourceDescription {
  const found = new Problems('');
  const given = optionsOf(found, options, 'AzureBlobOptions');
  const { url, clientId, tenantId, accessKey } = given;
  const file = readFile(found, given.file);
  const source = file === '' ? String(url) : uriOf(url, file);
  const read = readUrl('url', url, ['https']);
  const isUuid = (property: string, value: unknown): string | undefined =>
    value === undefined || (typeof value === 'string' && UUID.test(value))
      ? undefined
      : `${property} must be an id such as '00000000-0000-0000-0000-000000000000', got ${show(value)}`;
  found.add(
    'problem' in read ? read.problem : blobProblem(read.url),
    isUuid('clientId', clientId),
    isUuid('tenantId', tenantId),
    tenantId !== undefined && clientId === undefined
      ? 'tenantId must be left out without clientId, whose tenant it is'
      : undefined,
    checkSecretRef('accessKey', accessKey),
    clientId !== undefined && accessKey !== undefined
      ? 'clientId and accessKey must not be given together, as credentials come from one place; leave out one'
      : undefined,
  );
  return downloaded({
    factory: 'azureBlob',
    options: readDownload(found, given, STORAGE_INITIALIZER),
    problems: found.sentences,
    identity: [source],
    command: initializer(source),
    file: baseName(file),
    envFromSecrets: secretsOf({ AZURE_STORAGE_ACCESS_KEY: accessKey }),
    secrets: { AZURE_STORAGE_ACCESS_KEY: 'accessKey' },
    access: clientId === undefined ? undefined : workloadIdentity(clientId, tenantId),
  });
}

function blobProblem({ hostname, pathname, search }: URL): string | undefined {
  // A shared access signature is a password.
  if (search !== '')
    return `url must have no query, where a shared access signature would stand for everyone to read; set clientId or accessKey`;
  const [container = '', path = ''] = pathname.slice(1).split(/\/(.*)/);
  return HOST.test(hostname) && container !== '' && path !== ''
    ? undefined
    : `url must be 'https://<account>.blob.core.windows.net/<container>/<path>', got ${show(`https://${hostname}${pathname}`)}`;
}

/** https://azure.github.io/azure-workload-identity/docs/topics/service-account-labels-and-annotations.html */
function workloadIdentity(
  clientId: string,
  tenantId: string | undefined,
): {
  readonly serviceAccountAnnotations: { readonly [key: string]: string };
  readonly podLabels: { readonly [key: string]: string };
} {
  return {
    serviceAccountAnnotations: {
      'azure.workload.identity/client-id': clientId,
      ...(tenantId === undefined ? {} : { 'azure.workload.identity/tenant-id': tenantId }),
    },
    podLabels: { 'azure.workload.identity/use': 'true' },
  };
}
