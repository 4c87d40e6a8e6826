import type { ManifestSet } from '../manifests/manifest-set';

/** A check over all manifests of an app, after overrides and patches. Under rules/, by subject. */
export interface Rule {
  /** Stable name, in kebab-case. */
  readonly id: string;
  /** What it proves, in one line. */
  readonly title: string;
  /**
   * Messages about what breaks the rule, each naming the construct's path, the value and the way out.
   *
   * @param warn takes messages of the same form about what works but is likely not meant
   */
  check(set: ManifestSet, warn?: (message: string) => void): string[];
}
