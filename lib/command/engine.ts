import { ManifestSet } from '../manifests/manifest-set';
import type { Manifest } from '../manifests/manifest';
import type { DeclaredCluster } from '../cluster/declared-cluster';
import { contextOf, withExisting } from '../rules/declared-context';
import type { Finding, Severity } from '../rules/finding';
import { explanationOf } from '../rules/explanation-of';
import { RULES } from '../rules/registry';
import { runRules } from '../rules/run-rules';

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
  run(manifests: readonly Manifest[], cluster: DeclaredCluster): Finding[];
}

/** Every rule of this library. The one place where commands meet rules. */
export const ENGINE: Engine = {
  rules: RULES.map((rule) => ({ id: rule.id, title: rule.title, severity: rule.severity, ...explanationOf(rule) })),
  run: (manifests, cluster) => runRules(new ManifestSet(withExisting(manifests, cluster)), contextOf(cluster)),
};
