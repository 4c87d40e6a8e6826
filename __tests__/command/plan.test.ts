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
    output:
      'no release: no Service says that it belongs to a Canary or BlueGreen, and there is no Rollout of Argo Rollouts\n',
  });
});

describe('a Rollout of Argo, of any origin', () => {
  const rollout = (strategy: object, spec: object = { replicas: 10 }) =>
    JSON.stringify({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Rollout',
      metadata: { name: 'ranker', namespace: 'vision' },
      spec: { ...spec, strategy },
    });
  const steps = [
    { setCanaryScale: { replicas: 1 } },
    { pause: {} },
    { setCanaryScale: { matchTrafficWeight: true } },
    { setWeight: 30 },
    { pause: { duration: 60 } },
    { analysis: { templates: [{ templateName: 'errors' }, { templateName: 'latency' }] } },
    { setHeaderRoute: { name: 'testers', match: [{ headerName: 'x' }] } },
    { setHeaderRoute: { name: 'testers' } },
  ];

  test('with a router: its steps with the pods of both versions', async () => {
    const canary = { trafficRouting: { nginx: {} }, dynamicStableScale: true, steps };
    const { exitCode, output } = await ran('plan -', { standardInput: rollout({ canary }) });
    expect(exitCode).toBe(0);
    expect(output).toMatchInlineSnapshot(`
     "Rollout 'ranker' in namespace 'vision': a canary in 8 steps, with 30 % of the requests, which waits at step 2 until somebody promotes it
       step  the controller                                                   pods    weight
       1     scale the new version to 1 pod                                   10 + 1  0
       2     wait until somebody promotes it                                  10 + 1  0
       3     let the pods of the new version follow its weight again          10 + 0  0
       4     send 30 % of the requests to the new version                     7 + 3   30
       5     wait 60 s                                                        7 + 3   30
       6     analysis by 'errors', 'latency'                                  7 + 3   30
       7     send requests with a header to the new version: route 'testers'  7 + 3   30
       8     take the route 'testers' away                                    7 + 3   30
       end   the new version takes over                                       0 + 10  100
     Argo Rollouts takes the steps; where it stands: kubectl argo rollouts get rollout ranker -n vision
     "
    `);
  });

  test('without one the pods are the shares', async () => {
    const canary = { maxSurge: 1, steps: [{ setWeight: 25 }, { setWeight: 50 }] };
    const { output } = await ran('plan - --format json', { standardInput: rollout({ canary }, { replicas: 4 }) });
    expect(JSON.parse(output)).toMatchObject({
      releases: [],
      rollouts: [
        {
          name: 'ranker',
          namespace: 'vision',
          steps: [
            { weight: 25, pods: { former: 3, fresh: 1 } },
            { weight: 50, pods: { former: 2, fresh: 2 } },
            { weight: 100, pods: { former: 0, fresh: 4 }, does: 'the new version takes over' },
          ],
        },
      ],
    });
  });

  test('says no number of pods where an autoscaler sets it', async () => {
    const { output } = await ran('plan - --format markdown', {
      standardInput: rollout({ canary: { steps: [{ setWeight: 5 }] } }, {}),
    });
    expect(output).toContain('| of an autoscaler | 5      |');
  });

  test.each([
    [
      'blue and green',
      { blueGreen: { activeService: 'web' } },
      "Service 'web' changes over to them when they are ready",
    ],
    ['no steps', { canary: {} }, 'pods are replaced as those of a Deployment, without steps'],
  ])('%s', async (_, strategy, text) => {
    const { output } = await ran('plan -', { standardInput: rollout(strategy) });
    expect(output).toContain(text);
    expect(output).toContain('kubectl argo rollouts get rollout ranker -n vision');
  });

  test('names that somebody chose are text', async () => {
    const hostile = [{ analysis: { templates: [{ templateName: '\u001b[31m<b>|@all' }] } }];
    const standardInput = rollout({ canary: { steps: hostile } });
    expect((await ran('plan -', { standardInput })).output).toContain("'\\u001b[31m<b>|@all'");
    expect((await ran('plan - --format markdown', { standardInput })).output).toContain('&lt;b>\\|&#64;all');
  });
});

test('of what cannot be read nothing is said', async () => {
  expect(await ran('plan nowhere')).toEqual({
    exitCode: 2,
    output: '',
    errors: 'error: nowhere does not exist\n',
  });
  const files = { 'a.yaml': 'apiVersion: v1\nkind: Service\nmetadata: {name: a}\n' };
  expect(await ran('plan a.yaml nowhere', { files })).toMatchObject({ exitCode: 2, output: '' });
});

test('what cannot be read, and a format that there is not', async () => {
  expect(await ran('plan nowhere')).toMatchObject({ exitCode: 2, errors: expect.stringContaining('nowhere') });
  const { exitCode, errors } = await ran('plan --format html');
  expect(exitCode).toBe(2);
  expect(errors).toContain("--format must be text, markdown or json, got 'html'");
});
