import {
  AlertSetting,
  BlueGreen,
  type BlueGreenProps,
  Canary,
  type CanaryProps,
  CanaryStage,
  ClusterProfile,
  Colour,
  ContainerImage,
  MetricsScraper,
  type ReleaseStage,
  ServingAlert,
  ServingApp,
  ServingRuntime,
  TenantNamespace,
  TrafficSplit,
} from '../../lib';
import { ran } from '../command/support/command-run';
import { manifestsFrom } from '../support/declare';

const scraper = MetricsScraper.prometheusOperator({ namespaceName: 'monitoring' });
const bento = { runtime: ServingRuntime.bentoMl(), resources: { cpu: '1', memory: '2Gi' } };
const [old, fresh] = ['ranker:1.4', 'ranker:1.5'].map((image) => ({ image: ContainerImage.of(image) }));

const inApp = <T>(make: (tenant: TenantNamespace) => T, cluster = ClusterProfile.of({ scraper, alerts: {} })) => {
  const app = new ServingApp({ cluster });
  return { app, release: make(new TenantNamespace(app, 'vision')) };
};
const canary = (props: Partial<CanaryProps> = {}, cluster?: ClusterProfile) =>
  inApp(
    (tenant) =>
      new Canary(tenant, 'ranker', {
        server: bento,
        stable: old,
        canary: fresh,
        replicas: 10,
        steps: [10, 50],
        stage: CanaryStage.weight(10),
        ...props,
      }),
    cluster,
  );
const blueGreen = (props: Partial<BlueGreenProps> = {}) =>
  inApp(
    (tenant) =>
      new BlueGreen(tenant, 'chat', { server: bento, blue: old, green: fresh, active: Colour.BLUE, ...props }),
  );

const figures = (stages: readonly ReleaseStage[]) =>
  stages.map(({ stageName, queries = [] }) => [stageName, queries.map(({ queryName }) => queryName).join(' ')]);

describe('the plan', () => {
  test('of a Canary says by which figures to go on from each stage', () => {
    const judged = 'ready restarts requests errors latency';
    const replaced = 'ready restarts stable-ready stable-restarts';
    expect(figures(canary({ split: TrafficSplit.byRoute() }).release.plan())).toEqual([
      ['deploy', 'ready restarts'],
      ['step 10 %', judged],
      ['grow for step 50 %', judged],
      ['step 50 %', judged],
      ['grow for promote', judged],
      ['promote', judged],
      ['replace stable', replaced],
      ['grow for retire', replaced],
      ['retire', 'stable-ready stable-restarts'],
    ]);
  });

  test('of a BlueGreen judges the other colour when it takes the requests', () => {
    expect(figures(blueGreen().release.plan())).toEqual([
      ['deploy green', 'ready restarts'],
      ['verify green', 'ready restarts'],
      ['flip to green', 'ready restarts requests errors latency'],
      ['retire blue', 'ready restarts'],
    ]);
  });

  test('says each figure with the query, what it is held against and what it means', () => {
    const step = canary()
      .release.plan()
      .find(({ stageName }) => stageName === 'step 10 %');
    expect(step?.queries?.at(-1)).toEqual({
      queryName: 'latency',
      query:
        '(histogram_quantile(0.95, sum by (namespace, le) (rate(bentoml_service_request_duration_seconds_bucket{namespace="vision",app_kubernetes_io_instance="ranker-canary",exported_endpoint!~".*/(livez|readyz|healthz)"}[10m])))) / (histogram_quantile(0.95, sum by (namespace, le) (rate(bentoml_service_request_duration_seconds_bucket{namespace="vision",app_kubernetes_io_instance="ranker-stable",exported_endpoint!~".*/(livez|readyz|healthz)"}[10m]))) > 0)',
      comparison: '<=',
      threshold: 1.3,
      meaning: 'the time that 95 of 100 requests keep to of the new version, by that of the one before',
    });
  });

  test('judges a version that takes everything by the last hour of the one before', () => {
    const flip = blueGreen()
      .release.plan()
      .find(({ stageName }) => stageName === 'flip to green');
    const latency = flip?.queries?.find(({ queryName }) => queryName === 'latency')?.query;
    expect(latency).toMatch(/instance="chat-green".*\[10m\].*instance="chat-blue".*\[1h\]/);
  });

  test('takes thresholds from the settings of alerts, those of the release first', () => {
    const setting = (threshold: number) => AlertSetting.tuned(ServingAlert.NEW_VERSION_LATENCY, { threshold });
    const cluster = ClusterProfile.of({ scraper, alerts: { settings: [setting(2)] } });
    const thresholds = ({ release }: ReturnType<typeof canary>) =>
      new Set(
        release
          .plan()
          .flatMap(({ queries = [] }) => queries.filter(({ queryName }) => queryName === 'latency'))
          .map(({ threshold }) => threshold),
      );
    expect(thresholds(canary({}, cluster))).toEqual(new Set([2]));
    expect(thresholds(canary({ server: { ...bento, alerts: [setting(3)] } }, cluster))).toEqual(new Set([3]));
  });

  test.each([
    [ServingRuntime.kserve({ modelName: 'iris' }), ['errors: KServe has no counter of requests that fail']],
    [
      ServingRuntime.mlflow(),
      ['requests: MLflow has no metrics', 'errors: MLflow has no metrics', 'latency: MLflow has no metrics'],
    ],
  ])('says which figures are missing, and why: %#', (runtime, missing) => {
    const step = canary({ server: { ...bento, runtime, volumes: [] } }).release.plan()[2];
    expect(step.missingQueries).toEqual(missing);
  });

  test('says nothing where nobody measures, or labels of series are not known', () => {
    const annotations = MetricsScraper.podAnnotations({ namespaceName: 'monitoring' });
    for (const cluster of [ClusterProfile.of({}), ClusterProfile.of({ scraper: annotations })]) {
      const { app, release } = canary({}, cluster);
      expect(
        release.plan().flatMap(({ queries = [], missingQueries = [] }) => [...queries, ...missingQueries]),
      ).toEqual([]);
      expect(app.synthYaml()).not.toContain('cdk8s-model-serving/watch');
    }
  });
});

describe('alerts of a release', () => {
  const rulesOf = ({ app, release }: { app: ServingApp; release: Canary | BlueGreen }): any[] =>
    manifestsFrom(app)
      .find('PrometheusRule', release.name)
      .flatMap(({ spec }) => spec.groups[0].rules);

  test('ask what the plan asks, with the other answer', () => {
    const declared = canary();
    const asked = declared.release.plan()[2].queries ?? [];
    const rules = rulesOf(declared);
    expect(rules.map(({ alert }) => alert)).toEqual(['NewVersionFewRequests', 'NewVersionErrors', 'NewVersionLatency']);
    const [requests, errors, latency] = asked.slice(2).map(({ query }) => query);
    expect(rules.map(({ expr }) => expr)).toEqual([`${requests} < 20`, `${errors} > 0.01`, `${latency} > 1.3`]);
  });

  test('are there while the new version has a share', () => {
    const at = (stage: CanaryStage) => rulesOf(canary({ stage, split: TrafficSplit.byRoute() })).length;
    expect([at(CanaryStage.weight(0)), at(CanaryStage.weight(10)), at(CanaryStage.rolledBack())]).toEqual([0, 3, 0]);
    expect(rulesOf(canary({ canary: undefined, stage: undefined, steps: undefined }))).toEqual([]);
  });

  test('of a BlueGreen speak for an hour after a flip', () => {
    const before = 'instance="chat-green"';
    for (const { expr } of rulesOf(blueGreen()))
      expect(expr).toMatch(new RegExp(` and sum by \\(namespace\\) \\(rate\\([^()]*${before}.*\\[1h\\]\\)\\) > 0$`));
  });

  test('are silenced by the server that both versions share', () => {
    const alerts = [AlertSetting.silenced(ServingAlert.NEW_VERSION_REQUESTS, 'nobody asks at night')];
    const declared = canary({ server: { ...bento, alerts } });
    const { metadata, spec } = manifestsFrom(declared.app).get('PrometheusRule', 'ranker');
    expect(metadata.annotations).toEqual({
      'cdk8s-model-serving/silenced': 'NewVersionFewRequests: nobody asks at night\n',
    });
    expect(spec.groups[0].rules).toHaveLength(2);
  });

  test('leave alone the versions that have alerts of their own', () => {
    const names = manifestsFrom(canary().app)
      .find('PrometheusRule')
      .map(({ metadata }) => metadata.name);
    expect(names.sort()).toEqual(['ranker', 'ranker-canary', 'ranker-stable']);
  });
});

describe('the command plan', () => {
  const yaml = canary().app.synthYaml();

  test('prints the figures below the stages, each with where to read it', async () => {
    const { output } = await ran('plan -', { standardInput: yaml });
    expect(output).toContain('\ngo on when Prometheus says:\n  ready, stages 2 to 9: at least 1; share of the pods of');
    expect(output).toMatch(
      /\n {2}errors, stages 2 to 6: at most 0\.01; share of requests .*\n {4}\(sum by \(namespace\)/,
    );
  });

  test('gives queries in Markdown as blocks that can be copied', async () => {
    const { output } = await ran('plan - --format markdown', { standardInput: yaml });
    expect(output).toMatch(
      /\n- \*\*latency\*\*, stages 2 to 6: at most 1\.3; [^\n]*\n\n {2}```promql\n {2}\(histogram_q/,
    );
  });

  test('holds in JSON what plan() returns', async () => {
    const { output } = await ran('plan - --format json', { standardInput: yaml });
    const { releases } = JSON.parse(output) as { releases: { queries: any[] }[] };
    const found = releases[0].queries.flatMap(({ stages, name, ...rest }) =>
      stages.map((stage: number) => ({ stage, queryName: name, ...rest })),
    );
    const planned = canary()
      .release.plan()
      .flatMap(({ queries = [] }, index) => queries.map((query) => ({ stage: index + 1, ...query })));
    expect(found).toHaveLength(planned.length);
    expect(found).toEqual(expect.arrayContaining(planned));
  });

  test('says what is missing', async () => {
    const declared = canary({ server: { ...bento, runtime: ServingRuntime.kserve({ modelName: 'iris' }) } });
    const { output } = await ran('plan -', { standardInput: declared.app.synthYaml() });
    expect(output).toContain('\n  missing: errors: KServe has no counter of requests that fail\n');
  });

  test('makes text of what somebody else wrote, or nothing', async () => {
    const hostile = yaml
      .replaceAll('share of requests that', '<b>x</b> @all ``` [a](b)')
      .replaceAll('<= 1.3', '== 1.3');
    const { output } = await ran('plan - --format markdown', { standardInput: hostile });
    expect(output).toContain('&lt;b>x&lt;/b> &#64;all \\`\\`\\` \\[a\\](b)');
    expect(output).not.toContain('**latency**, stages 2');
  });
});
