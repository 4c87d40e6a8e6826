import type { Manifest } from '../../../manifests/manifest';
import type { ManifestSet } from '../../../manifests/manifest-set';
import { ARGO } from '../../../model/rollout/argo/strategy';
import type { Violation } from '../../rule';

/** What is wrong with an object, and where in it. */
export type Problem = Omit<Violation, 'manifest'>;

/** The Rollouts of Argo in a set. */
export function rolloutsOf(set: ManifestSet): readonly Manifest[] {
  return set.ofKind('Rollout', ARGO);
}

/** A problem, where there is one. */
export function when(isWrong: boolean, problem: () => Problem): Problem[] {
  return isWrong ? [problem()] : [];
}

/** The same problems of a manifest. */
export function violationsOf(manifest: Manifest, problems: readonly Problem[]): Violation[] {
  return problems.map((problem) => ({ manifest, ...problem }));
}

/** A field that nobody has written. */
export function isLeftOut(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}

/** Durations of Go, and seconds without a unit where that is meant: `90s`, `1h30m`. */
export function isGoDuration(value: unknown): boolean {
  return typeof value === 'string' && /^[+-]?(0|((\d+(\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h))+)$/.test(value);
}
