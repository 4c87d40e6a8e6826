import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { RuntimeCheck, RuntimeFacts } from '../../lib/runtimes/runtime-facts';
import { CATALOGUE } from '../support/runtime-catalogue';
import { make } from '../support/runtimes';
import { writePage } from '../support/write-page';

const PAGE = resolve(__dirname, '../../docs/runtimes.md');
const FACTS = CATALOGUE.map(({ name, least }): [string, RuntimeFacts] => {
  const { _description: description } = make(name, least);
  return [name, description.facts({ accelerators: 4 })];
});

const code = (text: string): string => `\`${text}\``;
const check = (asked: RuntimeCheck): string =>
  asked.kind === 'http' ? code(asked.path) : `${asked.kind.toUpperCase()} ${asked.role}`;
const portsOf = ({ ports }: RuntimeFacts): string =>
  ports.map(({ role, port }) => (role === 'http' ? String(port) : `${role} ${port}`)).join(', ');
const userOf = ({ uid, gid }: RuntimeFacts): string =>
  uid === undefined ? 'any' : gid === undefined ? String(uid) : `${uid}:${gid}`;

function sigterm({ sigterm: behaviour, shutdownSeconds }: RuntimeFacts): string {
  if (behaviour?.kind !== 'bounded') return behaviour?.kind ?? '';
  return behaviour.limitSeconds === undefined
    ? `bounded, told ${shutdownSeconds} s`
    : `bounded, ${behaviour.limitSeconds} s`;
}

function markdownTable(columns: readonly string[], rows: readonly string[][]): string {
  const widths = columns.map((_, index) => Math.max(...[columns, ...rows].map((row) => row[index].length)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, index) => cell.padEnd(widths[index])).join(' | ')} |\n`;
  return [line(columns), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('');
}

function probesTable(): string {
  const rows = FACTS.map(([name, facts]) => [
    code(name),
    portsOf(facts),
    check(facts.readiness),
    check(facts.liveness),
    facts.metrics
      ? `${code(facts.metrics.path)}${facts.metrics.role === 'http' ? '' : ` on ${facts.metrics.role}`}`
      : '-',
    userOf(facts),
  ]);
  return markdownTable(['`ServingRuntime`', 'ports', 'readiness', 'liveness', 'metrics', 'user'], rows);
}

function lifeTable(): string {
  const rows = FACTS.map(([name, facts]) => [
    code(name),
    sigterm(facts),
    `${facts.shutdownSeconds} s`,
    `${(facts.startupSeconds ?? 600) / 60} min`,
    facts.requestSeconds === undefined ? '-' : `${facts.requestSeconds} s`,
    (facts.writablePaths ?? []).map(({ path, sizeLimit }) => `${code(path)} ${sizeLimit}`).join(', ') || '-',
  ]);
  return markdownTable(
    ['`ServingRuntime`', 'SIGTERM', '`drain.shutdown`', '`startupBudget`', 'request', 'volumes, with 4 accelerators'],
    rows,
  );
}

function metricsTable(): string {
  const names = FACTS.flatMap(([name, { metricNames }]) =>
    metricNames
      ? [[code(name), ...(['waiting', 'running', 'cacheUse', 'latency'] as const).map((of) => shown(metricNames[of]))]]
      : [],
  );
  return markdownTable(['`ServingRuntime`', 'waiting', 'running', 'cacheUse', 'latency'], names);
}

const shown = (name: string | undefined): string => (name === undefined ? '-' : code(name));

test.each([
  ['runtimes-probes', probesTable],
  ['runtimes-life', lifeTable],
  ['runtimes-metrics', metricsTable],
])('the table %s of docs/runtimes.md is what the runtimes say', (marker, table) => {
  const text = readFileSync(PAGE, 'utf8');
  const parts = new RegExp(`^(.*<!-- ${marker} -->\\n)(.*)(<!-- /${marker} -->.*)$`, 's').exec(text);
  expect(parts).not.toBeNull();
  const [, before, found, after] = parts!;
  if (process.env.UPDATE_DOCS === '1') writePage(PAGE, `${before}\n${table()}\n${after}`);
  else expect(found).toBe(`\n${table()}\n`);
});
