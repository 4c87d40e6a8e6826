import { Chart } from 'cdk8s';
import {
  BlueGreen,
  Canary,
  type CanaryProps,
  CanaryStage,
  ClusterProfile,
  Colour,
  ContainerImage,
  GatewayFacts,
  GatewayImplementation,
  IngressController,
  MetricsScraper,
  type ReleaseStage,
  ServingApp,
  ServingRuntime,
  TenantNamespace,
  TrafficSplit,
} from '../../lib';
import { readSelector } from '../../lib/runtimes/metric-selector';
import { GATEWAY_REQUESTS } from '../../lib/watching/gateway-requests';
import { SCRAPE_METRICS, KUBE_STATE_METRICS } from '../../lib/watching/workload-series';
import { manifestsFrom } from '../support/declare';
import { readQuery } from '../support/promql';

const scraper = MetricsScraper.prometheusOperator({ namespaceName: 'monitoring' });
const pods = { namespaceName: 'gateways' };
const gatewayApi = (implementation: GatewayImplementation) =>
  GatewayFacts.gatewayApi({ implementation, gatewayName: 'main', pods });
const nginx = GatewayFacts.ingress({ className: 'nginx', controller: IngressController.INGRESS_NGINX, pods });
const image = (tag: string) => ({ image: ContainerImage.of(`ranker:${tag}`) });
const server = { runtime: ServingRuntime.mlflow(), resources: { cpu: '1', memory: '2Gi' } };

const declared = (gateway?: GatewayFacts, props: Partial<CanaryProps> = {}) => {
  const app = new ServingApp({ cluster: ClusterProfile.of({ scraper, alerts: {}, gateway }) });
  const release = new Canary(new TenantNamespace(app, 'vision'), 'ranker', {
    server,
    stable: image('1'),
    canary: image('2'),
    replicas: 10,
    steps: [10],
    stage: CanaryStage.step(0),
    split: TrafficSplit.byRoute(),
    ...props,
  });
  return { app, plan: release.plan() };
};
const at = (plan: readonly ReleaseStage[], name: string) => plan.find(({ stageName }) => stageName === name)!;
const judged = (stage: ReleaseStage) =>
  (stage.queries ?? []).filter(({ queryName }) => !/ready|restarts/.test(queryName));

const KNOWN: [string, GatewayFacts][] = [
  ['Traefik', GatewayFacts.traefik()],
  ['ingress-nginx', nginx],
  ['Istio', gatewayApi(GatewayImplementation.ISTIO)],
  ['kgateway', gatewayApi(GatewayImplementation.KGATEWAY)],
];

describe.each(KNOWN)('a runtime without metrics of requests behind %s', (title, gateway) => {
  const { app, plan } = declared(gateway);
  const facts = GATEWAY_REQUESTS.find((each) => each.title === title)!;
  const rules: any[] = manifestsFrom(app).get('PrometheusRule', 'ranker').spec.groups[0].rules;

  test('is judged by what the gateway sends to either Service', () => {
    const step = at(plan, 'step 10 %');
    expect(step.missingQueries).toBeUndefined();
    expect(judged(step).map(({ queryName }) => queryName)).toEqual(['requests', 'errors', 'latency']);
    for (const { query, meaning } of judged(step)) {
      expect(meaning).toMatch(new RegExp(`, as ${title} counts them$`));
      expect(query).toContain('ranker-canary');
    }
  });

  test('has alerts that ask the same', () => {
    const queries = judged(at(plan, 'step 10 %')).map(({ query }) => query);
    expect(rules.map(({ expr }) => expr)).toEqual([
      `${queries[0]} < 20`,
      `${queries[1]} > 0.01`,
      `${queries[2]} > 1.3`,
    ]);
  });

  test('asks for nothing but what the gateway is known to have, in PromQL, and of these two Services', () => {
    const { finished, failed = [], latency } = facts.requests;
    const { _metric: metric, _count: count } = latency!;
    const names = new Set([
      ...[...finished, ...failed].map((text) => readSelector(text)!.name),
      ...(count === undefined ? [`${metric}_bucket`] : [metric, count]),
    ]);
    for (const { query } of plan.flatMap(judged)) {
      const { errors, metrics, selectors } = readQuery(query);
      expect(errors).toEqual([]);
      expect(metrics.filter((name) => !names.has(name))).toEqual([]);
      for (const selector of selectors) {
        expect(selector).toMatch(/vision/);
        expect(selector).toMatch(/ranker(-canary)?(-|_|")/);
      }
    }
    const all = rules.flatMap(({ expr }: { expr: string }) => readQuery(expr).metrics);
    expect(
      all.filter((name) => !names.has(name) && ![...KUBE_STATE_METRICS, ...SCRAPE_METRICS].includes(name)),
    ).toEqual([]);
  });
});

test('what Traefik calls a Service that stands alone is not known, so that nothing is asked then', () => {
  const promote = at(declared(GatewayFacts.traefik()).plan, 'promote');
  expect(judged(promote)).toEqual([]);
  expect(promote.missingQueries).toContain(
    'errors: MLflow has no metrics, and Traefik names a Service that takes all requests of a route after the route',
  );
  const { plan } = declared(nginx);
  expect(judged(at(plan, 'promote')).at(-1)?.query).toMatch(/ranker-canary.*\[10m\].*service="ranker".*\[1h\]/);
});

test('what a runtime counts itself is asked of the runtime', () => {
  const step = (runtime: ServingRuntime) =>
    judged(at(declared(nginx, { server: { ...server, runtime } }).plan, 'step 10 %'));
  for (const { query, meaning } of step(ServingRuntime.bentoMl())) {
    expect(query).not.toContain('nginx');
    expect(meaning).not.toContain('counts');
  }
  const mixed = step(ServingRuntime.kserve({ modelName: 'iris' })).map(({ query }) => /nginx/.test(query));
  expect(mixed).toEqual([false, true, false]);
});

test.each<[string, GatewayFacts | undefined, Partial<CanaryProps>]>([
  ['without a gateway', undefined, {}],
  ['behind a gateway that counts by rule', gatewayApi(GatewayImplementation.ENVOY_GATEWAY), {}],
  ['behind a gateway of which nothing is known', GatewayFacts.ingress({ className: 'any', pods }), {}],
  ['by replicas, where one Service leads to both', nginx, { split: TrafficSplit.byReplicas() }],
])('nothing takes the place of metrics %s', (_, gateway, props) => {
  const { plan } = declared(gateway, props);
  const step = at(plan, 'step 10 %');
  expect(judged(step)).toEqual([]);
  expect(step.missingQueries).toHaveLength(3);
});

test('nor of a BlueGreen, whose Service leads to one colour after the other, nor without a namespace', () => {
  const app = new ServingApp({ cluster: ClusterProfile.of({ scraper, alerts: {}, gateway: nginx }) });
  const tenant = new TenantNamespace(app, 'vision');
  const colours = { server, blue: image('1'), green: image('2'), active: Colour.BLUE };
  expect(at(new BlueGreen(tenant, 'chat', colours).plan(), 'flip to green').missingQueries).toHaveLength(3);
  const props = { server, stable: image('1'), canary: image('2'), steps: [50], split: TrafficSplit.byRoute() };
  expect(at(new Canary(new Chart(app, 'any'), 'ranker', props).plan(), 'step 50 %').missingQueries).toHaveLength(3);
});
