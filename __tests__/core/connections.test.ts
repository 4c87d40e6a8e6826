import fc from 'fast-check';
import { CidrPeer, type INetworkPeer, NamespacePeer, type NetworkPeerConfig } from '../../lib';
import { Connections, peerOf, tcpPorts } from '../../lib/core/connections';

const SERVER_PORTS = [8000, 9000];
const owner: INetworkPeer = { toNetworkPeer: () => ({ namespaceName: 'vision' }) };
const connections = () => new Connections(owner, 'vision');

const labels = fc.shuffledSubarray(['app', 'tier', 'team']).map((keys) => {
  return keys.length === 0 ? undefined : Object.fromEntries(keys.map((key) => [key, 'x']));
});
const peer: fc.Arbitrary<NetworkPeerConfig> = fc.oneof(
  fc.record({ namespaceName: fc.constantFrom('ranking', 'frontend', 'vision'), podLabels: labels }),
  fc.record({ podLabels: labels }),
  fc.constantFrom('10.0.0.0/8', '0.0.0.0/0').map((cidr) => CidrPeer.of(cidr).toNetworkPeer()),
);
const ports = fc.option(fc.array(fc.constantFrom(80, 443, 8000, 9000), { maxLength: 4 }), { nil: undefined });
const calls = fc.array(fc.tuple(fc.boolean(), peer, ports), { maxLength: 8 });

function rulesOf(made: [boolean, NetworkPeerConfig, number[] | undefined][]): string {
  const all = connections();
  for (const [isSource, peerConfig, peerPorts] of made) {
    if (isSource) all.admit(peerConfig, peerPorts);
    else all.reach(peerConfig, peerPorts);
  }
  return JSON.stringify({ ingress: all.ingress(SERVER_PORTS), egress: all.egress() });
}

test('the rules do not depend on the order of the calls, nor on how often each was made', () => {
  const shuffled = calls.chain((made) =>
    fc.tuple(fc.constant(made), fc.shuffledSubarray([...made, ...made], { minLength: made.length * 2 })),
  );
  fc.assert(
    fc.property(shuffled, ([made, again]) => {
      expect(rulesOf(again)).toBe(rulesOf(made));
    }),
  );
});

test('labels and ports in another order are the same relation', () => {
  const all = connections();
  all.reach({ namespaceName: 'ranking', podLabels: { app: 'a', tier: 'b' } }, [80, 443]);
  all.reach({ namespaceName: 'ranking', podLabels: { tier: 'b', app: 'a' } }, [443, 80, 443]);
  expect(all.egress()).toHaveLength(1);
});

test.each<[string, NetworkPeerConfig]>([
  ['pods of the same namespace, by name', { namespaceName: 'vision', podLabels: { app: 'iris' } }],
  ['the namespace itself', { namespaceName: 'vision' }],
])('left out, since every policy opens its own namespace: %s', (_what, config) => {
  const all = connections();
  all.admit(config);
  all.reach(config, [80]);
  expect([all.ingress(SERVER_PORTS), all.egress()]).toEqual([[], []]);
});

test('addresses are never left out', () => {
  const all = connections();
  all.admit(CidrPeer.of('10.0.0.0/8').toNetworkPeer());
  expect(all.ingress(SERVER_PORTS)).toHaveLength(1);
});

test('who is let in reaches the ports of the server, unless ports are named', () => {
  const all = connections();
  all.admit(NamespacePeer.named('a').toNetworkPeer());
  all.admit(NamespacePeer.named('b').toNetworkPeer(), [9000]);
  expect(all.ingress(SERVER_PORTS)).toEqual([
    {
      from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'a' } } }],
      ports: [
        { port: 8000, protocol: 'TCP' },
        { port: 9000, protocol: 'TCP' },
      ],
    },
    {
      from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'b' } } }],
      ports: [{ port: 9000, protocol: 'TCP' }],
    },
  ]);
});

test('where no ports are known a target is reached on all of them: written by leaving ports out, never as an empty list', () => {
  const all = connections();
  all.reach(NamespacePeer.named('ranking').toNetworkPeer());
  all.reach(NamespacePeer.named('frontend').toNetworkPeer(), []);
  for (const rule of all.egress()) expect(rule.ports).toBeUndefined();
});

test('one rule for each peer: a rule with two peers would let each in on the ports of both', () => {
  fc.assert(
    fc.property(calls, (made) => {
      const { ingress, egress } = JSON.parse(rulesOf(made)) as Record<'ingress' | 'egress', any[]>;
      for (const rule of ingress) expect(rule.from).toHaveLength(1);
      for (const rule of egress) expect(rule.to).toHaveLength(1);
    }),
  );
});

test('a peer with namespace and labels is one item, in which both must match', () => {
  expect(peerOf({ namespaceName: 'ranking', podLabels: { app: 'a' } })).toEqual({
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'ranking' } },
    podSelector: { matchLabels: { app: 'a' } },
  });
});

test('a peer without anything is all pods of the namespace, written so that it is no empty item', () => {
  expect(peerOf({})).toEqual({ namespaceSelector: undefined, podSelector: {} });
});

test('a block of addresses stands alone', () => {
  expect(peerOf(CidrPeer.of('10.0.0.0/8', ['10.1.0.0/16']).toNetworkPeer())).toEqual({
    ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] },
  });
});

test('ports are numbers in order, each once; none is no field at all', () => {
  expect(tcpPorts([9000, 80, 9000])).toEqual([
    { port: 80, protocol: 'TCP' },
    { port: 9000, protocol: 'TCP' },
  ]);
  expect(tcpPorts([])).toBeUndefined();
});

test('the connections of a peer are found from the peer; a peer without a policy of ours has none', () => {
  const all = connections();
  expect(Connections.of(owner)).toBe(all);
  expect(Connections.of(NamespacePeer.named('ranking'))).toBeUndefined();
});

test('what is around the one around counts as well: a side of a release in a tenant', () => {
  const tenant = connections();
  const release = new Connections({ toNetworkPeer: () => ({}) }, 'vision', { around: tenant });
  const side = new Connections({ toNetworkPeer: () => ({}) }, 'vision', { around: release });
  tenant.admit(NamespacePeer.named('a').toNetworkPeer());
  release.admit(NamespacePeer.named('b').toNetworkPeer());
  release.reach(NamespacePeer.named('c').toNetworkPeer());
  expect([side.ingress(SERVER_PORTS).length, side.egress().length]).toEqual([2, 1]);
});
