import type { WorkloadPods } from '../pod-template';
import type { Manifest } from './manifest';
import type { PodIndex } from './pod-index';
import type { Versions } from './versions';

/** What the cluster is, and what of it is not in the set. */
export interface ApiServerOptions {
  /** `1.32`; without it the set has to be right for every version from 1.30 to 1.36. */
  readonly kubernetesVersion?: string;
  /** The API server's `--service-node-port-range`. Default: 30000 to 32767. */
  readonly nodePortRange?: { readonly from: number; readonly to: number };
  /** Namespaces that exist already: all, or these. Default: those of a bare cluster. */
  readonly externalNamespaces?: boolean | readonly string[];
  /** ServiceAccounts that exist already: all, or these. Default: none but each namespace's `default`. */
  readonly externalServiceAccounts?: boolean | readonly string[];
  /** Whether what an autoscaler scales may spell out its replicas. Default: no. */
  readonly replicasWithAutoscaler?: boolean;
  /** Whether each ConfigMap, Secret and claim that pods refer to has to be in the set. Default: no. */
  readonly closedWorld?: boolean;
}

export interface Context {
  readonly options: ApiServerOptions;
  readonly versions: Versions;
}

/** Judges the objects of a set together. Yields what is wrong with which of them. */
export type SetRule = (set: ManifestSet) => Iterable<[Manifest, string]>;

/** A set of sound manifests, indexed once. */
export interface ManifestSet extends Context {
  readonly manifests: readonly Manifest[];
  readonly pods: readonly WorkloadPods[];
  readonly podIndex: PodIndex;
  ofKind(kind: string, group?: string): readonly Manifest[];
  find(kind: string, namespace: string | undefined, name: string): Manifest | undefined;
}
