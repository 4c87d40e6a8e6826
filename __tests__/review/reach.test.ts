import { reachChanges } from '../../lib/review/reach';
import { groupPairs } from '../../lib/review/reach-groups';
import { relabelledOpenings } from '../../lib/review/reach-relabelled';
import { reviewed, sides } from '../support/reviewed';

const changes = (before: string, after: string) => {
  const { before: was, after: now } = sides(before, after);
  return reachChanges(was, now);
};
/** Changes as a reader sees them: `+` opens, `-` closes. */
const texts = (before: string, after: string) =>
  changes(before, after).map(
    ({ kind, from, to, ports }) => `${kind === 'opened' ? '+' : '-'} ${from} > ${to}${ports ? ` on ${ports}` : ''}`,
  );

const pods = (name: string, labels = '', more = '', namespace = 'vision') => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: ${namespace} }
spec:
  template:
    metadata: { labels: { app: ${name}${labels} } }
    spec: { ${more}containers: [{ name: main, ports: [{ name: http, containerPort: 8080 }] }] }
---`;
const policy = (spec: string, selector = 'app: iris', name = 'iris') => `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: ${name}, namespace: vision }
spec: { podSelector: { ${selector === '' ? '' : `matchLabels: { ${selector} }`} }, ${spec} }
---`;
const from = (peers: string, ports = '{ port: 8080 }') =>
  policy(`ingress: [{ from: [${peers}]${ports === '' ? '' : `, ports: [${ports}]`} }]`);
const out = (rules: string) => policy(`policyTypes: [Egress], egress: [${rules}]`);
const FRONTEND = '{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: frontend } } }';
const TEAM = '{ namespaceSelector: { matchLabels: { team: web } } }';
const WEB = '{ podSelector: { matchLabels: { role: web } } }';
const iris = pods('iris');
const namespace = (name: string, labels: string) =>
  `\napiVersion: v1\nkind: Namespace\nmetadata: { name: ${name}, labels: { ${labels} } }\n---`;

describe('who can reach pods', () => {
  test.each<[string, string, string, string[]]>([
    ['stays as it was', iris + from(FRONTEND), iris + from(FRONTEND), []],
    ['is everyone as long as there are no policies', '', iris, []],
    [
      'grows by a namespace',
      iris + from(WEB),
      iris + from(`${WEB}, ${FRONTEND}`),
      ['+ pods of namespace frontend > Deployment vision/iris on TCP 8080'],
    ],
    ['grows to everyone', iris + from(WEB), iris + policy('ingress: [{}]'), ['+ everyone > Deployment vision/iris']],
    [
      'shrinks with a first policy',
      iris + policy('ingress: []', 'app: other'),
      iris + from(FRONTEND),
      ['- everyone > Deployment vision/iris'],
    ],
    [
      'grows with the last policy that goes',
      iris + from(FRONTEND) + policy('ingress: []', 'app: other', 'other'),
      iris + policy('ingress: []', 'app: other', 'other'),
      ['+ everyone > Deployment vision/iris'],
    ],
    [
      'grows by a port',
      iris + from(FRONTEND),
      iris + from(FRONTEND, '{ port: 8080 }, { port: 9090, protocol: UDP }'),
      ['+ pods of namespace frontend > Deployment vision/iris on UDP 9090'],
    ],
    ['is the same by number and by name of a port', iris + from(FRONTEND), iris + from(FRONTEND, '{ port: http }'), []],
    [
      'is the same in one rule and in several',
      iris + from(`${FRONTEND}, ${WEB}`),
      iris +
        policy(
          `ingress: [{ from: [${FRONTEND}], ports: [{ port: 8080 }] }, { from: [${WEB}], ports: [{ port: 8080 }] }]`,
        ),
      [],
    ],
    [
      'is the same by a range and by its ports',
      iris + from(FRONTEND, '{ port: 8080, endPort: 8082 }'),
      iris + from(FRONTEND, '{ port: 8080, endPort: 8081 }, { port: 8082 }'),
      [],
    ],
    [
      'is the same by the label of a namespace and by an expression',
      iris + from(FRONTEND),
      iris +
        from(
          '{ namespaceSelector: { matchExpressions: [{ key: kubernetes.io/metadata.name, operator: In, values: [frontend] }] } }',
        ),
      [],
    ],
    [
      'shrinks to pods with a label',
      iris + from('{ podSelector: {} }'),
      iris + from(WEB),
      ['- pods of namespace vision > Deployment vision/iris on TCP 8080'],
    ],
    [
      'grows by addresses',
      iris + from(WEB),
      iris + from(`${WEB}, { ipBlock: { cidr: 10.0.0.0/8, except: [10.1.0.0/16] } }`),
      ['+ addresses 10.0.0.0/8 except 10.1.0.0/16 > Deployment vision/iris on TCP 8080'],
    ],
    [
      'shrinks by addresses that are left out',
      iris + from('{ ipBlock: { cidr: 10.0.0.0/8 } }'),
      iris + from('{ ipBlock: { cidr: 10.0.0.0/8, except: [10.1.0.0/16] } }'),
      ['- addresses 10.0.0.0/8 > Deployment vision/iris on TCP 8080'],
    ],
    [
      'changes with the labels of the pods',
      iris + policy('ingress: []', 'tier: api'),
      pods('iris', ', tier: api') + policy('ingress: []', 'tier: api'),
      ['- everyone > Deployment vision/iris'],
    ],
    [
      'changes with the labels of a namespace',
      iris + from(TEAM) + namespace('frontend', 'team: db'),
      iris + from(TEAM) + namespace('frontend', 'team: web'),
      ['+ pods of namespace frontend > Deployment vision/iris on TCP 8080'],
    ],
    [
      'changes with the labels of other pods',
      iris + from(WEB) + pods('shop'),
      iris + from(WEB) + pods('shop', ', role: web'),
      ['+ Deployment vision/shop > Deployment vision/iris on TCP 8080'],
    ],
    [
      'changes with new pods that carry a label which is let in',
      iris + from(WEB),
      iris + from(WEB) + pods('shop', ', role: web'),
      ['+ Deployment vision/shop > Deployment vision/iris on TCP 8080'],
    ],
    [
      'changes with the labels of several other pods, told together where policies cannot tell them apart',
      iris + from(WEB) + pods('shop', ', tier: a') + pods('cart', ', tier: b') + pods('rank', ', role: db'),
      iris +
        from(WEB) +
        pods('shop', ', tier: b, role: web') +
        pods('cart', ', role: web') +
        pods('rank', ', role: web'),
      [
        '+ Deployment vision/cart, Deployment vision/shop > Deployment vision/iris on TCP 8080',
        '+ Deployment vision/rank > Deployment vision/iris on TCP 8080',
      ],
    ],
    [
      'changes with values of a label that policies tell apart',
      iris +
        from('{ podSelector: { matchExpressions: [{ key: role, operator: NotIn, values: [batch, test] }] } }') +
        pods('shop', ', role: batch') +
        pods('cart', ', role: test') +
        pods('rank', ', role: a'),
      iris +
        from('{ podSelector: { matchExpressions: [{ key: role, operator: NotIn, values: [batch, test] }] } }') +
        pods('shop', ', role: test') +
        pods('cart', ', role: b') +
        pods('rank', ', role: b'),
      ['+ Deployment vision/cart > Deployment vision/iris on TCP 8080'],
    ],
    [
      'is not in the hands of policies in the network of the node',
      iris + from(FRONTEND),
      pods('iris', '', 'hostNetwork: true, ') + from(FRONTEND),
      ['+ everyone > Deployment vision/iris'],
    ],
    [
      'is said of new pods where it is somebody from elsewhere',
      policy('ingress: []', 'app: other', 'other'),
      policy('ingress: []', 'app: other', 'other') + iris + from(`${WEB}, ${FRONTEND}`),
      ['+ pods of namespace frontend > Deployment vision/iris on TCP 8080'],
    ],
    ['is not said of pods that go', iris + from(FRONTEND), '', []],
    [
      'is said once of all pods of a namespace',
      iris + pods('rank') + policy('ingress: [{ from: [{ podSelector: {} }] }]', ''),
      iris + pods('rank') + policy(`ingress: [{ from: [{ podSelector: {} }, ${FRONTEND}] }]`, ''),
      ['+ pods of namespace frontend > all pods of namespace vision'],
    ],
  ])('%s', (_, before, after, expected) => {
    expect(texts(before, after)).toEqual(expected);
  });
});

it('looks once at pods that policies cannot tell apart, however many are relabelled', () => {
  const side = (more: string) =>
    Array.from({ length: 40 }, (_, index) => pods(`p${index}`, more)).join('') +
    policy('ingress: [{ from: [{ podSelector: { matchLabels: { role: web } } }] }]', '');
  const { before, after } = sides(side(''), side(', role: web'));
  expect(relabelledOpenings(groupPairs(before, after), before, after)).toHaveLength(40);
  expect(reachChanges(before, after).map(({ from: who, to }) => [who, to])).toEqual([
    ['all pods of namespace vision', 'all pods of namespace vision'],
  ]);
});

describe('whom pods can reach', () => {
  test.each<[string, string, string, string[]]>([
    [
      'grows to the internet',
      iris + out('{ to: [{ podSelector: {} }] }'),
      iris +
        out(
          '{ to: [{ podSelector: {} }] }, { to: [{ ipBlock: { cidr: 0.0.0.0/0, except: [10.0.0.0/8] } }], ports: [{ port: 443 }] }',
        ),
      ['+ Deployment vision/iris > the internet (0.0.0.0/0 except 10.0.0.0/8) on TCP 443'],
    ],
    [
      'shrinks from everywhere',
      iris + policy('ingress: [{}]'),
      iris + policy('ingress: [{}], egress: [], policyTypes: [Ingress, Egress]'),
      ['- Deployment vision/iris > everywhere'],
    ],
    [
      'keeps names of ports, whosever they are',
      iris + out(`{ to: [${FRONTEND}], ports: [{ port: http }] }`),
      iris + out(`{ to: [${FRONTEND}], ports: [{ port: grpc }] }`),
      [
        "+ Deployment vision/iris > pods of namespace frontend on TCP 'grpc'",
        "- Deployment vision/iris > pods of namespace frontend on TCP 'http'",
      ],
    ],
  ])('%s', (_, before, after, expected) => {
    expect(texts(before, after)).toEqual(expected);
  });
});

describe('an opening is wide', () => {
  const WIDE_OUT = '{ to: [{ ipBlock: { cidr: 0.0.0.0/0 } }] }';
  const shut = policy('ingress: [], egress: [], policyTypes: [Ingress, Egress]');
  test.each<[string, boolean, string, string]>([
    ['to everyone', true, iris + from(WEB), iris + policy('ingress: [{}]')],
    ['to another namespace', true, iris + from(WEB), iris + from(`${WEB}, ${FRONTEND}`)],
    ['to addresses', true, iris + from(WEB), iris + from('{ ipBlock: { cidr: 10.0.0.0/8 } }')],
    ['to other pods of the namespace', false, iris + from(WEB), iris + from('{ podSelector: {} }')],
    [
      'by another port for pods of the namespace',
      false,
      iris + from(WEB),
      iris + from(WEB, '{ port: 8080 }, { port: 9090 }'),
    ],
    [
      'out to the internet',
      true,
      iris + shut,
      iris + policy(`ingress: [], policyTypes: [Ingress, Egress], egress: [${WIDE_OUT}]`),
    ],
    [
      'out to an address',
      false,
      iris + out('{ to: [{ podSelector: {} }] }'),
      iris + out('{ to: [{ ipBlock: { cidr: 10.1.1.1/32 } }] }'),
    ],
    [
      'out to another namespace',
      true,
      iris + out('{ to: [{ podSelector: {} }] }'),
      iris + out(`{ to: [${FRONTEND}] }`),
    ],
    [
      'by the label of another namespace',
      true,
      iris + from(TEAM) + namespace('frontend', 'team: db'),
      iris + from(TEAM) + namespace('frontend', 'team: web'),
    ],
    [
      'by the labels of pods of the namespace',
      false,
      iris + from(WEB) + pods('shop'),
      iris + from(WEB) + pods('shop', ', role: web'),
    ],
    [
      'of new pods',
      false,
      policy('ingress: []', 'app: other', 'other'),
      policy('ingress: []', 'app: other', 'other') + iris + from(FRONTEND),
    ],
  ])('%s: %s', (_, isWide, before, after) => {
    const opened = changes(before, after).filter(({ kind }) => kind === 'opened');
    expect(opened.map((change) => change.isWide)).toEqual([isWide]);
    const { verdict, reasons } = reviewed(before, after);
    const said = '1 connection opens to everyone, to addresses outside or between namespaces';
    expect(reasons.includes(said)).toBe(isWide);
    if (isWide) expect(verdict).toBe('attention');
  });

  test('and what closes is not', () => {
    expect(changes(iris + policy('ingress: [{}]'), iris + from(WEB)).filter((change) => change.isWide)).toEqual([]);
  });
});

it('tells in sentences, what opens to many first', () => {
  const before = iris + pods('rank') + from(WEB) + policy('ingress: []', 'app: rank', 'rank');
  const after = iris + pods('rank') + from(FRONTEND) + policy('ingress: [{}]', 'app: rank', 'rank');
  expect(changes(before, after).map(({ message }) => message)).toEqual([
    'everyone can reach Deployment vision/rank, and could not before',
    'pods of namespace frontend can reach Deployment vision/iris on TCP 8080, and could not before',
    'pods with role=web of namespace vision can no longer reach Deployment vision/iris on TCP 8080',
  ]);
});
