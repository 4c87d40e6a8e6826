import type { Review } from '../../lib/review/data/review';
import { ran } from './support/command-run';
import { deployment } from './support/repository';

const service = (port: number): string =>
  `apiVersion: v1\nkind: Service\nmetadata: { name: iris, namespace: vision }\nspec: { selector: { app: iris }, ports: [{ port: ${port} }] }\n`;
const secret = (value: string): string =>
  `apiVersion: v1\nkind: Secret\nmetadata: { name: key, namespace: vision }\nstringData: { token: ${value} }\n`;
const files = {
  'was/iris.yaml': deployment('iris', 'iris:1'),
  'image/iris.yaml': deployment('iris', 'iris:2'),
  'selector/iris.yaml': deployment('iris', 'iris:1', 'other'),
  'down/iris.yaml': deployment('iris', 'iris:2').replace('spec:', 'spec:\n  strategy: { type: Recreate }'),
};
const reviewed = (output: string) => JSON.parse(output) as Review;

describe('--cluster', () => {
  const world = (cluster: string) => ({
    files: {
      'cluster.yaml': cluster,
      'was/iris.yaml': `${deployment('iris', 'iris:1')}---\n${service(80)}`,
      'now/iris.yaml': `${deployment('iris', 'iris:1')}---\n${service(80).replace('ports:', 'type: NodePort, ports:').replace('80', '80, nodePort: 30080')}`,
    },
  });
  const reviewedWith = async (cluster: string) => {
    const { output } = await ran('review was now --format json --cluster cluster.yaml', world(cluster));
    return reviewed(output).findings.added.map(({ at }) => at);
  };

  test('declares facts that both sides are judged by', async () => {
    expect(await reviewedWith('nodePortMin: 31000')).toContain('/spec/ports/0/nodePort');
    expect(await reviewedWith('nodePortMin: 30000')).not.toContain('/spec/ports/0/nodePort');
  });

  test('that cannot be used is told before anything is read', async () => {
    const { exitCode, output, errors } = await ran('review was now --cluster cluster.yaml', world('nodePort: 1\n'));
    expect({ exitCode, output, errors }).toEqual({
      exitCode: 2,
      output: '',
      errors: expect.stringMatching(/^error: cluster\.yaml:1 has an unknown key 'nodePort'/),
    });
  });
});

describe('sides', () => {
  test('are folders, files and standard input', async () => {
    for (const [before, after] of [
      ['was', 'image'],
      ['was/iris.yaml', 'image'],
      ['was', '-'],
    ]) {
      const world = { files, standardInput: files['image/iris.yaml'] };
      const { exitCode, output, errors } = await ran(`review ${before} ${after} --format json`, world);
      expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: '' });
      expect(reviewed(output).restarts.map(({ object }) => object)).toEqual([
        { apiVersion: 'apps/v1', kind: 'Deployment', name: 'iris', namespaceName: 'vision' },
      ]);
    }
  });

  test.each([
    [[], "error: name two sides, BEFORE and AFTER: each a folder, a file, '-' or git:REF:PATH; got 0"],
    [['was'], "error: name two sides, BEFORE and AFTER: each a folder, a file, '-' or git:REF:PATH; got 1"],
    [['-', '-'], "error: '-' can be one side only: standard input is read once"],
    [['--base-of=main'], 'error: with --base-of name one PATH, or the path there and what is AFTER; got 0'],
    [['--base-of=main', '-'], "error: with --base-of the first PATH must be a folder or file, got '-'"],
    [
      ['--base-of=main', '/was'],
      "error: with --base-of the first PATH must be relative to the current folder, got '/was'",
    ],
    [['was', 'image', '--format', 'xml'], /^error: --format must be .*, got 'xml'/],
    [
      ['was', 'image', '--delivery', 'flux2'],
      "error: --delivery must be kubectl, argocd or flux, got 'flux2'; did you mean flux?",
    ],
    [['was', 'image', '--fail-on', 'never'], "error: --fail-on must be refused, outage, attention or any, got 'never'"],
    [['was', 'image', '--fial-on', 'any'], "error: there is no option '--fial-on'; did you mean --fail-on?"],
  ])('%j is told', async (args, message) => {
    const { exitCode, output, errors } = await ran(['review', ...args], { files });
    expect({ exitCode, output, error: errors.split('\n')[0] }).toEqual({
      exitCode: 2,
      output: '',
      error: typeof message === 'string' ? message : expect.stringMatching(message),
    });
  });

  test('that cannot be read are told, and half of one is not reviewed', async () => {
    const world = {
      files: {
        ...files,
        'chart/Chart.yaml': 'name: shop',
        'chart/templates/x.yaml': 'a: {{ b }}',
        'mixed/iris.yaml': files['was/iris.yaml'],
        'mixed/other.yaml': 'kind: {{ .Values.kind }}\n',
        'twice/a.yaml': files['was/iris.yaml'],
        'twice/b.yaml': files['was/iris.yaml'],
        'empty/README.md': '',
      },
    };
    const errorsOf = async (after: string) => {
      const { exitCode, output, errors } = await ran(`review was ${after} --format json`, world);
      expect({ exitCode, output }).toEqual({ exitCode: 2, output: '' });
      return errors;
    };
    expect(await errorsOf('nowhere')).toBe(
      'error: nowhere does not exist\n  fix: where there is nothing yet, name /dev/null instead\n',
    );
    expect(await errorsOf('empty')).toBe('error: empty holds no .yaml, .yml or .json file\n');
    expect(await errorsOf('chart')).toBe(
      'error: chart is a Helm chart: its templates are no manifests yet\n' +
        '  fix: run: helm template chart > rendered.yaml, for each side, and review the rendered files\n',
    );
    expect(await errorsOf('mixed')).toMatch(
      /^error: mixed\/other.yaml:1 is a template, not YAML: .*\n {2}fix: render it first, for example 'helm template \. > rendered\.yaml, for each side, and review the rendered files'\n$/,
    );
    expect(await errorsOf('twice')).toBe(
      "error: twice/b.yaml:1 has Deployment 'iris' in namespace 'vision' once more: it is in twice/a.yaml:1 already\n  fix: take one of them out\n",
    );
  });

  test('may have a key twice, which is noted: only the last value holds', async () => {
    const repeated = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata:\n  A: 1\n  A: 2\n';
    const { errors } = await ran('review was.yaml now.yaml --format json', {
      files: { 'was.yaml': repeated.replace('  A: 1\n', ''), 'now.yaml': repeated },
    });
    expect(errors).toBe('note: now.yaml:6: data.A is given twice, and only the last value holds\n');
  });
});

describe('the exit code', () => {
  test.each([
    ['image', { outage: 0, refused: 0, attention: 0, any: 1 }],
    ['selector', { outage: 0, refused: 1, attention: 1, any: 1 }],
    ['down', { outage: 1, refused: 1, attention: 1, any: 1 }],
    ['was', { outage: 0, refused: 0, attention: 0, any: 0 }],
  ])('of a change to %s is that of its verdict, by what --fail-on names', async (after, expected) => {
    const codes = await Promise.all(
      Object.keys(expected).map(async (failOn) => {
        const { exitCode } = await ran(`review was ${after} --format json --fail-on ${failOn}`, { files });
        return [failOn, exitCode];
      }),
    );
    expect(Object.fromEntries(codes)).toEqual(expected);
    expect((await ran(`review was ${after} --format json`, { files })).exitCode).toBe(expected.refused);
  });
});

test('--delivery says who applies, and what is half applied', async () => {
  const world = {
    files: {
      'was.yaml': `${files['was/iris.yaml']}---\n${service(80)}`,
      'now.yaml': `${files['selector/iris.yaml']}---\n${service(81)}`,
    },
  };
  const outcomes = await Promise.all(
    ['kubectl', 'argocd', 'flux'].map(async (tool) => {
      const { output } = await ran(`review was.yaml now.yaml --format json --delivery ${tool}`, world);
      const { delivery, refusals } = reviewed(output);
      return [delivery, refusals[0].halfApplied];
    }),
  );
  expect(outcomes).toEqual([
    ['kubectl', expect.stringContaining('changes the other 1 all the same')],
    ['argocd', expect.stringContaining('Services before Deployments')],
    ['flux', expect.stringContaining('applies nothing')],
  ]);
});

test('nothing that is written holds what a Secret holds', async () => {
  const world = { files: { 'was.yaml': secret('opensesame1'), 'now.yaml': secret('opensesame2') } };
  const { output, errors } = await ran('review was.yaml now.yaml --format json', world);
  expect(reviewed(output).changes).toHaveLength(1);
  expect(output + errors).not.toContain('opensesame');
});
