import fc from 'fast-check';
import { checkDataKey, checkEnvName } from '../../lib/private/check-key';
import { checkLabelName, checkObjectName, checkServiceName } from '../../lib/private/check-name';
import { configKey, dns1035Label, dns1123Label, dns1123Subdomain } from '../support/api-server/names';

interface NameKind {
  readonly kind: string;
  readonly check: (property: string, value: string) => string | undefined;
  /** The expression of the Kubernetes documentation, and what it says besides. */
  readonly accepts: (value: string) => boolean;
  readonly longest: number;
}

const sound = (rule: (text: unknown) => string | undefined) => (value: string) => rule(value) === undefined;

const kinds: NameKind[] = [
  { kind: 'a Service (RFC 1035 label)', check: checkServiceName, accepts: sound(dns1035Label), longest: 63 },
  { kind: 'a container (RFC 1123 label)', check: checkLabelName, accepts: sound(dns1123Label), longest: 63 },
  { kind: 'a ConfigMap (RFC 1123 subdomain)', check: checkObjectName, accepts: sound(dns1123Subdomain), longest: 253 },
  { kind: 'a key of a ConfigMap', check: checkDataKey, accepts: sound(configKey), longest: 253 },
  {
    kind: 'an environment variable',
    check: checkEnvName,
    accepts: (value) => /^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(value) && value !== '.' && !value.startsWith('..'),
    longest: Infinity,
  },
];

/** Texts that are names more often than not, and fail by a hair when they do. */
const almostNames = fc.oneof(
  fc.stringMatching(/^[-a-z0-9]{0,16}$/),
  fc.stringMatching(/^[-._a-zA-Z0-9]{1,8}$/),
  fc.stringMatching(/^[a-z]{1,4}[-.][-.a-z0-9]{1,4}$/),
  fc.string({ maxLength: 6 }),
);

describe.each(kinds)('the name of $kind', ({ check, accepts, longest }) => {
  test('is accepted exactly when it matches the documented expression', () => {
    fc.assert(
      fc.property(almostNames, (value) => {
        expect(check('name', value) === undefined).toBe(accepts(value));
      }),
      { numRuns: 500 },
    );
  });

  test(`has at most ${longest} characters`, () => {
    const length = Math.min(longest, 5000);
    expect(check('name', 'a'.repeat(length))).toBeUndefined();
    if (longest !== Infinity) expect(check('name', 'a'.repeat(length + 1))).toMatch(new RegExp(`${longest}\\b`));
  });

  test('is one line', () => {
    for (const value of ['a\n', '\na', 'a\nb', 'a\r']) expect(check('name', value)).toContain('name');
  });

  test('is not empty', () => {
    expect(check('name', '')).toMatch(/^name .*must be .*got ''$/);
  });
});

test.each([
  ['checkServiceName', checkServiceName],
  ['checkLabelName', checkLabelName],
  ['checkObjectName', checkObjectName],
  ['checkDataKey', checkDataKey],
])('%s leaves what was not given to its default, and refuses what is no text', (_name, check) => {
  expect(check('name', undefined)).toBeUndefined();
  for (const value of [null, 5, true, {}, ['a']]) expect(check('name', value)).toMatch(/^name must be .*, got /);
});

test('a name that is too long is told by how much', () => {
  expect(checkServiceName('name', 'a'.repeat(70))).toMatch(/ \(70 characters\)$/);
});

test.each(['.', '..', '..data'])(
  '%j could lead out of a directory, and names neither a variable nor a key',
  (value) => {
    expect(checkEnvName('env', value)).toContain(`not begin with a digit or '..', and not be '.'`);
    expect(checkDataKey('key', value)).toContain(`not begin with '..' and not be '.'`);
  },
);
