import type { Topology, TopologyChange, TopologyEdge, TopologyNode } from '../data/topology';
import { atMost } from './topology';
import { shown } from './visible';

/** Labels are cut here. */
const LONGEST = 48;
/** And here, as they are written. */
const ENCODED = 120;
/** Edges of a diagram; mermaid draws 500 at most. */
const EDGES = 120;

/** Shapes by what a node is: mermaid's brackets around its label. */
const SHAPES: Readonly<Record<TopologyNode['kind'], readonly [string, string]>> = {
  gateway: ['{{', '}}'],
  host: ['([', '])'],
  service: ['[[', ']]'],
  workload: ['[', ']'],
  namespace: ['[/', '/]'],
  policy: ['>', ']'],
};

/** Said in the label too, since colour alone says nothing to some. */
const MARKS: Readonly<Record<TopologyChange, string>> = {
  added: 'added: ',
  changed: 'changed: ',
  removed: 'removed: ',
  unchanged: '',
};

const CLASSES = [
  '  classDef added stroke:#1a7f37,stroke-width:3px',
  '  classDef changed stroke:#9a6700,stroke-width:3px',
  '  classDef removed stroke:#cf222e,stroke-width:3px,stroke-dasharray:6 4',
];

/** A diagram as mermaid text, and how many nodes are not in it. Empty when nothing is to be drawn. */
export function mermaidOf(whole: Topology, most: number): { readonly text: string; readonly left: number } {
  const { nodes, edges } = atMost(whole, most);
  if (nodes.length === 0) return { text: '', left: 0 };
  const ids = new Map(nodes.map(({ id }, index) => [id, `n${index}`]));
  const lines = [
    'flowchart LR',
    ...nodes.map((node) => `  ${ids.get(node.id) ?? ''}${shapeOf(node)}${classOf(node)}`),
    ...edges.slice(0, EDGES).map((edge) => `  ${edgeOf(edge, ids)}`),
    ...CLASSES,
  ];
  return { text: `${lines.join('\n')}\n`, left: whole.nodes.length - nodes.length };
}

function shapeOf({ kind, label, detail, change }: TopologyNode): string {
  const [open, close] = SHAPES[kind];
  const below = detail === undefined ? '' : `<br>${escaped(detail)}`;
  return `${open}"${MARKS[change]}${escaped(label)}${below}"${close}`;
}

function classOf({ change }: TopologyNode): string {
  return change === 'unchanged' ? '' : `:::${change}`;
}

function edgeOf({ from, to, label, change }: TopologyEdge, ids: ReadonlyMap<string, string>): string {
  const line = change === 'added' || change === 'changed' ? '==>' : change === 'removed' ? '-.->' : '-->';
  // A label that tells of a change has two sides.
  const mark = change === 'changed' ? '' : MARKS[change];
  const text = `${mark}${label === undefined ? '' : escaped(label)}`.replace(/: $/, '');
  return `${ids.get(from) ?? ''} ${line}${text === '' ? '' : `|"${text}"|`} ${ids.get(to) ?? ''}`;
}

/** Everything but letters, digits and what no syntax of mermaid has a meaning for, as a character code. */
function escaped(text: string): string {
  let label = '';
  for (const character of shown(text, LONGEST)) {
    const safe = /[A-Za-z0-9 /.,-]/.test(character) ? character : `#${character.codePointAt(0) ?? 0};`;
    if (label.length + safe.length > ENCODED) return `${label}...`;
    label += safe;
  }
  return label;
}
