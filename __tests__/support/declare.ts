import {
  ClusterProfile,
  type ClusterProfileOptions,
  ContainerImage,
  ModelServer,
  type ModelServerProps,
  ServiceType,
  ServingApp,
  ServingRuntime,
  TenantNamespace,
  type TenantNamespaceProps,
} from '../../lib';
import { Manifests } from '../../lib/testing';
import { type ApiServerOptions, findings } from './api-server';

/** The least a server needs. */
export const MINIMAL: ModelServerProps = {
  image: ContainerImage.of('registry.example/iris:0.2.0'),
  runtime: ServingRuntime.http({ port: 8000, readinessPath: '/ready', livenessPath: '/live' }),
  resources: { cpu: '500m', memory: '1Gi' },
};

/** A tenant that says nothing of its own, so that what a test looks at is the server's. */
export const OPEN: TenantNamespaceProps = {
  defaultDeny: false,
  exposure: [ServiceType.NODE_PORT, ServiceType.LOAD_BALANCER],
};

export interface Surroundings {
  readonly cluster?: ClusterProfileOptions;
  readonly tenant?: TenantNamespaceProps;
  readonly id?: string;
}

/** A server called `iris` in the tenant `vision`, and the app around it. */
export function declare(
  props: Partial<ModelServerProps> = {},
  { cluster, tenant: tenantProps, id = 'iris' }: Surroundings = {},
): { app: ServingApp; tenant: TenantNamespace; server: ModelServer } {
  const app = new ServingApp({ cluster: cluster && ClusterProfile.of(cluster) });
  const tenant = new TenantNamespace(app, 'vision', { ...OPEN, ...tenantProps });
  return { app, tenant, server: new ModelServer(tenant, id, { ...MINIMAL, ...props }) };
}

/** The manifests of an app, which an API server of its version accepts: checked wherever a test looks at them. */
export function manifestsFrom(app: ServingApp, options: ApiServerOptions = {}): Manifests {
  const manifests = Manifests.fromApp(app);
  const { kubernetesVersion } = ClusterProfile.find(app);
  const found = findings(manifests.all, {
    kubernetesVersion,
    externalServiceAccounts: true,
    replicasWithAutoscaler: true,
    ...options,
  });
  if (found.length > 0) throw new Error(`the API server would refuse:\n${found.join('\n')}`);
  return manifests;
}

/** The manifests of such a server. */
export function manifestsOf(props: Partial<ModelServerProps> = {}, surroundings?: Surroundings): Manifests {
  return manifestsFrom(declare(props, surroundings).app);
}

/** The pod's spec of such a server. */
export function podSpecOf(props: Partial<ModelServerProps> = {}, surroundings?: Surroundings): any {
  return manifestsOf(props, surroundings).get('Deployment').spec.template.spec;
}

/** The model's container of such a server. */
export function containerOf(props: Partial<ModelServerProps> = {}, surroundings?: Surroundings): any {
  return podSpecOf(props, surroundings).containers[0];
}

/** The message that declaring such a server fails with. */
export function failureOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('expected an error, got none');
}
