import type { ClusterProfile, ImageTags } from 'cdk8s-model-serving';

/** What differs from cluster to cluster. Everything else is the same code. */
export interface Environment {
  /** Name of the cluster, and of its folder in dist/. */
  readonly name: string;
  readonly cluster: ClusterProfile;
  /** What runs: whoever builds images changes these files. */
  readonly images: ImageTags;
  /** Domain below which the models are. */
  readonly domain: string;
  readonly iris: { readonly replicas: number };
  /** Its pods, the shares of requests that a new version gets on the way, and the present one, in percent. */
  readonly ranker: { readonly replicas: number; readonly steps: number[]; readonly weight: number };
  /** GPUs of the assistants' team; without any, the team has no namespace there. */
  readonly gpus: number;
}
