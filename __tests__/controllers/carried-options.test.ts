import { Duration } from 'cdk8s';
import { AlertSetting, MetricsScraper, ScalingMetric, ScalingPolicy, ServingAlert } from '../../lib';
import { kserve, seldon, sentences } from './support';

const MODELS = { KServe: kserve, Seldon: seldon };
const keda = { prometheusUrl: 'http://prometheus.monitoring.svc:9090' };
const scraper = MetricsScraper.prometheusOperator({ namespaceName: 'monitoring' });
const slowly = { policies: [ScalingPolicy.pods(1, Duration.minutes(5))] };
const scaled = (more: object) => ({ autoscaling: { maxReplicas: 4, targetCpuUtilization: 70, ...more } });

describe.each(Object.entries(MODELS))('%s', (controller, declare) => {
  test.each<[string, object]>([
    ['group', { group: { size: 2 } }],
    ['alerts', { alerts: [AlertSetting.silenced(ServingAlert.RESTARTS, 'known')] }],
    ['autoscaling.metrics', scaled({ metrics: [ScalingMetric.requestsWaiting(5)] })],
    ['autoscaling.scaleUp', scaled({ scaleUp: slowly })],
    ['autoscaling.scaleDown', scaled({ scaleDown: slowly })],
    ['autoscaling.keda', scaled({ keda: {} })],
  ])('does nothing with %s, which is an error', (path, props) => {
    const found = sentences(() => declare(props, { cluster: { keda, scraper, leaderWorkerSet: '0.10' } }));
    expect(found.join('\n')).toContain(`${path} must be left out: ${controller} `);
  });

  test('makes no budget where none is wanted', () => {
    expect(declare({ replicas: 3 }).model.podDisruptionBudget).toBeDefined();
    expect(declare({ replicas: 3, podDisruptionBudget: false }).model.podDisruptionBudget).toBeUndefined();
  });

  test('says that nobody watches its pods, and no more', () => {
    const { app } = declare({}, { cluster: { scraper, alerts: {} } });
    expect(app.warnings.filter((warning) => /watched|metrics/.test(warning))).toEqual([
      expect.stringContaining('it is not watched: no monitor and no alerts are made for pods that its operator makes'),
    ]);
  });
});
