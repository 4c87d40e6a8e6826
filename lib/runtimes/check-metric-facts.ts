import { secondsOf } from '../core/duration';
import { checkOneOf, checkText } from '../private/check-text';
import type { Problem } from '../private/problem';
import { Problems, under } from '../private/problems';
import { show } from '../private/show';
import { LatencyMetric } from './latency-metric';
import { checkSelector } from './metric-selector';
import type { RuntimeRequestMetrics } from './request-metrics';
import type { RuntimeAlert } from './runtime-alert';
import type { RuntimeMetricsPage } from './runtime-definition';

/** Sentences about what is wrong with the metrics that a runtime is said to have. */
export function checkMetricFacts({ names = {}, requests, alerts = [] }: Partial<RuntimeMetricsPage>): Problem[] {
  return [
    ...Object.entries<unknown>({ ...names }).map(([what, name]) =>
      typeof name === 'string' && /^[a-zA-Z_:][\w:]*$/.test(name)
        ? undefined
        : `names.${what} must be the name of a metric, got ${show(name)}`,
    ),
    ...(requests ? checkRequests(requests).map((problem) => problem && under('requests', problem)) : []),
    ...alerts.flatMap((alert, index) =>
      checkAlert(alert).map((problem) => problem && under(`alerts[${index}]`, problem)),
    ),
    ...twice(alerts),
  ];
}

function checkRequests({ finished, failed, lost, latency, firstToken }: RuntimeRequestMetrics): Problem[] {
  const lists = { finished: finished ?? [], failed, lost };
  return [
    ...Object.entries(lists).flatMap(([what, list]) => [
      list?.length === 0 ? `${what} must name a metric at least, got an empty list` : undefined,
      ...(list ?? []).map((text, index) => checkSelector(`${what}[${index}]`, text)),
    ]),
    ...checkLatency('latency', latency),
    ...checkLatency('firstToken', firstToken),
  ];
}

function checkLatency(property: string, latency: unknown): Problem[] {
  if (latency === undefined) return [];
  if (!(latency instanceof LatencyMetric))
    return [`${property} must be made by LatencyMetric.histogram(...) or .average(...), got ${show(latency)}`];
  return latency._problems().map((problem) => problem && under(property, problem));
}

function checkAlert({ alertName, metric, isCounter, threshold, lasting, summary }: RuntimeAlert): Problem[] {
  const found = new Problems('');
  secondsOf(found, 'lasting', lasting, 0);
  return [
    typeof alertName === 'string' && /^[A-Z][A-Za-z0-9]{2,62}$/.test(alertName)
      ? undefined
      : `alertName must be letters and digits, beginning with a capital, for example 'QueueGrows', got ${show(alertName)}`,
    checkSelector('metric', metric),
    checkOneOf('isCounter', isCounter, [true, false]),
    Number.isFinite(threshold) ? undefined : `threshold must be a number, got ${show(threshold)}`,
    checkText('summary', summary ?? null),
    ...found.sentences,
  ];
}

function twice(alerts: readonly RuntimeAlert[]): Problem[] {
  const names = alerts.map(({ alertName }) => alertName);
  return names
    .filter((name, index) => names.indexOf(name) !== index)
    .map((name) => `alerts must have names of their own, got ${show(name)} again`);
}
