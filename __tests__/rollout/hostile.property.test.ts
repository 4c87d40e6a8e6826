import fc from 'fast-check';
import {
  type BlueGreenProps,
  CanaryPin,
  type CanaryProps,
  CanaryStage,
  Colour,
  PreviousRelease,
  SmokeTest,
  TrafficSplit,
  type VersionOptions,
} from '../../lib';
import { UsageError } from '../../lib/private/errors';
import { blueGreen, canary, modelServer, NEW, OLD, SERVER } from './support';

/** What a caller without a type checker may pass. */
const anything = fc.oneof(
  fc.anything({ maxDepth: 2 }),
  fc.constantFrom<unknown>(
    // Nothing can turn this into a text or a number.
    { toString: 1, valueOf: 1 },
    { name: { toString: 1 }, service: { name: { toString: 1 } } },
    null,
    '',
    0,
    -1,
    NaN,
    Infinity,
    [],
    {},
    [null],
    { image: null },
    JSON.parse('{"__proto__":1}'),
  ),
);

/** Declares and synthesizes: what is wrong may be said, but only in sentences of ours. */
function survives(make: () => { readonly app: { synthYaml(): string } }): void {
  try {
    make().app.synthYaml();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    for (const message of error.messages) {
      expect(message).toMatch(/^(Canary|BlueGreen|ModelServer|)( ?)'vision/);
      expect(message).not.toMatch(/undefined|\[object|TypeError/);
    }
  }
}

const versions: (keyof VersionOptions)[] = [
  'image',
  'replicas',
  'autoscaling',
  'resources',
  'runtime',
  'command',
  'args',
  'health',
  'drain',
  'rollout',
  'files',
  'volumes',
  'initContainers',
  'sidecars',
  'placement',
  'security',
  'metrics',
  'labels',
  'podAnnotations',
  'overrides',
  'env',
  'envFromSecrets',
  'envFromConfigMaps',
];
const ofCanary: (keyof CanaryProps)[] = [
  'server',
  'stable',
  'canary',
  'replicas',
  'steps',
  'stage',
  'split',
  'keepStable',
  'tolerance',
  'minCapacity',
  'transition',
  'verify',
  'previously',
];
const ofBlueGreen: (keyof BlueGreenProps)[] = [
  'server',
  'blue',
  'green',
  'active',
  'previewServiceName',
  'minCapacity',
  'verify',
  'previously',
];

describe('whatever a prop is, what is wrong with it is said in a sentence', () => {
  test.each(ofCanary)('of a Canary: %s', (prop) => {
    fc.assert(
      fc.property(anything, fc.boolean(), (value, isByRoute) => {
        const split = isByRoute ? TrafficSplit.byRoute() : undefined;
        survives(() => canary({ split, stage: CanaryStage.weight(10), [prop]: value }));
      }),
      { numRuns: 40 },
    );
  });

  test.each(ofBlueGreen)('of a BlueGreen: %s', (prop) => {
    fc.assert(
      fc.property(anything, (value) => {
        survives(() => blueGreen({ verify: SmokeTest.http('/'), [prop]: value }));
      }),
      { numRuns: 40 },
    );
  });

  test.each(versions)('of a version: %s', (prop) => {
    fc.assert(
      fc.property(anything, (value) => {
        survives(() => canary({ canary: { ...NEW, [prop]: value } }));
        survives(() => blueGreen({ blue: { ...OLD, [prop]: value }, server: { ...SERVER, [prop]: value } }));
      }),
      { numRuns: 25 },
    );
  });

  test('of the values that props take', () => {
    fc.assert(
      fc.property(anything, anything, (a, b) => {
        const [one, two] = [a, b] as never[];
        survives(() => canary({ stage: CanaryStage.weight(one) }));
        survives(() => canary({ steps: [10], stage: CanaryStage.step(one) }));
        survives(() => canary({ split: TrafficSplit.byRoute(one) }));
        survives(() =>
          canary({ split: TrafficSplit.byRoute({ pins: [CanaryPin.header(one, two), CanaryPin.cookie(two, one)] }) }),
        );
        survives(() => blueGreen({ verify: SmokeTest.http(one, two) }));
        survives(() => modelServer({ previously: PreviousRelease.blueGreen(one).firstOfTwo() }));
        survives(() => blueGreen({ previously: PreviousRelease.blueGreen(Colour.GREEN), server: one }));
      }),
      { numRuns: 150 },
    );
  });

  test.each([
    'method',
    'body',
    'headers',
    'expectedStatus',
    'bodyContains',
    'bodyMatches',
    'timeout',
    'interval',
    'deadline',
    'image',
    'resources',
    'ttlAfterFinished',
    'argoCdHook',
    'annotations',
  ])('of a smoke test: %s', (option) => {
    fc.assert(
      fc.property(anything, (value) => {
        survives(() => blueGreen({ verify: SmokeTest.http('/', { [option]: value }) }));
      }),
      { numRuns: 40 },
    );
  });
});
