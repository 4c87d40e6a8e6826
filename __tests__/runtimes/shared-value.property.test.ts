import * as fc from 'fast-check';
import { ServingRuntime } from '../../lib';
import type { RuntimeContext } from '../../lib/runtimes/runtime-facts';

const MAKERS: readonly (readonly [string, () => ServingRuntime])[] = [
  ['vllm', () => ServingRuntime.vllm({ model: '/models/llama' })],
  ['sglang', () => ServingRuntime.sglang({ model: '/models/llama' })],
  ['bentoMl', () => ServingRuntime.bentoMl()],
  ['triton', () => ServingRuntime.triton({ modelRepository: '/models' })],
];

const context: fc.Arbitrary<RuntimeContext> = fc.record(
  {
    accelerators: fc.constantFrom(0, 1, 2, 8),
    groupSize: fc.constantFrom(2, 3, 4),
    areParts: fc.boolean(),
    areUnknown: fc.boolean(),
    shutdownSeconds: fc.constantFrom(0, 30),
    startupSeconds: fc.constantFrom(60, 600),
    image: fc.constantFrom('vllm/vllm-openai:v0.33.0', 'vllm/vllm-openai:v0.8.0'),
    modelPath: fc.constantFrom('/a', '/b'),
    readSeconds: fc.constantFrom(1, 2),
  },
  { requiredKeys: ['accelerators'] },
);

test.each(MAKERS)('one value of %s answers several servers as one of its own would answer each', (_name, make) => {
  fc.assert(
    fc.property(context, context, (one, other) => {
      const contexts = [one, ...Object.entries(other).map(([member, value]) => ({ ...one, [member]: value }))];
      const shared = make();
      expect(contexts.map((each) => plain(shared._facts(each)))).toEqual(
        contexts.map((each) => plain(make()._facts(each))),
      );
    }),
    { numRuns: 100 },
  );
});

/** Functions among the facts are made anew each time. */
function plain(facts: unknown): string {
  return JSON.stringify(facts, (_, value: unknown) => (typeof value === 'function' ? 'code' : value));
}
