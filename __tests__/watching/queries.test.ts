import {
  AlertSetting,
  BlueGreen,
  Canary,
  CanaryStage,
  Colour,
  ContainerImage,
  MetricsScraper,
  ModelServer,
  ServingAlert,
  ServingApp,
  ServingRuntime,
  TenantNamespace,
  TrafficSplit,
  ClusterProfile,
} from '../../lib';
import { readSelector } from '../../lib/runtimes/metric-selector';
import { KUBE_STATE_METRICS, SCRAPE_METRICS } from '../../lib/watching/workload-series';
import { manifestsFrom } from '../support/declare';
import { readQuery } from '../support/promql';
import { CATALOGUE } from '../support/runtime-catalogue';

const cluster = ClusterProfile.of({
  scraper: MetricsScraper.prometheusOperator({ namespaceName: 'monitoring' }),
  alerts: {},
});

const RUNTIMES: [string, ServingRuntime][] = [
  ...CATALOGUE.map(({ name, least }): [string, ServingRuntime] => [
    name,
    (ServingRuntime[name] as (options: object) => ServingRuntime)(
      name === 'tensorFlowServing' ? { ...least, monitoringConfigFile: '/etc/monitoring.txt' } : least,
    ),
  ]),
  ['bentoMl', ServingRuntime.bentoMl()],
];

/** Every name that the file of a runtime says it has. */
function declaredBy(runtime: ServingRuntime): Set<string> {
  const { metricNames, requestMetrics, alerts } = runtime._facts({ accelerators: 1 });
  const nameOf = (text: string) => readSelector(text)!.name;
  const latencies = [requestMetrics?.latency, requestMetrics?.firstToken].filter((each) => each !== undefined);
  const { finished = [], failed = [], lost = [] } = requestMetrics ?? {};
  return new Set([
    ...Object.values<string>({ ...metricNames }),
    ...[...finished, ...failed, ...lost].map(nameOf),
    ...latencies.flatMap(({ _metric, _count }) => [
      ...(_count === undefined ? [`${nameOf(_metric)}_bucket`] : [nameOf(_metric), nameOf(_count)]),
    ]),
    ...(alerts ?? []).map(({ metric }) => nameOf(metric)),
    ...KUBE_STATE_METRICS,
    ...SCRAPE_METRICS,
  ]);
}

/** Queries of everything that is made of a runtime: of a server with every alert, of releases at every stage. */
function queriesOf(runtime: ServingRuntime): string[] {
  const app = new ServingApp({ cluster });
  const tenant = new TenantNamespace(app, 'vision', { walls: false });
  const resources = { cpu: '1', memory: '2Gi' };
  const image = (tag: string) => ContainerImage.of(`registry.example/iris:${tag}`);
  const { latency, firstToken } = runtime._facts({ accelerators: 1 }).requestMetrics ?? {};
  const alerts = [
    ...(latency ? [AlertSetting.tuned(ServingAlert.LATENCY, { threshold: 20 })] : []),
    ...(firstToken ? [AlertSetting.tuned(ServingAlert.FIRST_TOKEN_LATENCY, { threshold: 2 })] : []),
  ];
  new ModelServer(tenant, 'iris', { runtime, resources, image: image('1'), alerts });
  const server = { runtime, resources };
  const versions = { stable: { image: image('1') }, canary: { image: image('2') } };
  const replicas = { replicas: 10, steps: [10, 50] };
  const split = TrafficSplit.byReplicas();
  const releases = [
    new Canary(tenant, 'ranker', { server, ...versions, ...replicas, split, stage: CanaryStage.weight(10) }),
    new BlueGreen(tenant, 'chat', { server, blue: versions.stable, green: versions.canary, active: Colour.BLUE }),
  ];
  const rules = manifestsFrom(app).find('PrometheusRule');
  return [
    ...rules.flatMap(({ spec }) => spec.groups[0].rules.map(({ expr }: { expr: string }) => expr)),
    ...releases.flatMap((release) => release.plan().flatMap(({ queries = [] }) => queries.map(({ query }) => query))),
  ];
}

describe.each(RUNTIMES)('of %s', (_name, runtime) => {
  const queries = [...new Set(queriesOf(runtime))];

  test('every query and alert is PromQL', () => {
    expect(queries.length).toBeGreaterThan(8);
    for (const query of queries) expect([query, ...readQuery(query).errors]).toEqual([query]);
  });

  test('every query and alert asks for nothing but what its file declares, Kubernetes and Prometheus', () => {
    const declared = declaredBy(runtime);
    const asked = new Set(queries.flatMap((query) => readQuery(query).metrics));
    expect([...asked].filter((name) => !declared.has(name))).toEqual([]);
  });

  test('every selector is of one namespace and of one server or workload', () => {
    const selectors = new Set(queries.flatMap((query) => readQuery(query).selectors));
    for (const selector of selectors) {
      expect(selector).toContain('namespace="vision"');
      expect(selector).toMatch(/app_kubernetes_io_instance="|deployment="|pod=~"/);
    }
  });
});

test('the reader of queries tells what is none', () => {
  expect(readQuery('sum by (namespace) (rate(up[5m]))')).toMatchObject({ errors: [], metrics: ['up'] });
  expect(readQuery('sum(rate(up[5m])').errors).not.toEqual([]);
  expect(readQuery('up{a=b}').errors).not.toEqual([]);
});
