/** YAML that breaks a rule, and the same in order. */
export interface RuleExample {
  readonly failing: string;
  readonly mended: string;
  /**
   * Minor version of Kubernetes that both are for.
   *
   * @default - any
   */
  readonly kubernetesMinor?: number;
}

/** What a rule means to people: read by commands and documents. An app is judged without it, and does not load it. */
export interface Explanation {
  /** Why: what happens in a cluster, and what is not looked at. */
  readonly reason: string;
  /** Where that is written: URLs, or files of a repository. */
  readonly sources: readonly string[];
  /** Manifests that break the rule, and how they are mended; none where the rule needs to know more than manifests. */
  readonly example?: RuleExample;
}
