import { irisBlueGreen, irisCanary } from '../../apps/iris';
import { ServingApp } from '../../lib';
import { ran } from './support/command-run';

/** The demonstration platform's releases, as they are written. */
const text = (declare: (app: ServingApp) => unknown): string => {
  const app = new ServingApp();
  declare(app);
  return app.synthYaml();
};
const CANARY = text((app) => irisCanary(app));
const BLUE_GREEN = text((app) => irisBlueGreen(app));
const files = { 'dist/canary.yaml': CANARY, 'dist/blue-green.yaml': BLUE_GREEN };

test('without a path it reads what cdk8s writes, and marks the stage of every release', async () => {
  const { exitCode, output, errors } = await ran('plan', { files });
  expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: '' });
  const [blueGreen, canary] = output.split('\n\n').map((block) => block.trimEnd().split('\n'));
  expect(blueGreen[0]).toBe(
    "BlueGreen 'mlops-server' in namespace 'iris-blue-green': stage blue active, green beside it",
  );
  expect(canary[0]).toBe("Canary 'mlops-server' in namespace 'iris-canary': stage 3 of 12: step 10 %");
  expect(canary.filter((line) => line.startsWith('>'))).toEqual([expect.stringMatching(/^> 3\. step 10 % .* 9 \+ 1 /)]);
  expect(canary).toHaveLength(2 + irisCanary(new ServingApp()).plan().length);
});

test('JSON holds what plan() returns', async () => {
  const { output } = await ran('plan dist/canary.yaml --format json', { files });
  const { releases } = JSON.parse(output) as { releases: { stages: object[] }[] };
  expect(releases).toMatchObject([
    { kind: 'Canary', name: 'mlops-server', namespace: 'iris-canary', stage: { name: 'step 10 %', index: 3, of: 12 } },
  ]);
  const planned = irisCanary(new ServingApp()).plan();
  expect(planned).toMatchObject(releases[0].stages.map((stage) => ({ ...stage, lowestCapacity: expect.anything() })));
});

test('Markdown is the table of the docs', async () => {
  const { output } = await ran('plan - --format markdown', { standardInput: BLUE_GREEN });
  expect(output).toMatch(/^## BlueGreen 'mlops-server' in namespace 'iris-blue-green': stage .*\n\n\| apply /);
  expect(output).toContain('| 4. retire blue   | blue: { replicas: 0 } ');
});

test('a plan that somebody else wrote is text everywhere, or none', async () => {
  const hostile = CANARY.replaceAll('deploy | stage: CanaryStage.weight(0)', '<b>x</b> @all [a](b) | say `#1` \\| x');
  const { output } = await ran('plan - --format markdown', { standardInput: hostile });
  expect(output).toContain('1. &lt;b>x&lt;/b> &#64;all \\[a\\](b)');
  expect(output).toContain('say \\`&#35;1\\` \\| x');
  const broken = CANARY.replaceAll(' | 10 + 0 | ', ' | ten | ');
  const { output: rest } = await ran('plan -', { standardInput: broken });
  expect(rest).toBe("Canary 'mlops-server' in namespace 'iris-canary': stage 3 of 12: step 10 %\n");
});

test('manifests without a release', async () => {
  const { exitCode, output } = await ran('plan -', {
    standardInput: 'apiVersion: v1\nkind: Service\nmetadata: {name: a}\n',
  });
  expect({ exitCode, output }).toEqual({
    exitCode: 0,
    output: 'no release: no Service says that it belongs to a Canary or BlueGreen\n',
  });
});

test('what cannot be read, and a format that there is not', async () => {
  expect(await ran('plan nowhere')).toMatchObject({ exitCode: 2, errors: expect.stringContaining('nowhere') });
  const { exitCode, errors } = await ran('plan --format html');
  expect(exitCode).toBe(2);
  expect(errors).toContain("--format must be text, markdown or json, got 'html'");
});
