import { Duration } from 'cdk8s';
import { ReleaseController } from '../../../lib';
import { PROMETHEUS, BENTO, SCRAPED, routed, ofKind, canaryOf } from './support';

describe('analysis', () => {
  const steps = [10, 50];

  test('judges each share by the queries of the plan, and asks somebody afterwards', () => {
    const given = routed({ server: BENTO, steps }, SCRAPED);
    const analysis = {
      templates: [{ templateName: 'ranker-checks' }],
      args: [
        { name: 'latest-hash', valueFrom: { podTemplateHashValue: 'Latest' } },
        { name: 'stable-hash', valueFrom: { podTemplateHashValue: 'Stable' } },
      ],
    };
    expect(canaryOf(given).steps.slice(2)).toEqual([
      { setCanaryScale: { weight: 10 } },
      { setWeight: 10 },
      { setCanaryScale: { matchTrafficWeight: true } },
      { pause: { duration: '600s' } },
      { analysis },
      { pause: {} },
      { setWeight: 50 },
      { pause: { duration: '600s' } },
      { analysis },
      { pause: {} },
    ]);
    const { metrics } = given.objects().get('AnalysisTemplate', 'ranker-checks').spec;
    const queries = given.made.plan().find(({ stageName }) => stageName === 'step 10 %')!.queries!;
    expect(metrics.map(({ provider }: any) => provider.prometheus)).toEqual(
      queries.map(({ query }) => ({ address: PROMETHEUS, query })),
    );
    expect(metrics.map(({ name }: { name: string }) => name)).toEqual(['restarts', 'requests', 'errors', 'latency']);
  });

  test('goes on by itself after the pause where that was asked for', () => {
    const controller = ReleaseController.argoRollouts({ pause: Duration.minutes(20) });
    expect(canaryOf(routed({ server: BENTO, steps: [10], controller }, SCRAPED)).steps.slice(3)).toMatchObject([
      { setWeight: 10 },
      { setCanaryScale: { matchTrafficWeight: true } },
      { pause: { duration: '1200s' } },
      { analysis: {} },
    ]);
  });

  test('fails by the opposite of what it passes by, so that nothing to measure is neither, and few requests never fail', () => {
    const { metrics } = routed({ server: BENTO, steps }, SCRAPED)
      .objects()
      .get('AnalysisTemplate', 'ranker-checks').spec;
    const conditions = Object.fromEntries(
      metrics.map(({ name, successCondition, failureCondition }: any) => [name, [successCondition, failureCondition]]),
    );
    expect(conditions).toEqual({
      restarts: ['len(result) > 0 && result[0] <= 0', 'len(result) > 0 && result[0] > 0'],
      requests: ['len(result) > 0 && result[0] >= 20', 'false'],
      errors: ['len(result) > 0 && result[0] <= 0.01', 'len(result) > 0 && result[0] > 0.01'],
      latency: ['len(result) > 0 && result[0] <= 1.3', 'len(result) > 0 && result[0] > 1.3'],
    });
  });

  test('asks the gateway in front of a runtime without metrics of requests, Service by Service', () => {
    const { objects } = routed({ steps }, SCRAPED);
    const { metrics } = objects().get('AnalysisTemplate', 'ranker-checks').spec;
    const errors = metrics.find(({ name }: { name: string }) => name === 'errors').provider.prometheus.query;
    expect(errors).toContain('vision-ranker-canary-[0-9]+@kubernetescrd');
    expect(errors).toContain('vision-ranker-[0-9]+@kubernetescrd');
  });

  test('tells the versions apart by a label that the monitor puts on their series', () => {
    const { objects } = routed({ server: BENTO, steps }, SCRAPED);
    expect(objects().get('PodMonitor', 'ranker').spec.podTargetLabels).toContain('rollouts-pod-template-hash');
    const { metrics } = objects().get('AnalysisTemplate', 'ranker-checks').spec;
    const queries: string[] = metrics.map(({ provider }: any) => provider.prometheus.query);
    for (const query of queries.slice(1)) expect(query).toContain('rollouts_pod_template_hash="{{args.latest-hash}}"');
    expect(queries[0]).toContain('pod=~"ranker-{{args.latest-hash}}-[a-z0-9]{5}"');
  });

  test('is left out where the profile declares nobody to ask, or it was declined', () => {
    expect(ofKind(routed({ server: BENTO, steps }).objects(), 'AnalysisTemplate')).toEqual([]);
    const controller = ReleaseController.argoRollouts({ analysis: false });
    expect(ofKind(routed({ server: BENTO, steps, controller }, SCRAPED).objects(), 'AnalysisTemplate')).toEqual([]);
  });
});
