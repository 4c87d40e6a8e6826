import { judgeUpdate } from '../../lib/model/update';
import { consumptionOf, overheadsOf, totalsOf } from '../../lib/model/quota/consumption';
import { podGroupsOf } from '../../lib/model/selection/pod-groups';
import { podsOfService } from '../../lib/model/selection/service-pods';
import { claimAccessMode } from '../../lib/rules/volumes/claim-access-mode';
import { drainableBudget } from '../../lib/rules/pods/drainable-budget';
import { oneDisruptionBudget } from '../../lib/rules/selection/one-disruption-budget';
import { configKeys } from '../../lib/rules/references/config-keys';
import { scalerTarget } from '../../lib/rules/scaling/scaler-target';
import { serviceSelectsPods } from '../../lib/rules/services/service-selects-pods';
import { setOfYaml, texts } from '../support/findings';
import { reviewed } from '../support/reviewed';

const DEFAULTS = { replicas: 2, size: 4, rollout: '{}', image: 'vllm:1', leader: '', volumes: '' };

/** A LeaderWorkerSet as people write it: without a template of its own for leaders unless `leader` has one. */
const groups = (given: Partial<typeof DEFAULTS> = {}) => {
  const { replicas, size, rollout, image, leader, volumes } = { ...DEFAULTS, ...given };
  return `apiVersion: leaderworkerset.x-k8s.io/v1
kind: LeaderWorkerSet
metadata: { name: llama, namespace: llm }
spec:
  replicas: ${replicas}
  rolloutStrategy: ${rollout}
  leaderWorkerTemplate:
    size: ${size}
    ${leader}
    workerTemplate:
      metadata: { labels: { app: llama } }
      spec:
        ${volumes}
        containers:
          - name: main
            image: ${image}
            ports: [{ name: http, containerPort: 8000 }]
            startupProbe: { httpGet: { path: /, port: http }, periodSeconds: 10, failureThreshold: 60 }
            resources: { limits: { cpu: 4, memory: 8Gi, nvidia.com/gpu: 8 } }`;
};
const LEADER = `leaderTemplate:
      metadata: { labels: { app: llama, role: leader } }
      spec:
        containers:
          - name: main
            image: vllm:1
            ports: [{ name: http, containerPort: 8000 }]
            resources: { limits: { cpu: 2, memory: 8Gi } }`;
const service = (selector: string) => `apiVersion: v1
kind: Service
metadata: { name: llama-leader, namespace: llm }
spec: { selector: ${selector}, ports: [{ port: 80, targetPort: http }] }`;

describe('a quota counts', () => {
  const taken = (yaml: string, key: string) => {
    const consumption = consumptionOf(setOfYaml(yaml).manifests, overheadsOf([]));
    const { steady, peak, terminating } = totalsOf(consumption);
    return [steady, peak, terminating].map((amounts) => amounts.get(key)?.toString());
  };

  test.each<[string, string, string, [string, string, string]]>([
    ['all devices of all groups', groups(), 'requests.nvidia.com/gpu', ['64', '64', '64']],
    ['all pods', groups(), 'pods', ['8', '8', '8']],
    [
      'a group on top of them while they roll',
      groups({ rollout: '{ rollingUpdateConfiguration: { maxSurge: 1, maxUnavailable: 0 } }' }),
      'requests.nvidia.com/gpu',
      ['64', '96', '96'],
    ],
    [
      'no more groups on top than there are',
      groups({ rollout: '{ rollingUpdateConfiguration: { maxSurge: 7 } }' }),
      'pods',
      ['8', '16', '16'],
    ],
    [
      'what leaders take where it is something else',
      groups({ leader: LEADER }),
      'requests.nvidia.com/gpu',
      ['48', '48', '48'],
    ],
    ['and their processors', groups({ leader: LEADER }), 'requests.cpu', ['28', '28', '28']],
    ['the StatefulSets that the controller makes', groups(), 'count/statefulsets.apps', ['3', '3', '3']],
    ['its Service', groups(), 'count/services', ['1', '1', '1']],
  ])('%s', (_what, yaml, key, amounts) => {
    expect(taken(yaml, key)).toEqual(amounts);
  });
});

describe('pods', () => {
  const labelsIn = (yaml: string) =>
    podGroupsOf(setOfYaml(yaml)).all.map(({ labels, perReplica }) => [labels, perReplica]);

  test('carry what their template says and what the controller gives them', () => {
    const name = { 'leaderworkerset.sigs.k8s.io/name': 'llama' };
    expect(labelsIn(groups())).toEqual([
      [{ app: 'llama', ...name, 'leaderworkerset.sigs.k8s.io/worker-index': '0' }, 1],
      [{ app: 'llama', ...name }, 3],
    ]);
  });

  test('of a group of one are leaders', () => {
    expect(labelsIn(groups({ size: 1 }))).toHaveLength(1);
  });

  test.each<[string, string, number]>([
    ['leaders, by the label of the controller', '{ leaderworkerset.sigs.k8s.io/worker-index: "0" }', 1],
    ['leaders and workers, by what both carry', '{ app: llama }', 2],
  ])('a Service finds %s', (_what, selector, count) => {
    const set = setOfYaml(groups(), service(selector));
    expect(podsOfService(set, set.ofKind('Service', '')[0])).toHaveLength(count);
    expect(texts(serviceSelectsPods, set)).toEqual([]);
  });

  test('a Service that finds none of them is told so, unless by a label of the controller', () => {
    expect(texts(serviceSelectsPods, setOfYaml(groups(), service('{ app: lama }')))).toHaveLength(1);
    const byGroup = service('{ leaderworkerset.sigs.k8s.io/group-index: "0" }');
    expect(texts(serviceSelectsPods, setOfYaml(groups(), byGroup))).toEqual([]);
  });
});

describe('rules see groups as they see Deployments', () => {
  const budget = (name: string, spec: string) => `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: ${name}, namespace: llm }
spec: { ${spec}, selector: { matchLabels: { app: llama } } }`;

  test('two budgets of one pod', () => {
    const set = setOfYaml(groups(), budget('a', 'maxUnavailable: 1'), budget('b', 'maxUnavailable: 1'));
    expect(texts(oneDisruptionBudget, set).length).toBeGreaterThan(0);
  });

  test('a budget of pods that lets none of eight go', () => {
    expect(texts(drainableBudget, setOfYaml(groups(), budget('a', 'minAvailable: 8')))).toEqual([
      expect.stringContaining('minAvailable of 8 keeps all 8 pods'),
    ]);
    expect(texts(drainableBudget, setOfYaml(groups(), budget('a', 'minAvailable: 4')))).toEqual([]);
  });

  test('a disk of one node under the pods of several', () => {
    const claim = `apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: weights, namespace: llm }
spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Ti } } }`;
    const volumes = 'volumes: [{ name: weights, persistentVolumeClaim: { claimName: weights } }]';
    expect(texts(claimAccessMode, setOfYaml(groups({ volumes, replicas: 1 }), claim))).toEqual([
      expect.stringContaining("4 pods mount 'app/1', which is ReadWriteOnce"),
    ]);
  });

  test('a key that no ConfigMap has, in either template', () => {
    const map = `apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: llm }
data: { a: b }`;
    const volumes = 'volumes: [{ name: s, configMap: { name: settings, items: [{ key: c, path: c }] } }]';
    expect(texts(configKeys, setOfYaml(groups({ volumes, leader: LEADER }), map))).toHaveLength(1);
  });

  test('an autoscaler of groups', () => {
    const scaler = (apiVersion: string) => `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: llama, namespace: llm }
spec: { maxReplicas: 4, scaleTargetRef: { apiVersion: ${apiVersion}, kind: LeaderWorkerSet, name: llama } }`;
    expect(texts(scalerTarget, setOfYaml(groups(), scaler('leaderworkerset.x-k8s.io/v1')))).toEqual([]);
    expect(texts(scalerTarget, setOfYaml(groups(), scaler('apps/v1')))).toHaveLength(1);
  });
});

describe('a change of a group', () => {
  const causes = (before: string, after: string) =>
    judgeUpdate(setOfYaml(before).manifests[0].json, setOfYaml(after).manifests[0].json).restartCauses.map(
      ({ at }) => at,
    );

  test.each<[string, string, string[]]>([
    ['the number of groups', groups({ replicas: 5 }), []],
    ['how they roll', groups({ rollout: '{ rollingUpdateConfiguration: { maxUnavailable: 2 } }' }), []],
    ['the size', groups({ size: 8 }), ['/spec/leaderWorkerTemplate/size']],
    [
      'the image of the workers',
      groups({ image: 'vllm:2' }),
      ['/spec/leaderWorkerTemplate/workerTemplate/spec/containers/0/image'],
    ],
    ['a template of its own for leaders', groups({ leader: LEADER }), ['/spec/leaderWorkerTemplate/leaderTemplate']],
    [
      'the names by which pods find each other',
      `${groups()}\n  networkConfig: { subdomainPolicy: UniquePerReplica }`,
      ['/spec/networkConfig'],
    ],
  ])('of %s', (_what, after, expected) => {
    const found = causes(groups(), after);
    expect(found.length > 0).toBe(expected.length > 0);
    for (const path of expected) expect(found.some((each) => each.startsWith(path))).toBe(true);
  });

  test('is reviewed in groups: how many waves, how long, how many are ready', () => {
    const { restarts, capacity } = reviewed(groups({ replicas: 3 }), groups({ replicas: 3, image: 'vllm:2' }));
    expect(restarts.map(({ message }) => message)).toEqual([
      "LeaderWorkerSet 'llama' in namespace 'llm' replaces its pods (/spec/leaderWorkerTemplate/workerTemplate/spec/containers/0/image): 3 groups of 4 pods in 3 waves in at most 30 min, never fewer than 2 ready nor more than 3 at a time",
    ]);
    expect(capacity).toBeDefined();
  });

  test('counts in the review what comes on top', () => {
    const rollout = '{ rollingUpdateConfiguration: { maxSurge: 1, maxUnavailable: 0 } }';
    const { restarts } = reviewed(groups({ rollout }), groups({ rollout, image: 'vllm:2' }));
    expect(restarts[0].message).toContain('never fewer than 2 ready nor more than 3 at a time');
  });
});
