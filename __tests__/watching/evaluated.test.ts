import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import {
  Canary,
  CanaryStage,
  ClusterProfile,
  ContainerImage,
  MetricsScraper,
  ModelServer,
  ServingApp,
  ServingRuntime,
  TenantNamespace,
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

test.each([
  ...step('bento', ServingRuntime.bentoMl()).map(({ queryName, query }) => [`${queryName} of BentoML`, query]),
  ...step('ml', ServingRuntime.mlServer({})).map(({ queryName, query }) => [`${queryName} of MLServer`, query]),
  ...rules
    .filter(({ alert }) => !/Vllm|CacheFull/.test(alert))
    .map(({ alert, expr }): [string, string] => [alert, expr]),
])('the query %s is the one that was tried with Prometheus', (_name, query) => {
  expect(TRIED).toContain(query);
});
