import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { warningsOn } from '../private/warnings';

/** What one walk over the construct tree finds, in the order of declaration. */
export interface Collected {
  /** Objects with the chart that is nearest around them. */
  readonly objects: { readonly object: ApiObject; readonly chart: Chart }[];
  readonly charts: Chart[];
  /** Messages of the constructs' own validations. */
  readonly problems: string[];
  readonly warnings: string[];
}

/** Walks the tree once: validates every construct and collects charts, objects and warnings. */
export function collect(root: IConstruct): Collected {
  const collected: Collected = { objects: [], charts: [], problems: [], warnings: [] };
  // A stack in place of recursion: trees may be deep, and ten thousand servers are no reason for a new call each.
  const stack: { readonly construct: IConstruct; readonly chart: Chart | undefined }[] = [
    { construct: root, chart: undefined },
  ];
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { construct } = next;
    const chart = Chart.isChart(construct) ? construct : next.chart;
    if (chart === construct) collected.charts.push(chart);
    if (chart && ApiObject.isApiObject(construct)) collected.objects.push({ object: construct, chart });
    for (const problem of construct.node.validate()) collected.problems.push(withPath(construct, problem));
    for (const warning of warningsOn(construct)) collected.warnings.push(withPath(construct, warning));
    for (const child of [...construct.node.children].reverse()) stack.push({ construct: child, chart });
  }
  return collected;
}

function withPath(construct: IConstruct, message: string): string {
  const { path } = construct.node;
  return message.includes(`'${path}'`) ? message : `${construct.constructor.name} '${path}': ${message}`;
}
