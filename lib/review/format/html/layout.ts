import type { Topology, TopologyEdge, TopologyNode } from '../../data/topology';

/** Where a node is drawn: its upper left corner. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** A namespace around its Services, workloads and policies. */
export interface Frame {
  readonly label: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Layout {
  readonly places: ReadonlyMap<string, Place>;
  readonly frames: readonly Frame[];
  readonly width: number;
  readonly height: number;
}

/** Sizes in SVG units. */
export const NODE = { width: 200, height: 58 } as const;
const GAP = { x: 110, y: 20 } as const;
const MARGIN = 16;
const FRAME = { side: 18, top: 34, bottom: 18, between: 22 } as const;

/** From left to right as a request goes; who else reaches pods stands below the hosts, policies below the Services. */
const COLUMNS: Readonly<Record<TopologyNode['kind'], number>> = {
  gateway: 0,
  host: 1,
  namespace: 1,
  service: 2,
  policy: 2,
  workload: 3,
};
const FRAMED = 2;

/** Places in columns: namespaces one under the other, and what leads to them as near as there is room. */
export function layoutOf({ nodes, edges }: Topology): Layout {
  const places = new Map<string, Place>();
  const inner = nodes.filter(({ kind }) => COLUMNS[kind] >= FRAMED);
  const isGatewayUsed = nodes.some(({ kind }) => kind === 'gateway');
  const left = (column: number): number => MARGIN + (column - (isGatewayUsed ? 0 : 1)) * (NODE.width + GAP.x);
  const frames: Frame[] = [];
  let top = MARGIN;
  for (const [label, members] of byNamespace(inner)) {
    const frame = frameOf(label, members, top, left, places);
    frames.push(frame);
    top = frame.y + frame.height + FRAME.between;
  }
  for (const column of [1, 0])
    placeBeside(
      nodes.filter(({ kind }) => COLUMNS[kind] === column),
      edges,
      left(column),
      places,
    );
  const right = Math.max(0, ...[...places.values()].map(({ x }) => x)) + NODE.width + FRAME.side + MARGIN;
  const bottom =
    [...places.values()].reduce((lowest, { y }) => Math.max(lowest, y), 0) + NODE.height + FRAME.bottom + MARGIN;
  return { places, frames, width: right, height: bottom };
}

function byNamespace(nodes: readonly TopologyNode[]): [string, TopologyNode[]][] {
  const groups = new Map<string, TopologyNode[]>();
  for (const node of nodes) {
    const group = groups.get(node.namespaceName ?? '');
    if (group) group.push(node);
    else groups.set(node.namespaceName ?? '', [node]);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Places what is in a namespace, column by column from its top. */
function frameOf(
  label: string,
  members: readonly TopologyNode[],
  top: number,
  left: (column: number) => number,
  places: Map<string, Place>,
): Frame {
  const rows = new Map<number, number>();
  // Services before policies, so that they stand beside their workloads.
  const isPolicy = ({ kind }: TopologyNode): number => (kind === 'policy' ? 1 : 0);
  for (const { id, kind } of [...members].sort((a, b) => isPolicy(a) - isPolicy(b))) {
    const column = COLUMNS[kind];
    const row = rows.get(column) ?? 0;
    rows.set(column, row + 1);
    places.set(id, { x: left(column), y: top + FRAME.top + row * (NODE.height + GAP.y) });
  }
  const tallest = Math.max(...rows.values());
  const [first, last] = [Math.min(...rows.keys()), Math.max(...rows.keys())];
  const height = FRAME.top + tallest * (NODE.height + GAP.y) - GAP.y + FRAME.bottom;
  const width = left(last) - left(first) + NODE.width + 2 * FRAME.side;
  return { label, x: left(first) - FRAME.side, y: top, width, height };
}

/** Places nodes at the height of what they lead to, none over another. */
function placeBeside(
  nodes: readonly TopologyNode[],
  edges: readonly TopologyEdge[],
  x: number,
  places: Map<string, Place>,
): void {
  const targets = new Map<string, number[]>();
  for (const { from, to } of edges) {
    const place = places.get(to);
    if (place) targets.set(from, [...(targets.get(from) ?? []), place.y]);
  }
  const isPeer = ({ kind }: TopologyNode): number => (kind === 'namespace' ? 1 : 0);
  const wanted = nodes.map((node) => ({ node, y: middle(targets.get(node.id) ?? []) }));
  let free = MARGIN + FRAME.top;
  for (const { node, y } of wanted.sort((a, b) => isPeer(a.node) - isPeer(b.node) || a.y - b.y)) {
    const at = Math.max(free, y);
    places.set(node.id, { x, y: at });
    free = at + NODE.height + GAP.y;
  }
}

function middle(heights: readonly number[]): number {
  return heights.length === 0 ? 0 : heights.reduce((sum, height) => sum + height, 0) / heights.length;
}
