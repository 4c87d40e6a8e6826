import { SecurityProfile } from '../core/security-profile';
import type { Tenancy } from '../core/tenancy';
import { renderTolerations } from '../core/toleration';
import { ContainerImage, pullPolicy } from '../core/container-image';
import { canonical, digest } from '../private/digest';
import { type JsonObject, sortedMap, unlessEmpty } from '../private/json';
import type { Labels } from '../private/labels';
import { Problems } from '../private/problems';
import { planEnvironment, renderEnvironment } from '../server/environment';
import { HOME } from '../runtimes/common';
import type { Download, SourceContainer } from '../sources/source-facts';

/** Directory of the claim in the pods that download. */
export const CLAIM_PATH = '/mnt/models';

/** Characters that the name of a Job adds to that of the cache. */
export const DOWNLOAD_SUFFIX = '-download-00000000';

/** Runs what downloads, unless it is done. `$0` is the mark: beside the directory, so that no server reads it as a model. */
const ONCE = `[ -e "$0" ] || { mkdir -p "$1" && shift && "$@" && : > "$0"; }`;

/** Waits for the mark. */
const WAIT = `until [ -e "$0" ]; do echo "waiting for $0"; sleep 5; done`;

/** Name of the directory of a download in the claim: other bytes are in another one. */
export function directoryOf({ identity }: Download): string {
  return digest(canonical(identity)).slice(0, 8);
}

function markOf(directory: string): string {
  return `${directory}.complete`;
}

/** The container of a server that waits until the Job has everything. */
export function waitContainer(download: Download, mountPath: string): SourceContainer {
  return {
    name: 'wait-for-model',
    image: download.image,
    command: ['sh', '-c', WAIT, markOf(`${mountPath}/${directoryOf(download)}`)],
    cpu: '10m',
    memory: '32Mi',
    writes: false,
  };
}

/** What the Job of a cache stands in. */
export interface JobSurroundings {
  readonly claimName: string;
  readonly serviceAccountName: string;
  readonly labels: Labels;
  readonly pullSecretNames: readonly string[];
  readonly tenancy: Tenancy | undefined;
}

/** The spec of the Job, and the end of its name: a Job cannot change, so one that differs has another name. */
export function downloadJob(download: Download, around: JobSurroundings): { spec: JsonObject; suffix: string } {
  const spec = jobSpec(download, around);
  return { spec, suffix: digest(canonical(spec)).slice(0, 8) };
}

function jobSpec(download: Download, around: JobSurroundings): JsonObject {
  const { tenancy, labels } = around;
  const security = (tenancy?.security ?? SecurityProfile.restricted())._ofHelpers();
  return {
    backoffLimit: 6,
    // A pod that is evicted or drained does not count as a failure.
    podFailurePolicy: {
      rules: [{ action: 'Ignore', onPodConditions: [{ status: 'True', type: 'DisruptionTarget' }] }],
    },
    template: {
      metadata: { labels: sortedMap({ ...download.podLabels, ...labels }) },
      spec: {
        automountServiceAccountToken: false,
        containers: [container(download, security)],
        enableServiceLinks: false,
        imagePullSecrets: unlessEmpty(around.pullSecretNames.map((name) => ({ name }))),
        nodeSelector: unlessEmpty(sortedMap(tenancy?.nodeSelector)),
        priorityClassName: tenancy?.priorityClassName,
        restartPolicy: 'Never',
        securityContext: security._podSecurityContext(undefined),
        serviceAccountName: around.serviceAccountName,
        tolerations: renderTolerations(tenancy?.tolerations ?? []),
        volumes: [
          { name: 'tmp', emptyDir: { sizeLimit: '1Gi' } },
          { name: 'models', persistentVolumeClaim: { claimName: around.claimName } },
        ],
      },
    },
  };
}

function container(download: Download, security: SecurityProfile): JsonObject {
  const { image, cpu, memory, env, envFromSecrets } = download;
  const directory = `${CLAIM_PATH}/${directoryOf(download)}`;
  const size = { cpu, 'ephemeral-storage': '2Gi', memory };
  const { variables } = planEnvironment(new Problems(''), '', { env, envFromSecrets }, { env: HOME });
  return {
    name: 'download-model',
    image,
    imagePullPolicy: pullPolicy(undefined, ContainerImage.of(image)),
    command: ['sh', '-c', ONCE, markOf(directory), directory, ...download.command(directory)],
    env: renderEnvironment(variables),
    resources: { limits: { ...size }, requests: { ...size } },
    securityContext: security._containerSecurityContext(),
    volumeMounts: [
      { mountPath: '/tmp', name: 'tmp' },
      { mountPath: CLAIM_PATH, name: 'models' },
    ],
  };
}
