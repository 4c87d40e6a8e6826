import { UsageError } from '../../private/errors';
import type { Delivery } from '../../review/data/review';
import { FORMATS, type ReviewFormat } from '../review-formats';
import { sideSpec, type SideSpec } from '../review/side-spec';
import { notOneOf } from './check-options';
import { parseCommandLine } from './command-line';

/** From which verdict on a review fails; `any` is every change. */
export type FailOn = 'refused' | 'outage' | 'attention' | 'any';

/** What `review` is asked to do. */
export interface ReviewCommandOptions {
  readonly before: SideSpec;
  readonly after: SideSpec;
  readonly format: ReviewFormat;
  readonly delivery: Delivery;
  readonly failOn: FailOn;
  /** The file with facts of the cluster. */
  readonly cluster: string | undefined;
  /** What the commit of `before` is the merge base with. */
  readonly baseOf: string | undefined;
}

const OPTION_NAMES = {
  once: ['format', 'delivery', 'fail-on', 'base-of', 'cluster'],
  several: [],
  flags: ['help', 'version'],
} as const;

const DELIVERIES: readonly Delivery[] = ['kubectl', 'argocd', 'flux'];
const FAIL_ON: readonly FailOn[] = ['refused', 'outage', 'attention', 'any'];

/**
 * Reads the options of `review`.
 *
 * @throws UsageError with everything that is wrong with them
 */
export function reviewOptions(args: readonly string[]): ReviewCommandOptions {
  const line = parseCommandLine(args, OPTION_NAMES);
  const problems: string[] = [];
  const oneOf = <T extends string>(what: string, given: string, allowed: readonly T[]): T => {
    if (!allowed.includes(given as T)) problems.push(notOneOf(what, given, allowed));
    return given as T;
  };
  const baseOf = line.value('base-of');
  const sides = sidesOf(line.operands, baseOf);
  problems.push(...sides.filter((side) => typeof side === 'string'));
  const options = {
    format: oneOf('--format', line.value('format') ?? FORMATS[0], FORMATS),
    delivery: oneOf('--delivery', line.value('delivery') ?? 'kubectl', DELIVERIES),
    failOn: oneOf('--fail-on', line.value('fail-on') ?? 'refused', FAIL_ON),
    baseOf,
    cluster: line.value('cluster'),
  };
  const [before, after] = sides;
  if (problems.length > 0 || typeof before !== 'object' || typeof after !== 'object') throw new UsageError(problems);
  return { before, after, ...options };
}

/** Both sides, or what is wrong. */
function sidesOf(operands: readonly string[], baseOf: string | undefined): (SideSpec | string)[] {
  if (baseOf !== undefined) return sidesFromBase(operands, baseOf);
  if (operands.length !== 2) {
    return [`name two sides, BEFORE and AFTER: each a folder, a file, '-' or git:REF:PATH; got ${operands.length}`];
  }
  const sides = [sideSpec('BEFORE', operands[0]), sideSpec('AFTER', operands[1])];
  const areBothInput = operands.every((operand) => operand === '-');
  return areBothInput ? ["'-' can be one side only: standard input is read once"] : sides;
}

/** One path is both sides: as it was there, and as it is now. Of two, the first is the path there. */
function sidesFromBase(operands: readonly string[], ref: string): (SideSpec | string)[] {
  const [path, after = path] = operands;
  if (path === undefined || operands.length > 2) {
    return [`with --base-of name one PATH, or the path there and what is AFTER; got ${operands.length}`];
  }
  if (path === '-' || path.startsWith('git:'))
    return [`with --base-of the first PATH must be a folder or file, got '${path}'`];
  if (path.startsWith('/'))
    return [`with --base-of the first PATH must be relative to the current folder, got '${path}'`];
  return [{ kind: 'commit', ref, path: `./${path}`, title: `${ref}:${path}` }, sideSpec('AFTER', after)];
}
