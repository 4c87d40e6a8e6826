import {
  ClusterProfile,
  ModelServer,
  type ModelServerProps,
  type ModelSource,
  ServingApp,
  TenantNamespace,
} from '../../lib';
import { warningsOn } from '../../lib/core/warnings';
import { declare, failureOf, manifestsFrom, MINIMAL, type Surroundings } from '../support/declare';

export const COMMIT = '0e9e39f249a16976918f6564b8830bc894c89659';

/** What a server has of a source, as YAML reads. */
export interface Sourced {
  readonly pod: any;
  readonly init: any;
  readonly server: any;
  readonly policy: any;
  readonly account: any;
  readonly template: any;
  readonly deployment: any;
  readonly warnings: string[];
  /** What the runtime is told. */
  readonly modelPath: string | undefined;
}

/** A server of a source in a tenant that enforces `restricted`, accepted by the API server of the version. */
export function serve(
  source: ModelSource,
  props: Partial<ModelServerProps> = {},
  surroundings: Surroundings = {},
): Sourced {
  const { app, server } = declare({ source, replicas: 1, ...props }, surroundings);
  const manifests = manifestsFrom(app);
  const deployment = manifests.get('Deployment');
  const { template } = deployment.spec;
  const [init] = template.spec.initContainers ?? [];
  return {
    deployment,
    template,
    pod: template.spec,
    init,
    server: template.spec.containers[0],
    policy: manifests.get('NetworkPolicy').spec,
    account: manifests.get('ServiceAccount'),
    warnings: warningsOn(server),
    modelPath: server._plan.source?.modelPath,
  };
}

/** What a server says of a source that is wrong. */
export function failure(source: unknown, props: Partial<ModelServerProps> = {}, surroundings?: Surroundings): string {
  return failureOf(() => declare({ source: source as ModelSource, ...props }, surroundings));
}

/** What a server of a source warns of. */
export function warnings(source: ModelSource, props: Partial<ModelServerProps> = {}): string[] {
  const app = new ServingApp({ cluster: ClusterProfile.of({ kubernetesVersion: '1.36' }) });
  return warningsOn(new ModelServer(new TenantNamespace(app, 'vision'), 'iris', { ...MINIMAL, source, ...props }));
}

/** The egress rules that are neither DNS nor the server's own namespace. */
export function egressRules({ policy }: Pick<Sourced, 'policy'>): unknown[] {
  return policy.egress.slice(2);
}

export const INTERNET = {
  to: [
    {
      ipBlock: {
        cidr: '0.0.0.0/0',
        except: ['10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16'],
      },
    },
  ],
  ports: [{ port: 443, protocol: 'TCP' }],
};
