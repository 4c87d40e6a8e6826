import type { ClusterProfileOptions, ModelServer, ModelServerProps, PodSecurity, TenantNamespace } from '../../../lib';
import type { Manifests } from '../../../lib/testing';

/** What a public manifest of a model server means. The words of a command are compared as flags with their values. */
export interface Meaning {
  readonly source: string;
  readonly props: ModelServerProps;
  readonly cluster?: ClusterProfileOptions;
  /** What the namespace must allow; `restricted` where nothing is said. */
  readonly podSecurity?: PodSecurity;
  readonly replicas: number;
  readonly strategy?: object;
  readonly selector: object;
  readonly image: string;
  /** Each with its value; `true` where it has none. */
  readonly flags: { readonly [flag: string]: string | true };
  /** Of the container. */
  readonly ports: readonly number[];
  readonly servicePorts?: readonly object[];
  readonly serviceType?: string;
  readonly resources: object;
  readonly env?: readonly object[];
  readonly sharesMemory?: boolean;
  /** Ports of the internet by which pods fetch what they need once they run, as pods without a NetworkPolicy may. */
  readonly downloads?: number[];
  /** Of the container: probes and what else it has. */
  readonly container?: object;
  readonly toleration?: object;
  /** Of the pod template, beside what the others say. */
  readonly annotations?: object;
  readonly pod?: object;
  /** What the container has at a path. */
  readonly mounts?: { readonly [path: string]: object };
  /** Volumes that no container mounts. */
  readonly unmounted?: readonly object[];
  readonly sidecars?: readonly object[];
  /** What stands beside the server, and what it becomes. */
  readonly beside?: {
    readonly declare: (tenant: TenantNamespace, server: ModelServer) => void;
    readonly holds: (manifests: Manifests) => void;
  };
}
