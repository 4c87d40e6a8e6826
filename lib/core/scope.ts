import { Construct } from 'constructs';
import { UsageError } from '../private/errors';
import { show } from '../private/show';

/** What keeps a value from being a construct. */
export function constructProblem(property: string, value: unknown): string | undefined {
  if (Construct.isConstruct(value)) return undefined;
  return `${property} must be a construct, such as a TenantNamespace, got ${show(value)}; pass the object itself`;
}

/**
 * Looks at the scope of a construct before `constructs` asks it for what it has not.
 *
 * @throws when it is no construct
 */
export function checkScope(title: string, scope: unknown, id: unknown): void {
  const problem = constructProblem('scope', scope);
  if (problem !== undefined) throw new UsageError([`${title} ${show(id)}: ${problem}`]);
}
