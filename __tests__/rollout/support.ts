import {
  BlueGreen,
  type BlueGreenProps,
  Canary,
  type CanaryProps,
  CanaryStage,
  ClusterProfile,
  type ClusterProfileOptions,
  Colour,
  ContainerImage,
  ModelServer,
  type ModelServerProps,
  type ReleaseStage,
  ReleaseStageKind,
  type ServerOptions,
  ServingApp,
  ServingRuntime,
  TenantNamespace,
  type TenantNamespaceProps,
  type VersionOptions,
} from '../../lib';
import { Manifests } from '../../lib/testing';
import { OPEN } from '../support/declare';

export const SERVER: ServerOptions = {
  runtime: ServingRuntime.http({ port: 8000, readinessPath: '/ready', livenessPath: '/live' }),
  resources: { cpu: '500m', memory: '1Gi' },
};
export const OLD: VersionOptions = { image: ContainerImage.of('ranker:1.4') };
export const NEW: VersionOptions = { image: ContainerImage.of('ranker:1.5') };

export const inTenant = <T>(
  make: (tenant: TenantNamespace) => T,
  props: TenantNamespaceProps = {},
  cluster?: ClusterProfileOptions,
): { app: ServingApp; tenant: TenantNamespace; release: T } => {
  const app = new ServingApp({ cluster: cluster && ClusterProfile.of(cluster) });
  const tenant = new TenantNamespace(app, 'vision', { ...OPEN, ...props });
  return { app, tenant, release: make(tenant) };
};

export const canary = (props: Partial<CanaryProps> = {}, id = 'ranker', cluster?: ClusterProfileOptions) =>
  inTenant(
    (tenant) => new Canary(tenant, id, { server: SERVER, stable: OLD, canary: NEW, replicas: 10, ...props }),
    {},
    cluster,
  );

export const blueGreen = (props: Partial<BlueGreenProps> = {}, id = 'ranker', cluster?: ClusterProfileOptions) =>
  inTenant(
    (tenant) => new BlueGreen(tenant, id, { server: SERVER, blue: OLD, green: NEW, active: Colour.BLUE, ...props }),
    {},
    cluster,
  );

export const modelServer = (props: Partial<ModelServerProps> = {}, id = 'ranker') =>
  inTenant((tenant) => new ModelServer(tenant, id, { ...SERVER, ...OLD, ...props }));

/** The objects of the namespace, as they would be applied. Not held against the API server: that is for other tests. */
export function objectsOf({ app }: { readonly app: ServingApp }): readonly any[] {
  return Manifests.fromApp(app).all.filter(({ kind }) => kind !== 'Namespace');
}

/** Objects without what a release says on them about its stage and plan. */
export function withoutStage(objects: readonly any[]): any[] {
  return objects.map((object) => {
    const annotations = Object.entries(object.metadata.annotations ?? {}).filter(
      ([key]) => !['stage', 'plan'].includes(key.replace('cdk8s-model-serving/', '')),
    );
    return { ...object, metadata: { ...object.metadata, annotations: Object.fromEntries(annotations) } };
  });
}

/** The canary's version in the place of the stable one, with the size that the plan says. */
function replacement({ stable, canary = NEW }: Partial<CanaryProps>): VersionOptions {
  return { ...canary, replicas: stable?.replicas, autoscaling: stable?.autoscaling };
}

/** What has to be written for a stage of a canary's plan, read from what the plan says. */
export function propsAt(props: Partial<CanaryProps>, { kind, change }: ReleaseStage): Partial<CanaryProps> {
  const stage = /stage: (CanaryStage\.[^,]*)/.exec(change)?.[1];
  const stable = replacement(props);
  if (kind === ReleaseStageKind.RETIRE) return { ...props, stable, canary: undefined, stage: undefined };
  if (kind === ReleaseStageKind.REPLACE) return { ...props, stable, stage: CanaryStage.promoted() };
  const isOver = stage === 'CanaryStage.retired()';
  // What the plan says to write is code.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  const value = new Function('CanaryStage', `return ${stage}`)(CanaryStage) as CanaryStage;
  return { ...props, ...(isOver && { stable }), stage: value };
}

/** What has to be written for a stage of a blue/green plan. */
export function coloursAt(
  props: BlueGreenProps,
  { kind, sides }: ReleaseStage,
  isFlipped = kind === ReleaseStageKind.FLIP || kind === ReleaseStageKind.RETIRE,
): BlueGreenProps {
  const replicasOf = (colour: Colour) =>
    sides.find(({ deploymentName }) => deploymentName.endsWith(`-${colour}`))!.replicas;
  const other = props.active === Colour.BLUE ? Colour.GREEN : Colour.BLUE;
  return {
    ...props,
    blue: { ...props.blue!, replicas: replicasOf(Colour.BLUE) },
    green: { ...props.green!, replicas: replicasOf(Colour.GREEN) },
    active: isFlipped ? other : props.active,
  };
}
