import type { Topology, TopologyNode } from '../../../lib/review/data/topology';
import { reviewHtml } from '../../../lib/review/format/html';
import { mermaidOf } from '../../../lib/review/format/mermaid';
import { atMost, topologyOf } from '../../../lib/review/format/topology';
import { example, nothing } from './example';
import { pictured } from './hostile';

const show = ({ nodes, edges }: Topology) => {
  const called = new Map(nodes.map(({ id, label }) => [id, label]));
  return {
    nodes: nodes.map(({ kind, label, change, detail }) =>
      [kind, label, change, ...(detail === undefined ? [] : [detail])].join(', '),
    ),
    edges: edges.map(({ from, to, label, change }) => `${called.get(from)} -> ${called.get(to)}: ${label} (${change})`),
  };
};

describe('the picture of a review', () => {
  test('is made of traffic, Services, workloads, policies and reach', () => {
    expect(show(topologyOf(example))).toEqual({
      nodes: [
        'host, models.example.com/iris, unchanged',
        'gateway, nginx, unchanged',
        'service, Service iris-stable, changed',
        'workload, Deployment iris-stable, changed',
        'service, Service iris-canary, changed',
        'workload, Deployment iris-canary, changed, iris:0.3.0-rc.1 → iris:0.3.0',
        'namespace, pods of namespace frontend, unchanged',
        'policy, NetworkPolicy iris-canary-from-frontend, added',
        'policy, NetworkPolicy iris-legacy, removed',
      ],
      edges: [
        'nginx -> models.example.com/iris: undefined (unchanged)',
        'models.example.com/iris -> Service iris-stable: 90 % → 70 % (changed)',
        'Service iris-stable -> Deployment iris-stable: 9 → 7 pods (changed)',
        'models.example.com/iris -> Service iris-canary: 10 % → 30 % (changed)',
        'Service iris-canary -> Deployment iris-canary: 1 → 3 pods (changed)',
        'pods of namespace frontend -> Deployment iris-canary: TCP 8080 (added)',
      ],
    });
  });

  test("is the review's own where it has one", () => {
    expect(topologyOf(pictured)).toBe(pictured.topology);
  });

  test('is not drawn when there is nothing in it', () => {
    expect(mermaidOf(topologyOf(nothing), 50)).toEqual({ text: '', left: 0 });
    expect(reviewHtml(nothing)).not.toContain('<svg');
  });
});

describe('too many nodes', () => {
  const node = (id: string, change: TopologyNode['change']): TopologyNode => ({
    id,
    kind: 'service',
    label: id,
    change,
  });
  const many: Topology = {
    nodes: [
      ...Array.from({ length: 60 }, (_, index) => node(`still${index}`, 'unchanged')),
      node('neighbour', 'unchanged'),
      node('moves', 'changed'),
    ],
    edges: [
      { from: 'neighbour', to: 'moves', change: 'changed' },
      { from: 'still1', to: 'still59', change: 'unchanged' },
    ],
  };

  test('what changes and what stands beside it is kept', () => {
    expect(atMost(many, 3).nodes.map(({ id }) => id)).toEqual(['still0', 'neighbour', 'moves']);
    expect(atMost(many, 3).edges).toEqual([many.edges[0]]);
  });

  test('mermaid draws 50 and says how many are left', () => {
    const { text, left } = mermaidOf(many, 50);
    expect(text.match(/^ {2}n\d+\[\[/gm)).toHaveLength(50);
    expect(left).toBe(12);
  });
});

test('a mermaid label is text: everything that could have a meaning is a character code', () => {
  const { text } = mermaidOf(
    { nodes: [{ id: 'a', kind: 'workload', label: '"]; %%{x}%% <b>#1 `c`', change: 'removed' }], edges: [] },
    50,
  );
  expect(text.split('\n')[1]).toBe(
    '  n0["removed: #34;#93;#59; #37;#37;#123;x#125;#37;#37; #60;b#62;#35;1 #96;c#96;"]:::removed',
  );
});
