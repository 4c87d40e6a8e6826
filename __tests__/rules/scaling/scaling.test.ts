import { Accelerator, ServerVolume } from '../../../lib';
import { cpuScalingOnAccelerators } from '../../../lib/rules/scaling/cpu-scaling-on-accelerators';
import { oneScaler } from '../../../lib/rules/scaling/one-scaler';
import { scalerAndReplicas } from '../../../lib/rules/scaling/scaler-and-replicas';
import { scalerBounds } from '../../../lib/rules/scaling/scaler-bounds';
import { scalerRequests } from '../../../lib/rules/scaling/scaler-requests';
import { scalerTarget } from '../../../lib/rules/scaling/scaler-target';
import { NO_CONTEXT } from '../../../lib/rules/context';
import type { Rule } from '../../../lib/rules/rule';
import { runRules } from '../../../lib/rules/run-rules';
import { declare } from '../../support/declare';
import { setOfYaml } from '../../support/findings';
import { podAutoscaler, scaledObject } from '../../support/scaler-yaml';
import { namespace, objectOf, workload } from '../../support/workload-yaml';

const found = (rule: Rule, yaml: string): string[] =>
  runRules(setOfYaml(yaml), NO_CONTEXT, [rule]).map(({ severity, message }) => `${severity}: ${message}`);

const one = (text: string) => [expect.stringContaining(text) as string];
const IRIS = "Deployment 'iris' in namespace 'vision'";
const stateful = (spec: string) => workload({ kind: 'StatefulSet', spec: `serviceName: iris, ${spec}` });

describe('scaler-and-replicas', () => {
  test('names the number, and what the autoscaler keeps to', () => {
    expect(found(scalerAndReplicas, workload({ spec: 'replicas: 3' }) + podAutoscaler())).toEqual([
      "warning: replicas must be left out beside HorizontalPodAutoscaler 'iris' in namespace 'vision', which keeps 2 to 8 pods, got 3: every apply sets the number of pods back to it",
    ]);
  });

  test.each([
    ['a ScaledObject', workload({ spec: 'replicas: 3' }) + scaledObject(), 'keeps 1 to 100 pods'],
    [
      'a StatefulSet',
      stateful('replicas: 3') + podAutoscaler({ target: 'apiVersion: apps/v1, kind: StatefulSet, name: iris' }),
      'got 3',
    ],
    [
      'another version of the target',
      workload({ spec: 'replicas: 3' }) +
        podAutoscaler({ target: 'apiVersion: apps/v1beta2, kind: Deployment, name: iris' }),
      'got 3',
    ],
    [
      'a custom kind',
      workload({ spec: 'replicas: 3' })
        .replace('apps/v1', 'argoproj.io/v1alpha1')
        .replace('kind: Deployment', 'kind: Rollout') +
        podAutoscaler({ target: 'apiVersion: argoproj.io/v1alpha1, kind: Rollout, name: iris' }),
      'got 3',
    ],
    [
      'none, which switches an autoscaler off',
      workload({ spec: 'replicas: 0' }) + podAutoscaler(),
      'replicas of 0 switches',
    ],
  ])('finds it of %s', (_what, yaml, text) => {
    expect(found(scalerAndReplicas, yaml)).toEqual(one(text));
  });

  test.each([
    ['no number', workload() + podAutoscaler()],
    ['no autoscaler', workload({ spec: 'replicas: 3' })],
    ['one of another namespace', workload({ spec: 'replicas: 3', namespace: 'front' }) + podAutoscaler()],
    [
      'one of another kind',
      workload({ spec: 'replicas: 3' }) +
        podAutoscaler({ target: 'apiVersion: apps/v1, kind: StatefulSet, name: iris' }),
    ],
  ])('passes %s', (_what, yaml) => {
    expect(found(scalerAndReplicas, yaml)).toEqual([]);
  });

  test('of a server, the replicas of its first release are to be left out later', () => {
    const { app } = declare({ autoscaling: { minReplicas: 2, maxReplicas: 4, initialReplicas: 3 } });
    app.synthYaml();
    expect(app.warnings).toEqual(one('leave autoscaling.initialReplicas out once the autoscaler has taken over'));
  });
});

describe('one-scaler', () => {
  const VPA = (spec: string) => objectOf('autoscaling.k8s.io/v1', 'VerticalPodAutoscaler', 'iris', spec);
  const TARGET = 'targetRef: { apiVersion: apps/v1, kind: Deployment, name: iris }';

  test('names both', () => {
    expect(found(oneScaler, podAutoscaler({ name: 'a' }) + podAutoscaler({ name: 'b' }))).toEqual([
      "error: scales Deployment 'iris', which HorizontalPodAutoscaler 'a' in namespace 'vision' scales already",
    ]);
  });

  test.each([
    ['two ScaledObjects', scaledObject({ name: 'a' }) + scaledObject({ name: 'b' }), 'error: '],
    ['one of each', podAutoscaler() + scaledObject(), 'error: '],
    [
      'two versions of one group',
      podAutoscaler({ name: 'a' }) +
        podAutoscaler({ name: 'b', target: 'apiVersion: apps/v1beta1, kind: Deployment, name: iris' }),
      'error: ',
    ],
    [
      'requests that are changed while a share of them is aimed for',
      workload() + podAutoscaler() + VPA(TARGET),
      'warning: changes the requests',
    ],
    [
      'memory beside memory',
      workload() +
        scaledObject({ metrics: ['{ type: memory }'] }) +
        VPA(
          `${TARGET}, resourcePolicy: { containerPolicies: [{ containerName: '*', controlledResources: [memory] }] }`,
        ),
      'by its memory',
    ],
  ])('finds %s', (_what, yaml, text) => {
    expect(found(oneScaler, yaml)).toEqual(one(text));
  });

  test.each([
    [
      'two workloads',
      podAutoscaler() + podAutoscaler({ name: 'b', target: 'apiVersion: apps/v1, kind: Deployment, name: rose' }),
    ],
    [
      'two kinds',
      podAutoscaler() + podAutoscaler({ name: 'b', target: 'apiVersion: apps/v1, kind: StatefulSet, name: iris' }),
    ],
    [
      'one that is told to take over',
      podAutoscaler() +
        scaledObject({ metadata: ", annotations: { scaledobject.keda.sh/transfer-hpa-ownership: 'true' }" }),
    ],
    ['advice on requests', workload() + podAutoscaler() + VPA(`${TARGET}, updatePolicy: { updateMode: 'Off' }`)],
    [
      'requests of something else',
      workload() +
        podAutoscaler() +
        VPA(
          `${TARGET}, resourcePolicy: { containerPolicies: [{ containerName: '*', controlledResources: [memory] }] }`,
        ),
    ],
    ['requests beside a metric of its own', workload() + scaledObject() + VPA(TARGET)],
  ])('passes %s', (_what, yaml) => {
    expect(found(oneScaler, yaml)).toEqual([]);
  });
});

describe('scaler-target', () => {
  const ofContainer = (name: string) =>
    `{ type: ContainerResource, containerResource: { name: cpu, container: ${name}, target: { type: AverageValue, averageValue: 1 } } }`;

  test.each([
    [
      'a kind that nothing scales',
      podAutoscaler({ target: 'apiVersion: apps/v1, kind: DaemonSet, name: iris' }),
      "error: the target must be of a kind that can be scaled, got DaemonSet 'iris'",
    ],
    ['a Job', podAutoscaler({ target: 'apiVersion: batch/v1, kind: Job, name: iris' }), 'can be scaled'],
    [
      'a group that is gone',
      podAutoscaler({ target: 'apiVersion: extensions/v1beta1, kind: Deployment, name: iris' }),
      "error: the target's apiVersion must be 'apps/v1' for a Deployment, got 'extensions/v1beta1'",
    ],
    [
      'another kind of that name',
      stateful('replicas: 1') + podAutoscaler(),
      "warning: the target must be a workload that exists, got Deployment 'iris' in the namespace 'vision', which has StatefulSet 'iris'",
    ],
    ['another name', workload({ name: 'iris-server' }) + scaledObject(), "which has Deployment 'iris-server'"],
    [
      'a container that pods do not have',
      workload() + podAutoscaler({ metrics: [ofContainer('mian')] }),
      `warning: scales by the container 'mian', which the pods of ${IRIS} do not have; they have main`,
    ],
    [
      'a container that pods do not have, of a trigger',
      workload() +
        scaledObject({
          metrics: ["{ type: cpu, metricType: Utilization, metadata: { value: '70', containerName: mian } }"],
        }),
      "warning: scales by the container 'mian'",
    ],
  ])('finds %s', (_what, yaml, text) => {
    expect(found(scalerTarget, yaml)).toEqual(one(text));
  });

  test.each([
    ['a container that pods have', workload() + podAutoscaler({ metrics: [ofContainer('main')] })],
    ['a container of a workload that is not there', podAutoscaler({ metrics: [ofContainer('mian')] })],
    [
      'a sidecar',
      workload({ container: 'resources: {} }, { name: side, image: a' }) +
        podAutoscaler({ metrics: [ofContainer('side')] }),
    ],
    ['one that exists', workload() + podAutoscaler() + scaledObject()],
    ['namespaces without workloads', namespace() + podAutoscaler()],
    ['namespaces with other kinds', workload({ kind: 'StatefulSet', name: 'rose' }) + podAutoscaler()],
    [
      'kinds of others',
      workload({ name: 'rose' }) +
        podAutoscaler({ target: 'apiVersion: leaderworkerset.x-k8s.io/v1, kind: LeaderWorkerSet, name: iris' }),
    ],
    ['no target', objectOf('autoscaling/v2', 'HorizontalPodAutoscaler', 'iris', 'scaleTargetRef: null')],
  ])('passes %s', (_what, yaml) => {
    expect(found(scalerTarget, yaml)).toEqual([]);
  });
});

describe('scaler-bounds', () => {
  test.each([
    [
      'a ScaledObject',
      scaledObject({ bounds: 'minReplicaCount: 5, maxReplicaCount: 3' }),
      'minReplicaCount must be at most maxReplicaCount of 3, got 5',
    ],
    [
      'a minimum above the most there is by default',
      scaledObject({ bounds: 'minReplicaCount: 101' }),
      'minReplicaCount must be at most maxReplicaCount of 100 (the default), got 101',
    ],
    [
      'as many while nothing happens as at least',
      scaledObject({ bounds: 'minReplicaCount: 2, idleReplicaCount: 2' }),
      'idleReplicaCount must be less than minReplicaCount of 2, got 2',
    ],
    [
      'none while nothing happens, and none at least',
      scaledObject({ bounds: 'idleReplicaCount: 0' }),
      'idleReplicaCount must be less than minReplicaCount of 0 (the default), got 0',
    ],
  ])('finds %s', (_what, yaml, text) => {
    expect(found(scalerBounds, yaml)).toEqual([`error: ${text}`]);
  });

  test.each([
    ['an autoscaler that is refused', podAutoscaler({ bounds: 'minReplicas: 5, maxReplicas: 3' })],
    ['both alike', podAutoscaler({ bounds: 'minReplicas: 3, maxReplicas: 3' })],
    ['none at least', scaledObject({ bounds: 'minReplicaCount: 0, maxReplicaCount: 3' })],
    ['fewer while nothing happens', scaledObject({ bounds: 'minReplicaCount: 2, idleReplicaCount: 0' })],
    ['what is no number', podAutoscaler({ bounds: 'minReplicas: many, maxReplicas: 3' })],
  ])('passes %s', (_what, yaml) => {
    expect(found(scalerBounds, yaml)).toEqual([]);
  });
});

describe('scaler-requests', () => {
  const asks = (text: string) => workload({ container: `resources: { ${text} }` });
  const memory =
    '{ type: Resource, resource: { name: memory, target: { type: Utilization, averageUtilization: 70 } } }';

  test.each([
    [
      'a container without requests',
      workload() + podAutoscaler(),
      "by its share of cpu in use, and container 'main' asks for none",
    ],
    ['another resource', asks('requests: { cpu: 1 }') + podAutoscaler({ metrics: [memory] }), 'share of memory'],
    [
      'one container of several',
      workload({ container: 'resources: { requests: { cpu: 1 } } }, { name: side, image: a' }) + podAutoscaler(),
      "container 'side' asks for none",
    ],
    ['what the API server fills in', workload() + podAutoscaler({ metrics: [] }), 'share of cpu'],
    [
      'a trigger',
      workload() + scaledObject({ metrics: ["{ type: cpu, metricType: Utilization, metadata: { value: '70' } }"] }),
      'share of cpu',
    ],
    [
      'one container that is named',
      workload() +
        podAutoscaler({
          metrics: [
            memory
              .replace('Resource, resource', 'ContainerResource, containerResource')
              .replace('name: memory', 'name: memory, container: main'),
          ],
        }),
      'share of memory',
    ],
  ])('finds %s', (_what, yaml, text) => {
    expect(found(scalerRequests, yaml)).toEqual(one(text));
  });

  const range = objectOf('v1', 'LimitRange', 'range', 'limits: [{ type: Container, defaultRequest: { cpu: 1 } }]');
  test.each([
    ['a request', asks('requests: { cpu: 1 }') + podAutoscaler()],
    ['a limit, which is one', asks('limits: { cpu: 1 }') + podAutoscaler()],
    ['the default of a LimitRange', workload() + range + podAutoscaler()],
    [
      'an average value',
      workload() +
        podAutoscaler({
          metrics: ['{ type: Resource, resource: { name: cpu, target: { type: AverageValue, averageValue: 1 } } }'],
        }),
    ],
    [
      'a container that is not measured',
      workload({ container: 'resources: { requests: { cpu: 1 } } }, { name: side, image: a' }) +
        scaledObject({
          metrics: ["{ type: cpu, metricType: Utilization, metadata: { value: '70', containerName: main } }"],
        }),
    ],
    ['metrics of another kind', workload() + scaledObject()],
  ])('passes %s', (_what, yaml) => {
    expect(found(scalerRequests, yaml)).toEqual([]);
  });
});

describe('cpu-scaling-on-accelerators', () => {
  const gpu = (resource = 'nvidia.com/gpu') => workload({ container: `resources: { limits: { ${resource}: 2 } }` });
  const pods = '{ type: Pods, pods: { metric: { name: waiting }, target: { type: AverageValue, averageValue: 4 } } }';

  test('names the workload and the accelerators', () => {
    expect(found(cpuScalingOnAccelerators, gpu() + podAutoscaler())).toEqual([
      `warning: scales ${IRIS} by cpu alone, whose pods run on 2 nvidia.com/gpu: CPU and memory say little about the load of an accelerator`,
    ]);
  });

  test.each([
    ['of another vendor', gpu('amd.com/gpu') + podAutoscaler()],
    ['that are parts of one', gpu('nvidia.com/mig-1g.5gb') + podAutoscaler()],
    ['by a trigger', gpu() + scaledObject({ metrics: ['{ type: cpu }', '{ type: memory }'] })],
    ['by version 1', gpu() + podAutoscaler({ metrics: [] })],
  ])('finds accelerators %s', (_what, yaml) => {
    expect(found(cpuScalingOnAccelerators, yaml)).toHaveLength(1);
  });

  test.each([
    [
      'another metric as well',
      gpu() + podAutoscaler({ metrics: ['{ type: Resource, resource: { name: cpu } }', pods] }),
    ],
    ['a query', gpu() + scaledObject()],
    ['pods without accelerators', workload() + podAutoscaler()],
    [
      'none of an accelerator',
      workload({ container: 'resources: { limits: { nvidia.com/gpu: 0 } }' }) + podAutoscaler(),
    ],
  ])('passes %s', (_what, yaml) => {
    expect(found(cpuScalingOnAccelerators, yaml)).toEqual([]);
  });

  test('of a server', () => {
    const resources = { cpu: '1', memory: '1Gi', accelerator: Accelerator.nvidia(1) };
    const volumes = [ServerVolume.emptyDir({ name: 'tmp', mountPath: '/tmp', sizeLimit: '20Gi' })];
    const { app } = declare({ resources, volumes, autoscaling: { maxReplicas: 4, targetCpuUtilization: 70 } });
    app.synthYaml();
    expect(app.warnings).toEqual(one('scales'));
  });
});
