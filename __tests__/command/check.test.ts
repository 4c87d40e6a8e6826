import { configMap, ran, SIMPLE, type World } from './support/command-run';

const check = (commandLine: string, world: World = {}) => ran(`check ${commandLine}`, { engine: SIMPLE, ...world });
const files = {
  'dist/a.yaml': `${configMap('a', 'error')}---\n${configMap('b', 'warning')}`,
  'dist/b/c.yaml': configMap('c', 'nothing'),
  'dist/values.yaml': 'replicas: 1\n',
};

describe('exit code', () => {
  test.each([
    ['nothing found', 'dist/b', 0],
    ['an error', 'dist', 1],
    ['an error, weighed as warning', 'dist --severity config-says-error=warning', 0],
    ['a warning', 'dist --disable config-says-error', 0],
    ['a warning, when warnings fail', 'dist --disable config-says-error --fail-on warning', 1],
    ['a warning, weighed as error', 'dist --disable config-says-error --severity config-says-warning=error', 1],
    ['everything left out', 'dist --disable config-says-error --disable config-says-warning --fail-on warning', 0],
    ['a path that is not there', 'dist nowhere', 2],
  ])('%s', async (_, commandLine, exitCode) => {
    expect((await check(commandLine, { files })).exitCode).toBe(exitCode);
  });
});

test('text is grouped by file, in the order of lines, with what is wrong and the way out', async () => {
  const { output, errors } = await check('dist', { files });
  expect(errors).toBe('');
  expect(output).toMatchInlineSnapshot(`
   "dist/a.yaml
      5: error config-says-error ConfigMap 'a' in namespace 'shop' at /data/finds
         it says error
         fix: say something else
     11: warning config-says-warning ConfigMap 'b' in namespace 'shop' at /data/finds
         it says warning
         fix: say something else

   1 error, 1 warning in 3 objects of 3 files (1 document skipped: neither apiVersion nor kind)
   "
  `);
});

test('text has colours on a terminal only', async () => {
  const { output } = await check('dist', { files, hasColours: true });
  expect(output).toContain('\u001b[31merror\u001b[0m \u001b[1mconfig-says-error\u001b[0m');
  expect((await check('dist --format json', { files, hasColours: true })).output).not.toContain('\u001b');
});

test('what cannot be read is told beside what is found', async () => {
  const broken = { ...files, 'dist/broken.yaml': 'a: [\n' };
  const { exitCode, output, errors } = await check('dist', { files: broken });
  expect(exitCode).toBe(2);
  expect(errors).toBe('error: dist/broken.yaml:1 is not valid YAML: deficient indentation\n');
  expect(output).toContain('1 error, 1 warning in 3 objects of 4 files (1 could not be read, 1 document skipped');
});

test('a path without a name is shown', async () => {
  const { errors } = await check('', { files });
  expect(errors).toContain("error: '' does not exist\n");
});

test('standard input has lines, too', async () => {
  const { output } = await check('-', { standardInput: `# Source: chart\n${configMap('a', 'error')}` });
  expect(output).toContain("<stdin>\n  6: error config-says-error ConfigMap 'a'");
});

test('a key that stands twice is found by itself', async () => {
  const { exitCode, output } = await check('a.yaml', {
    files: { 'a.yaml': `${configMap('a', 'nothing')}  finds: warning\n` },
  });
  expect(exitCode).toBe(1);
  expect(output).toMatchInlineSnapshot(`
   "a.yaml
     6: warning config-says-warning ConfigMap 'a' in namespace 'shop' at /data/finds
        it says warning
        fix: say something else
     6: error repeated-key ConfigMap 'a' in namespace 'shop' at /data/finds
        data.finds is given twice, and only the last value holds
        fix: keep one of them

   1 error, 1 warning in 1 object of 1 file
   "
  `);
});

test('the rules of this library run by default, and name the other objects with their places', async () => {
  const service =
    'apiVersion: v1\nkind: Service\nmetadata: { name: web, namespace: shop }\nspec: { ports: [{ port: 80 }] }\n';
  const { exitCode, output } = await ran('check a.yaml b.yaml', {
    files: { 'a.yaml': service, 'b.yaml': `---\n${service}` },
  });
  expect(exitCode).toBe(1);
  expect(output).toMatch(/error unique-objects Service 'web' in namespace 'shop'/);
  expect(output).toMatch(/see: Service 'web' in namespace 'shop' \((a.yaml:1|b.yaml:2)\)/);
});

describe('--baseline', () => {
  const recorded = async (world: World) => (await check('dist --format json', world)).output;

  test('what was recorded does not count, what is new does', async () => {
    const baseline = await recorded({ files });
    const known = { ...files, 'known.json': baseline };
    expect(await check('dist --baseline known.json --fail-on warning', { files: known })).toMatchObject({
      exitCode: 0,
      output: expect.stringContaining('no findings in 3 objects of 3 files (2 in the baseline, '),
    });
    const more = { ...known, 'dist/b/c.yaml': configMap('c', 'error') };
    const { exitCode, output } = await check('dist --baseline known.json', { files: more });
    expect(exitCode).toBe(1);
    expect(output).toContain("error config-says-error ConfigMap 'c'");
    expect(output).not.toContain("ConfigMap 'a'");
  });

  test('what was recorded once and is found twice is new', async () => {
    const known = {
      'known.json': await recorded({ files }),
      'dist/a.yaml': `${configMap('a', 'error')}---\n${configMap('a', 'error')}`,
    };
    expect((await check('dist --baseline known.json', { files: known })).output).toContain(
      '1 error in 2 objects of 1 file (1 in the baseline)',
    );
  });

  test.each([
    ['[]', 'known.json is no report of this version: version must be 1 with a list of findings, got []'],
    [
      '{"version": 2, "findings": []}',
      'known.json is no report of this version: version must be 1 with a list of findings, got 2',
    ],
    ['{"version": 1, "findings": [{}]}', 'known.json is no report: finding 1 has no rule and object'],
    ['{', 'known.json:1 is not valid YAML: '],
  ])('%s is refused', async (text, message) => {
    const { exitCode, errors } = await check('dist --baseline known.json', { files: { ...files, 'known.json': text } });
    expect(exitCode).toBe(2);
    expect(errors).toContain(`error: ${message}`);
  });

  test('that is not there is refused', async () => {
    expect(await check('dist --baseline known.json', { files })).toMatchObject({
      exitCode: 2,
      output: '',
      errors: 'error: known.json does not exist\n',
    });
  });
});

describe('--cluster', () => {
  const withCluster = async (text: string) => {
    const seen: unknown[] = [];
    const engine = { rules: [], run: (_: unknown, cluster: unknown) => (seen.push(cluster), []) };
    const { exitCode, errors } = await check('dist --cluster cluster.yaml', {
      files: { ...files, 'cluster.yaml': text },
      engine,
    });
    return { exitCode, errors, facts: seen[0] };
  };

  test('gives the rules what is known of the cluster', async () => {
    const text =
      "kubernetesVersion: '1.32'\nnodePortMin: 31000\nexisting:\n- { apiVersion: v1, kind: Secret, name: tls, namespaceName: shop }\n";
    expect(await withCluster(text)).toEqual({
      exitCode: 0,
      errors: '',
      facts: {
        kubernetesVersion: '1.32',
        nodePortMin: 31000,
        existing: [{ apiVersion: 'v1', kind: 'Secret', name: 'tls', namespaceName: 'shop' }],
      },
    });
    expect((await withCluster('')).facts).toEqual({});
  });

  test.each([
    [
      'kubernetesVerson: x',
      "error: cluster.yaml:1 has an unknown key 'kubernetesVerson'; did you mean 'kubernetesVersion'?\n",
    ],
    ['\nzzz: x', /^error: cluster.yaml:2 has an unknown key 'zzz'; known are kubernetesVersion, nodePortMin, /],
    [
      'kubernetesVersion: 1.30',
      "error: cluster.yaml:1 cannot be used: kubernetesVersion must be a text, got the number 1.3; write it in quotes, such as '1.30'\n",
    ],
    ['kubernetesVersion: "2.0"', /kubernetesVersion must be a version of Kubernetes/],
    ['nodePortMin: 40000', 'error: cluster.yaml cannot be used: nodePortMin 40000 is above nodePortMax 32767\n'],
    ['nodePortMin: lots', /nodePortMin must be a whole number/],
    ['nodeLocalDnsAddresses: 10.0.0.1', /nodeLocalDnsAddresses must be a list/],
    [
      'prometheusOperator: stack',
      "error: cluster.yaml:1 cannot be used: prometheusOperator must be an object, got 'stack'\n",
    ],
    ['prometheusOperator: { label: {} }', /prometheusOperator has an unknown key 'label'; did you mean 'labels'\?/],
    ['prometheusOperator: { labels: [release] }', /prometheusOperator.labels must be an object of labels/],
    ['prometheusOperator: { ruleLabels: { release: 1 } }', /prometheusOperator.ruleLabels\['release'\] must be/],
    ['prometheusOperator: { namespaceLabels: { a b: c } }', /prometheusOperator.namespaceLabels keys must be/],
    ['prometheusOperator: { namespaceName: Monitoring }', /prometheusOperator.namespaceName must be/],
    ['existing: [{ kind: Secret, nam: x }]', /existing\[0\] has an unknown key 'nam'; did you mean 'name'\?/],
    ['existing: [{ kind: Secret, name: x }]', /existing\[0\].apiVersion must be a text that is not empty/],
    ['- a', /must hold an object/],
    ['a: 1\na: 2', 'error: cluster.yaml:2 has the key /a twice\n'],
  ])('%j is refused', async (text, message) => {
    const { exitCode, errors, facts } = await withCluster(text);
    expect({ exitCode, facts }).toEqual({ exitCode: 2, facts: undefined });
    if (typeof message === 'string') expect(errors).toBe(message);
    else expect(errors).toMatch(message);
  });
});

test('how a Prometheus of the cluster selects is held against monitors and rules', async () => {
  const monitored = (kind: string, name: string, labels: string) =>
    `---\napiVersion: monitoring.coreos.com/v1\nkind: ${kind}\nmetadata: { name: ${name}, namespace: shop, labels: ${labels} }\nspec: {}\n`;
  const texts = {
    'k8s/all.yaml': `apiVersion: v1\nkind: Namespace\nmetadata: { name: shop, labels: { team: shop } }\n${monitored('PodMonitor', 'read', '{ release: stack }')}${monitored('PodMonitor', 'unread', '{ release: other }')}${monitored('PrometheusRule', 'rules', '{ release: stack }')}`,
    'cluster.yaml': 'prometheusOperator: { labels: { release: stack }, ruleLabels: { role: alerts } }',
    'by-namespace.yaml': 'prometheusOperator: { namespaceLabels: { monitored: "yes" } }',
  };
  const unread = async (cluster: string): Promise<string[]> => {
    const { output } = await ran(`check k8s --format json${cluster}`, { files: texts });
    const { findings } = JSON.parse(output) as {
      findings: { rule: string; object: { name: string }; message: string }[];
    };
    return findings
      .filter(({ rule }) => rule === 'monitor-is-read')
      .map(({ object, message }) => `${object.name} ${message}`);
  };
  const isRead = 'is read by no Prometheus, which selects';
  expect(await unread('')).toEqual([]);
  expect(await unread(' --cluster cluster.yaml')).toEqual([
    `unread ${isRead} by release=stack as it is declared of the cluster`,
    `rules ${isRead} by role=alerts as it is declared of the cluster`,
  ]);
  expect(await unread(' --cluster by-namespace.yaml')).toEqual(
    ['read', 'unread', 'rules'].map(
      (name) => `${name} ${isRead} namespaces by monitored=yes as it is declared of the cluster`,
    ),
  );
});

describe('a value that may be secret is never shown', () => {
  const secret = 'apiVersion: v1\nkind: Secret\nmetadata: { name: s, namespace: shop }\nstringData:\n';
  const deployment = (env: string) =>
    `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: d }\nspec: { template: { spec: { containers: [{ name: c, env: [${env}] }] } } }\n`;
  const texts = {
    'twice.yaml': `${secret}  password: canary-value\n  password: canary-value-2\n`,
    'tag.yaml': `${secret}  password: !!int canary-value\n`,
    'open.yaml': `${secret}  password: "canary-value\n`,
    'tab.yaml': `${secret}\tpassword: canary-value\n`,
    'half.yaml': 'kind: Secret\nmetadata: { name: s }\nstringData: { password: canary-value }\n',
    'env.yaml': deployment('{ name: A, value: canary-value }, { name: A, value: [canary-value] }'),
    'template.yaml': `${secret}  password: {{ canary-value }}\n`,
  };

  test.each(['text', 'json', 'sarif', 'github'])('as %s', async (format) => {
    const { output, errors } = await ran(`check ${Object.keys(texts).join(' ')} --format ${format}`, { files: texts });
    expect(`${output}${errors}`).toContain('twice.yaml');
    expect(`${output}${errors}`).not.toContain('canary-value');
  });
});
