import { classNameOf } from '../core/class-name';
import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';

/** Charts inside a tenant, as error messages: no manifest shows that they were meant to belong to it. */
export function nestedChartsIn(tenant: IConstruct): string[] {
  const subject = `${classNameOf(tenant)} '${tenant.node.path}'`;
  return chartsBelow(tenant).map(
    ({ node }) =>
      `${subject}: holds the chart '${node.path}', which would get neither the namespace nor a safe place in the order of files; use a Construct in place of the chart, or move it out of the tenant`,
  );
}

function chartsBelow(construct: IConstruct): IConstruct[] {
  return construct.node.children.flatMap((child) => (Chart.isChart(child) ? [child] : chartsBelow(child)));
}
