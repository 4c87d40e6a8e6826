import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { ServingAlert, ServingRuntime } from '../../lib';
import type { LatencyMetric } from '../../lib/runtimes/latency-metric';
import { alertsOf } from '../../lib/watching/alert-defaults';
import { COMPARED } from '../../lib/watching/compared';
import { durationText } from '../../lib/watching/promql';
import type { WatchedServer } from '../../lib/watching/watched-server';
import { CATALOGUE } from '../support/runtime-catalogue';
import { writePage } from '../support/write-page';

const PAGE = path.join(__dirname, '..', '..', 'docs', 'watching.md');

const code = (text: string): string => `\`${text.replaceAll('|', '\\|')}\``;

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = columns.map((column, index) =>
    Math.max(...[column, ...rows.map((row) => row[index])].map((cell) => cell.length)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, index) => cell.padEnd(widths[index])).join(' | ')} |\n`;
  return [line(columns), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('');
}

/** How an alert is written: `REQUESTS_WAITING`. */
function written({ alertName }: ServingAlert): string {
  const member = Object.entries(ServingAlert).find(
    ([, value]) => value instanceof ServingAlert && value.alertName === alertName,
  );
  return member ? code(member[0]) : code(`named('${alertName}')`);
}

function alertsTable(): string {
  const ofServer = (runtime: ServingRuntime): WatchedServer => {
    const { metricNames = {}, requestMetrics, alerts = [] } = runtime._facts({ accelerators: 1 });
    const metrics = { names: metricNames, requests: requestMetrics, alerts };
    const named = {
      instance: 'llm',
      deploymentName: 'llm',
      workloadKind: 'Deployment' as const,
      containerName: 'llm',
      namespaceName: 'chat',
    };
    return { ...named, runtime: 'vLLM', startupSeconds: 600, metrics };
  };
  const [vllm, sglang] = [ServingRuntime.vllm({ model: 'm' }), ServingRuntime.sglang({ model: 'm' })].map(ofServer);
  const known = new Set(alertsOf(vllm).map(({ alert }) => alert.alertName));
  const rows = [...alertsOf(vllm), ...alertsOf(sglang).filter(({ alert }) => !known.has(alert.alertName))].map(
    (each) => [
      written(each.alert),
      each.alert.alertName,
      each
        .summary(vllm, each.threshold ?? Infinity)
        .replace('llm: ', '')
        .replace('Infinity s', 'the threshold'),
      each.threshold === undefined ? (each.isOnRequest ? 'to be given' : '-') : String(each.threshold),
      each.lastingSeconds(vllm) === 0 ? 'at once' : durationText(each.lastingSeconds(vllm)),
      each.severity,
    ],
  );
  const compared = COMPARED.map(({ alert, summary, threshold, lastingSeconds, severity }) => [
    written(alert),
    alert.alertName,
    summary(threshold),
    String(threshold),
    durationText(lastingSeconds),
    severity,
  ]);
  return table(['`ServingAlert`', 'name', 'fires when', 'threshold', 'lasting', 'severity'], [...rows, ...compared]);
}

function latency(metric: LatencyMetric | undefined): string {
  if (!metric) return '-';
  const { _metric, _count } = metric;
  return _count === undefined ? `${code(_metric)}, 95 %` : `${code(_metric)}, average`;
}

function requestsTable(): string {
  const all = [
    ...CATALOGUE.map(({ name, least }): [string, ServingRuntime] => [
      name,
      (ServingRuntime[name] as (options: object) => ServingRuntime)(
        name === 'tensorFlowServing' ? { ...least, monitoringConfigFile: '/etc/monitoring.txt' } : least,
      ),
    ]),
    ['bentoMl', ServingRuntime.bentoMl()] as [string, ServingRuntime],
  ];
  const rows = all.flatMap(([name, runtime]) => {
    const { requestMetrics: requests } = runtime._facts({ accelerators: 1 });
    const list = (metrics: readonly string[] | undefined) => metrics?.map(code).join(' + ') ?? '-';
    return requests
      ? [
          [
            code(name),
            list(requests.finished),
            list(requests.failed),
            list(requests.lost ?? requests.failed),
            latency(requests.latency),
          ],
        ]
      : [];
  });
  return table(['`ServingRuntime`', 'requests', 'failed', 'lost', 'latency'], rows);
}

test.each([
  ['alerts', alertsTable],
  ['request-metrics', requestsTable],
])('the table %s of docs/watching.md is what alerts and runtimes say', (marker, made) => {
  const text = readFileSync(PAGE, 'utf8');
  const parts = new RegExp(`^(.*<!-- ${marker} -->\\n)(.*)(<!-- /${marker} -->.*)$`, 's').exec(text);
  expect(parts).not.toBeNull();
  const [, before, found, after] = parts!;
  if (process.env.UPDATE_DOCS === '1') writePage(PAGE, `${before}\n${made()}\n${after}`);
  else expect(found).toBe(`\n${made()}\n`);
});
