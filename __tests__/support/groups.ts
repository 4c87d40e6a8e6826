import {
  Accelerator,
  ClusterProfile,
  type ClusterProfileOptions,
  ContainerImage,
  type ModelServerProps,
  ModelServerGroup,
  ServingApp,
  ServingRuntime,
  TenantNamespace,
} from '../../lib';
import { manifestsFrom, OPEN } from './declare';

export const CLUSTER: ClusterProfileOptions = { kubernetesVersion: '1.34', leaderWorkerSet: '0.10' };

/** The least that a group needs: a model in two pods of eight devices each. */
export const GROUP: ModelServerProps = {
  image: ContainerImage.of('vllm/vllm-openai:v0.33.0'),
  runtime: ServingRuntime.vllm({ model: '/models/llama' }),
  group: { size: 2 },
  resources: { cpu: '32', memory: '512Gi', accelerator: Accelerator.nvidia(8) },
};

/** A group in a tenant of an app of its own. */
export function declareGroup(props: Partial<ModelServerProps> = {}, cluster: ClusterProfileOptions = {}, id = 'llama') {
  const app = new ServingApp({ cluster: ClusterProfile.of({ ...CLUSTER, ...cluster }) });
  const tenant = new TenantNamespace(app, 'vision', OPEN);
  return { app, tenant, server: new ModelServerGroup(tenant, id, { ...GROUP, ...props }) };
}

/** The manifests of such a group. */
export function groupManifests(props: Partial<ModelServerProps> = {}, cluster: ClusterProfileOptions = {}) {
  return manifestsFrom(declareGroup(props, cluster).app);
}

/** The spec of its LeaderWorkerSet. */
export function groupSpec(props: Partial<ModelServerProps> = {}, cluster: ClusterProfileOptions = {}): any {
  return groupManifests(props, cluster).get('LeaderWorkerSet').spec;
}

/** The containers of the model of a leader and of a worker. */
export function groupContainers(props: Partial<ModelServerProps> = {}, cluster: ClusterProfileOptions = {}): any[] {
  const { leaderTemplate, workerTemplate } = groupSpec(props, cluster).leaderWorkerTemplate;
  return [leaderTemplate, workerTemplate].map(({ spec }) => spec.containers[0]);
}

/** What follows a flag among arguments. */
export function valueOf({ args }: { readonly args: readonly string[] }, flag: string): string | undefined {
  const index = args.indexOf(flag);
  return index < 0 ? undefined : args[index + 1];
}

/** The templates of LeaderWorkerSets as Deployments, which whatever knows pod templates can look at. */
export function templatesOf(manifests: readonly any[]): any[] {
  return manifests
    .filter(({ kind }) => kind === 'LeaderWorkerSet')
    .flatMap(({ metadata, spec }) =>
      ['leaderTemplate', 'workerTemplate'].map((which) => {
        const template = spec.leaderWorkerTemplate[which];
        const name = which === 'leaderTemplate' ? metadata.name : `${metadata.name}-workers`;
        return {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          metadata: { name, namespace: metadata.namespace },
          spec: { replicas: spec.replicas, selector: { matchLabels: template.metadata.labels }, template },
        };
      }),
    );
}
