import * as fc from 'fast-check';
import { judgeUpdate } from '../../../lib/model/update/judge-update';
import { object } from './objects';

const KINDS = [
  'Deployment',
  'StatefulSet',
  'Job',
  'Pod',
  'Service',
  'Secret',
  'HorizontalPodAutoscaler',
  'LimitRange',
  'HTTPRoute',
  'PersistentVolumeClaim',
  'NetworkPolicy',
  'RoleBinding',
] as const;
const FIELDS = [
  'spec',
  'metadata',
  'labels',
  'annotations',
  'template',
  'containers',
  'env',
  'ports',
  'resources',
  'limits',
  'volumes',
  'selector',
  'data',
  'stringData',
  'strategy',
  'rollingUpdate',
  'type',
  'name',
  'rules',
  '__proto__',
  'constructor',
  'toString',
  '',
] as const;

/** JSON with fields that mean something, and with those that every JavaScript object has. */
const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 6, depthSize: 'medium' },
    fc.constantFrom(null, '', 0, -1, 1e400, NaN, false, true, '1Gi', '9'.repeat(80), 'é💥'),
    fc.string(),
    fc.array(tie('value'), { maxLength: 4 }),
    fc
      .array(fc.tuple(fc.oneof(fc.constantFrom(...FIELDS), fc.string()), tie('value')), { maxLength: 4 })
      .map((entries) => Object.fromEntries(entries)),
  ),
})).value;

const hostile = fc
  .tuple(fc.constantFrom(...KINDS), json)
  .map(([kind, value]): { [key: string]: any } => ({ ...object(kind), spec: value, data: value }));

describe('any change', () => {
  it('is judged without an error, and without a trace in what is judged', () => {
    fc.assert(
      fc.property(
        hostile,
        hostile,
        fc.constantFrom('server-side' as const, 'client-side' as const),
        (before, after, apply) => {
          const same = { ...after, apiVersion: before.apiVersion, kind: before.kind };
          const copies = JSON.stringify([before, same]);
          const { changed, changes } = judgeUpdate(before, same, { apply });
          expect(changes.length > 0).toBe(changed);
          expect(JSON.stringify([before, same])).toBe(copies);
          expect(({} as any).polluted).toBeUndefined();
        },
      ),
      { numRuns: 400 },
    );
  });

  it('to what is no object at all is judged', () => {
    fc.assert(
      fc.property(json, json, (before, after) => {
        expect(judgeUpdate(before as any, after as any).restarts).toBe(false);
      }),
    );
  });

  it('to the same is none', () => {
    fc.assert(
      fc.property(hostile, (value) => {
        expect(judgeUpdate(value, reversed(value) as any)).toMatchObject({
          refused: [],
          restarts: false,
        });
        expect(judgeUpdate(value, value)).toEqual({
          refused: [],
          changed: false,
          restarts: false,
          restartCauses: [],
          changes: [],
        });
      }),
    );
  });

  it('answers the same whichever way the fields are written down', () => {
    fc.assert(
      fc.property(hostile, hostile, (before, after) => {
        const [old, now] = [before, { ...after, apiVersion: before.apiVersion, kind: before.kind }];
        expect(judgeUpdate(reversed(old) as any, reversed(now) as any)).toEqual(judgeUpdate(old, now));
      }),
    );
  });

  it.each([100, 1000, 100_000])('%i levels deep is judged', (depth) => {
    const deep = (leaf: string) => {
      let value: unknown = leaf;
      for (let level = 0; level < depth; level++) value = level % 2 === 0 ? { env: value } : [value];
      return { ...object('Deployment'), spec: value } as any;
    };
    expect(judgeUpdate(deep('a'), deep('a')).changed).toBe(false);
    expect(judgeUpdate(deep('a'), deep('b')).changed).toBe(true);
  });
});

/** The same value with its fields in reverse order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reversed(inner)]),
  );
}

describe('a value that may be a secret', () => {
  const canary = fc.integer({ min: 0, max: 0xffff_ffff }).map((number) => `canary-${number.toString(16)}`);
  const last = 'kubectl.kubernetes.io/last-applied-configuration';
  const carriers: readonly [string, (secret: string) => object][] = [
    ['data of a Secret', (secret) => object('Secret', `data: { a: ${Buffer.from(secret).toString('base64')} }`)],
    ['texts of a Secret', (secret) => object('Secret', `stringData: { a: ${secret} }`)],
    ['data of an immutable Secret', (secret) => object('Secret', `{ immutable: true, stringData: { a: ${secret} } }`)],
    ['data of a Secret that is a list', (secret) => object('Secret', `data: { a: [${secret}] }`)],
    [
      'a variable',
      (secret) =>
        object(
          'Deployment',
          `spec: { template: { spec: { containers: { 0: { env: { 0: { value: ${secret} } } } } } } }`,
        ),
    ],
    [
      'a variable of a Job',
      (secret) =>
        object('Job', `spec: { template: { spec: { containers: { 0: { env: [{ name: A, value: ${secret} }] } } } } }`),
    ],
    [
      'a variable of a Pod',
      (secret) => object('Pod', `spec: { containers: { 0: { env: { 0: { value: ${secret} } } } } }`),
    ],
    [
      'variables that are no list',
      (secret) => object('Job', `spec: { template: { spec: { containers: { 0: { env: ${secret} } } } } }`),
    ],
    [
      'a variable that is a text',
      (secret) => object('Job', `spec: { template: { spec: { containers: { 0: { env: [${secret}] } } } } }`),
    ],
    [
      'a variable of a Rollout',
      (secret) =>
        object('Rollout', `spec: { template: { spec: { containers: { 0: { env: { 0: { value: ${secret} } } } } } } }`),
    ],
    [
      "kubectl's copy of the object",
      (secret) => object('Deployment', `metadata: { annotations: { ${last}: ${secret} } }`),
    ],
    [
      "kubectl's copy in a template",
      (secret) => object('Job', `spec: { template: { metadata: { annotations: { ${last}: ${secret} } } } }`),
    ],
  ];

  it.each(carriers)('never shows: %s', (_, carrier) => {
    fc.assert(
      fc.property(canary, canary, fc.boolean(), (before, after, isGone) => {
        const [old, now] = [carrier(before), isGone ? object((carrier(after) as any).kind) : carrier(after)] as any[];
        for (const [from, to] of [
          [old, now],
          [now, old],
        ]) {
          const told = JSON.stringify(judgeUpdate(from, to));
          for (const secret of [before, after]) {
            expect(told).not.toContain(secret);
            expect(told).not.toContain(Buffer.from(secret).toString('base64').slice(0, 12));
          }
        }
      }),
      { numRuns: 30 },
    );
  });

  it('is told by its key', () => {
    expect(judgeUpdate(object('Secret'), object('Secret', 'data: { a: eA==, b: eA== }')).changes).toMatchObject([
      { at: '/data/a', kind: 'changed' },
      { at: '/data/b', kind: 'added' },
    ]);
  });
});
