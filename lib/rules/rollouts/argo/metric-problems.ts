import { isPlainObject, type JsonObject, objectAt, objectsIn } from '../../../private/json';
import { show } from '../../../private/show';
import { goDuration } from './go-duration';
import { isGiven, type Problem } from './spec';

const PROVIDERS = [
  'prometheus',
  'job',
  'web',
  'wavefront',
  'kayenta',
  'datadog',
  'newRelic',
  'cloudWatch',
  'graphite',
  'influxdb',
  'skywalking',
];

/** What is wrong with an analysis template by itself (`ValidateMetrics` in utils/analysis/factory.go). */
export function templateProblems(spec: JsonObject): Problem[] {
  const metrics = Array.isArray(spec.metrics)
    ? spec.metrics.map((each: unknown) => (isPlainObject(each) ? each : {}))
    : [];
  if (metrics.length === 0 && objectsIn(spec.templates).length === 0)
    return [
      {
        at: '/spec/metrics',
        message: 'metrics must be given, got none',
        fix: 'give a metric, or take up other templates',
      },
    ];
  const names = metrics.map(({ name }) => name);
  return [
    ...metrics.flatMap((metric, index) => {
      const at = `/spec/metrics/${index}`;
      const isTwice = names.indexOf(metric.name) < index;
      return [
        ...(isTwice
          ? [
              {
                at: `${at}/name`,
                message: `the name of a metric must be its own, got ${show(metric.name)} twice`,
                fix: 'rename one',
              },
            ]
          : []),
        ...providerProblems(metric, at),
        ...countProblems(metric, at),
        ...durationProblems(metric, at),
      ];
    }),
    ...placeProblems(spec),
  ];
}

function providerProblems({ provider }: JsonObject, at: string): Problem[] {
  const own = isPlainObject(provider) ? provider : {};
  const given = [...PROVIDERS.filter((name) => isGiven(own[name])), ...Object.keys(objectAt(own, 'plugin'))];
  if (given.length === 1) return [];
  return [
    {
      at: `${at}/provider`,
      message: `a metric must have one provider, got ${given.length === 0 ? 'none' : given.join(', ')}`,
      fix: given.length === 0 ? `give one, such as ${PROVIDERS.slice(0, 3).join(', ')}` : 'make a metric of each',
    },
  ];
}

/** A number, or one in quotes; nothing where an argument says it. */
function numberIn(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : undefined;
}

function countProblems(metric: JsonObject, at: string): Problem[] {
  const of = (field: string): number => numberIn(metric[field]) ?? 0;
  const hasOpen = ['count', 'failureLimit', 'consecutiveSuccessLimit', 'inconclusiveLimit'].some(
    (field) => isGiven(metric[field]) && numberIn(metric[field]) === undefined,
  );
  if (hasOpen) return [];
  const [count, failures, successes] = [of('count'), of('failureLimit'), of('consecutiveSuccessLimit')];
  const inconclusive = of('inconclusiveLimit');
  const needed = Math.max(0, failures) + successes;
  const problem = (field: string, message: string, fix: string): Problem => ({ at: `${at}/${field}`, message, fix });
  return [
    ...(failures < -1
      ? [problem('failureLimit', `failureLimit must be 0 or more, or -1 for none, got ${failures}`, 'correct it')]
      : []),
    ...['consecutiveSuccessLimit', 'inconclusiveLimit', 'consecutiveErrorLimit']
      .filter((field) => of(field) < 0)
      .map((field) => problem(field, `${field} must be 0 or more, got ${of(field)}`, 'correct it')),
    ...(failures === -1 && successes === 0
      ? [
          problem(
            'failureLimit',
            'failureLimit of -1 must have a consecutiveSuccessLimit: nothing ends the metric',
            'give one of them',
          ),
        ]
      : []),
    ...(count > 0 && count < needed
      ? [
          problem(
            'count',
            `count must be at least failureLimit and consecutiveSuccessLimit together, ${needed}, got ${count}`,
            'raise it',
          ),
        ]
      : []),
    ...(count > 0 && count < inconclusive
      ? [problem('count', `count must be at least inconclusiveLimit of ${inconclusive}, got ${count}`, 'raise it')]
      : []),
    ...(count > 1 && !isGiven(metric.interval)
      ? [
          problem(
            'interval',
            `interval must be given with a count of ${count}`,
            'say how long to wait between two measurements',
          ),
        ]
      : []),
  ];
}

function durationProblems(metric: JsonObject, at: string): Problem[] {
  return ['interval', 'initialDelay'].flatMap((field) => {
    const value = metric[field];
    if (typeof value !== 'string' || value === '' || value.includes('{{') || goDuration(value) !== undefined) return [];
    return [
      {
        at: `${at}/${field}`,
        message: `${field} must be a duration such as 30s or 5m, got ${show(value)}`,
        fix: 'give it a unit',
      },
    ];
  });
}

/** Arguments that the texts of metrics name and the template does not have. */
function placeProblems(spec: JsonObject): Problem[] {
  // Others that are taken up may have them.
  if (objectsIn(spec.templates).length > 0) return [];
  const known = new Set(objectsIn(spec.args).map(({ name }) => name));
  return objectsIn(spec.metrics).flatMap((metric, index) => {
    const named = [...JSON.stringify(metric).matchAll(/\{\{\s*args\.([^}\s]+)\s*\}\}/g)].map(([, name]) => name);
    const open = [...new Set(named)].filter((name) => !known.has(name));
    if (open.length === 0) return [];
    return [
      {
        at: `/spec/metrics/${index}`,
        message: `the texts of a metric must name arguments of the template, got ${open.slice(0, 3).join(', ')}, which ${known.size === 0 ? 'has none' : `has ${[...known].map(String).slice(0, 5).join(', ')}`}`,
        fix: 'add them to args',
      },
    ];
  });
}

/** Names of the metrics of a template that never come to an end by themselves. */
export function endlessMetrics(spec: JsonObject): string[] {
  return objectsIn(spec.metrics)
    .filter(({ count, interval }) => isGiven(interval) && interval !== '' && (!isGiven(count) || numberIn(count) === 0))
    .map(({ name }) => String(name));
}
