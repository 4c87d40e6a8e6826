import fc from 'fast-check';
import { checkCidr, checkIp, hostCidr, liesInside } from '../../lib/private/ip';
import { canonicalCidrProblem, type Cidr, contains, parseCidr } from '../support/api-server/cidr';

const word = fc.nat(0xffff).map((group) => group.toString(16));
const address4 = fc.ipV4();
/** Groups, `::` and embedded IPv4 in every place they may have. */
const address6 = fc.oneof(
  fc.ipV6(),
  fc.array(word, { minLength: 8, maxLength: 8 }).map((groups) => groups.join(':')),
  fc
    .tuple(fc.array(word, { maxLength: 3 }), fc.array(word, { maxLength: 3 }))
    .map(([before, after]) => `${before.join(':')}::${after.join(':')}`),
  fc.tuple(fc.array(word, { maxLength: 4 }), address4).map(([before, dotted]) => `${before.join(':')}::${dotted}`),
);
const cidr = fc.oneof(
  fc.tuple(address4, fc.nat(33)).map(([address, bits]) => `${address}/${bits}`),
  fc.tuple(address6, fc.nat(129)).map(([address, bits]) => `${address}/${bits}`),
);

/** The block around an address, written by an oracle that counts in big integers. */
function blockAround(address: string, bits: number): string {
  const { family, base } = parseCidr(`${address}/0`) as Cidr;
  const width = family === 4 ? 32 : 128;
  const free = BigInt(width - bits);
  const first = (base >> free) << free;
  const [count, size, radix, separator] = family === 4 ? [4, 8, 10, '.'] : [8, 16, 16, ':'];
  const groups = Array.from({ length: count }, (_, index) => {
    const shift = BigInt(width - (index + 1) * size);
    return ((first >> shift) & ((1n << BigInt(size)) - 1n)).toString(radix);
  });
  return `${groups.join(separator)}/${bits}`;
}

test('a block is accepted exactly when it is one and has no bits set behind its prefix', () => {
  fc.assert(
    fc.property(cidr, (block) => {
      expect(checkCidr('cidr', block) === undefined).toBe(canonicalCidrProblem(block) === undefined);
    }),
    { numRuns: 1000 },
  );
});

test('the block around any address is canonical; the address itself is, when it is the first one', () => {
  fc.assert(
    fc.property(fc.oneof(fc.tuple(address4, fc.nat(32)), fc.tuple(address6, fc.nat(128))), ([address, bits]) => {
      const block = blockAround(address, bits);
      expect(checkCidr('cidr', block)).toBeUndefined();
      const isFirst = parseCidr(block)?.base === parseCidr(`${address}/${bits}`)?.base;
      expect(checkCidr('cidr', `${address}/${bits}`) === undefined).toBe(isFirst);
    }),
    { numRuns: 500 },
  );
});

test('a block lies inside another exactly when all its addresses do, and not all of the other', () => {
  const nearby = fc.oneof(
    fc.tuple(fc.constantFrom('10.0.0.0', '10.128.0.0', '0.0.0.0', '255.0.0.1'), fc.nat(32)),
    fc.tuple(fc.constantFrom('::', '::1', '2001:db8::', '::10.0.0.0', 'ffff::'), fc.nat(128)),
  );
  fc.assert(
    fc.property(nearby, nearby, ([innerAddress, innerBits], [outerAddress, outerBits]) => {
      const [inner, outer] = [blockAround(innerAddress, innerBits), blockAround(outerAddress, outerBits)];
      const [a, b] = [parseCidr(inner) as Cidr, parseCidr(outer) as Cidr];
      expect(liesInside(inner, outer)).toBe(contains(b, a) && !contains(a, b));
    }),
    { numRuns: 1000 },
  );
});

test.each(['0.0.0.0/0', '10.0.0.0/8', '169.254.20.10/32', '::/0', '2001:db8::/32', '::1/128', '64:ff9b::10.0.0.0/104'])(
  '%s is a block',
  (block) => {
    expect(checkCidr('cidr', block)).toBeUndefined();
  },
);

test.each([
  '10.0.0.0',
  '10.0.0.0/',
  '10.0.0.0/33',
  '10.0.0.0/08',
  '10.0.0.0/-1',
  '10.0.0.0/8/8',
  '10.0.0/8',
  '010.0.0.0/8',
  '10.0.0.256/8',
  ' 10.0.0.0/8',
  '::/129',
  ':::/0',
  '1::2::3/128',
  'fe80::%eth0/64',
  'example.com/8',
  '',
  8,
  null,
  undefined,
])('%p is no block', (block) => {
  expect(checkCidr('cidr', block)).toMatch(/^cidr must be a CIDR block such as '10\.0\.0\.0\/8', got /);
});

test.each(['10.0.0.1/8', '0.0.0.1/0', '::1/0', '2001:db8::1/32', '64:ff9b::10.0.0.1/104'])(
  '%s has bits set behind its prefix',
  (block) => {
    expect(checkCidr('cidr', block)).toBe(`cidr must have no bits set behind its prefix, got '${block}'`);
  },
);

test('what is no block lies inside nothing', () => {
  expect(liesInside('10.0.0.0', '0.0.0.0/0')).toBe(false);
  expect(liesInside('10.0.0.0/8', 'everything')).toBe(false);
});

test('the block of one address holds that address and no other', () => {
  fc.assert(
    fc.property(fc.oneof(address4, address6), (address) => {
      const block = hostCidr(address);
      expect(checkIp('addresses', address)).toBeUndefined();
      expect(checkCidr('cidr', block)).toBeUndefined();
      expect(parseCidr(block)?.bits).toBe(address.includes(':') ? 128 : 32);
    }),
  );
});

test.each(['10.0.0', '10.0.0.0/8', 'fe80::1%eth0', 'localhost', '', 10, null])('%p is no address', (value) => {
  expect(checkIp('addresses', value)).toMatch(/^addresses must be IP addresses, got /);
});
