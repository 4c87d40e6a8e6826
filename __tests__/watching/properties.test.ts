import fc from 'fast-check';
import { MetricsMonitor, MetricsScraper, type ModelServerProps, ServingRuntime } from '../../lib';
import { Manifests } from '../../lib/testing';
import { props } from '../support/any-props';
import { findings } from '../support/api-server';
import { declare } from '../support/declare';
import { readQuery } from '../support/promql';
import { said } from '../support/said';

const runtime = fc.constantFrom(
  ServingRuntime.bentoMl(),
  ServingRuntime.bentoMl({ metrics: false }),
  ServingRuntime.mlServer({}),
  ServingRuntime.triton({}),
  ServingRuntime.vllm({ model: 'org/model' }),
  ServingRuntime.sglang({ model: 'org/model' }),
  ServingRuntime.fastApi({ metricsPath: '/metrics' }),
  ServingRuntime.http({ port: 8000, managementPort: 9000, metricsPort: 9000 }),
  ServingRuntime.grpc({ port: 8001, metricsPort: 9100 }),
);
const scraper = fc
  .record({
    monitor: fc.constantFrom(...Object.values(MetricsMonitor)),
    labels: fc.constantFrom<{ [key: string]: string }>({}, { release: 'kube-prometheus-stack' }),
    podLabels: fc.constantFrom(undefined, { app: 'prometheus' }),
    intervalSeconds: fc.option(fc.integer({ min: 1, max: 300 }), { nil: undefined }),
  })
  .map((options) => MetricsScraper.prometheusOperator({ namespaceName: 'monitoring', ...options }));

/** The app of such a server; nothing where its props are refused. */
function declared(given: Partial<ModelServerProps>, cluster: object) {
  try {
    const { app } = declare(given, { cluster });
    return { app, manifests: Manifests.fromApp(app) };
  } catch (error) {
    if (error instanceof Error && error.name === 'UsageError') return undefined;
    throw error;
  }
}

test('whatever a server is made of, its monitor finds a port, its policy lets Prometheus in, and its alerts are PromQL', () => {
  let watched = 0;
  fc.assert(
    fc.property(props, runtime, scraper, (given, served, collector) => {
      const found = declared({ ...given, runtime: served }, { scraper: collector, alerts: {} });
      if (!found) return;
      const { app, manifests } = found;
      const custom = manifests.all.filter(({ apiVersion }) => apiVersion.startsWith('monitoring.coreos.com/'));
      expect(findings([...manifests.find('Namespace'), ...custom])).toEqual([]);
      expect([...said(app, 'monitor-selects-something'), ...said(app, 'scraper-reaches-metrics')]).toEqual([]);
      for (const { kind, spec } of custom) {
        if (kind !== 'PrometheusRule') continue;
        for (const { expr } of spec.groups[0].rules) expect(readQuery(expr).errors).toEqual([]);
      }
      watched += custom.length;
    }),
    { numRuns: 150 },
  );
  expect(watched).toBeGreaterThan(30);
});

test('scraping by the operator in place of annotations changes nothing of a server but those annotations', () => {
  fc.assert(
    fc.property(props, runtime, (given, served) => {
      const options = { namespaceName: 'monitoring' };
      const [before, after] = [MetricsScraper.podAnnotations(options), MetricsScraper.prometheusOperator(options)].map(
        (collector) => declared({ ...given, runtime: served }, { scraper: collector }),
      );
      if (!before || !after) {
        expect(after).toEqual(before);
        return;
      }
      const withoutMonitors = after.manifests.all.filter(({ kind }) => kind !== 'PodMonitor');
      const text = (objects: readonly object[]) => JSON.stringify(objects, withoutScrapes);
      expect(text(withoutMonitors)).toBe(text(before.manifests.all));
    }),
    { numRuns: 60 },
  );
});

/** Drops the annotations of scraping, and maps of annotations that hold nothing else. */
function withoutScrapes(key: string, value: unknown): unknown {
  if (key !== 'annotations' || typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([name]) => !name.startsWith('prometheus.io/'));
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}
