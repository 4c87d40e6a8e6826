import fc from 'fast-check';
import {
  ignoredFields,
  refusalsInNamespace,
  serverWarnings,
  unstartable,
  validateObject,
  type Refusal,
} from '../../../lib/model/validation';
import { isPlainObject } from '../../../lib/private/json';
import { bases } from '../../truth/cases';

const hostileText = fc.constantFrom(
  '__proto__',
  'constructor',
  'hasOwnProperty',
  '',
  '\u0000\n::stop-commands::x',
  'a'.repeat(5000),
  '9'.repeat(400),
  '1e999999999',
  '-.5Ei',
  '../../etc',
  '\ud800',
);
const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { depthSize: 'small' },
  hostileText,
  fc.constantFrom(null, true, -0, 1e308, 2 ** 53, -(2 ** 31), 0.1, NaN, Infinity, undefined, [], {}, [[[[]]]]),
  fc.array(hostileText, { maxLength: 3 }),
  fc.jsonValue({ maxDepth: 3 }),
  fc.dictionary(hostileText, fc.jsonValue({ maxDepth: 1 }), { maxKeys: 3 }),
);

/** Puts a value at a random place of a manifest, and perhaps under a hostile key. */
function damaged(base: unknown, seeds: readonly number[], value: unknown, key: string | undefined): unknown {
  const copy = JSON.parse(JSON.stringify(base));
  let holder = copy;
  for (const seed of seeds) {
    const keys = Object.keys(holder);
    const next = keys[seed % Math.max(keys.length, 1)];
    if (next === undefined || typeof holder[next] !== 'object' || holder[next] === null) break;
    holder = holder[next];
  }
  const keys = Object.keys(holder);
  const place = key ?? keys[(seeds[0] ?? 0) % Math.max(keys.length, 1)] ?? 'x';
  if (Array.isArray(holder)) holder[0] = value;
  else Object.defineProperty(holder, place, { value, enumerable: true, configurable: true, writable: true });
  return copy;
}

const namespace = {
  podSecurity: 'restricted',
  limitRanges: [{ spec: { limits: [{ type: 'Container', default: { cpu: '1' }, max: { cpu: 2 } }] } }],
  quotas: [{ metadata: { name: 'q' }, spec: { hard: { 'requests.cpu': '4', pods: 1 } } }],
} as const;

const damage = fc.record({
  base: fc.constantFrom(...bases),
  seeds: fc.array(fc.nat(20), { minLength: 1, maxLength: 9 }),
  value: hostileValue,
  key: fc.option(hostileText, { nil: undefined }),
});

describe('hostile objects', () => {
  test('nothing throws, whatever is in an object', () => {
    fc.assert(
      fc.property(damage, fc.constantFrom(undefined, 28, 36, 99), ({ base, seeds, value, key }, minor) => {
        const object = damaged(base, seeds, value, key) as Record<string, unknown>;
        const said = [
          ...refusalsInNamespace(object, namespace, { minor }),
          ...ignoredFields(object, { minor }),
          ...serverWarnings(object),
          ...unstartable('/spec', isPlainObject(object.spec) ? object.spec : {}),
        ];
        for (const { at, message } of said) {
          expect(at === '' || at.startsWith('/')).toBe(true);
          expect(message.length).toBeLessThan(2000);
        }
      }),
      { numRuns: 1500 },
    );
  });

  test.each([
    ['nothing in it', {}],
    ['null everywhere', { apiVersion: 'v1', kind: 'Pod', metadata: null, spec: null, status: null }],
    ['names of Object', { apiVersion: 'constructor', kind: '__proto__', metadata: { name: 'toString' } }],
    ['a kind that is none', { apiVersion: 'v1', kind: 'constructor', metadata: { name: 'a' } }],
    ['numbers for texts', { apiVersion: 1, kind: 2 }],
  ])('an object with %s is refused or accepted', (_, object) => {
    expect(() => validateObject(object as never)).not.toThrow();
    expect(() => refusalsInNamespace(object as never, namespace as never)).not.toThrow();
  });

  test('a schema that holds itself a thousand times is refused, not followed for ever', () => {
    let schema: object = {};
    for (let depth = 0; depth < 1000; depth++) schema = { properties: { a: schema } };
    const [first] = validateObject({
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'a.example.com' },
      spec: { versions: [{ schema: { openAPIV3Schema: schema } }] },
    });
    expect(first.message).toContain('levels deep');
  });
});

test('objects are looked at, never changed', () => {
  const frozen = (value: unknown): unknown => {
    if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(frozen);
    return value;
  };
  for (const base of bases) {
    const object = frozen(JSON.parse(JSON.stringify(base))) as Record<string, unknown>;
    expect(() => refusalsInNamespace(object, namespace as never)).not.toThrow();
  }
});

describe('what is secret', () => {
  const canary = 'canary-8d1f';
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: 'a',
      annotations: { 'kubectl.kubernetes.io/last-applied-configuration': canary, 'bad key!': canary },
    },
    type: 'kubernetes.io/dockerconfigjson',
    data: { '.dockerconfigjson': canary, a: canary, 'a/b': canary },
    stringData: { b: canary, '.dockerconfigjson': canary },
  };
  const podSpec = {
    containers: [
      {
        name: 'm',
        image: 'm',
        env: [
          { name: 'A', value: canary },
          { name: `B=${canary}`, value: canary },
          { name: 'C', value: canary, valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
          { name: 'D', valeu: canary },
          canary,
        ],
      },
      { name: 'n', image: 'n', env: canary },
      { name: 'o', image: 'o', env: { A: canary } },
    ],
  };
  const holders = [
    secret,
    { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a', annotations: { x: [canary], y: canary } }, spec: podSpec },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'a', annotations: canary },
      spec: { template: { metadata: { annotations: { x: { y: canary } } }, spec: podSpec } },
    },
    { ...secret, data: canary, stringData: [canary] },
    { ...secret, data: { a: [canary], b: { c: canary } } },
  ];

  const textOf = (refusals: readonly Refusal[]): string =>
    refusals.map(({ message, fix = '' }) => `${message}\n${fix}`).join('\n');

  test.each(holders.map((holder, index) => [index, holder] as const))(
    'holder %d is refused without a word of it',
    (_, holder) => {
      for (const context of [{}, { minor: 28 }, { minor: 36 }]) {
        const refusals = validateObject(holder, context);
        expect(refusals.length).toBeGreaterThan(0);
        expect(textOf(refusals)).not.toContain(canary);
      }
    },
  );

  test('nor whatever else is wrong with the object', () => {
    const whole = {
      ...holders[1],
      spec: { containers: [{ name: 'm', image: 'm', env: [{ name: 'A', value: canary }] }] },
    };
    const holder = fc.constantFrom<object>(whole, { ...secret, metadata: { name: 'a' } }, ...holders);
    fc.assert(
      fc.property(holder, damage, (object, { seeds, value, key }) => {
        const refusals = refusalsInNamespace(damaged(object, seeds, value, key) as never, namespace);
        expect(textOf(refusals)).not.toContain(canary);
      }),
      { numRuns: 1000 },
    );
  });
});
