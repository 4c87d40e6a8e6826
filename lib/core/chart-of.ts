import { classNameOf } from './class-name';
import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { UsageError } from '../private/errors';

/** What to say of a construct that is in none. */
export const NO_CHART = 'must be in a tenant or chart, got none around it; pass one as its scope';

/**
 * The chart, or tenant, that a construct is in.
 *
 * @throws UsageError when it is in none: cdk8s writes charts, and nothing beside them
 */
export function chartOf(construct: IConstruct): Chart {
  const chart = [...construct.node.scopes].reverse().find((scope) => Chart.isChart(scope));
  if (chart !== undefined) return chart;
  throw new UsageError([`${classNameOf(construct)} '${construct.node.path}': ${NO_CHART}`]);
}
