import fc from 'fast-check';
import { CidrPeer, NamespacePeer } from '../../lib';
import { includesAddress } from '../support/api-server/cidr';

const reaches = ({ cidr = '', exceptCidrs = [] }: { cidr?: string; exceptCidrs?: string[] }, address: string) =>
  includesAddress(cidr, address) && !exceptCidrs.some((block) => includesAddress(block, address));

test('a namespace is found by its name alone: the label nobody can forge', () => {
  expect(NamespacePeer.named('frontend').toNetworkPeer()).toEqual({ namespaceName: 'frontend' });
});

test('pods of a namespace are found by name and labels', () => {
  const peer = NamespacePeer.pods('frontend', { tier: 'web', app: 'shop' }).toNetworkPeer();
  expect(peer).toEqual({ namespaceName: 'frontend', podLabels: { app: 'shop', tier: 'web' } });
});

test('the order in which labels are written makes no difference', () => {
  const peers = [
    { tier: 'web', app: 'shop' },
    { app: 'shop', tier: 'web' },
  ].map((labels) => JSON.stringify(NamespacePeer.pods('frontend', labels).toNetworkPeer()));
  expect(peers[0]).toBe(peers[1]);
});

test.each(['', 'Frontend', 'front_end', '-a', 'a'.repeat(64), undefined, null, 5])('%p is no namespace', (name) => {
  expect(() => NamespacePeer.named(name as never)).toThrow(/^NamespacePeer: namespaceName must be /);
});

test('every wrong name and label is reported', () => {
  expect(() => NamespacePeer.pods('Frontend', { 'a b': 'c d' })).toThrow(/^3 problems:/);
});

test('a block of addresses, with what is left out of it', () => {
  expect(CidrPeer.of('10.20.0.0/16').toNetworkPeer()).toEqual({ cidr: '10.20.0.0/16' });
  expect(CidrPeer.of('10.20.0.0/16', ['10.20.1.0/24']).toNetworkPeer()).toEqual({
    cidr: '10.20.0.0/16',
    exceptCidrs: ['10.20.1.0/24'],
  });
  expect(CidrPeer.of('2001:db8::/32', ['2001:db8:1::/48']).toNetworkPeer()).toHaveProperty('exceptCidrs');
});

test.each<[unknown, unknown[], RegExp]>([
  ['10.20.0.0', [], /cidr must be a CIDR block/],
  ['10.20.0.1/16', [], /cidr must have no bits set behind its prefix/],
  [undefined, [], /cidr must be a CIDR block/],
  ['10.0.0.0/8', ['10.0.0.0/8'], /exceptCidrs must lie strictly inside '10\.0\.0\.0\/8', got '10\.0\.0\.0\/8'/],
  ['10.0.0.0/8', ['0.0.0.0/0'], /exceptCidrs must lie strictly inside/],
  ['10.0.0.0/8', ['11.0.0.0/16'], /exceptCidrs must lie strictly inside/],
  ['0.0.0.0/0', ['2001:db8::/32'], /exceptCidrs must lie strictly inside/],
  ['10.0.0.0/8', ['10.1.0.0'], /exceptCidrs must be a CIDR block/],
  ['10.0.0.0/8', [null], /exceptCidrs must be a CIDR block/],
])('a block %p without %p is refused, as the API server would', (cidr, exceptCidrs, problem) => {
  expect(() => CidrPeer.of(cidr as string, exceptCidrs as string[])).toThrow(problem);
});

test.each([
  ['the metadata service of clouds', '169.254.169.254'],
  ['the node-local DNS cache', '169.254.20.10'],
  ['pods and nodes in 10/8', '10.42.0.7'],
  ['pods and nodes in 172.16/12', '172.31.255.255'],
  ['pods and nodes in 192.168/16', '192.168.1.1'],
  ['the node itself', '127.0.0.1'],
  ['carrier-grade NAT, where clouds put pods', '100.64.0.1'],
])('the internet does not hold %s', (_what, address) => {
  expect(reaches(CidrPeer.internet().toNetworkPeer(), address)).toBe(false);
});

test('the internet holds every other address, to the last one beside a private block', () => {
  const { cidr, exceptCidrs = [] } = CidrPeer.internet().toNetworkPeer();
  const blocks: [number, number][] = [
    [0x0a000000, 8],
    [0x64400000, 10],
    [0x7f000000, 8],
    [0xa9fe0000, 16],
    [0xac100000, 12],
    [0xc0a80000, 16],
  ];
  const ends = blocks.flatMap(([first, bits]) => [first, first + 2 ** (32 - bits)]).flatMap((end) => [end - 1, end]);
  const anywhere = fc.oneof(fc.constantFrom(...ends), fc.integer({ min: 0, max: 2 ** 32 - 1 }));
  fc.assert(
    fc.property(anywhere, (number) => {
      const address = [24, 16, 8, 0].map((shift) => (number >>> shift) & 0xff).join('.');
      const isPrivate = blocks.some(([first, bits]) => number >= first && number < first + 2 ** (32 - bits));
      expect([address, reaches({ cidr, exceptCidrs }, address)]).toEqual([address, !isPrivate]);
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['a list that is handed in', (list: string[]) => CidrPeer.of('10.0.0.0/8', list)],
  ['a list that is handed out', (list: string[]) => CidrPeer.of('10.0.0.0/8', [...list])],
])('%s may be changed afterwards: the peer stays what was checked', (_, peerOf) => {
  const list = ['10.1.0.0/16'];
  const peer = peerOf(list);
  for (const blocks of [list, peer.toNetworkPeer().exceptCidrs!]) blocks[0] = '0.0.0.0/0';
  expect(peer.toNetworkPeer()).toEqual({ cidr: '10.0.0.0/8', exceptCidrs: ['10.1.0.0/16'] });
});

test('labels may be changed afterwards as well', () => {
  const labels: { [key: string]: string } = { app: 'shop' };
  const peer = NamespacePeer.pods('frontend', labels);
  for (const map of [labels, peer.toNetworkPeer().podLabels as { [key: string]: string }]) map.app = 'any';
  Object.assign(peer.toNetworkPeer(), { namespaceName: 'elsewhere' });
  expect(peer.toNetworkPeer()).toEqual({ namespaceName: 'frontend', podLabels: { app: 'shop' } });
});

test('the internet is the same for everyone', () => {
  CidrPeer.internet().toNetworkPeer().exceptCidrs!.length = 0;
  expect(CidrPeer.internet().toNetworkPeer().exceptCidrs).toContain('169.254.0.0/16');
});

test.each<[() => unknown, string]>([
  [() => CidrPeer.of('10.0.0.0/8', '10.1.0.0/16' as never), "CidrPeer: exceptCidrs must be a list, got '10.1.0.0/16'"],
  [() => NamespacePeer.pods('a', 'app' as never), "NamespacePeer: podLabels must be an object, got 'app'"],
  [() => NamespacePeer.pods('a', {}), 'NamespacePeer: podLabels must name a label at least, got an empty object'],
  [() => NamespacePeer.pods('a', undefined as never), 'NamespacePeer: podLabels must name a label at least'],
])('%s says what is wrong, and nothing else', (make, message) => {
  expect(make).toThrow(message);
});
