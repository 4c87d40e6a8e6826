import { classNameOf } from '../core/class-name';
import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { type Acknowledged, acknowledgedOn } from '../core/acknowledge';
import { warningsOn } from '../core/warnings';
import type { Dependency } from './dependencies';

/** What one walk over the construct tree finds, in the order of declaration. */
export interface Collected {
  /** Objects with the chart that is nearest around them. */
  readonly objects: { readonly object: ApiObject; readonly chart: Chart }[];
  readonly charts: Chart[];
  /** Dependencies that were declared with `addDependency`. */
  readonly dependencies: Dependency[];
  /** Messages of the constructs' own validations. */
  readonly problems: string[];
  /** The constructs that have them. */
  readonly wrong: IConstruct[];
  readonly warnings: string[];
  /** Findings that somebody looked at and takes. */
  readonly meant: MeantFindings[];
}

/** Findings of a rule that are meant, and the construct that they are about. */
export interface MeantFindings extends Acknowledged {
  readonly construct: IConstruct;
}

/** Walks the tree once: validates every construct and collects charts, objects, dependencies and warnings. */
export function collect(root: IConstruct): Collected {
  const collected: Collected = {
    objects: [],
    charts: [],
    dependencies: [],
    problems: [],
    wrong: [],
    warnings: [],
    meant: [],
  };
  // A stack in place of recursion: trees may be deep, and ten thousand servers are no reason for a new call each.
  const stack: { readonly construct: IConstruct; readonly chart: Chart | undefined }[] = [
    { construct: root, chart: undefined },
  ];
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { construct } = next;
    const chart = Chart.isChart(construct) ? construct : next.chart;
    visit(construct, chart, collected);
    const { children } = construct.node;
    for (let index = children.length - 1; index >= 0; index--) stack.push({ construct: children[index], chart });
  }
  return collected;
}

function visit(construct: IConstruct, chart: Chart | undefined, collected: Collected): void {
  const { node } = construct;
  if (chart === construct) collected.charts.push(chart);
  if (chart && ApiObject.isApiObject(construct)) collected.objects.push({ object: construct, chart });
  for (const each of acknowledgedOn(construct)) collected.meant.push({ ...each, construct });
  for (const target of node.dependencies) collected.dependencies.push({ source: construct, target });
  const problems = node.validate();
  if (problems.length > 0) collected.wrong.push(construct);
  for (const problem of problems) collected.problems.push(withPath(construct, problem));
  // What is said at the root is about others, and names them.
  for (const warning of warningsOn(construct))
    collected.warnings.push(node.scope ? withPath(construct, warning) : warning);
}

function withPath(construct: IConstruct, message: string): string {
  const { path } = construct.node;
  const named = message.indexOf(`'${path}'`);
  // Named as the subject, `Thing 'path': ...`, not somewhere in the sentence.
  const isSubject = named >= 0 && /^(\S+ )?$/.test(message.slice(0, named));
  return isSubject ? message : `${classNameOf(construct)} '${path}': ${message}`;
}
