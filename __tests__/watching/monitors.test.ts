import {
  BlueGreen,
  Canary,
  CanaryStage,
  ClusterProfile,
  Colour,
  ContainerImage,
  MetricsEndpoint,
  MetricsMonitor,
  MetricsScraper,
  type PrometheusOperatorOptions,
  ServingApp,
  ServingRuntime,
  TenantNamespace,
  TrafficSplit,
} from '../../lib';
import { manifestsFrom, manifestsOf, MINIMAL } from '../support/declare';

const operator = (options: Partial<PrometheusOperatorOptions> = {}) => ({
  scraper: MetricsScraper.prometheusOperator({ namespaceName: 'monitoring', ...options }),
});
const bento = { runtime: ServingRuntime.bentoMl() };
const triton = {
  runtime: ServingRuntime.triton({}),
  volumes: MINIMAL.volumes,
};

test('a server has a PodMonitor of its name, on the port that its container has', () => {
  const manifests = manifestsOf(bento, { cluster: operator({ labels: { release: 'kube-prometheus-stack' } }) });
  expect(manifests.get('PodMonitor', 'iris')).toMatchObject({
    apiVersion: 'monitoring.coreos.com/v1',
    metadata: { namespace: 'vision', labels: { release: 'kube-prometheus-stack' } },
    spec: {
      podMetricsEndpoints: [{ port: 'http', path: '/metrics' }],
      podTargetLabels: ['app.kubernetes.io/instance', 'app.kubernetes.io/name', 'app.kubernetes.io/version'],
      selector: { matchLabels: { 'app.kubernetes.io/instance': 'iris', 'app.kubernetes.io/name': 'iris' } },
    },
  });
});

test('metrics on a port of their own are scraped there, and no Service leads there', () => {
  const manifests = manifestsOf(triton, { cluster: operator({ intervalSeconds: 15 }) });
  const [container] = manifests.get('Deployment').spec.template.spec.containers;
  const names = container.ports.map(({ name }: { name: string }) => name);
  const [endpoint] = manifests.get('PodMonitor').spec.podMetricsEndpoints;
  expect(endpoint).toEqual({ port: 'metrics', path: '/metrics', interval: '15s' });
  expect(names).toContain('metrics');
  expect(manifests.get('Service').spec.ports.map(({ name }: { name: string }) => name)).not.toContain('metrics');
});

test('the policy lets the Prometheus in on that port, and pods carry no annotations of it', () => {
  const podLabels = { 'app.kubernetes.io/name': 'prometheus' };
  const manifests = manifestsOf(triton, { cluster: operator({ podLabels }) });
  expect(manifests.get('NetworkPolicy', 'iris').spec.ingress).toContainEqual({
    from: [
      {
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } },
        podSelector: { matchLabels: podLabels },
      },
    ],
    ports: [{ port: 8002, protocol: 'TCP' }],
  });
  expect(manifests.get('Deployment').spec.template.metadata.annotations).toBeUndefined();
});

test.each([
  ['whose runtime has none', { runtime: ServingRuntime.mlflow() }],
  ['that declines them', { ...bento, metrics: MetricsEndpoint.none() }],
])('a server without metrics has no monitor: one %s', (_title, props) => {
  expect(manifestsOf(props, { cluster: operator() }).find('PodMonitor')).toEqual([]);
});

test('no monitor is made for scrapers that go by annotations', () => {
  const scraper = MetricsScraper.podAnnotations({ namespaceName: 'monitoring' });
  expect(manifestsOf(bento, { cluster: { scraper } }).find('PodMonitor')).toEqual([]);
});

test('the label by which an installation selects wins over one of the server', () => {
  const manifests = manifestsOf(
    { ...bento, labels: { release: 'summer' } },
    { cluster: operator({ labels: { release: 'prometheus' } }) },
  );
  expect(manifests.get('PodMonitor').metadata.labels?.release).toBe('prometheus');
  expect(manifests.get('Deployment').metadata.labels?.release).toBe('summer');
});

describe('labels by which namespaces are selected', () => {
  const cluster = operator({ namespaceLabels: { monitored: 'yes' } });

  test('are on the Namespaces of tenants, and on nothing inside', () => {
    const manifests = manifestsOf(bento, { cluster });
    expect(manifests.get('Namespace').metadata.labels?.monitored).toBe('yes');
    expect(manifests.get('Deployment').spec.template.metadata.labels.monitored).toBeUndefined();
  });

  test('stay what a tenant says of them', () => {
    const manifests = manifestsOf(bento, { cluster, tenant: { namespaceLabels: { monitored: 'no' } } });
    expect(manifests.get('Namespace').metadata.labels?.monitored).toBe('no');
  });
});

describe('by ServiceMonitors', () => {
  const cluster = operator({ monitor: MetricsMonitor.SERVICE });

  test('a server has one on the port of its pods, whether its Service leads there or not', () => {
    const { spec } = manifestsOf(triton, { cluster }).get('ServiceMonitor', 'iris');
    expect(spec).toMatchObject({
      endpoints: [{ targetPort: 'metrics', path: '/metrics' }],
      selector: { matchLabels: { 'app.kubernetes.io/instance': 'iris', 'app.kubernetes.io/name': 'iris' } },
    });
  });

  const versions = {
    server: { ...bento, resources: MINIMAL.resources },
    stable: { image: ContainerImage.of('iris:1') },
    canary: { image: ContainerImage.of('iris:2') },
  };
  const inApp = (declare: (tenant: TenantNamespace) => unknown) => {
    const app = new ServingApp({ cluster: ClusterProfile.of(cluster) });
    declare(new TenantNamespace(app, 'vision'));
    return manifestsFrom(app);
  };
  /** How often each workload is scraped: by the Services that a monitor selects, and what those select. */
  const scrapedTimes = (manifests: ReturnType<typeof inApp>) => {
    const holds = (all: Record<string, string>, wanted: Record<string, string>) =>
      Object.entries(wanted).every(([key, value]) => all[key] === value);
    return manifests.find('Deployment').map(({ metadata, spec }) => {
      const services = manifests.find('ServiceMonitor').flatMap((monitor) => {
        const { matchLabels = {}, matchExpressions = [] } = monitor.spec.selector;
        return manifests
          .find('Service')
          .filter(
            ({ metadata: { labels = {} } }) =>
              holds(labels, matchLabels) &&
              matchExpressions.every(({ key, values }: { key: string; values: string[] }) =>
                values.includes(labels[key]),
              ),
          );
      });
      return [
        metadata.name,
        services.filter((service) => holds(spec.template.metadata.labels, service.spec.selector)).length,
      ];
    });
  };

  test.each([
    ['a Canary by replicas', TrafficSplit.byReplicas()],
    ['a Canary by route', TrafficSplit.byRoute()],
  ])('%s has one, and every pod is scraped once', (_title, split) => {
    const manifests = inApp(
      (tenant) =>
        new Canary(tenant, 'iris', { ...versions, replicas: 10, steps: [10], stage: CanaryStage.weight(10), split }),
    );
    expect(scrapedTimes(manifests)).toEqual([
      ['iris-stable', 1],
      ['iris-canary', 1],
    ]);
  });

  test('a BlueGreen has one, and every pod is scraped once', () => {
    const { server, stable: blue, canary: green } = versions;
    const manifests = inApp((tenant) => new BlueGreen(tenant, 'iris', { server, blue, green, active: Colour.BLUE }));
    expect(scrapedTimes(manifests)).toEqual([
      ['iris-blue', 1],
      ['iris-green', 1],
    ]);
  });
});

test.each([
  [{ namespaceName: undefined }, "scraper.namespaceName must be lower-case letters, digits and '-'"],
  [{ labels: { release: 'kube prometheus' } }, "scraper.labels['release'] must be at most 63 letters"],
  [{ labels: { 'app.kubernetes.io/name': 'x' } }, "scraper.labels must not set 'app.kubernetes.io/name'"],
  [{ namespaceLabels: { 'kubernetes.io/metadata.name': 'x' } }, 'must not hold labels of Kubernetes'],
  [{ monitor: 'Probe' }, "scraper.monitor must be 'PodMonitor' or 'ServiceMonitor', got 'Probe'"],
  [{ intervalSeconds: 600 }, 'scraper.intervalSeconds must be a whole number from 1 to 300, got 600'],
  [{ interval: '30s' }, 'there is no prop'],
])('an operator that is declared as %p is refused', (options, message) => {
  expect(() => ClusterProfile.of(operator(options as object))).toThrow(message);
});
