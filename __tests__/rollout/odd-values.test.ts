import fc from 'fast-check';
import { Duration } from 'cdk8s';
import { execFileSync } from 'node:child_process';
import {
  ArgoCdHook,
  BlueGreen,
  Canary,
  type CanaryProps,
  ModelServer,
  ServingApp,
  SmokeTest,
  TenantNamespace,
  TrafficSplit,
} from '../../lib';
import { UsageError } from '../../lib/private/errors';
import { patternFault } from '../../lib/rollout/posix-pattern';
import { failureOf } from '../support/declare';
import { blueGreen, canary, NEW, OLD, SERVER } from './support';

describe('a test that cannot be', () => {
  test.each<[string, object, string]>([
    ['no resources', { resources: {} }, 'verify.resources.cpu must be'],
    ['resources that are none', { resources: { cpu: '1x', memory: '1Gi' } }, 'verify.resources.cpu must be'],
    ['no time', { deadline: NaN }, 'verify.deadline must be a Duration'],
    ['an empty text for a time', { deadline: '' }, 'verify.deadline must be a Duration'],
    ['false for a time', { deadline: false }, 'verify.deadline must be a Duration'],
    [
      'half a pattern',
      { bodyMatches: '([' },
      "verify.bodyMatches must be a POSIX extended regular expression, got '(['",
    ],
    [
      'a Job that is gone before anybody looks',
      { ttlAfterFinished: Duration.seconds(60) },
      'verify.ttlAfterFinished must be at least the 600 s that the other pods of a version may take to start, or the Job is gone before anybody asks, got 60 s; raise it, or set argoCdHook',
    ],
  ])('%s is a sentence', (_, options, message) => {
    const verify = SmokeTest.http('/', options);
    for (const declare of [() => canary({ verify }), () => blueGreen({ verify })])
      expect(failureOf(declare)).toContain(message);
  });

  test('a fragment of a path is never sent', () => {
    expect(failureOf(() => canary({ verify: SmokeTest.http('/a#b') }))).toContain(
      "verify.path must not hold '#', what follows it is never sent, got '/a#b'; write it as %23",
    );
  });

  test('Argo CD may drop its Job at once', () => {
    const verify = SmokeTest.http('/', { ttlAfterFinished: Duration.seconds(0), argoCdHook: ArgoCdHook.SYNC });
    expect(() => canary({ verify })).not.toThrow();
  });
});

describe('patterns', () => {
  /** What grep says of a pattern; it fails with 2 for one that it cannot read. */
  const isRead = (pattern: string): boolean => {
    try {
      execFileSync('grep', ['-E', '-q', '-e', pattern], { input: '', stdio: ['pipe', 'ignore', 'ignore'] });
      return true;
    } catch (error) {
      return (error as { status: number }).status < 2;
    }
  };

  test.each([
    '[[:alpha:]]+',
    '[]a]',
    '[^]a]',
    '[\\]',
    'a(b|c)*',
    '\\(',
    '\\[',
    '"class": ?"setosa"',
    '[[.-.]]',
    '[[=a=]b]',
  ])('that grep reads are taken: %s', (pattern) => {
    expect([patternFault(pattern), isRead(pattern)]).toEqual([undefined, true]);
  });

  test('that are refused are not read by grep either', () => {
    const pattern = fc.array(fc.constantFrom('(', ')', '[', ']', '\\', '^', 'a', ':', '[:alpha:]'), { maxLength: 6 });
    let refused = 0;
    fc.assert(
      fc.property(pattern, (parts) => {
        const text = parts.join('');
        if (patternFault(text) === undefined) return;
        refused++;
        expect([text, isRead(text)]).toEqual([text, false]);
      }),
      { numRuns: 200 },
    );
    expect(refused).toBeGreaterThan(20);
  });
});

describe('arguments of a caller without a type checker', () => {
  const tenant = () => new TenantNamespace(new ServingApp(), 'vision');

  test.each([null, 5, '', {}, undefined])('an id that is %p is a sentence', (id) => {
    const wrong = id as never;
    for (const declare of [
      () => new Canary(tenant(), wrong, { server: SERVER, stable: OLD }),
      () => new BlueGreen(tenant(), wrong, { server: SERVER, blue: OLD, active: 'blue' as never }),
      () => new ModelServer(tenant(), wrong, { ...SERVER, ...OLD }),
    ]) {
      expect(declare).toThrow(UsageError);
      expect(failureOf(declare)).toMatch(/in 'vision': id must be a text with a character at least, got/);
    }
  });

  test.each([null, 5, [], { ports: 5 }, { env: 5 }])(
    'options of a connection that are %p are none, or a sentence',
    (given) => {
      const options = given as never;
      for (const { release, tenant: around } of [blueGreen(), canary()]) {
        const other = new ModelServer(around, 'other', { ...SERVER, ...OLD });
        for (const connect of [
          () => {
            release.connectTo(other, options);
          },
          () => {
            other.connectTo(release, options);
          },
        ]) {
          if (given === null) expect(connect).not.toThrow();
          else expect(connect).toThrow(UsageError);
        }
      }
    },
  );

  test.each<[string, Partial<CanaryProps>]>([
    ['stable', { stable: { ...OLD, replicas: 1.5 } }],
    ['canary', { canary: { ...NEW, replicas: 1.5 } }],
  ])('half a pod of the %s side by route is a sentence', (side, props) => {
    expect(failureOf(() => canary({ split: TrafficSplit.byRoute(), ...props }))).toContain(
      `Canary 'vision/ranker': ${side}.replicas must be a whole number of 0 or more, got 1.5`,
    );
  });
});

describe('a Service whose name is too long once suffixed is blamed on the prop that names it, once', () => {
  const server = (length: number) => ({ server: { ...SERVER, service: { name: 's'.repeat(length) } } });

  test.each<[string, () => unknown, string]>([
    ['a preview Service', () => blueGreen(server(58)), 'the preview Service'],
    ["a canary's Service", () => canary({ split: TrafficSplit.byRoute(), ...server(58) }), "the canary's Service"],
  ])('%s', (_, declare, what) => {
    const message = failureOf(declare);
    expect(message.split('\n')).toHaveLength(1);
    expect(message).toContain(`server.service.name must be short enough for ${what}: 'ssss`);
  });

  test('and one that is too long by itself on itself', () => {
    const message = failureOf(() => blueGreen(server(70)));
    expect(message.split('\n')).toHaveLength(1);
    expect(message).toContain("BlueGreen 'vision/ranker': server: service.name must be");
  });
});
