import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Manifests } from '../lib/testing';
import { recordOutput } from '../release/record';
import { isListed, listedUnderManifests, sectionsSince } from './support/changelog';
import { type Move, movesBetween } from './support/upgrade';

const ROOT = path.join(__dirname, '..');
const RELEASED = path.join(__dirname, 'released');
const CHANGELOG = fs.readFileSync(path.join(ROOT, 'CHANGELOG.md'), 'utf8');

/** Apps whose output was recorded, by where the output of now lies. */
function appsOf(version: string): [then: string, now: string][] {
  const golden = path.join(RELEASED, version, 'golden');
  return [
    [path.join(RELEASED, version, 'dist'), path.join(ROOT, 'dist')],
    ...fs
      .readdirSync(golden)
      .map((file): [string, string] => [path.join(golden, file), path.join(__dirname, 'golden', file)]),
  ];
}

function read(place: string): Manifests {
  if (!fs.existsSync(place)) return Manifests.of([]);
  return fs.statSync(place).isDirectory()
    ? Manifests.fromDirectory(place)
    : Manifests.fromYaml(fs.readFileSync(place, 'utf8'));
}

describe.each(fs.readdirSync(RELEASED))('an upgrade from %s', (version) => {
  test('moves no name, selector or pod template but those that CHANGELOG lists under Manifests', () => {
    const moves = appsOf(version).flatMap(([then, now]) => movesBetween(read(then).all, read(now).all));
    const listed = listedUnderManifests(sectionsSince(CHANGELOG, version));
    expect(moves.filter(({ object }) => !isListed(object, listed))).toEqual([]);
  });

  test('is held against what was recorded', () => {
    for (const [then] of appsOf(version)) expect(read(then).all.length).toBeGreaterThan(0);
  });
});

test('there is a release to hold this version against', () => {
  expect(fs.readdirSync(RELEASED)).not.toEqual([]);
});

describe('what counts as a move', () => {
  const DEPLOYMENT = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: iris, namespace: vision, labels: {team: a}}
spec:
  replicas: 2
  selector: {matchLabels: {app: iris}}
  template:
    metadata: {labels: {app: iris}}
    spec: {containers: [{name: iris, image: 'iris:1', args: [a, b]}]}
`;
  const selecting = (apiVersion: string, kind: string, field: string, selector: string) =>
    `{apiVersion: ${apiVersion}, kind: ${kind}, metadata: {name: iris, namespace: vision}, spec: {${field}: ${selector}}}`;
  const SERVICE = selecting('v1', 'Service', 'selector', '{app: iris}');
  const BUDGET = selecting('policy/v1', 'PodDisruptionBudget', 'selector', '{matchLabels: {app: iris}}');
  const POLICY = selecting('networking.k8s.io/v1', 'NetworkPolicy', 'podSelector', '{}');
  const CRON = `
apiVersion: batch/v1
kind: CronJob
metadata: {name: iris, namespace: vision}
spec: {schedule: '@daily', jobTemplate: {spec: {template: {spec: {containers: [{name: a, image: 'a:1'}]}}}}}
`;
  const POD = `{apiVersion: v1, kind: Pod, metadata: {name: iris, namespace: vision}, spec: {containers: [{name: a, image: 'a:1'}]}}`;
  const NAMESPACE = `{apiVersion: v1, kind: Namespace, metadata: {name: vision}}`;

  const moves = (before: string, after: string): Move[] =>
    movesBetween(
      before === '' ? [] : Manifests.fromYaml(before).all,
      after === '' ? [] : Manifests.fromYaml(after).all,
    );

  test.each([
    ['an object that is gone', NAMESPACE, '', 'Namespace vision', 'is gone'],
    ['a new name', SERVICE, SERVICE.replace('name: iris', 'name: flowers'), 'Service vision/iris', 'is gone'],
    ['a new namespace', SERVICE, SERVICE.replace('vision', 'other'), 'Service vision/iris', 'is gone'],
    ['another kind', SERVICE, SERVICE.replace('Service', 'ConfigMap'), 'Service vision/iris', 'is gone'],
    [
      'the selector of a Deployment',
      DEPLOYMENT,
      DEPLOYMENT.replace('{matchLabels: {app: iris}}', '{matchLabels: {app: iris, side: blue}}'),
      'Deployment vision/iris',
      'spec.selector changes at /matchLabels/side',
    ],
    [
      'the selector of a Service',
      SERVICE,
      SERVICE.replace('app: iris', 'app: rose'),
      'Service vision/iris',
      'spec.selector changes at /app',
    ],
    [
      'a Service that selects nothing any more',
      SERVICE,
      SERVICE.replace('selector: {app: iris}', 'type: ExternalName'),
      'Service vision/iris',
      'spec.selector changes at /',
    ],
    [
      'the selector of a PodDisruptionBudget',
      BUDGET,
      BUDGET.replace('app: iris', 'app.kubernetes.io/name: iris'),
      'PodDisruptionBudget vision/iris',
      'spec.selector changes at /matchLabels/app',
    ],
    [
      'the pods that a NetworkPolicy is about',
      POLICY,
      POLICY.replace('{}', '{matchLabels: {app: iris}}'),
      'NetworkPolicy vision/iris',
      'spec.podSelector changes at /matchLabels',
    ],
    [
      'an image',
      DEPLOYMENT,
      DEPLOYMENT.replace('iris:1', 'iris:2'),
      'Deployment vision/iris',
      'spec.template changes at /spec/containers/0/image',
    ],
    [
      'the order of arguments',
      DEPLOYMENT,
      DEPLOYMENT.replace('[a, b]', '[b, a]'),
      'Deployment vision/iris',
      'spec.template changes at /spec/containers/0/args/0',
    ],
    [
      'a label of pods',
      DEPLOYMENT,
      DEPLOYMENT.replace('metadata: {labels: {app: iris}}', "metadata: {labels: {app: iris, 'a/b': c}}"),
      'Deployment vision/iris',
      'spec.template changes at /metadata/labels/a~1b',
    ],
    [
      'the template in a CronJob',
      CRON,
      CRON.replace('a:1', 'a:2'),
      'CronJob vision/iris',
      'spec.jobTemplate.spec.template changes at /spec/containers/0/image',
    ],
    ['a pod', POD, POD.replace('a:1', 'a:2'), 'Pod vision/iris', 'spec changes at /containers/0/image'],
  ])('%s', (_what, before, after, object, what) => {
    expect(moves(before, after)).toEqual([{ object, what }]);
  });

  test.each([
    ['an object that is new', '', NAMESPACE],
    ['replicas', DEPLOYMENT, DEPLOYMENT.replace('replicas: 2', 'replicas: 3')],
    ['a label of the Deployment itself', DEPLOYMENT, DEPLOYMENT.replace('team: a', 'team: b')],
    ['the order of keys', SERVICE, SERVICE.replace('name: iris, namespace: vision', 'namespace: vision, name: iris')],
    ['another version of the API', BUDGET, BUDGET.replace('policy/v1', 'policy/v1beta1')],
    ['the order of objects', `${SERVICE}\n---\n${POLICY}`, `${POLICY}\n---\n${SERVICE}`],
  ])('%s does not', (_what, before, after) => {
    expect(moves(before, after)).toEqual([]);
  });
});

describe('what CHANGELOG lists', () => {
  const changelog = (...lines: string[]) =>
    ['# Changelog', '', '## Unreleased', '', ...lines, '', '## 0.1.0'].join('\n');
  const isPermitted = (object: string, ...lines: string[]) =>
    isListed(object, listedUnderManifests(sectionsSince(changelog(...lines), '0.1.0')));

  test.each([
    ['Deployment vision/iris', '- **Manifests**: Deployment vision/iris: the new default of drain'],
    ['Service vision/iris', '- **Manifests**: Deployment vision/iris, Service vision/iris: renamed: see docs'],
    ['Service vision/iris', '- **Manifests**: Service vision/*: why'],
    ['Service vision/iris', '- **Manifests**: Service */iris: why'],
    ['Namespace vision', '- **Manifests**: Namespace *: why'],
  ])('%s may move by %s', (object, line) => {
    expect(isPermitted(object, '- Add something.', line)).toBe(true);
  });

  test.each([
    ['Deployment vision/iris', '- Deployment vision/iris: not under Manifests'],
    ['Deployment vision/iris', '- **Manifests**: Service vision/iris: another kind'],
    ['Deployment vision/iris', '- **Manifests**: Deployment vision/iri: another name'],
    ['Deployment vision/iris', '- **Manifests**: Deployment other/*: another namespace'],
    ['Deployment vision/iris', '- **Manifests**: Deployment *: nothing that lives in a namespace'],
    ['Deployment vision/a.b', '- **Manifests**: Deployment vision/a-b: no pattern but the star'],
  ])('%s may not by %s', (object, line) => {
    expect(isPermitted(object, line)).toBe(false);
  });

  test('nothing that a released version lists is permitted to those after it', () => {
    const text = `${changelog()}\n\n- **Manifests**: Service vision/iris: long ago\n`;
    expect(listedUnderManifests(sectionsSince(text, '0.1.0'))).toEqual([]);
  });

  test.each([
    '- **Manifests**: every tenant has a policy more.',
    '- **Manifests**: Deployment vision/iris',
    '- **Manifests**: Deployment vision/iris and its Service: why',
  ])('a line that names no objects is told: %s', (line) => {
    expect(() => isPermitted('Deployment vision/iris', line)).toThrow('must begin with the objects that move');
  });

  test('a version that it does not know is told', () => {
    expect(() => sectionsSince(changelog(), '0.2.0')).toThrow("no section '## 0.2.0'");
  });
});

describe('recording a release', () => {
  let root: string;
  const write = (file: string, text: string) => {
    fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    fs.writeFileSync(path.join(root, file), text);
  };

  beforeEach(() => {
    root = fs.mkdtempSync(path.join(os.tmpdir(), 'release-'));
    write('package.json', '{"version": "0.2.0"}');
    write('CHANGELOG.md', '# Changelog\n\n## 0.2.0\n');
    write('dist/vision.k8s.yaml', 'of the platform\n');
    write('__tests__/golden/seldon.k8s.yaml', 'of one system\n');
  });

  afterEach(() => {
    fs.rmSync(root, { recursive: true });
  });

  test('keeps all of its output', () => {
    const folder = recordOutput(root);
    expect(path.relative(root, folder)).toBe(path.join('__tests__', 'released', '0.2.0'));
    expect(fs.readFileSync(path.join(folder, 'dist', 'vision.k8s.yaml'), 'utf8')).toBe('of the platform\n');
    expect(fs.readFileSync(path.join(folder, 'golden', 'seldon.k8s.yaml'), 'utf8')).toBe('of one system\n');
  });

  test('overwrites none', () => {
    const folder = recordOutput(root);
    write('dist/vision.k8s.yaml', 'something else\n');
    expect(() => recordOutput(root)).toThrow('the output of 0.2.0 is recorded and must stay');
    expect(fs.readFileSync(path.join(folder, 'dist', 'vision.k8s.yaml'), 'utf8')).toBe('of the platform\n');
  });

  test('waits for the section of the version', () => {
    write('CHANGELOG.md', '# Changelog\n\n## Unreleased\n');
    expect(() => recordOutput(root)).toThrow("CHANGELOG.md has no section '## 0.2.0'");
    expect(fs.existsSync(path.join(root, '__tests__', 'released'))).toBe(false);
  });
});
