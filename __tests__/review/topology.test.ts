import { reachChanges } from '../../lib/review/reach';
import { topologyOf } from '../../lib/review/topology';
import { sides } from '../support/reviewed';

const MARKS = { added: '+', changed: '~', removed: '-', unchanged: ' ' } as const;
/** The picture as text: nodes, then edges, each with what becomes of it. */
const picture = (before: string, after: string) => {
  const { pairs, before: was, after: now } = sides(before, after);
  const { nodes, edges } = topologyOf(pairs, was, now, reachChanges(was, now));
  const labels = new Map(nodes.map(({ id, label }) => [id, label]));
  return [
    ...nodes.map(
      ({ kind, label, detail, change }) => `${MARKS[change]} ${kind} ${label}${detail ? ` (${detail})` : ''}`,
    ),
    ...edges.map(
      ({ from, to, label, change }) =>
        `${MARKS[change]} ${labels.get(from)} > ${labels.get(to)}${label ? `: ${label}` : ''}`,
    ),
  ];
};
const server = (name: string, replicas = 2, version = '1', more = '') => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: vision${more} }
spec:
  replicas: ${replicas}
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec: { containers: [{ name: main, image: registry.example/${name}:${version} }] }
---
apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: vision }
spec: { selector: { app: ${name} }, ports: [{ port: 80 }] }
---`;
const route = (weights: { [service: string]: number }, host = 'a.example.com') => `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: ${host.replaceAll('.', '-')}, namespace: vision }
spec:
  parentRefs: [{ name: public, namespace: gateways }]
  hostnames: [${host}]
  rules: [{ backendRefs: [${Object.entries(weights)
    .map(([name, weight]) => `{ name: ${name}, port: 80, weight: ${weight} }`)
    .join(', ')}] }]
---`;
const policy = (from: string) => `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: iris, namespace: vision }
spec: { podSelector: { matchLabels: { app: iris } }, ingress: [{ from: [${from}] }] }
---`;

describe('the picture of a change', () => {
  it('is empty where nothing changes', () => {
    expect(picture(server('iris') + route({ iris: 1 }), server('iris') + route({ iris: 1 }))).toEqual([]);
  });

  it('is empty where labels change alone', () => {
    expect(picture(server('iris'), server('iris', 2, '1', ', labels: { team: ml }'))).toEqual([]);
  });

  it('has the way to a workload that changes, and no other', () => {
    const rest = server('rank') + route({ rank: 1 }, 'b.example.com');
    expect(
      picture(server('iris') + route({ iris: 1 }) + rest, server('iris', 3, '2') + route({ iris: 1 }) + rest),
    ).toEqual([
      '  gateway Gateway gateways/public',
      '  host a.example.com/',
      '  service Service iris',
      '~ workload Deployment iris (iris:1 → iris:2)',
      '~ Service iris > Deployment iris: 2 pods → 3 pods',
      '  Gateway gateways/public > a.example.com/',
      '  a.example.com/ > Service iris: 100 %',
    ]);
  });

  it('has shares that move, and all who get some', () => {
    const both = server('iris-stable') + server('iris-canary');
    expect(
      picture(
        both + route({ 'iris-stable': 90, 'iris-canary': 10 }),
        both + route({ 'iris-stable': 70, 'iris-canary': 30 }),
      ),
    ).toEqual([
      '  gateway Gateway gateways/public',
      '  host a.example.com/',
      '  service Service iris-canary',
      '  service Service iris-stable',
      '  workload Deployment iris-canary (iris-canary:1)',
      '  workload Deployment iris-stable (iris-stable:1)',
      '  Service iris-canary > Deployment iris-canary: 2 pods',
      '  Service iris-stable > Deployment iris-stable: 2 pods',
      '  Gateway gateways/public > a.example.com/',
      '~ a.example.com/ > Service iris-canary: 10 % → 30 %',
      '~ a.example.com/ > Service iris-stable: 90 % → 70 %',
    ]);
  });

  it('has what comes and what goes', () => {
    expect(picture(server('rank'), server('iris') + route({ iris: 1 }))).toEqual([
      '+ gateway Gateway gateways/public',
      '+ host a.example.com/',
      '+ service Service iris',
      '- service Service rank',
      '+ workload Deployment iris (iris:1)',
      '- workload Deployment rank (rank:1)',
      '+ Service iris > Deployment iris: 2 pods',
      '- Service rank > Deployment rank: 2 pods',
      '+ Gateway gateways/public > a.example.com/',
      '+ a.example.com/ > Service iris: 100 %',
    ]);
  });

  it('has policies that change, and who can reach pods that could not', () => {
    const frontend = '{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: frontend } } }';
    expect(picture(server('iris') + policy('{ podSelector: {} }'), server('iris') + policy(frontend))).toEqual([
      '  namespace pods of namespace frontend',
      '  namespace pods of namespace vision',
      '  service Service iris',
      '~ policy NetworkPolicy iris',
      '  workload Deployment iris (iris:1)',
      '  Service iris > Deployment iris: 2 pods',
      '  NetworkPolicy iris > Deployment iris',
      '+ pods of namespace frontend > Deployment iris',
      '- pods of namespace vision > Deployment iris',
    ]);
  });

  it('says that a change is refused', () => {
    const other = server('iris').replace('matchLabels: { app: iris }', 'matchLabels: { app: other }');
    expect(picture(server('iris'), other)).toContain('~ workload Deployment iris (change refused)');
  });

  it('is the same whatever the order of the manifests', () => {
    const [a, b, c] = [server('iris'), server('rank'), route({ iris: 1, rank: 1 })];
    const [d, e] = [server('iris', 3), route({ iris: 1 })];
    expect(picture(a + b + c, d + b + e)).toEqual(picture(c + b + a, e + b + d));
  });
});
