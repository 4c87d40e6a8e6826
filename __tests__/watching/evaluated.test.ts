import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import {
  Accelerator,
  Canary,
  CanaryStage,
  ClaimAccessMode,
  ClusterProfile,
  ContainerImage,
  GatewayFacts,
  GatewayImplementation,
  IngressController,
  MetricsScraper,
  ModelServer,
  ModelServerGroup,
  ModelSource,
  ServingApp,
  ServingRuntime,
  TenantNamespace,
  TrafficSplit,
} from '../../lib';

/** Tried with Prometheus: each query over series that stand for what may happen, with its answer. */
const TRIED = readFileSync(path.join(__dirname, '..', 'truth', 'queries.promqltest'), 'utf8');

const scraper = MetricsScraper.prometheusOperator({ namespaceName: 'monitoring' });
const app = new ServingApp({ cluster: ClusterProfile.of({ scraper, alerts: {} }) });
const tenant = new TenantNamespace(app, 'v');
const resources = { cpu: '1', memory: '2Gi' };
const image = (tag: string) => ({ image: ContainerImage.of(`iris:${tag}`) });

const step = (id: string, runtime: ServingRuntime) =>
  new Canary(tenant, id, {
    server: { runtime, resources },
    stable: image('1'),
    canary: image('2'),
    replicas: 10,
    steps: [10],
    stage: CanaryStage.weight(10),
  })
    .plan()
    .find(({ stageName }) => stageName === 'step 10 %')
    ?.queries?.filter(({ queryName }) => !/ready|restarts/.test(queryName)) ?? [];

const rules: any[] = new ModelServer(tenant, 'llm', {
  ...image('1'),
  runtime: ServingRuntime.vllm({ model: '/models/llm' }),
  resources,
}).prometheusRule?.toJson().spec.groups[0].rules;

const pods = { namespaceName: 'gateways' };
const gatewayApi = (implementation: GatewayImplementation): GatewayFacts =>
  GatewayFacts.gatewayApi({ implementation, gatewayName: 'main', pods });

/** What a gateway counts of a release by route, whose runtime counts nothing. */
const behind = (title: string, gateway: GatewayFacts, stage = 'step 10 %'): [string, string][] => {
  const behindIt = new ServingApp({ cluster: ClusterProfile.of({ scraper, gateway }) });
  const plan = new Canary(new TenantNamespace(behindIt, 'v'), 'r', {
    server: { runtime: ServingRuntime.mlflow(), resources },
    stable: image('1'),
    canary: image('2'),
    replicas: 10,
    steps: [10],
    split: TrafficSplit.byRoute(),
  }).plan();
  return (plan.find(({ stageName }) => stageName === stage)?.queries ?? [])
    .filter(({ queryName }) => /requests|errors/.test(queryName) || (queryName === 'latency' && stage !== 'promote'))
    .map(({ queryName, query }) => [`${queryName} behind ${title}, ${stage}`, query]);
};
const nginx = GatewayFacts.ingress({ className: 'nginx', controller: IngressController.INGRESS_NGINX, pods });

const ofGroup: any[] = new ModelServerGroup(
  new TenantNamespace(
    new ServingApp({ cluster: ClusterProfile.of({ scraper, alerts: {}, leaderWorkerSet: '0.10' }) }),
    'v',
  ),
  'big',
  {
    ...image('1'),
    runtime: ServingRuntime.vllm({}),
    source: ModelSource.claim({ name: 'big', accessMode: ClaimAccessMode.READ_ONLY_MANY }),
    group: { size: 2 },
    resources: { cpu: '32', memory: '512Gi', accelerator: Accelerator.nvidia(8) },
  },
).prometheusRule?.toJson().spec.groups[0].rules;

test.each([
  ...behind('Traefik', GatewayFacts.traefik()),
  ...behind('ingress-nginx', nginx),
  ...behind('ingress-nginx', nginx, 'promote'),
  ...behind('Istio', gatewayApi(GatewayImplementation.ISTIO)),
  ...behind('kgateway', gatewayApi(GatewayImplementation.KGATEWAY)),
  ...ofGroup
    .filter(({ alert }) => /Ready|Starting|Restarts|Scraped|Waiting/.test(alert))
    .map(({ alert, expr }): [string, string] => [`${alert} of a group`, expr]),
  ...step('bento', ServingRuntime.bentoMl()).map(({ queryName, query }) => [`${queryName} of BentoML`, query]),
  ...step('ml', ServingRuntime.mlServer({})).map(({ queryName, query }) => [`${queryName} of MLServer`, query]),
  ...rules
    .filter(({ alert }) => !/Vllm|CacheFull/.test(alert))
    .map(({ alert, expr }): [string, string] => [alert, expr]),
])('the query %s is the one that was tried with Prometheus', (_name, query) => {
  expect(TRIED).toContain(query);
});
