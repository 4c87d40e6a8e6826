import type { Duration } from 'cdk8s';

/** Kinds of sources that Flux applies from: https://fluxcd.io/flux/components/source/ */
export enum FluxSourceKind {
  /** A Git repository. */
  GIT_REPOSITORY = 'GitRepository',
  /** Manifests in a registry. */
  OCI_REPOSITORY = 'OCIRepository',
  /** A bucket of an object store. */
  BUCKET = 'Bucket',
}

/** How Flux applies the manifests: https://fluxcd.io/flux/components/kustomize/kustomizations/ */
export interface FluxDeliveryOptions {
  /** Name of the Kustomization, unique in its namespace: that of the cluster or platform, for example `models`. */
  readonly name: string;

  /** Name of the source that has the manifests, in the same namespace. */
  readonly sourceName: string;

  /**
   * Kind of the source.
   *
   * @default FluxSourceKind.GIT_REPOSITORY
   */
  readonly sourceKind?: FluxSourceKind;

  /**
   * Folder of the manifests in the source.
   *
   * @default - `./` and `outdir` of the app
   */
  readonly path?: string;

  /**
   * Namespace of the Kustomization and its source.
   *
   * @default 'flux-system'
   */
  readonly namespaceName?: string;

  /**
   * Names of Kustomizations in the same namespace that must be ready before: of the gateway, of operators.
   *
   * @default - none
   */
  readonly dependsOn?: string[];

  /**
   * How often the cluster is held against the source.
   *
   * @default Duration.minutes(10)
   */
  readonly interval?: Duration;

  /**
   * How long Flux waits until everything that was applied is ready.
   *
   * @default - the longest that a rollout in the manifests may take without progress, and five minutes
   */
  readonly timeout?: Duration;

  /**
   * Whether what leaves the manifests is deleted in the cluster. Namespaces and claims stay.
   *
   * @default true
   */
  readonly prune?: boolean;

  /**
   * ServiceAccount that Flux applies with, in the same namespace.
   *
   * @default - that of the controller
   */
  readonly serviceAccountName?: string;

  /**
   * Folder for the Kustomization, from the folder in which the app runs; not in `outdir` of the app.
   *
   * @default - `flux/` and the name
   */
  readonly outdir?: string;
}
