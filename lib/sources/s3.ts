import { checkSecretRef } from '../core/check-secret-ref';
import type { SecretKeyRef } from '../core/references';
import { CidrPeer } from '../core/network-peer';
import { readUrl } from '../private/check-url';
import { checkOneOf, checkText } from '../private/check-text';
import { Problems } from '../private/problems';
import { optionsOf } from '../private/shape';
import { show } from '../private/show';
import { downloaded } from './download';
import { readDownload, secretsOf, STORAGE_INITIALIZER } from './download-options';
import { baseName, type ObjectStoreOptions, readFile, uriOf } from './object-store-options';
import type { SourceDescription } from './source-facts';
import { initializer } from './storage-initializer';

/** A bucket of Amazon S3, or of what speaks like it: MinIO, Ceph, R2. */
export interface S3Options extends ObjectStoreOptions {
  /** What to download, for example `s3://models/llama-8b`: everything below it. */
  readonly uri: string;

  /**
   * URL of a store that is not Amazon's, for example `http://minio.minio.svc:9000`.
   *
   * @default - Amazon S3
   */
  readonly endpoint?: string;

  /**
   * Region of the bucket, for example `eu-central-1`.
   *
   * @default - what the store decides
   */
  readonly region?: string;

  /**
   * Role of AWS that the pods take (IRSA): an annotation of the server's service account.
   *
   * @default - none: that of EKS Pod Identity or of the node, where there are no keys
   */
  readonly roleArn?: string;

  /**
   * Whether credentials come from the agent of EKS Pod Identity, whose address the pods are then let out to. Which role
   * they take is an association that EKS holds.
   *
   * @default false
   */
  readonly podIdentity?: boolean;

  /**
   * Access key. Only with `secretAccessKey`.
   *
   * @default - none
   */
  readonly accessKeyId?: SecretKeyRef;

  /**
   * Secret access key. Only with `accessKeyId`.
   *
   * @default - none
   */
  readonly secretAccessKey?: SecretKeyRef;

  /**
   * Whether the bucket is read without credentials.
   *
   * @default false
   */
  readonly anonymous?: boolean;
}

const URI = /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\/\S*)?$/;
const ROLE = /^arn:aws(-[a-z]+)*:iam::\d{12}:role\/\S+$/;

/** https://docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html */
const POD_IDENTITY_AGENT = '169.254.170.23/32';

export function s3(options: S3Options): SourceDescription {
  const found = new Problems('');
  const given = optionsOf(found, options, 'S3Options');
  const { uri, endpoint, region, roleArn, podIdentity, anonymous, accessKeyId, secretAccessKey } = given;
  const file = readFile(found, given.file);
  const source = uriOf(uri, file);
  const read = endpoint === undefined ? undefined : readUrl('endpoint', endpoint, ['https', 'http']);
  found.add(
    typeof uri === 'string' && URI.test(uri)
      ? undefined
      : `uri must be 's3://<bucket>/<path>' with a bucket of 3 to 63 lower-case letters, digits, '-' and '.', without spaces, got ${show(uri)}`,
    read && 'problem' in read ? read.problem : undefined,
    checkText('region', region),
    roleArn === undefined || (typeof roleArn === 'string' && ROLE.test(roleArn))
      ? undefined
      : `roleArn must be the ARN of a role such as 'arn:aws:iam::123456789012:role/models', got ${show(roleArn)}`,
    checkOneOf('podIdentity', podIdentity, [true, false]),
    checkOneOf('anonymous', anonymous, [true, false]),
    checkSecretRef('accessKeyId', accessKeyId),
    checkSecretRef('secretAccessKey', secretAccessKey),
    (accessKeyId === undefined) === (secretAccessKey === undefined)
      ? undefined
      : `accessKeyId and secretAccessKey must be given together, got ${accessKeyId === undefined ? 'secretAccessKey' : 'accessKeyId'} alone`,
    identityProblem(given),
  );
  return downloaded({
    factory: 's3',
    options: readDownload(found, given, STORAGE_INITIALIZER),
    problems: found.sentences,
    endpoint: read && 'url' in read ? read.url : undefined,
    identity: [source, endpoint ?? ''],
    command: initializer(source),
    file: baseName(file),
    // Names as in kserve_storage.py@0.21.0 (`get_S3_config`) and boto3.
    env: {
      ...(endpoint === undefined ? {} : { AWS_ENDPOINT_URL: endpoint }),
      ...(region === undefined ? {} : { AWS_DEFAULT_REGION: region }),
      ...(anonymous ? { awsAnonymousCredential: 'true' } : {}),
    },
    envFromSecrets: secretsOf({ AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey }),
    secrets: { AWS_SECRET_ACCESS_KEY: 'secretAccessKey' },
    access:
      roleArn === undefined ? undefined : { serviceAccountAnnotations: { 'eks.amazonaws.com/role-arn': roleArn } },
    credentialServers: podIdentity ? [{ peer: CidrPeer.of(POD_IDENTITY_AGENT), ports: [80] }] : [],
  });
}

/** Programs take the first credentials that they find, which need not be those that are meant. */
function identityProblem({ roleArn, podIdentity, anonymous, accessKeyId }: Partial<S3Options>): string | undefined {
  const ways = Object.entries({ roleArn, podIdentity, accessKeyId, anonymous }).flatMap(([name, value]) =>
    value === undefined || value === false ? [] : [name],
  );
  return ways.length > 1
    ? `${ways.join(' and ')} must not be given together, as credentials come from one place; leave out all but one`
    : undefined;
}
