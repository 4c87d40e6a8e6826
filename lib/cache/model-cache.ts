import { type ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { chartOf } from '../core/chart-of';
import { addApiObject } from '../core/api-object';
import { checkAppOf } from '../core/app-checks';
import { ClusterProfile } from '../core/cluster-profile';
import { Connections, dnsRules } from '../core/connections';
import { connectionsOfPods } from '../core/connections-of-pods';
import { keepGivenId, nodeIdOf } from '../core/construct-id';
import { ContainerImage } from '../core/container-image';
import type { INetworkPeer, NetworkPeerConfig } from '../core/network-peer';
import { permitConnection } from '../core/permit-connection';
import { type Tenancy, tenancyOf } from '../core/tenancy';
import { warn } from '../core/warnings';
import { checkServiceName, MAX_LABEL_LENGTH } from '../private/check-name';
import type { JsonObject } from '../private/json';
import { COMMON_LABELS, LABEL, type Labels } from '../private/labels';
import { implausible, type Measured } from '../private/plausible';
import { Problems } from '../private/problems';
import { checkAllowedImage } from '../private/registry';
import { fitted } from '../private/shape';
import { metadata } from '../server/manifests/metadata';
import { checkUsedObjects } from '../server/used-objects';
import { ClaimAccessMode } from '../sources/claim-access-mode';
import { ModelSource } from '../sources/model-source';
import type { Download } from '../sources/source-facts';
import { DOWNLOAD_SUFFIX, downloadJob, directoryOf, waitContainer } from './download-job';
import type { ModelCacheProps } from './model-cache-props';
import { planCache } from './plan-cache';

const USUAL: readonly Measured[] = [['size', 'weights']];

/**
 * Weights that are downloaded once, by a Job, into a claim that many servers read.
 *
 * Servers take `source`: they wait until everything is there, and are let out to no hub. Each revision has a directory of
 * its own, so that servers of the one before keep theirs: raise the revision in place, or per version of a release.
 *
 * @example
 * import {
 *   Accelerator,
 *   ContainerImage,
 *   ModelCache,
 *   ModelServer,
 *   ModelSource,
 *   ServingApp,
 *   ServingRuntime,
 *   TenantNamespace,
 * } from 'cdk8s-model-serving';
 *
 * const app = new ServingApp();
 * const chat = new TenantNamespace(app, 'chat');
 * const weights = new ModelCache(chat, 'llama', {
 *   source: ModelSource.s3({ uri: 's3://models/llama-8b', region: 'eu-central-1' }),
 *   size: '40Gi',
 * });
 * new ModelServer(chat, 'assistant', {
 *   image: ContainerImage.of('vllm/vllm-openai:v0.33.0'),
 *   runtime: ServingRuntime.vllm({}),
 *   source: weights.source,
 *   resources: { cpu: '8', memory: '64Gi', accelerator: Accelerator.nvidia(1) },
 * });
 * app.synth();
 */
export class ModelCache extends Construct implements INetworkPeer {
  /** The PersistentVolumeClaim, named like the cache. */
  public readonly claim: ApiObject;
  /** The Job that downloads. Another download is another Job. */
  public readonly job: ApiObject;
  /** The service account of the Job. */
  public readonly serviceAccount: ApiObject;
  /** The NetworkPolicy of the Job: out to what it downloads from, in for nobody. */
  public readonly networkPolicy: ApiObject;
  /** The weights in the claim, for servers of the same namespace. */
  public readonly source: ModelSource;

  private readonly labels: Labels;
  private readonly connections: Connections;

  /**
   * Declares a cache.
   *
   * @param scope the tenant or chart that its servers live in
   * @param id its name and that of the claim: lower-case letters, digits and `-`, beginning with a letter, at most 45 characters
   * @param props what to download, and how large the claim is
   * @throws with every problem of the props
   */
  public constructor(scope: Construct, id: string, props: ModelCacheProps) {
    const own = { title: 'ModelCache', sort: 'cache', id } as const;
    super(scope, nodeIdOf(scope, own));
    keepGivenId(this, own);
    const problems = new Problems(`ModelCache '${this.node.path}'`);
    const none = {} as ModelCacheProps;
    const given = fitted(problems, '', props ?? none, 'ModelCacheProps') ?? none;
    const tenancy = tenancyOf(this);
    const plan = planCache(problems, given, ClusterProfile.find(this));
    problems.add(nameProblem(id));
    checkUsedObjects(problems, this, given);
    if (plan) {
      checkUsedObjects(problems, this, { envFromSecrets: plan.download.envFromSecrets });
      problems.add(checkAllowedImage('source.downloader.image', plan.download.image, tenancy?.allowedRegistries ?? []));
    }
    problems.throwIfAny();
    checkAppOf(this);
    const { download, mountPath, claim } = plan as NonNullable<typeof plan>;
    const name = `${id}-download`;
    this.labels = labelsOf(name, tenancy);
    const podLabels = { ...download.podLabels, ...this.labels };
    const namespaceName = chartOf(this).namespace;
    this.connections = connectionsOfPods(this, namespaceName, podLabels, { around: Connections.around(this) });
    for (const { peer, ports } of download.egress) permitConnection(problems, this, peer, ports);
    problems.throwIfAny();
    for (const warning of [
      ...implausible(given, USUAL),
      ...given.source._warnings(),
      ...ContainerImage.of(download.image)._warnings(),
    ])
      warn(this, warning);

    this.serviceAccount = this.add('ServiceAccount', 'v1', name, given, {
      annotations: download.serviceAccountAnnotations,
      fields: { automountServiceAccountToken: false },
    });
    this.claim = this.add('PersistentVolumeClaim', 'v1', id, given, { spec: () => claim });
    this.networkPolicy = this.add('NetworkPolicy', 'networking.k8s.io/v1', name, given, { spec: () => this.policy() });
    const { spec, suffix } = downloadJob(download, {
      claimName: id,
      serviceAccountName: name,
      labels: this.labels,
      pullSecretNames: pullSecretNames(tenancy, given),
      tenancy,
    });
    this.job = this.add('Job', 'batch/v1', `${name}-${suffix}`, given, { spec: () => spec });
    this.source = this.sourceOf(id, given, download, mountPath);
  }

  /** The pods that download. */
  public toNetworkPeer(): NetworkPeerConfig {
    return { namespaceName: chartOf(this).namespace, podLabels: this.selector(), ports: [] };
  }

  private sourceOf(name: string, props: ModelCacheProps, download: Download, mountPath: string): ModelSource {
    const { size, env, secrets } = props.source._description;
    const path = download.file === '' ? directoryOf(download) : `${directoryOf(download)}/${download.file}`;
    const accessMode = props.accessMode ?? ClaimAccessMode.READ_WRITE_MANY;
    return ModelSource._cached(
      { name, path, mountPath, size, accessMode },
      { owner: this, container: waitContainer(download, mountPath), seconds: download.seconds, env, secrets },
    );
  }

  private add(
    kind: string,
    apiVersion: string,
    name: string,
    { annotations }: ModelCacheProps,
    parts: { readonly annotations?: Labels; readonly fields?: JsonObject; readonly spec?: () => JsonObject },
  ): ApiObject {
    const { fields, spec } = parts;
    return addApiObject(this, kind, {
      apiVersion,
      kind,
      metadata: metadata(name, this.labels, annotations, parts.annotations),
      fields,
      spec,
    });
  }

  private policy(): JsonObject {
    return {
      egress: [...dnsRules(ClusterProfile.find(this)), { to: [{ podSelector: {} }] }, ...this.connections.egress()],
      podSelector: { matchLabels: this.selector() },
      policyTypes: ['Ingress', 'Egress'],
    };
  }

  private selector(): { [key: string]: string } {
    return { [LABEL.INSTANCE]: this.labels[LABEL.INSTANCE] };
  }
}

function nameProblem(id: string): string | undefined {
  const most = MAX_LABEL_LENGTH - DOWNLOAD_SUFFIX.length;
  return (
    checkServiceName('its id, which is its name,', id) ??
    (id.length > most
      ? `its id, which is its name, must have at most ${most} characters, as the Job's name adds ${DOWNLOAD_SUFFIX.length} to it, got '${id}' (${id.length} characters)`
      : undefined)
  );
}

/** Only pods that serve carry the name of a server. */
function labelsOf(name: string, tenancy: Tenancy | undefined): Labels {
  const own = { [LABEL.COMPONENT]: 'model-cache', [LABEL.INSTANCE]: name, [LABEL.NAME]: name };
  return { ...tenancy?.labels, ...own, ...COMMON_LABELS };
}

function pullSecretNames(tenancy: Tenancy | undefined, { imagePullSecrets = [] }: ModelCacheProps): string[] {
  return [...new Set([...(tenancy?.imagePullSecretNames ?? []), ...imagePullSecrets.map(({ name }) => name)])];
}
