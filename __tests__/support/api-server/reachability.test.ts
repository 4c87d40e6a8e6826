import { podsOf } from '../pod-template';
import { allows, type TrafficEnd } from '../api-server';
import { changed, manifestsOf } from './accepted';

const pricing: TrafficEnd = { namespace: 'shop', labels: { app: 'pricing', tier: 'model' } };
const neighbour: TrafficEnd = { namespace: 'shop', labels: { app: 'web' } };
const stranger: TrafficEnd = { namespace: 'other', labels: { app: 'web' } };
const dns: TrafficEnd = { namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } };
const outside: TrafficEnd = { ip: '203.0.113.7' };

const ends = { pricing, neighbour, stranger, dns, outside };
type End = keyof typeof ends;

describe('traffic through the accepted set', () => {
  it.each<[End, End, number, string, boolean]>([
    ['neighbour', 'pricing', 8000, 'TCP', true],
    ['neighbour', 'pricing', 8000, 'UDP', false],
    ['neighbour', 'pricing', 8001, 'TCP', false],
    ['neighbour', 'pricing', 80, 'TCP', false],
    ['stranger', 'pricing', 8000, 'TCP', false],
    ['outside', 'pricing', 8000, 'TCP', false],
    ['pricing', 'dns', 53, 'UDP', true],
    ['pricing', 'dns', 53, 'TCP', false],
    ['pricing', 'neighbour', 8000, 'TCP', false],
    ['pricing', 'outside', 443, 'TCP', false],
    ['pricing', 'pricing', 22, 'TCP', true],
    ['stranger', 'neighbour', 22, 'TCP', true],
    ['outside', 'neighbour', 22, 'TCP', true],
  ])('%s to %s on %i %s: %s', (from, to, port, protocol, expected) => {
    expect(allows(changed(''), ends[from], ends[to], port, protocol)).toBe(expected);
  });
});

describe('what the rules of one policy mean', () => {
  it.each<[string, End, number, boolean]>([
    ['rule = {}', 'outside', 22, true],
    ['NetworkPolicy spec.ingress = []', 'neighbour', 8000, false],
    ['NetworkPolicy spec.ingress =', 'neighbour', 8000, false],
    ['rule.from =', 'outside', 8000, true],
    ['rule.from = []', 'outside', 8000, true],
    ['rule.ports =', 'neighbour', 22, true],
    ['rule.ports = [{ protocol: TCP }]', 'neighbour', 22, true],
    ['rule.ports = [{ port: 7000, endPort: 8000 }]', 'neighbour', 8000, true],
    ['rule.ports = [{ port: 7000, endPort: 8000 }]', 'neighbour', 8001, false],
    ['rule.ports = [{ port: http }]', 'neighbour', 8000, true],
    ['rule.ports = [{ port: http }]', 'neighbour', 8001, false],
    ['rule.from = [{ namespaceSelector: {} }]', 'stranger', 8000, true],
    ['rule.from = [{ namespaceSelector: {} }]', 'outside', 8000, false],
    [
      'rule.from = [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: other } } }]',
      'stranger',
      8000,
      true,
    ],
    [
      'rule.from = [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: other } } }]',
      'neighbour',
      8000,
      false,
    ],
    ['rule.from = [{ namespaceSelector: {}, podSelector: { matchLabels: { app: web } } }]', 'stranger', 8000, true],
    ['rule.from = [{ namespaceSelector: {}, podSelector: { matchLabels: { app: db } } }]', 'stranger', 8000, false],
    ['rule.from = [{ namespaceSelector: {} }, { podSelector: { matchLabels: { app: db } } }]', 'stranger', 8000, true],
    [
      'rule.from = [{ podSelector: { matchExpressions: [{ key: app, operator: NotIn, values: [web] }] } }]',
      'neighbour',
      8000,
      false,
    ],
    ['rule.from = [{ podSelector: { matchExpressions: [{ key: app, operator: Exists }] } }]', 'neighbour', 8000, true],
    [
      'rule.from = [{ podSelector: { matchExpressions: [{ key: app, operator: DoesNotExist }] } }]',
      'neighbour',
      8000,
      false,
    ],
    ['rule.from = [{ ipBlock: { cidr: 203.0.113.0/24 } }]', 'outside', 8000, true],
    ['rule.from = [{ ipBlock: { cidr: 203.0.113.0/24, except: [203.0.113.0/28] } }]', 'outside', 8000, false],
    ['rule.from = [{ ipBlock: { cidr: 203.0.113.0/24, except: [203.0.113.8/29] } }]', 'outside', 8000, true],
    ['rule.from = [{ ipBlock: { cidr: 0.0.0.0/0 } }]', 'neighbour', 8000, false],
    ['rule.from = [{ ipBlock: { cidr: "::/0" } }]', 'outside', 8000, false],
    ['NetworkPolicy spec.policyTypes = [Egress]', 'outside', 8000, true],
    ['NetworkPolicy spec.policyTypes =', 'outside', 8000, false],
    ['NetworkPolicy spec.podSelector = {}', 'outside', 8000, false],
    ['NetworkPolicy metadata.namespace = other', 'outside', 8000, true],
    ['copy NetworkPolicy other\nrule = {}', 'outside', 8000, true],
  ])('%s lets %s reach port %i: %s', (changes, from, port, expected) => {
    expect(allows(changed(changes), ends[from], pricing, port)).toBe(expected);
  });

  it('isolates egress only where a policy says so', () => {
    const set = changed('NetworkPolicy spec.policyTypes =\nNetworkPolicy spec.egress =');
    expect(allows(set, pricing, outside, 443)).toBe(true);
    expect(allows(changed('NetworkPolicy spec.policyTypes ='), pricing, outside, 443)).toBe(false);
  });

  it('takes the labels of a namespace from its object, or from the end itself', () => {
    const set = changed(
      'rule.from = [{ namespaceSelector: { matchLabels: { team: web } } }]\n+ { apiVersion: v1, kind: Namespace, metadata: { name: other, labels: { team: web } } }',
    );
    expect(allows(set, stranger, pricing, 8000)).toBe(true);
    expect(allows(set, { ...stranger, namespaceLabels: { team: 'db' } }, pricing, 8000)).toBe(false);
  });

  it('matches addresses of IPv6', () => {
    const set = changed('rule.from = [{ ipBlock: { cidr: "2001:db8::/32" } }]');
    expect(allows(set, { ip: '2001:db8:1::7' }, pricing, 8000)).toBe(true);
    expect(allows(set, { ip: '2001:db9::7' }, pricing, 8000)).toBe(false);
    expect(allows(set, { ip: '::ffff:203.0.113.7' }, pricing, 8000)).toBe(false);
  });

  it('takes the pods of a set as ends', () => {
    const set = changed('');
    const [pods] = podsOf(set);
    expect(pods && allows(set, neighbour, pods, 8000)).toBe(true);
  });

  it('needs both sides to agree', () => {
    const set = manifestsOf(`
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: deny, namespace: other }
spec: { podSelector: {}, policyTypes: [Egress] }
`);
    expect(allows(set, stranger, neighbour, 8000)).toBe(false);
    expect(allows(set, neighbour, stranger, 8000)).toBe(true);
  });
});
