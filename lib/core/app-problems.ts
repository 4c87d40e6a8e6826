import type { IConstruct } from 'constructs';
import { UsageError } from '../private/errors';
import type { Problems } from '../private/problems';
import { Attachment } from './attachment';

/** How an app reports what is wrong with its constructs. */
interface Reporting {
  /** Tells the app from others of the same program; nothing where there is likely one only. */
  readonly label: string | undefined;
  /** What is wrong with constructs that could go on; nothing where each throws by itself. */
  readonly collected: string[] | undefined;
}

const REPORTING = new Attachment<Reporting>('app-problems');

/** Sets how an app reports problems. */
export function setReporting(app: IConstruct, label: string | undefined, collects: boolean): void {
  REPORTING.attach(app, { label, collected: collects ? [] : undefined });
}

/** What tells an app from others of the same program. */
export function labelOf(app: IConstruct): string | undefined {
  return REPORTING.on(app)?.label;
}

/** What is wrong with constructs of an app that went on all the same. */
export function collectedProblems(app: IConstruct): readonly string[] {
  return REPORTING.on(app)?.collected ?? [];
}

/**
 * Reports what is wrong with a construct that can go on with what is right: to the app that collects problems, or by an error.
 *
 * @throws UsageError unless the app collects problems
 */
export function reportProblems(construct: IConstruct, problems: Problems): void {
  const collected = REPORTING.on(construct.node.root)?.collected;
  if (collected) collected.push(...problems.messages);
  else throwProblems(construct, problems);
}

/**
 * Throws what is wrong with a construct, and with those before it that went on.
 *
 * @param scope the construct, or the one that it would have been in
 */
export function throwProblems(scope: IConstruct, problems: Problems): void {
  if (!problems.isEmpty) throw problemsOf(scope, problems);
}

/** What is wrong with a construct, and with those before it that went on, as an error. */
export function problemsOf(scope: IConstruct, problems: Problems): UsageError {
  const { root } = scope.node;
  return new UsageError([...collectedProblems(root), ...problems.messages], labelOf(root));
}
