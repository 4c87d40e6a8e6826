import type { ReadProblem } from '../../manifests/read';
import type { Finding, Severity } from '../../rules/finding';
import type { RuleDescription } from '../engine';

/** A finding, and where it stands in what was read. */
export interface LocatedFinding extends Finding {
  /** Path of the file; nothing for what stands in none. */
  readonly file?: string;
  /** Line, counted from 1. */
  readonly line?: number;
  readonly others?: readonly LocatedObject[];
}

/** Another object that has part in a finding. */
export type LocatedObject = NonNullable<Finding['others']>[number] & { readonly file?: string; readonly line?: number };

/** Everything a report says. */
export interface Report {
  /** What counts, in the order of files and lines. */
  readonly findings: readonly LocatedFinding[];
  /** What could not be read. */
  readonly problems: readonly ReadProblem[];
  readonly summary: Summary;
  /** Every rule that ran. */
  readonly rules: readonly RuleDescription[];
  /** Version of this library. */
  readonly version: string;
}

export interface Summary {
  readonly errors: number;
  readonly warnings: number;
  /** Objects that were checked. */
  readonly objects: number;
  readonly files: number;
  /** Documents that are no Kubernetes objects. */
  readonly skipped: number;
  /** Objects that controllers make of others, and that were left out. */
  readonly controlled: number;
  /** Findings that were acknowledged and do not count. */
  readonly acknowledged: number;
  /** Findings that the baseline has and that do not count. */
  readonly known: number;
}

/** How many findings weigh so much. */
export function countOf(findings: readonly Finding[], severity: Severity): number {
  return findings.reduce((count, finding) => count + (finding.severity === severity ? 1 : 0), 0);
}
