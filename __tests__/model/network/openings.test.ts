import fc from 'fast-check';
import { isBlockWithin } from '../../../lib/model/network/address-block';
import { isOpenAlready, type Opening, openingsOf } from '../../../lib/model/network/openings';
import { NetworkReach } from '../../../lib/model/network/reach';
import { meets } from '../../../lib/model/network/requirements';
import { podGroupsOf } from '../../../lib/model/selection/pod-groups';
import { reachChanges } from '../../../lib/review/reach';
import { sideOf } from '../../../lib/review/side';
import { allows, type TrafficEnd } from '../../support/api-server';
import { setOf } from '../../support/findings';

const objects = [
  ...[
    ['vision', 'iris', { app: 'iris', tier: 'api' }],
    ['vision', 'rank', { app: 'rank' }],
    ['frontend', 'web', { app: 'web', tier: 'web' }],
  ].map(([namespace, name, labels]) => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { namespace, name },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { containers: [{ name: 'main', ports: [{ name: 'http', containerPort: 8080 }] }] },
      },
    },
  })),
  ...['vision', 'frontend'].map((name) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, labels: { team: name === 'vision' ? 'ml' : 'web' } },
  })),
];
const selector = (...pairs: readonly (readonly [string, string])[]) =>
  fc.oneof(
    fc.constant({}),
    fc.constantFrom(...pairs).map(([key, value]) => ({ matchLabels: { [key]: value } })),
    fc
      .tuple(fc.constantFrom('In', 'NotIn', 'Exists', 'DoesNotExist'), fc.constantFrom(...pairs))
      .map(([operator, [key, value]]) => ({
        matchExpressions: [{ key, operator, ...(operator.endsWith('In') && { values: [value, 'other'] }) }],
      })),
  );
const podSelector = selector(['app', 'iris'], ['app', 'web'], ['tier', 'api']);
const namespaceSelector = selector(['team', 'web'], ['kubernetes.io/metadata.name', 'frontend']);
const ipBlock = fc.constantFrom<object>(
  { cidr: '10.0.0.0/8' },
  { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] },
  { cidr: '10.2.0.0/16' },
  { cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] },
);
const peer = fc.oneof(
  fc.record({ podSelector }),
  fc.record({ namespaceSelector }),
  fc.record({ namespaceSelector, podSelector }),
  fc.record({ ipBlock }),
);
const port = fc.constantFrom<object>(
  { port: 8080 },
  { port: 'http' },
  { port: 8080, endPort: 8082 },
  { port: 8081, endPort: 8082 },
  { protocol: 'TCP' },
  { port: 8080, protocol: 'UDP' },
);
const rule = fc.record(
  { from: fc.array(peer, { maxLength: 2 }), ports: fc.array(port, { maxLength: 2 }) },
  { requiredKeys: [] },
);
const policies = fc
  .array(fc.record({ podSelector, ingress: fc.array(rule, { maxLength: 2 }), namespace: fc.constant('vision') }), {
    maxLength: 3,
  })
  .map((list) =>
    list.map(({ namespace, ...spec }, index) => ({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: `p${index}`, namespace },
      spec,
    })),
  );
const SENDERS: readonly TrafficEnd[] = [
  { namespace: 'vision', labels: { app: 'rank' } },
  { namespace: 'vision', labels: { app: 'other', tier: 'api' } },
  { namespace: 'frontend', labels: { app: 'web', tier: 'web' } },
  { ip: '10.1.2.3' },
  { ip: '10.2.2.3' },
  { ip: '203.0.113.7' },
];
const sender = fc.constantFrom(...SENDERS);
const wanted = fc.constantFrom(8080, 8081, 8082, 9090);
const protocol = fc.constantFrom('TCP', 'UDP');
const IRIS: TrafficEnd = { namespace: 'vision', labels: { app: 'iris', tier: 'api' } };
const irisIn = (set: ReturnType<typeof setOf>) => podGroupsOf(set).all[0];
const openings = (all: readonly object[]): readonly Opening[] => {
  const set = setOf(all);
  return openingsOf(new NetworkReach(set), irisIn(set), 'ingress');
};
const TEAMS = { vision: 'ml', frontend: 'web' };

function lets({ peer: open, ports }: Opening, from: TrafficEnd, number: number, over: string): boolean {
  const onPort =
    ports.kind === 'all' ||
    (ports.kind === 'numbers' && ports.protocol === over && ports.from <= number && number <= ports.to);
  if (!onPort || open.kind === 'everyone') return onPort;
  if (open.kind === 'addresses')
    return from.ip !== undefined && isBlockWithin({ cidr: `${from.ip}/32`, except: [] }, open.block);
  const { namespace, labels = {} } = from;
  if (namespace === undefined) return false;
  const namespaceLabels = { team: TEAMS[namespace as keyof typeof TEAMS], 'kubernetes.io/metadata.name': namespace };
  return meets(namespaceLabels, open.namespaces) && meets({ ...labels }, open.pods);
}

describe('openings', () => {
  it('let through what network plugins let through', () => {
    fc.assert(
      fc.property(policies, sender, wanted, protocol, (list, from, number, over) => {
        const all = [...objects, ...list];
        expect(openings(all).some((opening) => lets(opening, from, number, over))).toBe(
          allows(all, from, IRIS, number, over),
        );
      }),
      { numRuns: 400 },
    );
  });

  it('hold another only where they let through all that it does', () => {
    fc.assert(
      fc.property(policies, policies, (list, others) => {
        const [own, held] = [openings([...objects, ...list]), openings([...objects, ...others])];
        for (const opening of own.filter((each) => isOpenAlready(each, held)))
          for (const from of SENDERS)
            for (const number of [8080, 8081, 8082, 9090])
              if (lets(opening, from, number, 'TCP'))
                expect(held.some((each) => lets(each, from, number, 'TCP'))).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('that come or go are told of the pods', () => {
    fc.assert(
      fc.property(policies, policies, sender, wanted, (before, after, from, number) => {
        const [was, now] = [before, after].map((list) => allows([...objects, ...list], from, IRIS, number));
        if (was === now) return;
        const changes = reachChanges(
          sideOf('before', setOf([...objects, ...before]).manifests),
          sideOf('after', setOf([...objects, ...after]).manifests),
        );
        const told = changes.filter(({ kind, to }) => kind === (now ? 'opened' : 'closed') && /iris|all pods/.test(to));
        expect(told).not.toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
