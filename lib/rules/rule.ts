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

/** A check over all manifests of a set. One file each, by subject, with the id as its name; what it means to people is in `explanations/`. */
export interface Rule {
  /** Stable name, in kebab-case. */
  readonly id: string;
  /** What it proves, in one line. */
  readonly title: string;
  readonly severity: Severity;
  /** What breaks the rule. */
  check(set: ManifestSet, context: RuleContext): Violation[];
}
