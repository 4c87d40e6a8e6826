import { checkLabelName, checkObjectName } from '../private/check-name';
import { checkPercent, checkWholeNumber } from '../private/check-number';
import { checkMember, checkOneOf, checkText } from '../private/check-text';
import { checkSelectorLabels } from '../private/labels';
import type { Problem } from '../private/problem';
import { Quantity } from '../private/quantity';
import { show } from '../private/show';
import { ScaledResource } from './metric-options';
import type { MetricSource } from './metric-source';

/** What may be written above 100 %: containers use more than they request. */
const MOST_PERCENT = 1000;
/** A name that is a part of a path of the API, as the API server checks it. */
const METRIC_NAME = /^(?!\.{1,2}$)[^/%\s]+$/;
/** A host as clients write it, `*.` in front where it is for all of a domain. */
const HOST = /^(\*\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/;

/** What is wrong with a metric by itself. */
export function metricProblems(source: MetricSource): Problem[] {
  switch (source.by) {
    case 'cpu':
    case 'memory':
      return [checkPercent('utilization', source.utilization ?? null, 1, MOST_PERCENT)];
    case 'runtime':
      return [
        source.load === 'cacheUsage'
          ? checkPercent('percent', source.target ?? null, 1, 100)
          : checkWholeNumber('requests', source.target ?? null, 1),
      ];
    case 'containerResource':
      return [
        checkMember('resource', source.options.resource ?? null, 'ScaledResource', ScaledResource),
        checkPercent('utilization', source.options.utilization ?? null, 1, MOST_PERCENT),
        checkLabelName('containerName', source.options.containerName),
      ];
    case 'pods':
      return [...named(source.options), checkTarget('averageValue', source.options.averageValue ?? null)];
    case 'object':
      return [
        ...named(source.options),
        checkText('apiVersion', source.options.apiVersion ?? ''),
        checkText('kind', source.options.kind ?? ''),
        checkObjectName('objectName', source.options.objectName ?? ''),
        ...oneTarget(source.options),
      ];
    case 'external':
      return [...named(source.options), ...oneTarget(source.options)];
    case 'query':
      return queryProblems(source.options);
    case 'httpRequests':
      return requestProblems(source.options);
  }
}

function named({
  metricName,
  matchLabels,
}: {
  metricName?: unknown;
  matchLabels?: { [key: string]: string };
}): Problem[] {
  return [
    typeof metricName === 'string' && METRIC_NAME.test(metricName)
      ? undefined
      : `metricName must be the name of a metric without '/', '%' and spaces, got ${show(metricName)}`,
    ...checkSelectorLabels('matchLabels', matchLabels),
  ];
}

function checkTarget(property: string, value: unknown): Problem {
  const quantity = Quantity.tryParse(value);
  return quantity && !quantity.isZero
    ? undefined
    : `${property} must be a Kubernetes quantity above 0 such as '10' or '800m', got ${show(value)}`;
}

function oneTarget({ value, averageValue }: { readonly value?: unknown; readonly averageValue?: unknown }): Problem[] {
  const given = Object.entries({ value, averageValue }).filter(([, target]) => target !== undefined);
  return given.length === 1
    ? [checkTarget(...given[0])]
    : [`value or averageValue must be given, and one of them alone, got ${given.length === 0 ? 'neither' : 'both'}`];
}

function queryProblems(options: Extract<MetricSource, { by: 'query' }>['options']): Problem[] {
  const { query, threshold, perPod, activationThreshold, existsWithoutPods, emptyIsZero } = options;
  return [
    checkText('query', query ?? ''),
    isAmount(threshold) && threshold > 0 ? undefined : `threshold must be a number above 0, got ${show(threshold)}`,
    activationThreshold === undefined || (isAmount(activationThreshold) && activationThreshold >= 0)
      ? undefined
      : `activationThreshold must be a number of 0 or more, got ${show(activationThreshold)}`,
    ...Object.entries({ perPod, existsWithoutPods, emptyIsZero }).map(([property, value]) =>
      checkOneOf(property, value, [true, false]),
    ),
  ];
}

/** What is written without an exponent, which is a number to everyone. */
function isAmount(value: unknown): value is number {
  return typeof value === 'number' && /^\d+(\.\d+)?$/.test(String(value));
}

function requestProblems(options: Extract<MetricSource, { by: 'httpRequests' }>['options']): Problem[] {
  const { hosts = [], concurrency, requestsPerSecond } = options;
  const given = [concurrency, requestsPerSecond].filter((target) => target !== undefined).length;
  return [
    hosts.length === 0 ? 'hosts must name a host at least, as clients write it, got []' : undefined,
    ...hosts.map((host: unknown, index) =>
      typeof host === 'string' && HOST.test(host)
        ? undefined
        : `hosts[${index}] must be a host in lower case such as 'models.example.com', got ${show(host)}`,
    ),
    given === 1
      ? undefined
      : `concurrency or requestsPerSecond must be given, and one of them alone, got ${given === 0 ? 'neither' : 'both'}`,
    checkWholeNumber('concurrency', concurrency, 1),
    checkWholeNumber('requestsPerSecond', requestsPerSecond, 1),
  ];
}
