import { NO_CONTEXT } from '../../../lib/rules/context';
import { containerImage } from '../../../lib/rules/pods/container-image';
import { drainableBudget } from '../../../lib/rules/pods/drainable-budget';
import { hookWithinGracePeriod } from '../../../lib/rules/pods/hook-within-grace-period';
import { sharedMemory } from '../../../lib/rules/pods/shared-memory';
import type { Rule } from '../../../lib/rules/rule';
import { runRules } from '../../../lib/rules/run-rules';
import { declare, failureOf } from '../../support/declare';
import { setOfYaml } from '../../support/findings';
import { podAutoscaler } from '../../support/scaler-yaml';
import { objectOf, workload } from '../../support/workload-yaml';

const found = (rule: Rule, yaml: string): string[] =>
  runRules(setOfYaml(yaml), NO_CONTEXT, [rule]).map(({ severity, message }) => `${severity}: ${message}`);
const one = (text: string) => [expect.stringContaining(text) as string];
const IRIS = "Deployment 'iris' in namespace 'vision'";

describe('hook-within-grace-period', () => {
  const exec = (command: string, pod = '') =>
    workload({ container: `lifecycle: { preStop: { exec: { command: ${command} } } }`, pod });

  test('names both times', () => {
    expect(found(hookWithinGracePeriod, exec("[sleep, '60']"))).toEqual([
      "error: terminationGracePeriodSeconds of 30 (the default) must be more than the 60 s that lifecycle.preStop.exec of container 'main' takes, or the container is killed at once",
    ]);
  });

  test.each([
    [
      'a native sleep',
      workload({ container: 'lifecycle: { preStop: { sleep: { seconds: 30 } } }' }),
      '30 s that lifecycle.preStop.sleep',
    ],
    ['a shell', exec("[/bin/sh, -c, 'sleep 45']"), '45 s'],
    ['a shell that goes on', exec("[sh, -c, 'sleep 20; nginx -s quit && sleep 20']"), '40 s'],
    ['minutes', exec('[sleep, 1m]'), '60 s'],
    ['a grace period of its own', exec("[/bin/sleep, '90']", 'terminationGracePeriodSeconds: 60'), 'of 60 must'],
    ['no grace at all', exec("[sleep, '5']", 'terminationGracePeriodSeconds: 0'), 'of 0 must'],
    [
      'a sidecar',
      workload({
        pod: "initContainers: [{ name: side, image: a, restartPolicy: Always, lifecycle: { preStop: { exec: { command: [sleep, '60'] } } } }]",
      }),
      "container 'side'",
    ],
    [
      'a Job',
      objectOf(
        'batch/v1',
        'CronJob',
        'a',
        "jobTemplate: { spec: { template: { spec: { containers: [{ name: main, image: a, lifecycle: { preStop: { exec: { command: [sleep, '60'] } } } }] } } } }",
      ),
      '60 s',
    ],
  ])('finds %s', (_what, yaml, text) => {
    expect(found(hookWithinGracePeriod, yaml)).toEqual(one(text));
  });

  test.each([
    ['a short one', exec("[sleep, '15']")],
    ['one with a longer grace period', exec("[sleep, '60']", 'terminationGracePeriodSeconds: 90')],
    ['other commands', exec("[sh, -c, 'while busy; do sleep 60; done']")],
    ['what runs in the background', exec("[sh, -c, 'sleep 60 & exit']")],
    ['what is worked out', exec("[sh, -c, 'sleep $DELAY']")],
    [
      'a native one that is longer, which is refused',
      workload({ container: 'lifecycle: { preStop: { sleep: { seconds: 60 } } }' }),
    ],
    ['a request', workload({ container: 'lifecycle: { preStop: { httpGet: { port: 80 } } }' })],
  ])('passes %s', (_what, yaml) => {
    expect(found(hookWithinGracePeriod, yaml)).toEqual([]);
  });
});

describe('drainable-budget', () => {
  const budget = (spec: string, selector = '{ matchLabels: { app: iris } }') =>
    objectOf('policy/v1', 'PodDisruptionBudget', 'iris', `${spec}, selector: ${selector}`);
  const pods = (count: number) => workload({ spec: `replicas: ${count}` });

  test('names the pods and the budget', () => {
    expect(found(drainableBudget, pods(2) + budget('minAvailable: 2'))).toEqual([
      `warning: minAvailable of 2 keeps all 2 pods of ${IRIS} from being evicted: a drain of their nodes never ends`,
    ]);
  });

  test.each([
    ['none that may go', pods(3) + budget('maxUnavailable: 0'), 'maxUnavailable of 0'],
    ['none of a hundred that may go', pods(3) + budget("maxUnavailable: '0%'"), "maxUnavailable of '0%'"],
    ['all that must stay', pods(3) + budget("minAvailable: '100%'"), "minAvailable of '100%'"],
    ['a half of one, which is one', pods(1) + budget("minAvailable: '50%'"), 'keeps the only pod of'],
    ['two thirds of three, which are three', pods(3) + budget("minAvailable: '67%'"), 'all 3 pods'],
    ['more than there are', pods(1) + budget('minAvailable: 2'), 'keeps the only pod of'],
    [
      'the fewest of an autoscaler',
      workload() + podAutoscaler() + budget('minAvailable: 2'),
      "while HorizontalPodAutoscaler 'iris' in namespace 'vision' keeps the fewest",
    ],
    [
      'a StatefulSet',
      workload({ kind: 'StatefulSet', spec: 'replicas: 3' }) + budget('minAvailable: 3'),
      "StatefulSet 'iris'",
    ],
    [
      'pods of two workloads',
      pods(1) + workload({ name: 'rose', spec: 'replicas: 1', labels: 'app: iris' }) + budget('minAvailable: 2'),
      'all 2 pods of',
    ],
  ])('finds %s', (_what, yaml, text) => {
    expect(found(drainableBudget, yaml)).toEqual(one(text));
  });

  test.each([
    ['one that may go', pods(2) + budget('maxUnavailable: 1')],
    ['a share that comes to one', pods(2) + budget("maxUnavailable: '1%'")],
    ['one fewer than there are', pods(3) + budget('minAvailable: 2')],
    ['no pods', pods(0) + budget('maxUnavailable: 0')],
    ['pods of others', budget('maxUnavailable: 0')],
    ['everything in the namespace', pods(2) + budget('minAvailable: 2', '{}')],
    [
      'pods that are not counted',
      objectOf('batch/v1', 'Job', 'a', 'template: { metadata: { labels: { app: iris } }, spec: { containers: [] } }') +
        budget('maxUnavailable: 0'),
    ],
  ])('passes %s', (_what, yaml) => {
    expect(found(drainableBudget, yaml)).toEqual([]);
  });
});

describe('container-image', () => {
  const image = (text: string) => workload().replace('registry.example/iris:1.0.0', text);

  test.each([
    [
      'a tag that was not given',
      image("'registry.example/iris:undefined'"),
      "the image of container 'main' must be one that exists, got 'registry.example/iris:undefined', where 'undefined' stands for a value that was not given",
    ],
    ['a path that was not given', image('registry.example/null/iris:1.0.0'), "'null'"],
    ['a number that is none', image("'iris:NaN'"), "'NaN'"],
    ['an object', image("'iris:[object Object]'"), "'[object Object]'"],
    ['nothing of a template', image("'iris:<no value>'"), "'<no value>'"],
    ['an empty tag', image("'iris:'"), "must be a reference such as 'registry.example/name:1.0.0', got 'iris:'"],
    ['an empty registry', image("'/iris:1.0.0'"), 'InvalidImageName'],
    ['an empty part', image("'registry.example//iris'"), 'InvalidImageName'],
    ['an empty digest', image("'iris@'"), 'InvalidImageName'],
    ['capitals', image("'registry.example/Iris:1.0.0'"), 'InvalidImageName'],
    [
      'an init container',
      workload({ pod: "initContainers: [{ name: load, image: 'load:null' }]" }),
      "container 'load'",
    ],
    [
      'a volume',
      workload({ pod: "volumes: [{ name: model, image: { reference: 'models/iris:undefined' } }]" }),
      "volume 'model'",
    ],
    [
      'a CronJob',
      objectOf(
        'batch/v1',
        'CronJob',
        'a',
        "jobTemplate: { spec: { template: { spec: { containers: [{ name: main, image: 'a:' }] } } } }",
      ),
      'InvalidImageName',
    ],
  ])('finds %s', (_what, yaml, text) => {
    expect(found(containerImage, yaml)).toEqual(one(`error: `));
    expect(found(containerImage, yaml)).toEqual(one(text));
  });

  test.each([
    ['a name alone', image('iris')],
    ['a digest', image(`registry.example/iris@sha256:${'a'.repeat(64)}`)],
    ['a port of the registry', image('localhost:5000/iris:1.0.0')],
    ['words in which one stands for nothing', image('registry.example/nullable/none:undefined-behaviour')],
    ['what is built before it is applied', image("'ko://example.com/iris'")],
    ['volumes without image', workload({ pod: 'volumes: [{ name: a, emptyDir: {} }]' })],
  ])('passes %s', (_what, yaml) => {
    expect(found(containerImage, yaml)).toEqual([]);
  });

  test('of a server, after a patch of its containers', () => {
    const overrides = { deployment: { spec: { template: { spec: { containers: [{ name: 'side' }] } } } } };
    expect(failureOf(() => declare({ overrides }).app.synthYaml())).toContain('spec.template.spec.containers[1].image');
  });
});

describe('shared-memory', () => {
  const pods = (resource: string, rest = '', pod = '') =>
    workload({ container: `resources: { limits: { ${resource} } }${rest}`, pod });
  const mount = ', volumeMounts: [{ name: shm, mountPath: /dev/shm }]';

  test('names the accelerators', () => {
    expect(found(sharedMemory, pods('nvidia.com/gpu: 4'))).toEqual([
      "warning: container 'main' has 4 nvidia.com/gpu and no volume held in memory at /dev/shm, where 64Mi is what there is",
    ]);
  });

  test.each([
    ['another vendor', pods('amd.com/gpu: 2')],
    ['a number in quotes', pods("nvidia.com/gpu: '8'")],
    ['a volume on disk', pods('nvidia.com/gpu: 2', mount, 'volumes: [{ name: shm, emptyDir: {} }]')],
    [
      'a volume elsewhere',
      pods(
        'nvidia.com/gpu: 2',
        ', volumeMounts: [{ name: shm, mountPath: /tmp }]',
        'volumes: [{ name: shm, emptyDir: { medium: Memory } }]',
      ),
    ],
    [
      'a volume of another container',
      pods(
        'nvidia.com/gpu: 2',
        ` }, { name: side, image: a${mount}`,
        'volumes: [{ name: shm, emptyDir: { medium: Memory } }]',
      ),
    ],
  ])('finds %s', (_what, yaml) => {
    expect(found(sharedMemory, yaml)).toHaveLength(1);
  });

  test.each([
    [
      'a volume held in memory',
      pods('nvidia.com/gpu: 2', mount, 'volumes: [{ name: shm, emptyDir: { medium: Memory } }]'),
    ],
    ['one accelerator', pods('nvidia.com/gpu: 1')],
    [
      'one accelerator for each container',
      pods('nvidia.com/gpu: 1', ' }, { name: side, image: a, resources: { limits: { nvidia.com/gpu: 1 } }'),
    ],
    ['the memory of the node', pods('nvidia.com/gpu: 2', '', 'hostIPC: true')],
    [
      'a volume of the node',
      pods('nvidia.com/gpu: 2', mount, 'volumes: [{ name: shm, hostPath: { path: /dev/shm } }]'),
    ],
    ['the chips of a TPU, which one process drives', pods('google.com/tpu: 4')],
    ['parts of accelerators', pods('nvidia.com/mig-1g.5gb: 2')],
    ['other resources', pods('cpu: 4, example.com/licence: 4')],
  ])('passes %s', (_what, yaml) => {
    expect(found(sharedMemory, yaml)).toEqual([]);
  });
});
