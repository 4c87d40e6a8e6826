import { append } from '../private/append';
import { byCodeUnit } from '../private/json';
import type { Topology, TopologyChange, TopologyEdge, TopologyNode } from './data/topology';

export type SideName = 'before' | 'after';

/** A node as one side has it. */
export type SeenNode = Omit<TopologyNode, 'change'>;

interface NodeOfBoth {
  readonly node: SeenNode;
  readonly on: Set<SideName>;
}

interface EdgeOfBoth {
  readonly from: string;
  readonly to: string;
  /** Its label on each side where it is. */
  readonly labels: Map<SideName, string>;
}

const KINDS: readonly TopologyNode['kind'][] = ['gateway', 'host', 'namespace', 'service', 'policy', 'workload'];

/** Both sides drawn over each other. */
export class Picture {
  private readonly nodes = new Map<string, NodeOfBoth>();
  private readonly edges = new Map<string, EdgeOfBoth>();

  /** Draws a node of a side; what the later side says of it goes before. */
  public node(side: SideName, node: SeenNode): string {
    const on = this.nodes.get(node.id)?.on ?? new Set<SideName>();
    this.nodes.set(node.id, { node, on: on.add(side) });
    return node.id;
  }

  /** Draws an edge of a side between nodes. */
  public edge(side: SideName, from: string, to: string, label = ''): void {
    const key = JSON.stringify([from, to]);
    const edge = this.edges.get(key) ?? { from, to, labels: new Map<SideName, string>() };
    this.edges.set(key, edge);
    edge.labels.set(side, label);
  }

  /** Whether a node is drawn on either side. */
  public has(id: string): boolean {
    return this.nodes.has(id);
  }

  /**
   * What changes, all that leads there, and all that it leads to.
   *
   * @param changed the nodes that are on both sides and differ
   */
  public touched(changed: ReadonlySet<string>): Topology {
    const nodes = [...this.nodes.values()].map(({ node, on }): TopologyNode => ({
      ...node,
      change: on.size === 1 ? (on.has('after') ? 'added' : 'removed') : changed.has(node.id) ? 'changed' : 'unchanged',
    }));
    const edges = [...this.edges.values()].map(drawn);
    const moving = [
      ...nodes.filter(({ change }) => change !== 'unchanged').map(({ id }) => id),
      ...edges.filter(({ change }) => change !== 'unchanged').flatMap(({ from, to }) => [from, to]),
    ];
    const kept = new Set([...reached(moving, edges, 'from', 'to'), ...reached(moving, edges, 'to', 'from')]);
    return {
      nodes: nodes.filter(({ id }) => kept.has(id)).sort(byPlace),
      edges: edges
        .filter(({ from, to }) => kept.has(from) && kept.has(to))
        .sort((a, b) => byCodeUnit(a.from, b.from) || byCodeUnit(a.to, b.to)),
    };
  }
}

function drawn({ from, to, labels }: EdgeOfBoth): TopologyEdge {
  const [before, after] = [labels.get('before'), labels.get('after')];
  const change: TopologyChange =
    before === undefined ? 'added' : after === undefined ? 'removed' : before === after ? 'unchanged' : 'changed';
  const label = change === 'changed' ? `${before ?? ''} → ${after ?? ''}` : (after ?? before ?? '');
  return { from, to, ...(label !== '' && { label }), change };
}

/** The nodes that edges lead to from some, these included, in one direction. */
function reached(
  ids: readonly string[],
  edges: readonly TopologyEdge[],
  at: 'from' | 'to',
  next: 'from' | 'to',
): Set<string> {
  const steps = new Map<string, string[]>();
  for (const edge of edges) append(steps, edge[at], edge[next]);
  const found = new Set<string>();
  const open = [...ids];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    open.push(...(steps.get(id) ?? []));
  }
  return found;
}

function byPlace(a: TopologyNode, b: TopologyNode): number {
  return (
    KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) ||
    byCodeUnit(a.namespaceName ?? '', b.namespaceName ?? '') ||
    byCodeUnit(a.label, b.label) ||
    byCodeUnit(a.id, b.id)
  );
}
