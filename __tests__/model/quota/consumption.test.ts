import { Manifests } from 'cdk8s-model-serving/testing';
import fc from 'fast-check';
import { amountsIn } from '../../../lib/model/quota/amounts';
import { consumptionOf, overheadsOf, totalsOf } from '../../../lib/model/quota/consumption';
import { textOf } from '../../../lib/model/quota/quota-key';
import { workloadPods } from '../../../lib/model/quota/workload-pods';
import { podNumbers } from '../../support/api-server/quota/pods';
import { manifestSet } from '../../support/api-server/manifest-set';
import { versionsOf } from '../../support/api-server/versions';
import { manifestOf } from '../../../lib/manifests/manifest';

const objectsIn = (yaml: string) =>
  Manifests.fromYaml(yaml).all.map((each) => manifestOf(each, { constructPath: each.metadata.name }));
const taken = (yaml: string, state: 'steady' | 'peak' | 'terminating' = 'steady') => {
  const objects = objectsIn(yaml);
  const overheads = overheadsOf(objects.filter(({ kind }) => kind === 'RuntimeClass'));
  const totals = totalsOf(consumptionOf(objects, overheads))[state];
  return Object.fromEntries([...totals].map(([key, amount]) => [key, textOf(key, amount)]));
};
const pod = (spec: string) => `
apiVersion: v1
kind: Pod
metadata: { name: pod, namespace: vision }
spec: { ${spec} }
---`;
const object = (apiVersion: string, kind: string, spec: string) => `
apiVersion: ${apiVersion}
kind: ${kind}
metadata: { name: x, namespace: vision }
spec: { ${spec} }
---`;
const cpu = (request: string) => `resources: { requests: { cpu: ${request} } }`;

describe('a pod is charged', () => {
  test.each([
    ['the sum of its containers', `containers: [{ ${cpu('1')} }, { ${cpu('500m')} }]`, '1500m'],
    [
      'sidecars with them',
      `containers: [{ ${cpu('1')} }], initContainers: [{ restartPolicy: Always, ${cpu('1')} }]`,
      '2',
    ],
    ['an init container that needs more', `containers: [{ ${cpu('1')} }], initContainers: [{ ${cpu('3')} }]`, '3'],
    [
      'an init container with the sidecars before it',
      `containers: [{ ${cpu('1')} }], initContainers: [{ restartPolicy: Always, ${cpu('2')} }, { ${cpu('3')} }]`,
      '5',
    ],
    [
      'an init container without the sidecars after it',
      `containers: [{ ${cpu('1')} }], initContainers: [{ ${cpu('3')} }, { restartPolicy: Always, ${cpu('2')} }]`,
      '3',
    ],
    ['its overhead on top', `overhead: { cpu: 250m }, containers: [{ ${cpu('1')} }]`, '1250m'],
    ['what it says for all containers', `resources: { requests: { cpu: 4 } }, containers: [{ ${cpu('1')} }]`, '4'],
    [
      'what its containers ask for, where it says a limit alone',
      `resources: { limits: { cpu: 4 } }, containers: [{ ${cpu('1')} }]`,
      '1',
    ],
    ['its own limit, where nobody asks', 'resources: { limits: { cpu: 4 } }, containers: [{}]', '4'],
    ['the limit of a container without a request', 'containers: [{ resources: { limits: { cpu: 2 } } }]', '2'],
  ])('%s', (_what, spec, expected) => {
    expect(taken(pod(spec))['requests.cpu']).toBe(expected);
  });

  test('the overhead of its RuntimeClass, of limits only where it has some', () => {
    const kata = `
apiVersion: node.k8s.io/v1
kind: RuntimeClass
metadata: { name: kata }
overhead: { podFixed: { cpu: 250m, memory: 120Mi } }
---`;
    const spec = 'runtimeClassName: kata, containers: [{ resources: { limits: { cpu: 1 } } }]';
    expect(taken(kata + pod(spec))).toMatchObject({
      'limits.cpu': '1250m',
      'requests.cpu': '1250m',
      'requests.memory': '120Mi',
    });
    expect(taken(kata + pod(spec))['limits.memory']).toBeUndefined();
  });

  test.each([
    ['default: { cpu: 2 }, defaultRequest: { cpu: 1 }', '1', '2'],
    ['max: { cpu: 4 }', '4', '4'],
    ['min: { cpu: 100m }', '100m', undefined],
    ['max: { cpu: 4 }, default: { cpu: 2 }, min: { cpu: 1 }', '2', '2'],
  ])('what a LimitRange with %s fills in', (item, request, limit) => {
    const range = object('v1', 'LimitRange', `limits: [{ type: Container, ${item} }, { type: Pod, max: { cpu: 1 } }]`);
    const amounts = taken(range + pod('containers: [{}]'));
    expect([amounts['requests.cpu'], amounts['limits.cpu']]).toEqual([request, limit]);
  });

  test('devices by request, and those of a device class by both keys', () => {
    const limits = 'nvidia.com/gpu: 2, deviceclass.resource.kubernetes.io/big: 3';
    const amounts = taken(pod(`containers: [{ resources: { limits: { ${limits} } } }]`));
    expect(amounts).toMatchObject({
      'requests.nvidia.com/gpu': '2',
      'requests.deviceclass.resource.kubernetes.io/big': '3',
      'big.deviceclass.resource.k8s.io/devices': '3',
    });
    expect(Object.keys(amounts).filter((key) => key.startsWith('limits.'))).toEqual([]);
  });
});

describe('claims', () => {
  const template = 'template: { spec: { containers: [{}] } }';

  test('of a StatefulSet are made for every replica', () => {
    const claim = '{ spec: { storageClassName: fast, resources: { requests: { storage: 1.5Gi } } } }';
    expect(
      taken(object('apps/v1', 'StatefulSet', `replicas: 3, ${template}, volumeClaimTemplates: [${claim}]`)),
    ).toMatchObject({
      'count/persistentvolumeclaims': '3',
      'requests.storage': '4608Mi',
      'fast.storageclass.storage.k8s.io/requests.storage': '4608Mi',
      'fast.storageclass.storage.k8s.io/persistentvolumeclaims': '3',
    });
  });

  test('for ephemeral volumes are made with every pod, those of a rollout included', () => {
    const claim = '{ spec: { resources: { requests: { storage: 1Gi } } } }';
    const volumes = `volumes: [{ name: a, ephemeral: { volumeClaimTemplate: ${claim} } }]`;
    const spec = `replicas: 2, template: { spec: { containers: [{}], ${volumes} } }`;
    const yaml = object('apps/v1', 'Deployment', spec);
    expect([taken(yaml)['requests.storage'], taken(yaml, 'peak')['requests.storage']]).toEqual(['2Gi', '3Gi']);
  });

  test('of devices are charged by class: of alternatives the most of each, for all devices the most there may be', () => {
    const requests = `[
      { name: a, exactly: { deviceClassName: big, count: 2 } },
      { name: b, firstAvailable: [{ deviceClassName: big, count: 1 }, { deviceClassName: small, count: 4 }, { deviceClassName: small }] },
      { name: c, exactly: { deviceClassName: tiny, allocationMode: All } },
      { name: d, deviceClassName: old }]`;
    const yaml =
      object('resource.k8s.io/v1', 'ResourceClaim', `devices: { requests: ${requests} }`) +
      object(
        'resource.k8s.io/v1',
        'ResourceClaimTemplate',
        'spec: { devices: { requests: [{ exactly: { deviceClassName: big } }] } }',
      ) +
      object(
        'apps/v1',
        'StatefulSet',
        'replicas: 5, template: { spec: { containers: [{}], resourceClaims: [{ name: a, resourceClaimTemplateName: x }] } }',
      );
    expect(taken(yaml)).toMatchObject({
      'big.deviceclass.resource.k8s.io/devices': '8',
      'small.deviceclass.resource.k8s.io/devices': '4',
      'tiny.deviceclass.resource.k8s.io/devices': '32',
      'old.deviceclass.resource.k8s.io/devices': '1',
      'requests.deviceclass.resource.kubernetes.io/big': '8',
      'count/resourceclaims.resource.k8s.io': '6',
      'count/resourceclaimtemplates.resource.k8s.io': '1',
    });
  });
});

describe('the pods of a workload', () => {
  const numbersOf = (apiVersion: string, kind: string, spec: string) => {
    const { steady, peak, terminating, note } = workloadPods(objectsIn(object(apiVersion, kind, spec))[0], new Map())!;
    return [steady, peak, terminating, note];
  };
  const template = 'template: { spec: { containers: [{}] } }';

  test.each([
    ['apps/v1', 'Deployment', `replicas: 10, ${template}`, [10, 13, 18]],
    ['apps/v1', 'Deployment', template, [1, 2, 2]],
    ['apps/v1', 'Deployment', `replicas: 0, ${template}`, [0, 0, 0]],
    ['apps/v1', 'Deployment', `replicas: 3, strategy: { type: Recreate }, ${template}`, [3, 3, 3]],
    ['apps/v1', 'Deployment', `replicas: 3, paused: true, ${template}`, [3, 3, 3]],
    ['apps/v1', 'StatefulSet', `replicas: 3, ${template}`, [3, 3, 3]],
    ['apps/v1', 'ReplicaSet', `replicas: 3, ${template}`, [3, 3, 3]],
    ['batch/v1', 'Job', `parallelism: 4, ${template}`, [4, 4, 4]],
    ['batch/v1', 'Job', `parallelism: 4, completions: 2, ${template}`, [2, 2, 2]],
    ['batch/v1', 'Job', `suspend: true, ${template}`, [0, 0, 0]],
    ['batch/v1', 'CronJob', `suspend: true, jobTemplate: { spec: { ${template} } }`, [0, 0, 0]],
    ['batch/v1', 'CronJob', `jobTemplate: { spec: { suspend: true, ${template} } }`, [0, 0, 0]],
    [
      'batch/v1',
      'CronJob',
      `concurrencyPolicy: Forbid, jobTemplate: { spec: { parallelism: 2, ${template} } }`,
      [2, 2, 2],
    ],
    [
      'keda.sh/v1alpha1',
      'ScaledJob',
      `maxReplicaCount: 6, jobTargetRef: { parallelism: 2, ${template} }`,
      [12, 12, 12],
    ],
  ])('%s %s { %s } are %j', (apiVersion, kind, spec, numbers) => {
    expect(numbersOf(apiVersion, kind, spec)).toEqual([...numbers, undefined]);
  });

  test('of kinds and groups that bear the names of built-in properties are none', () => {
    for (const word of ['constructor', '__proto__', 'toString'])
      expect(workloadPods(objectsIn(object(`${word}/v1`, word, template))[0], new Map())).toBeUndefined();
  });

  test('are counted as one, with a note, where manifests do not say how many there are', () => {
    expect(numbersOf('apps/v1', 'DaemonSet', template)).toEqual([1, 1, 1, expect.stringContaining('every node')]);
    const overlapping = `jobTemplate: { spec: { ${template} } }`;
    expect(numbersOf('batch/v1', 'CronJob', overlapping)).toEqual([1, 1, 1, expect.stringContaining('several runs')]);
  });

  test('of a Deployment are as many as its controller makes, and not fewer with those that shut down', () => {
    const count = fc.oneof(
      fc.nat(15),
      fc.nat(100).map((n) => `${n}%`),
    );
    fc.assert(
      fc.property(fc.nat(30), count, count, (replicas, maxSurge, maxUnavailable) => {
        const [{ json }] = objectsIn(object('apps/v1', 'Deployment', template));
        const workload: any = json;
        Object.assign(workload.spec, {
          replicas,
          strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } },
        });
        const made = workloadPods(manifestOf(workload, { constructPath: 'x' }), new Map())!;
        const played = podNumbers(workload, manifestSet([workload], { options: {}, versions: versionsOf(undefined) }));
        expect([made.steady, made.peak]).toEqual([played.steady, played.peak]);
        expect(made.terminating).toBeGreaterThanOrEqual(played.withLeaving);
        expect(made.terminating).toBeLessThanOrEqual(2 * replicas);
      }),
      { numRuns: 500 },
    );
  });
});

test('what is no quantity, no list and no number is passed over', () => {
  expect([...amountsIn({ cpu: 'x', memory: -1, pods: null }).keys()]).toEqual([]);
  expect(taken(pod('containers: 5, initContainers: [null, 3], volumes: [{ ephemeral: 7 }], overhead: [1]')).pods).toBe(
    '1',
  );
  expect(taken(object('v1', 'Service', 'type: NodePort, ports: 5'))).toMatchObject({ 'count/services': '1' });
});

describe('the Jobs of an analysis', () => {
  const template = (more = '') => `
apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata: { name: check, namespace: vision }
spec:
  args: [{ name: image }, { name: tool, value: curl }]
  metrics:
    - name: smoke
      provider:
        job: { spec: { template: { spec: { containers: [{ name: main, image: '{{args.tool}}', ${cpu('250m')} }] } } } }
${more}---`;
  const rollout = (analysis: string) => `
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: iris, namespace: vision }
spec:
  replicas: 1
  strategy: { canary: { ${analysis} } }
  template: { spec: { containers: [{ ${cpu('1')} }] } }
`;
  const named = 'steps: [{ analysis: { templates: [{ templateName: check }] } }]';

  test.each([
    ['of a step', named, '1250m'],
    ['beside the steps', 'analysis: { templates: [{ templateName: check }] }', '1250m'],
    ['of an experiment', 'steps: [{ experiment: { templates: [], analyses: [{ templateName: check }] } }]', '1250m'],
    ['that nobody asks for are none', 'steps: []', '1'],
  ])('%s', (_what, analysis, amount) => {
    expect(taken(`${template()}${rollout(analysis)}`)['requests.cpu']).toBe(amount);
  });

  const ofCluster = template().replace('kind: A', 'kind: ClusterA').replace(', namespace: vision', '');
  const namedOfCluster = named.replace('check', 'check, clusterScope: true');

  test('of a template of the cluster are where somebody asks for it', () => {
    expect(taken(ofCluster + rollout(namedOfCluster))['requests.cpu']).toBe('1250m');
    expect(taken(ofCluster + rollout(named))['requests.cpu']).toBe('1');
    expect(taken(template() + rollout(namedOfCluster))['requests.cpu']).toBe('1');
  });

  test('are also those of templates of the cluster that a template takes up', () => {
    const taking = `
apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata: { name: all, namespace: vision }
spec: { templates: [{ templateName: check, clusterScope: true }] }
---`;
    expect(taken(ofCluster + taking + rollout(named.replace('check', 'all')))['requests.cpu']).toBe('1250m');
  });

  test('ask for what they say where somebody else says their texts', () => {
    const open = template().replace('{{args.tool}}', '{{args.image}}');
    expect(taken(`${open}${rollout(named)}`)['requests.cpu']).toBe('1250m');
  });
});
