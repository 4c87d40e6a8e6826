import type { Manifest } from '../../../manifests/manifest';
import { isPlainObject, type JsonObject, objectAt, objectsIn } from '../../../private/json';
import { show } from '../../../private/show';
import { isGoDuration, isLeftOut, type Problem, when } from './problem';

/** What is wrong with an AnalysisTemplate, whoever asks for it. */
export function templateProblems({ json }: Manifest): Problem[] {
  const spec = objectAt(json, 'spec');
  const metrics = objectsIn(spec.metrics);
  const names = metrics.map(({ name }) => name);
  return [
    ...when(metrics.length === 0 && objectsIn(spec.templates).length === 0, () => ({
      at: '/spec/metrics',
      message:
        'an analysis must measure something, got no metrics and no templates: the controller ends it with an error',
      fix: 'add a metric, or remove the template',
    })),
    ...metrics.flatMap((metric, index) => metricProblems(metric, `/spec/metrics/${index}`)),
    ...names.flatMap((name, index) =>
      when(names.indexOf(name) < index, () => ({
        at: `/spec/metrics/${index}/name`,
        message: `metrics must have names of their own, got ${show(name)} twice`,
        fix: 'rename one',
      })),
    ),
    ...argumentProblems(spec),
  ];
}

function metricProblems(metric: JsonObject, at: string): Problem[] {
  const providers = Object.keys(objectAt(metric, 'provider'));
  return [
    ...when(providers.length !== 1, () => ({
      at: `${at}/provider`,
      message: `metric ${show(metric.name)} must have one provider, got ${providers.join(' and ') || 'none'}`,
      fix: 'make a metric of each',
    })),
    ...(['interval', 'initialDelay'] as const).flatMap((field) =>
      when(!isLeftOut(metric[field]) && !isGoDuration(metric[field]), () => ({
        at: `${at}/${field}`,
        message: `${field} of metric ${show(metric.name)} must be a time such as 30s, 5m or 1h, got ${show(metric[field])}`,
      })),
    ),
    ...limitProblems(metric, at),
  ];
}

/** A number, or digits that say one; nothing where an argument says it. */
function numberOf(value: unknown, fallback: number): number | undefined {
  if (isLeftOut(value)) return fallback;
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : undefined;
}

function limitProblems(metric: JsonObject, at: string): Problem[] {
  const count = numberOf(metric.count, 0);
  const failures = numberOf(metric.failureLimit, 0);
  const inconclusive = numberOf(metric.inconclusiveLimit, 0);
  const successes = numberOf(metric.consecutiveSuccessLimit, 0);
  const name = show(metric.name);
  if (count === undefined) return [];
  return [
    ...when(count > 1 && isLeftOut(metric.interval), () => ({
      at: `${at}/count`,
      message: `metric ${name} must say an interval to be measured ${count} times`,
      fix: 'set interval, or leave count out',
    })),
    ...(count > 0 && failures !== undefined && successes !== undefined
      ? when(count < failures + successes, () => ({
          at: `${at}/count`,
          message: `count of metric ${name} must be at least failureLimit and consecutiveSuccessLimit together, got ${count} for ${failures} and ${successes}`,
          fix: 'raise count, or lower a limit',
        }))
      : []),
    ...(count > 0 && inconclusive !== undefined
      ? when(count < inconclusive, () => ({
          at: `${at}/count`,
          message: `count of metric ${name} must be at least inconclusiveLimit, got ${count} for ${inconclusive}`,
          fix: 'raise count, or lower inconclusiveLimit',
        }))
      : []),
    ...when(failures === -1 && successes === 0, () => ({
      at: `${at}/failureLimit`,
      message: `metric ${name} can neither fail nor succeed: failureLimit is -1 and consecutiveSuccessLimit 0`,
      fix: 'set consecutiveSuccessLimit, or a failureLimit of 0 or more',
    })),
  ];
}

/** Metrics that are measured for as long as the analysis runs. */
export function endlessMetrics({ json }: Manifest): string[] {
  return objectsIn(objectAt(json, 'spec').metrics)
    .filter(({ interval, count }) => !isLeftOut(interval) && isLeftOut(count))
    .map(({ name }) => String(name));
}

/** Names of a template's metrics. */
export function metricNames({ json }: Manifest): string[] {
  return objectsIn(objectAt(json, 'spec').metrics).map(({ name }) => String(name));
}

/** Arguments of a template that have no value of their own. */
export function openArguments({ json }: Manifest): string[] {
  return objectsIn(objectAt(json, 'spec').args)
    .filter(({ value, valueFrom }) => isLeftOut(value) && !isPlainObject(valueFrom))
    .map(({ name }) => String(name));
}

/** `{{args.name}}` in the texts of metrics: what no argument says stops the analysis. */
function argumentProblems(spec: JsonObject): Problem[] {
  // Templates that it is made of have arguments of their own.
  if (objectsIn(spec.templates).length > 0) return [];
  const known = new Set(objectsIn(spec.args).map(({ name }) => name));
  const text = JSON.stringify(spec.metrics ?? []);
  const named = [...text.matchAll(/\{\{\s*args\.([A-Za-z0-9_-]+)\s*\}\}/g)].map((match) => match[1]);
  const unknown = [...new Set(named)].filter((name) => !known.has(name));
  return when(unknown.length > 0, () => ({
    at: '/spec/metrics',
    message: `metrics must name arguments of the template, got args.${unknown.join(', args.')} and args ${[...known].map(String).join(', ') || 'none'}`,
    fix: 'add them to args',
  }));
}
