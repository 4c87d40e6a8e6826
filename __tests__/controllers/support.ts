import {
  ClusterProfile,
  type ClusterProfileOptions,
  ContainerImage,
  KServeModel,
  type KServeModelProps,
  PodSecurityLevel,
  SeldonModel,
  type SeldonModelProps,
  ServingApp,
  ServingRuntime,
  TenantNamespace,
  type TenantNamespaceProps,
} from '../../lib';
import { Manifests } from '../../lib/testing';
import { unknownFields, strictSchemaErrors } from '../support/strict-schemas';

export const SERVER = {
  image: ContainerImage.of('registry.example/iris:0.2.0'),
  runtime: ServingRuntime.http({ port: 5000, readinessPath: '/ready', livenessPath: '/live' }),
  resources: { cpu: '500m', memory: '1Gi' },
};
export const NEXT = { image: ContainerImage.of('registry.example/iris:0.3.0') };
/** What every image needs in which Seldon's hook waits. */
export const DRAIN = { hasSleepCommand: true };

const CLUSTER: ClusterProfileOptions = { kserve: { version: '0.20' }, seldon: { version: '1.18' } };

export interface Around {
  readonly cluster?: ClusterProfileOptions;
  readonly tenant?: TenantNamespaceProps;
  readonly id?: string;
}

function tenantIn({ cluster = {}, tenant = {} }: Around): { app: ServingApp; tenant: TenantNamespace } {
  const app = new ServingApp({ cluster: ClusterProfile.of({ ...CLUSTER, ...cluster }) });
  return {
    app,
    tenant: new TenantNamespace(app, 'vision', { podSecurity: { enforce: PodSecurityLevel.BASELINE }, ...tenant }),
  };
}

/** A model called `iris` that KServe serves, and the app around it. */
export function kserve(props: Partial<KServeModelProps> = {}, around: Around = {}) {
  const { app, tenant } = tenantIn(around);
  return { app, tenant, model: new KServeModel(tenant, around.id ?? 'iris', { ...SERVER, ...props }) };
}

/** A model called `iris` that Seldon serves, and the app around it. */
export function seldon(props: Partial<SeldonModelProps> = {}, around: Around = {}) {
  const { app, tenant } = tenantIn(around);
  return { app, tenant, model: new SeldonModel(tenant, around.id ?? 'iris', { ...SERVER, drain: DRAIN, ...props }) };
}

/** The manifests of an app, held against the strict schemas where those are. */
export function strict(app: ServingApp): Manifests {
  const manifests = Manifests.fromApp(app);
  for (const object of manifests.all) {
    const errors = strictSchemaErrors(object.apiVersion, object.kind, object) ?? [];
    const shown = errors.map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);
    const unknown = unknownFields(object.apiVersion, object.kind, object);
    if (shown.length + unknown.length > 0)
      throw new Error(`${object.kind} ${object.metadata.name}: ${[...shown, ...unknown].join('; ')}`);
  }
  return manifests;
}

export const inferenceService = (props: Partial<KServeModelProps> = {}, around?: Around): any =>
  strict(kserve(props, around).app).get('InferenceService');
export const seldonDeployment = (props: Partial<SeldonModelProps> = {}, around?: Around): any =>
  strict(seldon(props, around).app).get('SeldonDeployment');

/** The sentences that declaring something fails with, without their subject. */
export function sentences(action: () => unknown): string[] {
  try {
    action();
  } catch (error) {
    return (error as Error).message
      .split('\n')
      .map((line) => line.replace(/^.*?'vision\/[^']*': /, '').trim())
      .filter((line) => line !== '' && !/^\d+ problems/.test(line));
  }
  return [];
}
