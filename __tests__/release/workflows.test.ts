import * as fs from 'node:fs';
import * as path from 'node:path';
import { parse } from 'yaml';

const ROOT = path.join(__dirname, '..', '..');
const FOLDER = path.join(ROOT, '.github', 'workflows');
const { scripts } = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { scripts: object };

interface Job {
  readonly needs?: string | readonly string[];
  readonly permissions?: { readonly [scope: string]: string };
  readonly steps: readonly { readonly uses?: string; readonly run?: string }[];
  readonly env?: { readonly [name: string]: string };
}
interface Workflow {
  readonly permissions: object;
  readonly jobs: { readonly [name: string]: Job };
}

const WORKFLOWS = fs.readdirSync(FOLDER).map((file): [string, string, Workflow] => {
  const text = fs.readFileSync(path.join(FOLDER, file), 'utf8');
  return [file, text, parse(text) as Workflow];
});

describe.each(WORKFLOWS)('%s', (_file, text, { permissions, jobs }) => {
  const steps = Object.values(jobs).flatMap((job) => job.steps);

  test('takes actions by their commit, and says which version that is', () => {
    const used = [...text.matchAll(/uses: (.*)$/gm)].map(([, action]) => action);
    expect(used.filter((action) => !/^[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action))).toEqual([]);
    expect(used.length).toBeGreaterThan(1);
  });

  test('may read and no more where a job does not ask for more', () => {
    expect(permissions).toEqual({ contents: 'read' });
    for (const job of Object.values(jobs))
      expect(Object.entries(job.permissions ?? {}).filter(([, right]) => right === 'write')).toEqual(
        job.permissions?.['id-token'] === 'write' ? [['id-token', 'write']] : [],
      );
  });

  test('runs scripts that there are', () => {
    const named = steps.flatMap(({ run = '' }) =>
      [...run.matchAll(/npm run (\w[\w:-]*)/g)].map(([, script]) => script),
    );
    expect(named.filter((script) => !Object.hasOwn(scripts, script))).toEqual([]);
    expect(steps.some(({ run }) => run === '.ci/run')).toBe(true);
  });
});

describe('a release', () => {
  const [, , { jobs }] = WORKFLOWS.find(([file]) => file === 'release.yml') ?? WORKFLOWS[0];
  const publishing = Object.entries(jobs).filter(([name]) => name !== 'package');

  test.each(publishing)('publishes %s only after everything was checked and packaged', (name, { needs, env }) => {
    expect([needs].flat()).toEqual(name === 'npm' ? ['package'] : ['package', 'npm']);
    expect(fs.existsSync(path.join(ROOT, 'node_modules', '.bin', `publib-${env?.TARGET ?? ''}`))).toBe(true);
  });

  test('goes to every registry, with provenance where registries know it', () => {
    expect(publishing.map(([, { env }]) => env?.FOLDER)).toEqual(['js', 'python', 'java', 'dotnet', 'go']);
    expect(jobs.npm.env).toMatchObject({ NPM_TRUSTED_PUBLISHER: 'true', NPM_CONFIG_PROVENANCE: 'true' });
    expect(jobs.python.env).toMatchObject({ PYPI_TRUSTED_PUBLISHER: 'true' });
    expect([jobs.npm, jobs.python].map(({ permissions }) => permissions?.['id-token'])).toEqual(['write', 'write']);
  });
});
