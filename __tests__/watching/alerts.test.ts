import { Duration } from 'cdk8s';
import {
  type AlertOptions,
  AlertSetting,
  AlertSeverity,
  ClusterProfile,
  LatencyMetric,
  MetricsEndpoint,
  MetricsScraper,
  MetricUnit,
  type ModelServerProps,
  RuntimeProbe,
  RuntimeShutdown,
  ServingAlert,
  ServingRuntime,
} from '../../lib';
import { declare, manifestsOf } from '../support/declare';

const scraper = MetricsScraper.prometheusOperator({ namespaceName: 'monitoring', labels: { release: 'prometheus' } });
const cluster = (alerts?: AlertOptions) => ({ scraper, ...(alerts && { alerts }) });
const vllm = { runtime: ServingRuntime.vllm({ model: '/models/llm' }) };

const rulesOf = (props: Partial<ModelServerProps>, alerts: AlertOptions | undefined = {}): any[] =>
  manifestsOf(props, { cluster: cluster(alerts) })
    .find('PrometheusRule')
    .flatMap(({ spec }) => spec.groups[0].rules);
const names = (rules: any[]) => rules.map(({ alert }) => alert);
const rule = (rules: any[], alert: ServingAlert) => rules.find((each) => each.alert === alert.alertName);

const OF_PODS = ['ModelServerNothingReady', 'ModelServerNotStarting', 'ModelServerRestarts'];
const OF_VLLM = ['ModelServerRequestsWaiting', 'ModelServerCacheFull', 'ModelServerErrors', 'VllmPreemptions'];

describe('are made', () => {
  test('of every server where the cluster profile asks for them, as far as its runtime tells', () => {
    expect(names(rulesOf(vllm))).toEqual([...OF_PODS, 'ModelServerNotScraped', ...OF_VLLM]);
    expect(names(rulesOf({ runtime: ServingRuntime.mlflow(), metrics: MetricsEndpoint.none() }))).toEqual(OF_PODS);
  });

  test('of a server that asks for them by itself', () => {
    expect(rulesOf(vllm, undefined)).not.toEqual([]);
    expect(manifestsOf(vllm, { cluster: cluster() }).find('PrometheusRule')).toEqual([]);
    expect(manifestsOf({ ...vllm, alerts: [] }, { cluster: cluster() }).find('PrometheusRule')).toHaveLength(1);
  });

  test('with the labels by which rules are selected, which may differ from those of monitors', () => {
    const own = MetricsScraper.prometheusOperator({
      namespaceName: 'monitoring',
      labels: { release: 'prometheus' },
      ruleLabels: { role: 'alert-rules' },
    });
    const manifests = manifestsOf(vllm, { cluster: { scraper: own, alerts: {} } });
    expect(manifests.get('PrometheusRule').metadata.labels).toMatchObject({ role: 'alert-rules' });
    expect(manifests.get('PrometheusRule').metadata.labels).not.toHaveProperty('release');
    expect(manifests.get('PodMonitor').metadata.labels).toMatchObject({ release: 'prometheus' });
  });
});

test('an alert says what it is about, how long it lasts, how urgent it is and where its runbook is', () => {
  const alerts = { runbookUrl: 'https://runbooks.example.com/{alert}.html', labels: { team: 'platform' } };
  expect(rule(rulesOf(vllm, alerts), ServingAlert.REQUESTS_WAITING)).toEqual({
    alert: 'ModelServerRequestsWaiting',
    expr: 'avg by (namespace) (sum by (namespace, pod) (vllm:num_requests_waiting{namespace="vision",app_kubernetes_io_instance="iris"})) > 30',
    for: '10m',
    labels: { severity: 'warning', team: 'platform' },
    annotations: {
      description: expect.stringContaining('Add pods'),
      runbook_url: 'https://runbooks.example.com/ModelServerRequestsWaiting.html',
      summary: 'iris: more than 30 requests wait for each pod',
    },
  });
});

test('one of nothing ready does not wake anybody while a model loads, and one of a start waits as long as that may take', () => {
  const health = { startupBudget: Duration.minutes(40) };
  const rules = rulesOf({ ...vllm, health });
  expect(rule(rules, ServingAlert.NOTHING_READY)).toMatchObject({ expr: expect.stringContaining('[50m]'), for: '2m' });
  expect(rule(rules, ServingAlert.NOT_STARTING)).toMatchObject({ for: '45m' });
});

test('labels of a metric that the operator needs for itself are asked for as it stores them', () => {
  const { expr } = rule(rulesOf({ runtime: ServingRuntime.bentoMl() }), ServingAlert.ERRORS);
  expect(expr).toContain('exported_endpoint!~');
  expect(expr).not.toMatch(/[{,]endpoint/);
});

describe('are tuned', () => {
  const tuned = AlertSetting.tuned(ServingAlert.CACHE_FULL, {
    threshold: 0.8,
    lasting: Duration.minutes(5),
    severity: AlertSeverity.CRITICAL,
  });

  test('for all servers, and for one', () => {
    const expected = { expr: expect.stringMatching(/ > 0\.8$/), for: '5m', labels: { severity: 'critical' } };
    expect(rule(rulesOf(vllm, { settings: [tuned] }), ServingAlert.CACHE_FULL)).toMatchObject(expected);
    expect(rule(rulesOf({ ...vllm, alerts: [tuned] }), ServingAlert.CACHE_FULL)).toMatchObject(expected);
  });

  test('member by member: what a server leaves out is that of the cluster', () => {
    const alerts = [AlertSetting.tuned(ServingAlert.CACHE_FULL, { threshold: 0.9 })];
    const rules = rulesOf({ ...vllm, alerts }, { settings: [tuned] });
    expect(rule(rules, ServingAlert.CACHE_FULL)).toMatchObject({ expr: expect.stringMatching(/ > 0\.9$/), for: '5m' });
  });

  test('or asked for, where only the users of a model know what is too much', () => {
    const alerts = [AlertSetting.tuned(ServingAlert.LATENCY, { threshold: 20 })];
    expect(rule(rulesOf(vllm), ServingAlert.LATENCY)).toBeUndefined();
    const { expr } = rule(rulesOf({ ...vllm, alerts }), ServingAlert.LATENCY);
    expect(expr).toMatch(/^histogram_quantile\(0\.95, .*vllm:e2e_request_latency_seconds_bucket.* > 20$/);
  });

  test('in seconds, whatever the runtime counts in', () => {
    const alerts = [AlertSetting.tuned(ServingAlert.LATENCY, { threshold: 1.5 })];
    const { expr } = rule(rulesOf({ runtime: ServingRuntime.triton({}), alerts }), ServingAlert.LATENCY);
    expect(expr).toMatch(/ \/ 1000000 > 1\.5$/);
  });
});

test('are silenced for one server with a reason, which stands in the manifest', () => {
  const alerts = [AlertSetting.silenced(ServingAlert.named('VllmPreemptions'), 'long prompts at night may wait')];
  const manifests = manifestsOf({ ...vllm, alerts }, { cluster: cluster({}) });
  const { metadata, spec } = manifests.get('PrometheusRule');
  expect(metadata.annotations).toEqual({
    'cdk8s-model-serving/silenced': 'VllmPreemptions: long prompts at night may wait\n',
  });
  expect(names(spec.groups[0].rules)).toEqual([...OF_PODS, 'ModelServerNotScraped', ...OF_VLLM.slice(0, -1)]);
});

describe('of a described runtime', () => {
  const described = (metrics: object) =>
    ServingRuntime.describe({
      title: 'LMDeploy',
      ports: { http: 23333 },
      listensByItself: true,
      readiness: RuntimeProbe.http('/health'),
      shutdown: RuntimeShutdown.unbounded(),
      metrics: { path: '/metrics', ...metrics },
    });

  test('follow from the metrics that it is said to have', () => {
    const runtime = described({
      names: { waiting: 'lmdeploy:num_requests_waiting' },
      requests: {
        finished: ['lmdeploy:requests_total'],
        failed: ['lmdeploy:requests_total{code=~"5.."}'],
        latency: LatencyMetric.average('lmdeploy:ms_total', 'lmdeploy:requests_total', MetricUnit.MILLISECONDS),
      },
      alerts: [{ alertName: 'Evictions', metric: 'lmdeploy:evictions', threshold: 5, summary: 'blocks are evicted' }],
    });
    const alerts = [AlertSetting.tuned(ServingAlert.named('Evictions'), { threshold: 7 })];
    const rules = rulesOf({ runtime, alerts });
    expect(names(rules).slice(3)).toEqual([
      'ModelServerNotScraped',
      'ModelServerRequestsWaiting',
      'ModelServerErrors',
      'Evictions',
    ]);
    expect(rule(rules, ServingAlert.named('Evictions')).expr).toMatch(/lmdeploy:evictions\{.*\}\)\) > 7$/);
  });

  test.each([
    [{ requests: { finished: [] } }, 'metrics.requests.finished must name a metric at least, got an empty list'],
    [{ requests: { finished: ['a{b=c}'] } }, 'metrics.requests.finished[0] must be a metric as PromQL selects it'],
    [{ requests: { finished: ['a'], latency: 'a' } }, 'metrics.requests.latency must be made by LatencyMetric'],
    [{ requests: { finished: ['a'], latency: LatencyMetric.histogram('a b') } }, 'latency.metric must be a metric'],
    [{ alerts: [{ alertName: 'x', metric: 'a', threshold: 1, summary: 's' }] }, 'metrics.alerts[0].alertName must be'],
    [{ alerts: [{ alertName: 'Xyz', metric: 'a', threshold: NaN, summary: 's' }] }, 'threshold must be a number'],
  ])('%j is refused', (metrics, message) => {
    expect(() => declare({ runtime: described(metrics) })).toThrow(message);
  });
});

describe('that cannot be are refused, with the way out', () => {
  const tuned = (...given: Parameters<typeof AlertSetting.tuned>) => AlertSetting.tuned(...given);
  const silenced = (...given: Parameters<typeof AlertSetting.silenced>) => AlertSetting.silenced(...given);
  const untyped = (value: unknown) => value as never;

  test.each<[string, AlertSetting, string]>([
    [
      'a metric that the runtime does not have',
      tuned(ServingAlert.CACHE_FULL, { threshold: 0.5 }),
      'alerts[0] of ModelServerCacheFull needs a metric of the KV cache, which BentoML does not have; leave it out',
    ],
    [
      'an unknown alert',
      tuned(ServingAlert.named('VllmPreemptions'), { threshold: 1 }),
      "alerts[0] must be an alert of ServingAlert or one of the runtime, got 'VllmPreemptions'; BentoML has none of its own",
    ],
    [
      'an alert of releases',
      tuned(ServingAlert.NEW_VERSION_ERRORS, { threshold: 0.1 }),
      'alerts[0] must not be NewVersionErrors, which compares two versions; give it to server.alerts of a Canary or BlueGreen',
    ],
    ['percent for a share', tuned(ServingAlert.ERRORS, { threshold: 5 }), 'got 5; write 0.05 for 5 %'],
    ['a threshold below 0', tuned(ServingAlert.RESTARTS, { threshold: -1 }), 'threshold must be a number of 0 or more'],
    ['no number', tuned(ServingAlert.RESTARTS, { threshold: NaN }), 'threshold must be a number of 0 or more, got NaN'],
    ['a threshold of nothing ready', tuned(ServingAlert.NOTHING_READY, { threshold: 1 }), 'which has none, got 1'],
    [
      'nothing that differs',
      tuned(ServingAlert.ERRORS, {}),
      'threshold, lasting or severity must be given, got nothing',
    ],
    ['no Duration', tuned(ServingAlert.ERRORS, { lasting: untyped('5m') }), 'lasting must be a Duration'],
    ['a severity', tuned(ServingAlert.ERRORS, { severity: untyped('page') }), "severity must be 'critical', 'warning'"],
    ['no reason', silenced(ServingAlert.ERRORS, ' '), 'reason must say in one line why nobody wants to know'],
    ['no alert', silenced(untyped('ModelServerErrors'), 'x'), 'alert must be one of ServingAlert'],
    ['no name', silenced(ServingAlert.named('a b'), 'x'), 'alert must be the name of an alert'],
    ['no setting', untyped('ModelServerErrors'), 'alerts[0] must be made by AlertSetting.tuned(...) or .silenced(...)'],
  ])('%s', (_title, setting, message) => {
    const declared = () => declare({ runtime: ServingRuntime.bentoMl(), alerts: [setting] }, { cluster: cluster({}) });
    expect(declared).toThrow(message);
  });

  test('one twice', () => {
    const alerts = [silenced(ServingAlert.ERRORS, 'x'), tuned(ServingAlert.ERRORS, { threshold: 0.5 })];
    expect(() => declare({ ...vllm, alerts }, { cluster: cluster({}) })).toThrow(
      "alerts[1] must be of another alert than those before, got 'ModelServerErrors' again",
    );
  });

  test.each<[AlertOptions, string]>([
    [{ runbookUrl: 'https://runbooks.example.com/' }, "runbookUrl must begin with 'https://' or 'http://' and hold"],
    [{ labels: { severity: 'page' } }, "labels must not set 'severity', which every alert has by itself; remove it"],
    [{ labels: { 'a-b': 'c' } }, "labels keys must be letters, digits and '_'"],
    [{ settings: [tuned(ServingAlert.ERRORS, { threshold: 2 })] }, 'alerts.settings[0].threshold of ModelServerErrors'],
  ])('of a cluster: %j', (alerts, message) => {
    expect(() => ClusterProfile.of(cluster(alerts))).toThrow(message);
  });

  test('where nobody reads them', () => {
    const message = 'alerts need a Prometheus operator that reads them';
    expect(() => ClusterProfile.of({ alerts: {} })).toThrow(message);
    const annotations = MetricsScraper.podAnnotations({ namespaceName: 'monitoring' });
    expect(() => ClusterProfile.of({ alerts: {}, scraper: annotations })).toThrow(message);
  });
});

describe('are warned about', () => {
  const warningsOf = (props: Partial<ModelServerProps>, profile: object): string => {
    const { app } = declare(props, { cluster: profile });
    app.synthYaml();
    return app.warnings.join('');
  };

  test('where a server asks for some, and the cluster has no operator', () => {
    expect(warningsOf({ ...vllm, alerts: [] }, {})).toContain('alerts are not made');
  });

  test('where a server has no metrics, unless it says that this is meant', () => {
    const blind = 'MLflow has no metrics, so that only its pods are watched';
    const runtime = ServingRuntime.mlflow();
    expect(warningsOf({ runtime }, cluster({}))).toContain(blind);
    expect(warningsOf({ runtime, metrics: MetricsEndpoint.none() }, cluster({}))).not.toContain(blind);
  });
});
