import type { KedaTrigger } from '../../imports/keda.sh';
import type { KedaFacts } from '../core/keda-facts';
import { servingPodsPattern } from '../private/pod-names';
import type { Problems } from '../private/problems';
import { factoryOf, type MetricSource } from './metric-source';
import { runtimeSeries } from './runtime-series';
import type { ScalingContext, Wanted } from './scaling-context';

type QuerySource = Extract<MetricSource, { by: 'query' }>;

/** Where the add-on's scaler is, in the namespace that it is installed in: https://keda.sh/http-add-on/0.16/user-guide/autoscale-an-app/ */
const HTTP_SCALER = 'keda-add-ons-http-external-scaler';
const HTTP_SCALER_PORT = 9090;
export const KEDA_NAMESPACE = 'keda';

/**
 * Triggers of a ScaledObject. What cannot be had is noted.
 *
 * @param mayHaveNoPods whether the pods' own metrics may rightly be gone
 */
export function kedaTriggers(
  problems: Problems,
  wanted: readonly Wanted<MetricSource>[],
  mayHaveNoPods: boolean,
  context: ScalingContext,
): KedaTrigger[] {
  return wanted.flatMap(({ property, source }): KedaTrigger[] => {
    switch (source.by) {
      case 'cpu':
      case 'memory':
        return [useTrigger(source.by, source.utilization)];
      case 'containerResource': {
        const { resource = 'cpu', utilization, containerName = context.containerName } = source.options;
        return [useTrigger(resource, utilization, containerName)];
      }
      case 'runtime':
        return loadTrigger(problems, { property, source }, mayHaveNoPods, context);
      case 'query':
        return queryTrigger(problems, { property, source }, context);
      case 'httpRequests':
        return requestsTrigger(problems, { property, source }, context);
      default:
        return [];
    }
  });
}

/** Whether a trigger asks Prometheus, which may want to know who asks. */
export function asksPrometheus({ by }: MetricSource): boolean {
  return by === 'runtime' || by === 'query';
}

/** https://keda.sh/docs/latest/scalers/cpu/ */
function useTrigger(type: string, utilization: number | undefined, containerName?: string): KedaTrigger {
  const metadata = { ...(containerName !== undefined && { containerName }), value: String(utilization) };
  return { type, metricType: 'Utilization', metadata };
}

/** The load of all pods together: KEDA hands it to the autoscaler to be divided by their number. */
function loadTrigger(
  problems: Problems,
  { property, source }: Wanted<Extract<MetricSource, { by: 'runtime' }>>,
  mayHaveNoPods: boolean,
  context: ScalingContext,
): KedaTrigger[] {
  const series = runtimeSeries(problems, { property, source }, context);
  const { name, namespaceName, podMaker, profile } = context;
  const { namespaceLabel = 'namespace', podLabel = 'pod' } = profile._keda ?? {};
  if (namespaceName === undefined)
    problems.add(
      `${property} needs the namespace of the server to tell its pods from others, got a chart without one; declare the server in a tenant, or give the chart a namespace`,
    );
  if (series === undefined || namespaceName === undefined) return [];
  const query = `sum(${series}{${namespaceLabel}="${namespaceName}",${podLabel}=~"${servingPodsPattern(name, podMaker)}"})`;
  const threshold = source.load === 'cacheUsage' ? source.target / 100 : source.target;
  // Without an answer of pods that there are nobody knows the load: 0 would take all above the fewest away.
  const options = { query, threshold, emptyIsZero: mayHaveNoPods };
  return queryTrigger(problems, { property, source: { by: 'query', options } }, context, factoryOf(source));
}

/** https://keda.sh/docs/latest/scalers/prometheus/ */
function queryTrigger(
  problems: Problems,
  { property, source: { options } }: Wanted<QuerySource>,
  { profile, name }: ScalingContext,
  factory = 'ScalingMetric.query',
): KedaTrigger[] {
  const { query = '', threshold, activationThreshold, perPod = true, existsWithoutPods = false } = options;
  const { emptyIsZero = existsWithoutPods } = options;
  const { prometheusUrl, prometheusAuthentication }: KedaFacts = profile._keda ?? {};
  if (prometheusUrl === undefined) {
    if (profile._keda !== undefined)
      problems.add(
        `${property} needs the Prometheus that KEDA asks, got ${factory}(...); set keda: { prometheusUrl } in the ClusterProfile`,
      );
    return [];
  }
  const authModes = prometheusAuthentication?._mode;
  return [
    {
      type: 'prometheus',
      metricType: perPod ? 'AverageValue' : 'Value',
      metadata: {
        ...(activationThreshold !== undefined && { activationThreshold: String(activationThreshold) }),
        ...(authModes !== undefined && { authModes }),
        ignoreNullValues: String(emptyIsZero),
        query,
        serverAddress: prometheusUrl,
        threshold: String(threshold),
      },
      ...(prometheusAuthentication && {
        authenticationRef: prometheusAuthentication._reference(name) as KedaTrigger['authenticationRef'],
      }),
    },
  ];
}

function requestsTrigger(
  problems: Problems,
  { property }: Wanted<MetricSource>,
  { profile, name, isSide }: ScalingContext,
): KedaTrigger[] {
  const { namespaceName = KEDA_NAMESPACE, httpAddOn = false }: KedaFacts = profile._keda ?? {};
  if (!httpAddOn && profile._keda !== undefined)
    problems.add(
      `${property} needs KEDA's HTTP add-on, got ScalingMetric.httpRequests(...); set keda: { httpAddOn: true } in the ClusterProfile, where it is installed`,
    );
  if (isSide)
    problems.add(
      `${property} must not be ScalingMetric.httpRequests(...) on a side of a release, whose Service changes hands; scale it by ScalingMetric.requestsWaiting(...)`,
    );
  const scalerAddress = `${HTTP_SCALER}.${namespaceName}:${HTTP_SCALER_PORT}`;
  return [{ type: 'external-push', metadata: { interceptorRoute: name, scalerAddress } }];
}
