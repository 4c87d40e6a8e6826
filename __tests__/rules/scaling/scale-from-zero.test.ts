import { NO_CONTEXT } from '../../../lib/rules/context';
import type { Rule } from '../../../lib/rules/rule';
import { runRules } from '../../../lib/rules/run-rules';
import { scaleFromZero } from '../../../lib/rules/scaling/scale-from-zero';
import { scalerBounds } from '../../../lib/rules/scaling/scaler-bounds';
import { setOfYaml } from '../../support/findings';
import { scaledObject } from '../../support/scaler-yaml';

const found = (rule: Rule, yaml: string): string[] =>
  runRules(setOfYaml(yaml), NO_CONTEXT, [rule]).map(({ severity, message }) => `${severity}: ${message}`);
const one = (text: string) => [expect.stringContaining(text) as string];

describe('scale-from-zero', () => {
  const by = (query: string) => `{ type: prometheus, metadata: { query: '${query}', threshold: '4' } }`;
  const CPU = "{ type: cpu, metricType: Utilization, metadata: { value: '70' } }";
  const WAITING = by('sum(vllm:num_requests_waiting)');
  const ZERO = 'minReplicaCount: 0';

  test('names the series, and where the number is', () => {
    const yaml = scaledObject({ bounds: ZERO, metrics: [WAITING, by('max(sglang:token_usage)')] });
    expect(found(scaleFromZero, yaml)).toEqual([
      'warning: minReplicaCount must be 1 or more by what the pods publish of themselves (vllm:, sglang:), got 0: it is gone with the last pod, and nothing brings the first one back',
    ]);
  });

  test.each([
    ['that nobody wrote', 'maxReplicaCount: 4', [WAITING], 'got 0 (the default)'],
    [
      'while nothing is to do',
      'minReplicaCount: 2, idleReplicaCount: 0',
      [WAITING],
      'idleReplicaCount must be 1 or more',
    ],
    ['beside use, which wakes nothing', ZERO, [CPU, WAITING], 'got 0'],
  ])('finds none at least %s', (_, bounds, metrics, text) => {
    expect(found(scaleFromZero, scaledObject({ bounds, metrics }))).toEqual(one(text));
  });

  test.each([
    ['one pod at least', 'minReplicaCount: 1', [WAITING]],
    ['use alone, by which KEDA keeps the last pod', ZERO, [CPU]],
    ['a counter in front beside', ZERO, [WAITING, by('sum(rate(vllm:num_incoming_requests_total[1m]))')]],
    ['series of unknown origin', ZERO, [by('sum(my_vllm:depth)')]],
    ['the HTTP add-on', ZERO, [WAITING, "{ type: external-push, metadata: { scalerAddress: 'a:9090' } }"]],
  ])('is silent with %s', (_, bounds, metrics) => {
    expect(found(scaleFromZero, scaledObject({ bounds, metrics }))).toEqual([]);
  });
});

describe('scaler-bounds of a ScaledObject that has fewer pods while nothing is to do', () => {
  test('compares that with its minimum, and its minimum with its most', () => {
    expect(found(scalerBounds, scaledObject({ bounds: 'minReplicaCount: 2, idleReplicaCount: 0' }))).toEqual([]);
    expect(
      found(scalerBounds, scaledObject({ bounds: 'minReplicaCount: 8, maxReplicaCount: 4, idleReplicaCount: 0' })),
    ).toEqual(one('minReplicaCount must be at most maxReplicaCount of 4, got 8'));
  });
});
