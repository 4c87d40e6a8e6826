import { ApiObject } from 'cdk8s';
import {
  ClusterProfile,
  MetricsEndpoint,
  MetricsScraper,
  ModelServer,
  ServingApp,
  TenantNamespace,
} from '../../../lib';
import { scraperReachesMetrics } from '../../../lib/rules/monitoring/scraper-reaches-metrics';
import { MINIMAL } from '../../support/declare';
import { deploymentYaml, foundBy, namespaceYaml, policyYaml, serviceYaml } from '../../support/network-yaml';
import { said } from '../../support/said';

const found = foundBy(scraperReachesMetrics);

const PORTS = 'ports: [{ name: http, containerPort: 8000 }, { name: metrics, containerPort: 9090 }]';
const PODS = deploymentYaml('iris', PORTS);
const ANNOTATIONS = 'annotations: { prometheus.io/scrape: "true", prometheus.io/port: "9090" }';
const ANNOUNCED = PODS.replace(
  'labels: { app: iris } }\n    spec',
  `labels: { app: iris }, ${ANNOTATIONS} }\n    spec`,
);
const admitting = (from: string, port: number | string = 9090) =>
  policyYaml(`{ podSelector: {}, ingress: [{ from: [${from}], ports: [{ port: ${port} }] }] }`);
const monitor = (kind: string, spec: string) =>
  `apiVersion: monitoring.coreos.com/v1\nkind: ${kind}\nmetadata: { name: iris, namespace: vision }\nspec: ${spec}`;
const SERVICE_MONITOR = monitor('ServiceMonitor', '{ selector: {}, endpoints: [{ port: web }] }');
const POD_MONITOR = monitor('PodMonitor', '{ selector: {}, podMetricsEndpoints: [{ port: metrics }] }');
const PROMETHEUS = 'apiVersion: monitoring.coreos.com/v1\nkind: Prometheus\nmetadata: { name: main, namespace: watch }';
const MONITORING = { scraper: { namespaceName: 'monitoring', podLabels: { app: 'prometheus' } } };

const DEPLOYMENT = "Deployment 'iris' in namespace 'vision'";
const RULES = "NetworkPolicy 'rules' in namespace 'vision'";
const NOBODY = `${RULES} lets nobody in on that port`;
const ITS = 'warning: announces metrics on port 9090 of its pods, and';
const THE = `warning: announces metrics on port 9090 of the pods of ${DEPLOYMENT}, and`;

describe('is found', () => {
  test.each<[string, string[], object, string]>([
    ['a port that is not open', [admitting('', 8000), ANNOUNCED], {}, `${ITS} ${NOBODY}`],
    ['the same for a PodMonitor', [admitting('', 8000), PODS, POD_MONITOR], {}, `${THE} ${NOBODY}`],
    [
      'the same for a ServiceMonitor, by the port of the pods',
      [admitting('', 80), PODS, serviceYaml('iris', '{ name: web, port: 80, targetPort: metrics }'), SERVICE_MONITOR],
      {},
      `${THE} ${NOBODY}`,
    ],
    [
      'the same for an annotated Service',
      [
        admitting('', 80),
        PODS,
        serviceYaml('iris', '{ port: 80 }').replace('namespace: vision', `namespace: vision, ${ANNOTATIONS}`),
      ],
      {},
      `${THE} ${NOBODY}`,
    ],
    [
      'a declared scraper that is not let in',
      [admitting('{ podSelector: {} }'), ANNOUNCED],
      MONITORING,
      `${ITS} ${RULES} lets others in on that port, but not the scraper of namespace 'monitoring'`,
    ],
    [
      'other pods of its namespace',
      [
        admitting(
          '{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: monitoring } }, podSelector: { matchLabels: { app: grafana } } }',
        ),
        ANNOUNCED,
      ],
      MONITORING,
      `${ITS} ${RULES} lets others in on that port, but not the scraper of namespace 'monitoring'`,
    ],
    [
      'a Prometheus of the set that is not let in',
      [admitting(namespaceYaml('monitoring')), PODS, POD_MONITOR, PROMETHEUS],
      {},
      `${THE} ${RULES} lets others in on that port, but not Prometheus`,
    ],
    [
      'the own namespace alone, before a scraper of which nothing is known',
      [admitting('{ podSelector: {} }'), ANNOUNCED],
      {},
      `${ITS} ${RULES} lets none in on that port but pods of the same namespace; where the scraper's pods run is not declared`,
    ],
  ])('%s', (_, documents, cluster, message) => {
    expect(found(documents, cluster)).toEqual([message]);
  });
});

describe('is not found', () => {
  test.each<[string, string[], object]>([
    ['without policies', [ANNOUNCED], {}],
    ['where nothing is announced', [admitting('', 8000), PODS], {}],
    ['where scraping is turned off', [admitting('', 8000), ANNOUNCED.replace('"true"', '"false"')], {}],
    ['where everybody is let in', [admitting(''), ANNOUNCED], MONITORING],
    ['where the declared scraper is', [admitting(namespaceYaml('monitoring')), ANNOUNCED], MONITORING],
    ['where another namespace is, of which nothing is known', [admitting(namespaceYaml('any')), ANNOUNCED], {}],
    [
      'where the Prometheus of the set is',
      [admitting(namespaceYaml('watch')), PODS, POD_MONITOR, PROMETHEUS],
      MONITORING,
    ],
    [
      'where it is by its labels',
      [
        admitting('{ namespaceSelector: {}, podSelector: { matchLabels: { app.kubernetes.io/name: prometheus } } }'),
        PODS,
        POD_MONITOR,
        PROMETHEUS,
      ],
      {},
    ],
    [
      'where the Prometheus of the set is a neighbour',
      [
        admitting('{ podSelector: {} }'),
        ANNOUNCED,
        deploymentYaml('p', '').replace('"p:1"', '"quay.io/prometheus/prometheus:v3.1.0"'),
      ],
      {},
    ],
  ])('%s', (_, documents, cluster) => {
    expect(found(documents, cluster)).toEqual([]);
  });
});

describe('in apps', () => {
  const app = (networkPolicy?: false) => {
    const scraper = MetricsScraper.podAnnotations({ namespaceName: 'monitoring' });
    const root = new ServingApp({ cluster: ClusterProfile.of({ scraper }) });
    const tenant = new TenantNamespace(root, 'vision');
    new ModelServer(tenant, 'iris', { ...MINIMAL, metrics: MetricsEndpoint.http('/metrics'), networkPolicy });
    return { root, tenant };
  };

  test('a server lets the declared scraper in', () => {
    expect(said(app().root, 'scraper-reaches-metrics')).toEqual([]);
  });

  test('and one without a policy of its own is shut by that of its tenant', () => {
    expect(said(app(false).root, 'scraper-reaches-metrics')).toEqual([
      expect.stringMatching(
        /^warning: 'vision\/iris': announces metrics on port 8000 of its pods, and 'vision\/AllowDeclared' and 'vision\/DefaultDeny' let others in on that port, but not the scraper of namespace 'monitoring'; let them in with allowFrom/,
      ),
    ]);
  });

  test('a hand-made PodMonitor announces what no policy opens', () => {
    const root = new ServingApp();
    const tenant = new TenantNamespace(root, 'vision');
    new ModelServer(tenant, 'iris', MINIMAL);
    new ApiObject(tenant, 'monitor', {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PodMonitor',
      metadata: { name: 'iris' },
      spec: { selector: {}, podMetricsEndpoints: [{ port: 'http' }] },
    });
    expect(said(root, 'scraper-reaches-metrics')).toEqual([
      expect.stringMatching(
        /^warning: 'vision\/monitor': .*of the same namespace; where the scraper's pods run is not declared/,
      ),
    ]);
  });
});
