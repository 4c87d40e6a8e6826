import type { Topology, TopologyChange, TopologyEdge, TopologyNode } from '../../data/topology';
import { count } from '../figures';
import { atMost } from '../topology';
import { text } from './escape';
import { layoutOf, NODE, type Place } from './layout';

/** Nodes of a drawing; more are not read as one. */
const MOST = 150;
/** Characters that fit into a node. */
const FIT = { label: 23, detail: 30, edge: 14 } as const;
/** Where along an edge its label stands. */
const NEAR = 0.5;
const FAR = 0.12;

const KINDS: Readonly<Record<TopologyNode['kind'], string>> = {
  gateway: 'gateway',
  host: 'host and path',
  service: 'Service',
  workload: 'workload',
  namespace: 'who reaches',
  policy: 'policy',
};

const MARKS: Readonly<Record<TopologyChange, string>> = {
  added: '+ added',
  changed: '~ changed',
  removed: '− removed',
  unchanged: '',
};

/** The picture as SVG with a caption, or nothing when there is nothing to draw. */
export function drawingOf(whole: Topology): string {
  const topology = atMost(whole, MOST);
  if (topology.nodes.length === 0) return '';
  const { places, frames, width, height } = layoutOf(topology);
  const left = whole.nodes.length - topology.nodes.length;
  const drawnFrames = frames.map(
    ({ label, x, y, width: wide, height: high }) =>
      `<g class="frame"><rect x="${x}" y="${y}" width="${wide}" height="${high}" rx="10"/>` +
      `<text x="${x + 12}" y="${y + 21}">${label === '' ? 'no namespace' : `namespace ${text(label, 60)}`}</text></g>`,
  );
  return [
    '<figure class="drawing">',
    '<div class="scroll" tabindex="0" role="region" aria-label="Drawing of what changes, scrolls sideways">',
    `<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${describe(topology)}">`,
    '<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerUnits="userSpaceOnUse" markerWidth="11" markerHeight="11" orient="auto"><path d="M0 0 8 4 0 8z"/></marker></defs>',
    ...drawnFrames,
    ...topology.edges.map((edge) => edgeOf(edge, places)),
    ...topology.nodes.map((node) => nodeOf(node, places)),
    ...topology.edges.map((edge) => labelOf(edge, places)),
    '</svg>',
    '</div>',
    '<figcaption><span class="key added">+ added, thick</span> <span class="key changed">~ changed, thick</span>',
    `<span class="key removed">− removed, dashed</span>${left === 0 ? '' : ` ${left} more not drawn.`}</figcaption>`,
    '</figure>',
  ].join('\n');
}

function describe({ nodes }: Topology): string {
  const number = (change: TopologyChange): number => nodes.filter((node) => node.change === change).length;
  return `${count(nodes.length, 'node')} from the gateway to the pods: ${number('added')} added, ${number('changed')} changed, ${number('removed')} removed. The tables below say the same.`;
}

function nodeOf({ id, kind, label, detail, change }: TopologyNode, places: ReadonlyMap<string, Place>): string {
  // Of an object the kind stands above the name.
  const [, above = KINDS[kind], name = label] = /^([A-Z][A-Za-z]*) (.+)$/s.exec(label) ?? [];
  const { x, y } = places.get(id) ?? { x: 0, y: 0 };
  const round = kind === 'host' ? 29 : kind === 'workload' ? 3 : 9;
  const mark =
    MARKS[change] === '' ? '' : `<text class="mark" x="${x + NODE.width - 14}" y="${y + 17}">${MARKS[change]}</text>`;
  const below =
    detail === undefined ? '' : `<text class="detail" x="${x + 14}" y="${y + 50}">${text(detail, FIT.detail)}</text>`;
  return [
    `<g class="node ${kind} ${change}"><title>${text(label)}${detail === undefined ? '' : `, ${text(detail)}`}</title>`,
    `<rect x="${x}" y="${y}" width="${NODE.width}" height="${NODE.height}" rx="${round}"/>`,
    `<text class="kind" x="${x + 14}" y="${y + 17}">${text(above, FIT.label)}</text>${mark}`,
    `<text class="label" x="${x + 14}" y="${y + (detail === undefined ? 39 : 34)}">${text(name, FIT.label)}</text>${below}</g>`,
  ].join('');
}

/** The four points of the curve between two nodes. Nodes of one column are joined around their right side. */
function curveOf(
  { from, to }: TopologyEdge,
  places: ReadonlyMap<string, Place>,
): [Place, Place, Place, Place] | undefined {
  const [start, end] = [places.get(from), places.get(to)];
  if (!start || !end) return undefined;
  const a = { x: start.x + NODE.width, y: start.y + NODE.height / 2 };
  if (end.x <= start.x) {
    const b = { x: end.x + NODE.width + 2, y: end.y + NODE.height / 2 };
    return [a, { x: a.x + 60, y: a.y }, { x: b.x + 60, y: b.y }, b];
  }
  const b = { x: end.x - 2, y: end.y + NODE.height / 2 };
  const half = (b.x - a.x) / 2;
  return [a, { x: a.x + half, y: a.y }, { x: b.x - half, y: b.y }, b];
}

function edgeOf(edge: TopologyEdge, places: ReadonlyMap<string, Place>): string {
  const curve = curveOf(edge, places);
  if (!curve) return '';
  const [a, b, c, d] = curve.map(({ x, y }) => `${x} ${y}`);
  return `<path class="edge ${edge.change}" d="M${a ?? ''}C${b ?? ''} ${c ?? ''} ${d ?? ''}" marker-end="url(#arrow)"/>`;
}

function labelOf(edge: TopologyEdge, places: ReadonlyMap<string, Place>): string {
  const curve = curveOf(edge, places);
  const mark = MARKS[edge.change].slice(0, 2);
  const label = edge.label ?? MARKS[edge.change].slice(2);
  if (!curve || label === '') return '';
  const [a, , , d] = curve;
  const { x, y } = pointOf(curve, d.x - a.x > NODE.width ? FAR : NEAR);
  return `<text class="flow ${edge.change}" x="${x}" y="${y - 5}"><title>${text(label)}</title>${mark}${text(label, FIT.edge)}</text>`;
}

/** A point on the curve, rounded to what is seen. https://en.wikipedia.org/wiki/B%C3%A9zier_curve */
function pointOf([a, b, c, d]: readonly [Place, Place, Place, Place], t: number): Place {
  const u = 1 - t;
  const at = (of: 'x' | 'y'): number =>
    Math.round(u * u * u * a[of] + 3 * u * u * t * b[of] + 3 * u * t * t * c[of] + t * t * t * d[of]);
  return { x: at('x'), y: at('y') };
}
