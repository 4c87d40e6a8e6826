/** How Argo CD applies the manifests: https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/ */
export interface ArgoCdDeliveryOptions {
  /** Name of the Application, unique in the Argo CD: that of the cluster or platform, for example `models-production`. */
  readonly name: string;

  /** Address of the repository that the manifests are in, as Argo CD reaches it. */
  readonly repoUrl: string;

  /**
   * Folder of the manifests in the repository.
   *
   * @default - `outdir` of the app
   */
  readonly path?: string;

  /**
   * Branch, tag or commit that Argo CD follows.
   *
   * @default 'HEAD'
   */
  readonly targetRevision?: string;

  /**
   * Name that Argo CD knows the cluster by; in place of `destinationServer`.
   *
   * @default - the cluster of `destinationServer`
   */
  readonly destinationName?: string;

  /**
   * Address of the cluster's API server.
   *
   * @default 'https://kubernetes.default.svc' the cluster that Argo CD runs in
   */
  readonly destinationServer?: string;

  /**
   * The AppProject, which says what may be applied where.
   *
   * @default 'default'
   */
  readonly project?: string;

  /**
   * Namespace that Argo CD looks for Applications in.
   *
   * @default 'argocd'
   */
  readonly namespaceName?: string;

  /**
   * Whether each file of the manifests has an Application of its own, so that a team sees and syncs its own: namespaces
   * with their budgets in one, each tenant or chart in another.
   *
   * @default false
   */
  readonly perChart?: boolean;

  /**
   * Whether changes in Git are applied without anybody asking, and changes in the cluster are undone.
   *
   * @default true
   */
  readonly automated?: boolean;

  /**
   * Whether what leaves the manifests is deleted in the cluster, after everything else is applied. Namespaces wait for a
   * confirmation; claims stay.
   *
   * @default true
   */
  readonly prune?: boolean;

  /**
   * Folder for the Applications, from the folder in which the app runs; not in `outdir` of the app.
   *
   * @default - `argocd/` and the name
   */
  readonly outdir?: string;
}
