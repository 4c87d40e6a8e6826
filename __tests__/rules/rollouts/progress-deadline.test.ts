import { Duration } from 'cdk8s';
import { Accelerator, RollingStrategy, ServerVolume } from '../../../lib';
import { progressDeadline } from '../../../lib/rules/rollouts/progress-deadline';
import { runRules } from '../../../lib/rules/run-rules';
import { NO_CONTEXT } from '../../../lib/rules/context';
import { declare } from '../../support/declare';
import { setOfYaml, texts } from '../../support/findings';
import { objectOf, workload } from '../../support/workload-yaml';

const IN_PLACE = 'strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } }';
const GPU = 'resources: { limits: { nvidia.com/gpu: 1 } }';
const STARTUP = 'startupProbe: { tcpSocket: { port: 80 }, periodSeconds: 5, failureThreshold: 120 }';
const claim = (mode: string) =>
  objectOf(
    'v1',
    'PersistentVolumeClaim',
    'weights',
    `accessModes: [${mode}], resources: { requests: { storage: 1Gi } }`,
  );
const MOUNTED = 'volumes: [{ name: weights, persistentVolumeClaim: { claimName: weights } }]';

const found = (yaml: string) =>
  runRules(setOfYaml(yaml), NO_CONTEXT, [progressDeadline]).map(({ severity, message, fix }) => ({
    severity,
    message,
    fix,
  }));

test('a new pod that waits for the device of the one before it needs the drain and the start, which both are named', () => {
  const yaml = workload({
    spec: `progressDeadlineSeconds: 660, ${IN_PLACE}`,
    container: `${GPU}, ${STARTUP}`,
    pod: 'terminationGracePeriodSeconds: 920',
  });
  expect(found(yaml)).toEqual([
    {
      severity: 'warning',
      message:
        'progressDeadlineSeconds of 660 must be more than the 1520 s that a new pod may take, up to 920 s of terminationGracePeriodSeconds while the pod before it keeps its nvidia.com/gpu and 600 s of its startup probe: a healthy rollout that takes as long is reported as failed',
      fix: 'raise progressDeadlineSeconds above 1520, or shorten terminationGracePeriodSeconds or the budget of the startup probe',
    },
  ]);
});

describe('a Deployment that an operator makes', () => {
  const probe = (failures: number) => STARTUP.replace('120', String(failures));
  const inferenceService = (failures: number) => `
apiVersion: serving.kserve.io/v1beta1
kind: InferenceService
metadata: { name: iris, namespace: vision }
spec: { predictor: { containers: [{ name: kserve-container, image: a:1, ${probe(failures)} }] } }`;
  const seldonDeployment = (deadline: string) => `
apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata: { name: iris, namespace: vision }
spec:
  predictors:
    - name: default
      graph: { name: iris, type: MODEL }
      ${deadline}
      componentSpecs: [{ spec: { containers: [{ name: iris, image: a:1, ${probe(200)} }] } }]`;

  test('of KServe has a deadline that nobody can raise: what is past it is told, with ways out that there are', () => {
    expect(found(inferenceService(120))).toEqual([]);
    expect(found(inferenceService(121))).toEqual([
      {
        severity: 'warning',
        message:
          "a new pod may take 605 s, 605 s of its startup probe, and what makes it of InferenceService 'iris' in namespace 'vision' leaves progressDeadlineSeconds at 600: a healthy rollout that takes longer is reported as failed, and goes on",
        fix: 'shorten the budget of the startup probe, or wait for the pods in place of the status',
      },
    ]);
  });

  test('of Seldon has that of its predictor', () => {
    expect(found(seldonDeployment('')).map(({ fix }) => fix)).toEqual([
      'raise progressDeadlineSeconds of the predictor above 1000, or shorten the budget of the startup probe',
    ]);
    expect(found(seldonDeployment('progressDeadlineSeconds: 1001'))).toEqual([]);
    expect(texts(progressDeadline, setOfYaml(seldonDeployment('')))[0]).toContain(
      'set progressDeadlineSeconds of the predictor above 1000 by seldonDeployment.addJsonPatch(...), or shorten health.startupBudget',
    );
  });
});

describe('a Rollout of Argo', () => {
  const rollout = (strategy: string, container: string) =>
    workload({ spec: `strategy: { ${strategy} }`, container, pod: 'terminationGracePeriodSeconds: 920' })
      .replace('apps/v1', 'argoproj.io/v1alpha1')
      .replace('kind: Deployment', 'kind: Rollout');
  const messages = (yaml: string) => found(yaml).map(({ message }) => message);
  const START = expect.stringContaining('more than the 600 s that a new pod may take, 600 s of its startup probe');

  test('needs the start of a pod', () => {
    expect(messages(rollout('blueGreen: { activeService: a }', STARTUP))).toEqual([START]);
    expect(messages(rollout('canary: {}', STARTUP))).toEqual([START]);
  });

  test('waits for devices only where it takes old pods away first', () => {
    const container = `${GPU}, ${STARTUP}`;
    const inPlace = 'maxSurge: 0, maxUnavailable: 1';
    expect(messages(rollout('blueGreen: { activeService: a }', container))).toEqual([START]);
    expect(messages(rollout(`canary: { trafficRouting: {}, ${inPlace} }`, container))).toEqual([START]);
    expect(messages(rollout(`canary: { ${inPlace} }`, container))).toEqual([
      expect.stringContaining('while the pod before it keeps its nvidia.com/gpu'),
    ]);
  });
});

test.each<[string, string, 'error' | 'warning', string]>([
  [
    'the start alone, whatever the strategy',
    workload({ container: STARTUP }),
    'warning',
    'of 600 (the default) must be more than the 600 s',
  ],
  [
    'the time a pod must be ready',
    workload({ spec: 'minReadySeconds: 590', container: STARTUP }),
    'warning',
    '600 s of its startup probe and 590 s of minReadySeconds',
  ],
  [
    'the delay of a readiness probe',
    workload({ container: 'readinessProbe: { tcpSocket: { port: 80 }, initialDelaySeconds: 700 }' }),
    'warning',
    '700 s',
  ],
  [
    'sidecars that start one after the other',
    workload({
      pod: `initContainers: [{ name: a, image: a, restartPolicy: Always, ${STARTUP} }, { name: b, image: b, restartPolicy: Always, ${STARTUP} }]`,
    }),
    'warning',
    '1200 s',
  ],
  [
    'old pods that must all stop first',
    workload({ spec: 'strategy: { type: Recreate }', pod: 'terminationGracePeriodSeconds: 900' }),
    'error',
    'while all old pods stop (strategy Recreate)',
  ],
  [
    'a volume for one pod alone',
    claim('ReadWriteOncePod') + workload({ spec: IN_PLACE, pod: `terminationGracePeriodSeconds: 900, ${MOUNTED}` }),
    'error',
    "keeps 'app/0' (ReadWriteOncePod)".replace("'app/0'", "PersistentVolumeClaim 'weights' in namespace 'vision'"),
  ],
  [
    'a volume for one node alone',
    claim('ReadWriteOnce') + workload({ spec: IN_PLACE, pod: `terminationGracePeriodSeconds: 900, ${MOUNTED}` }),
    'warning',
    'on its node',
  ],
  [
    'a part of an accelerator',
    workload({
      spec: IN_PLACE,
      container: 'resources: { limits: { nvidia.com/mig-1g.5gb: 1 } }',
      pod: 'terminationGracePeriodSeconds: 900',
    }),
    'warning',
    'keeps its nvidia.com/mig-1g.5gb',
  ],
])('counts %s', (_what, yaml, severity, text) => {
  expect(found(yaml)).toEqual([
    expect.objectContaining({ severity, message: expect.stringContaining(text) as string }),
  ]);
});

test.each([
  ['nothing said', workload()],
  ['a drain beside a pod on top', workload({ container: GPU, pod: 'terminationGracePeriodSeconds: 900' })],
  [
    'a drain in place without anything that is kept',
    workload({ spec: IN_PLACE, pod: 'terminationGracePeriodSeconds: 900' }),
  ],
  [
    'recreating: the clock begins anew once old pods are gone',
    workload({
      spec: 'progressDeadlineSeconds: 660, strategy: { type: Recreate }',
      container: STARTUP,
      pod: 'terminationGracePeriodSeconds: 500',
    }),
  ],
  [
    'a volume that many nodes mount',
    claim('ReadWriteMany') + workload({ spec: IN_PLACE, pod: `terminationGracePeriodSeconds: 900, ${MOUNTED}` }),
  ],
  [
    'pods of one node',
    claim('ReadWriteOnce') +
      workload({ spec: IN_PLACE, pod: `nodeName: a, terminationGracePeriodSeconds: 900, ${MOUNTED}` }),
  ],
  ['a claim of others', workload({ spec: IN_PLACE, pod: `terminationGracePeriodSeconds: 900, ${MOUNTED}` })],
  ['what is paused', workload({ spec: 'paused: true', container: STARTUP })],
  ['what has no pods', workload({ spec: 'replicas: 0', container: STARTUP })],
  ['StatefulSets, which have no deadline', workload({ kind: 'StatefulSet', container: STARTUP })],
])('passes %s', (_what, yaml) => {
  expect(texts(progressDeadline, setOfYaml(yaml))).toEqual([]);
});

describe('of servers', () => {
  const accelerated = {
    resources: { cpu: '1', memory: '1Gi', accelerator: Accelerator.nvidia(1) },
    replicas: 2,
    // With room for a model that is downloaded: of that it would be warned as well.
    volumes: [ServerVolume.emptyDir({ name: 'tmp', mountPath: '/tmp', sizeLimit: '20Gi' })],
  };
  const drain = { shutdown: Duration.minutes(15) };

  test.each([
    ['in place, with an accelerator and a drain of a quarter of an hour', { ...accelerated, drain }],
    ['recreated', { drain, rollout: RollingStrategy.recreate() }],
    ['in place', { drain, rollout: RollingStrategy.inPlace() }],
  ])('%s, the deadline is long enough without being said', (_how, props) => {
    const { app } = declare(props);
    app.synthYaml();
    expect(app.warnings).toEqual([]);
  });

  test('one that is said and too short is named with the prop that raises it', () => {
    const rollout = RollingStrategy.inPlace({ progressDeadline: Duration.minutes(11) });
    const { app } = declare({ ...accelerated, drain, rollout });
    app.synthYaml();
    expect(app.warnings).toEqual([
      expect.stringMatching(
        /^'vision\/iris': progressDeadlineSeconds of 660 must be more than the 1520 s .*; raise progressDeadline of the rolling strategy above 1520/,
      ),
    ]);
  });
});
