import { ManifestSet } from '../manifests/manifest-set';
import type { Manifest } from '../manifests/manifest';
import { NO_CONTEXT } from '../rules/context';
import type { Finding, Severity } from '../rules/finding';
import { RULES } from '../rules/registry';
import { runRules } from '../rules/run-rules';
import type { ClusterFacts } from './cluster-file';

/** A rule as lists and explanations show it. */
export interface RuleDescription {
  readonly id: string;
  /** What it proves, in one line. */
  readonly title: string;
  readonly severity: Severity;
  /** Why it holds. */
  readonly reason?: string;
  /** Where the reason is written: URLs, or files of a repository. */
  readonly sources?: readonly string[];
  /** YAML that breaks the rule, and the same mended. */
  readonly example?: { readonly failing: string; readonly mended: string };
}

/** What judges manifests. */
export interface Engine {
  readonly rules: readonly RuleDescription[];
  run(manifests: readonly Manifest[], cluster: ClusterFacts): Finding[];
}

/** Every rule of this library. The one place where commands meet rules. */
export const ENGINE: Engine = {
  rules: RULES,
  run: (manifests) => runRules(new ManifestSet(manifests), NO_CONTEXT),
};
