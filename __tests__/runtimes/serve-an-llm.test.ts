import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { load, loadAll } from 'js-yaml';
import type { BlueGreen, TenantUsage } from '../../lib';
import { markdownTable } from '../../lib/command/plans/plan-table';
import { runSnippet, snippetsOf } from '../support/snippets';
import { writePage } from '../support/write-page';

const PAGE = 'docs/serve-an-llm.md';
const FILE = resolve(__dirname, '../..', PAGE);
const TEXT = readFileSync(FILE, 'utf8');
const [SERVER, RELEASE] = snippetsOf(PAGE);

/** What the first app of the page prints and writes. */
function serve(): { readonly used: TenantUsage; readonly deployment: any } {
  const log = jest.spyOn(console, 'log').mockImplementation();
  try {
    const { files } = runSnippet(SERVER.code);
    const objects: any[] = files.flatMap((file) => loadAll(file));
    return { used: log.mock.calls[0][0], deployment: objects.find(({ kind }) => kind === 'Deployment') };
  } finally {
    log.mockRestore();
  }
}

/** Cells of the table behind a marker, without its two rows of heading. */
function tableOf(marker: string): string[][] {
  const [, table] = new RegExp(`<!-- ${marker} -->\\n\\n((?:\\|.*\\n)+)`).exec(TEXT) ?? ['', ''];
  const rows = table.trimEnd().split('\n').slice(2);
  return rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('`', '')),
  );
}

/** Whether everything that is shown is there: objects by key, lists in their order. */
function holds(made: unknown, shown: unknown): boolean {
  if (Array.isArray(shown)) {
    const rest = Array.isArray(made) ? [...(made as unknown[])] : [];
    return shown.every((item) => {
      const at = rest.findIndex((candidate) => holds(candidate, item));
      if (at >= 0) rest.splice(0, at + 1);
      return at >= 0;
    });
  }
  if (typeof shown !== 'object' || shown === null) return made === shown;
  if (typeof made !== 'object' || made === null) return false;
  return Object.entries(shown).every(([key, value]) => holds((made as { [key: string]: unknown })[key], value));
}

const { used, deployment } = serve();

test('the lines that the page shows are lines of what comes out', () => {
  const shown = load(/<!-- lines of the server -->\n\n```yaml\n(.*?)```/s.exec(TEXT)?.[1] ?? '') as object;
  expect(Object.keys(shown)).toEqual(['kind', 'spec']);
  expect(holds(deployment, shown)).toBe(true);
  expect(holds(deployment, { spec: { progressDeadlineSeconds: 1 } })).toBe(false);
  expect(holds(deployment, { spec: { template: { spec: { containers: [{ args: ['8000', '--port'] }] } } } })).toBe(
    false,
  );
});

test('the seconds to readiness are what the Deployment gives', () => {
  const seconds = tableOf('seconds to readiness').map(([, cell]) => Number(cell));
  const [leaves, fetch, read, runtime, rounding, margin, deadline] = seconds;
  const pod = deployment.spec.template.spec;
  const [{ startupProbe, env }] = pod.containers;
  const engine = env.find(({ name }: { name: string }) => name === 'VLLM_ENGINE_READY_TIMEOUT_S').value;
  expect(leaves).toBe(pod.terminationGracePeriodSeconds);
  expect(read + runtime).toBe(Number(engine));
  expect(read + runtime + rounding).toBe(startupProbe.failureThreshold * startupProbe.periodSeconds);
  expect(leaves + fetch + read + runtime + rounding + margin).toBe(deadline);
  expect(deadline).toBe(deployment.spec.progressDeadlineSeconds);
  expect(TEXT).toContain(`--timeout=${Math.ceil(deadline / 60)}m\n`);
});

test('the table of what it takes of a quota is what used() says', () => {
  const rows = tableOf('used');
  expect(rows.length).toBeGreaterThan(3);
  expect(rows).toEqual(rows.map(([key]) => [key, used.steady[key], used.peak[key], used.terminating[key]]));
});

test('a quota without the GPU is an error', () => {
  jest.spyOn(console, 'log').mockImplementation();
  expect(() => runSnippet(SERVER.code.replace('gpus: 1', 'gpus: 0'))).toThrow(/requests\.nvidia\.com\/gpu/);
  jest.restoreAllMocks();
});

test('the plan of the release is the one that comes out', () => {
  const made = markdownTable((runSnippet(RELEASE.code).exported.release as BlueGreen).plan());
  const [start, end] = ['<!-- stages of the release -->\n\n', '\n<!-- prettier-ignore-end -->'];
  const [before, rest] = TEXT.split(start);
  const page = `${before}${start}${made}${rest.slice(rest.indexOf(end))}`;
  if (process.env.UPDATE_DOCS === '1') writePage(FILE, page);
  else expect(TEXT).toBe(page);
});

test('a quota without room for the second GPU is a warning at once', () => {
  const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  runSnippet(RELEASE.code.replace('gpus: 2', 'gpus: 1'));
  const said = write.mock.calls.map(([line]) => String(line)).join('');
  write.mockRestore();
  expect(said).toContain(`the plan of BlueGreen 'language/chat' does not fit`);
  expect(said).toContain('requests.nvidia.com/gpu 2 of 1');
});
