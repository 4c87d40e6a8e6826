import type { Manifest } from '../manifests/manifest';
import type { ManifestSet } from '../manifests/manifest-set';
import type { RuleContext } from './context';
import type { Severity } from './finding';

/** Something that breaks a rule. */
export interface Violation {
  readonly manifest: Manifest;
  /** JSON pointer into the manifest. */
  readonly at?: string;
  /** What is wrong, with the values received. Other manifests are called as in `titleOf`, and listed in `others`. */
  readonly message: string;
  /** What to do about it. */
  readonly fix?: string;
  readonly others?: readonly Manifest[];
  /** @default - that of the rule */
  readonly severity?: Severity;
}

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

/** A check over all manifests of a set. One file each, by subject, with the id as its name. */
export interface Rule {
  /** Stable name, in kebab-case. */
  readonly id: string;
  /** What it proves, in one line. */
  readonly title: string;
  readonly severity: Severity;
  /** Why: what happens in a cluster, and what is not looked at. */
  readonly reason: string;
  /** Where that is written: URLs, or files of a repository. */
  readonly sources: readonly string[];
  /** Manifests that break the rule, and how they are mended; none where the rule needs to know more than manifests. */
  readonly example?: RuleExample;
  /** What breaks the rule. */
  check(set: ManifestSet, context: RuleContext): Violation[];
}
