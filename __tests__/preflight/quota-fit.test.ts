import { ApiObject, JsonPatch } from 'cdk8s';
import { Manifests } from 'cdk8s-model-serving/testing';
import fc from 'fast-check';
import { Accelerator, ModelServer, RollingStrategy, RolloutCount } from '../../lib';
import { ManifestSet, resolvedObject } from '../../lib/preflight/manifest-set';
import { quotaFit } from '../../lib/preflight/rules/quota-fit';
import { declare, failureOf, MINIMAL } from '../support/declare';

/** What the rule says of manifests; the construct's path is the object's name. */
function judge(yaml: string): { errors: string[]; warnings: string[] } {
  const warnings: string[] = [];
  const objects = Manifests.fromYaml(yaml).all.map((each) => resolvedObject(each.metadata.name, each));
  return { errors: quotaFit.check(new ManifestSet(objects), (warning) => warnings.push(warning)), warnings };
}
const NOTHING = { errors: [], warnings: [] };

const quota = (hard: string, rest = '') => `
apiVersion: v1
kind: ResourceQuota
metadata: { name: quota, namespace: vision }
spec: { hard: { ${hard} }${rest} }
---`;
const range = (item: string) => `
apiVersion: v1
kind: LimitRange
metadata: { name: range, namespace: vision }
spec: { limits: [{ type: Container, ${item} }] }
---`;
const deployment = (name: string, spec: string, resources = 'requests: { cpu: 1 }', pod = '') => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: vision }
spec: { ${spec}, template: { spec: { containers: [{ name: main, resources: { ${resources} } }]${pod} } } }
---`;
const rolling = (surge: number | string, unavailable: number | string) =>
  `strategy: { type: RollingUpdate, rollingUpdate: { maxSurge: ${surge}, maxUnavailable: ${unavailable} } }`;

describe('at rest', () => {
  test('what does not fit is an error with the numbers and the way out', () => {
    const two = deployment('a', `replicas: 3, ${rolling(0, 1)}`) + deployment('b', `replicas: 8, ${rolling(0, 1)}`);
    expect(judge(quota('requests.cpu: 10, pods: 11') + two).errors).toEqual([
      "'quota': what is in namespace 'vision' takes more at rest than ResourceQuota 'quota' holds, requests.cpu 11 of 10 (most of it 'b': 8 by 8 pods); what is above it is refused; raise the quota to requests.cpu 11, or lower replicas, autoscaling or resources",
    ]);
    expect(judge(quota('requests.cpu: 11, pods: 11') + two)).toEqual(NOTHING);
  });

  test.each([
    ['an autoscaler at its most', 'replicas: 1', 'autoscaling/v2', 'HorizontalPodAutoscaler', 'maxReplicas: 6'],
    ['a ScaledObject at its most', 'replicas: 1', 'keda.sh/v1alpha1', 'ScaledObject', 'maxReplicaCount: 6'],
  ])('%s is taken for the replicas', (_what, replicas, apiVersion, kind, most) => {
    const scaled = `${deployment('a', `${replicas}, ${rolling(0, 1)}`)}
apiVersion: ${apiVersion}
kind: ${kind}
metadata: { name: scaler, namespace: vision }
spec: { scaleTargetRef: { kind: Deployment, name: a }, ${most} }
---`;
    expect(judge(quota('cpu: 5') + scaled).errors[0]).toContain('cpu 6 of 5');
    expect(judge(quota('cpu: 6') + scaled).errors).toEqual([]);
  });

  test('Services, claims and objects of any kind are counted as well', () => {
    const service = `
apiVersion: v1
kind: Service
metadata: { name: web, namespace: vision }
spec: { type: LoadBalancer, ports: [{ port: 80 }, { port: 90 }] }
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: disk, namespace: vision }
spec: { storageClassName: fast, resources: { requests: { storage: 2Gi } } }
---`;
    const message = (hard: string) => judge(quota(hard) + service).errors.join();
    expect(message('services.nodeports: 1, services.loadbalancers: 1')).toContain('services.nodeports 2 of 1');
    expect(message('services.loadbalancers: 0')).toContain('services.loadbalancers 1 of 0');
    expect(message('fast.storageclass.storage.k8s.io/requests.storage: 1Gi')).toContain('requests.storage 2Gi of 1Gi');
    expect(message('requests.storage: 2Gi, persistentvolumeclaims: 1, count/services: 1')).toBe('');
    // The cluster's certificate is one in every namespace.
    expect(message('configmaps: 0')).toContain('configmaps 1 of 0');
  });

  test('a quota elsewhere, and pods that it does not look at, are nobody’s concern', () => {
    const elsewhere = quota('requests.cpu: 1').replace('vision', 'other');
    const scope = ', scopeSelector: { matchExpressions: [{ scopeName: PriorityClass, operator: In, values: [high] }] }';
    const scoped = quota('requests.cpu: 1', scope);
    expect(judge(elsewhere + deployment('a', 'replicas: 5'))).toEqual(NOTHING);
    expect(judge(scoped + deployment('a', 'replicas: 5'))).toEqual(NOTHING);
    const high = deployment('a', 'replicas: 5', 'requests: { cpu: 1 }', ', priorityClassName: high');
    expect(judge(scoped + high).errors[0]).toContain('requests.cpu 5 of 1');
  });

  test.each([
    ['Terminating', ', activeDeadlineSeconds: 5', true],
    ['Terminating', '', false],
    ['NotTerminating', '', true],
    ['NotBestEffort', '', true],
    ['BestEffort', '', false],
  ])('the scope %s looks at pods with "%s": %s', (scope, pod, looksAt) => {
    const pods = deployment('a', `replicas: 5, ${rolling(0, 1)}`, 'requests: { cpu: 1 }', pod);
    expect(judge(quota('pods: 1', `, scopes: [${scope}]`) + pods).errors.length > 0).toBe(looksAt);
  });
});

describe('while rolling out', () => {
  test('a Deployment that may lose no pod and has no room for one more is an error: it deadlocks', () => {
    const found = judge(quota('requests.cpu: 3') + deployment('a', `replicas: 3, ${rolling(1, 0)}`));
    expect(found.errors).toEqual([
      "'a': a rollout deadlocks: no pod may be unavailable and one more does not fit ResourceQuota 'quota', requests.cpu 4 of 3; raise the quota to requests.cpu 4, use RollingStrategy.inPlace(), or lower replicas",
    ]);
    // The defaults of the API server are 25% each: with three replicas one more and none less.
    expect(judge(quota('requests.cpu: 3') + deployment('a', 'replicas: 3')).errors).toHaveLength(1);
  });

  test('several that fit alone but not at once are an error as well: one apply can change all', () => {
    const both = deployment('a', `replicas: 2, ${rolling(1, 0)}`) + deployment('b', `replicas: 2, ${rolling(1, 0)}`);
    const { errors } = judge(quota('requests.cpu: 5') + both);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(/^'quota': rollouts of 'a', 'b' at once deadlock .*requests\.cpu 6 of 5; .*16 minutes/);
    expect(judge(quota('requests.cpu: 6') + both).errors).toEqual([]);
  });

  test.each([
    ['pods may be lost meanwhile', rolling(1, 1), 4, 'requests.cpu 5 of 4'],
    ['one of several pods above the replicas fits', rolling(3, 0), 5, 'requests.cpu 7 of 5'],
  ])('it is a warning where %s', (_why, strategy, hard, numbers) => {
    const { errors, warnings } = judge(quota(`requests.cpu: ${hard}`) + deployment('a', `replicas: 4, ${strategy}`));
    expect(errors).toEqual([]);
    expect(warnings).toEqual([
      expect.stringContaining(`has no room for every pod above the replicas, ${numbers}; rollouts go on with fewer`),
    ]);
  });

  test.each([
    ['in place', rolling(0, 1)],
    ['all at once', 'strategy: { type: Recreate }'],
  ])('a rollout %s needs no room', (_how, strategy) => {
    expect(judge(quota('requests.cpu: 3') + deployment('a', `replicas: 3, ${strategy}`))).toEqual(NOTHING);
  });

  test('old pods are charged until they are gone, which is a warning where they hold up the new ones', () => {
    const { errors, warnings } = judge(quota('requests.cpu: 3') + deployment('a', `replicas: 2, ${rolling(1, 0)}`));
    expect(errors).toEqual([]);
    expect(warnings).toEqual([
      "'quota': pods are charged until they have shut down, and ResourceQuota 'quota' has no room for them beside the new ones, requests.cpu 4 of 3; rollouts go on only as old pods are gone, after waits of up to 16 minutes; raise the quota to requests.cpu 4, or take the wait",
    ]);
    expect(judge(quota('requests.cpu: 4') + deployment('a', `replicas: 2, ${rolling(1, 0)}`))).toEqual(NOTHING);
  });

  test('a workload without pods has none to replace', () => {
    const rollout = deployment('a', 'replicas: 0, strategy: { blueGreen: {} }')
      .replace('apps/v1', 'argoproj.io/v1alpha1')
      .replace('Deployment', 'Rollout');
    expect(judge(quota('requests.cpu: 0, pods: 0') + rollout)).toEqual(NOTHING);
    expect(judge(quota('requests.cpu: 0, pods: 0') + deployment('a', `replicas: 0, ${rolling(1, 0)}`))).toEqual(
      NOTHING,
    );
  });

  test('nothing surges beyond one new pod for each replica', () => {
    expect(judge(quota('requests.cpu: 4') + deployment('a', `replicas: 2, ${rolling(9, 0)}`))).toEqual(NOTHING);
  });

  test('the ReplicaSets that Deployments keep must fit, and the one that a rollout makes', () => {
    const kept = deployment('a', 'replicas: 1, revisionHistoryLimit: 3') + deployment('b', 'replicas: 1');
    const { errors } = judge(quota('count/replicasets.apps: 14') + kept);
    expect(errors).toEqual([
      "'quota': count/replicasets.apps of 14 is less than what the Deployments keep, revisionHistoryLimit and the current one each, 15; rollouts fail with ReplicaSetCreateError once it is reached; raise it to 17, or lower revisionHistoryLimit",
    ]);
    const exact = judge(quota('count/replicasets.apps: 15') + kept);
    expect([exact.errors, exact.warnings.length]).toEqual([[], 1]);
    expect(judge(quota('count/replicasets.apps: 17') + kept)).toEqual(NOTHING);
  });
});

describe('values that pods lack or may not have', () => {
  const one = (resources: string, pod = '') => deployment('a', `replicas: 1, ${rolling(0, 1)}`, resources, pod);
  const errorOf = (yaml: string) => judge(yaml).errors.join();

  test('a container without a value that a quota counts is an error, unless a LimitRange supplies it', () => {
    const counted = quota('requests.cpu: 10, limits.memory: 10Gi, requests.nvidia.com/gpu: 1');
    expect(errorOf(counted + one(''))).toBe(
      "'a': container 'main' gives no requests.cpu, limits.memory, which ResourceQuota 'quota' counts: its pods are refused; set them on the container, or give the namespace a LimitRange with defaults",
    );
    expect(errorOf(counted + one('limits: { cpu: 1, memory: 1Gi }'))).toBe('');
    expect(errorOf(counted + range('default: { cpu: 1, memory: 1Gi }') + one(''))).toBe('');
    expect(errorOf(counted + range('max: { memory: 1Gi }, min: { cpu: 1m }') + one(''))).toBe('');
    const init = ', initContainers: [{ name: init }]';
    expect(errorOf(counted + one('limits: { cpu: 1, memory: 1Gi }', init))).toContain("container 'init' gives no");
    expect(errorOf(counted + one('', ', resources: { limits: { cpu: 1, memory: 1Gi } }'))).toBe('');
  });

  test('a quota of some pods asks nothing of the others', () => {
    const high = ', scopeSelector: { matchExpressions: [{ scopeName: PriorityClass, operator: In, values: [high] }] }';
    expect(errorOf(quota('limits.cpu: 10', high) + one(''))).toBe('');
    expect(errorOf(quota('limits.cpu: 10', high) + one('', ', priorityClassName: high'))).toContain(
      'gives no limits.cpu',
    );
  });

  test('a container outside of a LimitRange is an error', () => {
    expect(errorOf(range('max: { cpu: 1 }') + one('limits: { cpu: 1500m }'))).toBe(
      "'a': container 'main' has a limit of 1500m cpu, above the max of 1 in LimitRange 'range': its pods are refused; lower it, or raise the max",
    );
    expect(errorOf(range('min: { memory: 64Mi }') + one('requests: { memory: 32Mi }'))).toBe(
      "'a': container 'main' asks for 32Mi memory, below the min of 64Mi in LimitRange 'range': its pods are refused; raise it, or lower the min",
    );
    expect(errorOf(range('default: { cpu: 500m }') + one('requests: { cpu: 2 }'))).toBe(
      "'a': container 'main' asks for 2 cpu without a limit and gets that of LimitRange 'range', 500m, which is less: its pods are refused; give the container a limit of 2 or more, or raise the default",
    );
    expect(errorOf(range('default: { cpu: 500m }') + one('requests: { cpu: 2 }, limits: { cpu: 2 }'))).toBe('');
  });

  test('accelerators in a LimitRange are charged for every container', () => {
    const gpus = range('max: { nvidia.com/gpu: 8 }') + one('');
    expect(errorOf(quota('requests.nvidia.com/gpu: 4') + gpus)).toContain('requests.nvidia.com/gpu 8 of 4');
  });
});

test.each([
  ['limits.nvidia.com/gpu: 4', '', "hard['limits.nvidia.com/gpu'] is accepted by the API server and never enforced"],
  ['gpu: 4', '', "hard['gpu'] is refused by the API server; use 'requests.nvidia.com/gpu'"],
  ['requests.nvidia.com/gpu: 500m', '', "hard['requests.nvidia.com/gpu'] must be a whole number, got '500m'"],
  ['gpu: 4', ', scopes: [CrossNamespacePodAffinity]', "hard['gpu'] is refused"],
  ['pods: many', '', "hard['pods'] must be a quantity of 0 or more, got 'many'"],
  ['cpu: 4', ', scopes: [BestEffort]', "hard['cpu'] cannot be counted for some of the pods"],
  ['services: 4', ', scopes: [NotTerminating]', "hard['services'] cannot be counted for some of the pods"],
])('a quota of %s%s made by hand is an error', (hard, rest, problem) => {
  expect(judge(quota(hard, rest)).errors).toEqual([expect.stringContaining(`'quota': ${problem}`)]);
});

test.each(['hard:', 'hard: [1]', 'hard: { pods: null }, scopes: 5', 'scopeSelector: { matchExpressions: [null, 5] }'])(
  'a quota that makes no sense (%s) is no reason to fall over',
  (spec) => {
    const odd = `apiVersion: v1\nkind: ResourceQuota\nmetadata: { name: quota, namespace: vision }\nspec: { ${spec} }\n---`;
    expect(() => judge(odd + deployment('a', 'replicas: x, strategy: 5', '5'))).not.toThrow();
  },
);

test('nothing that a manifest may hold makes the rule fall over', () => {
  const field = fc.constantFrom(
    ...['hard', 'limits', 'type', 'max', 'default', 'template', 'spec', 'containers', 'initContainers', 'resources'],
    ...['requests', 'cpu', 'replicas', 'strategy', 'rollingUpdate', 'maxSurge', 'ports', 'volumes', 'ephemeral'],
    ...['scopeSelector', 'scopes', 'scaleTargetRef', 'volumeClaimTemplate', 'devices', 'jobTemplate', '__proto__'],
  );
  const kind = fc.constantFrom(
    ...['v1/ResourceQuota', 'v1/LimitRange', 'v1/Pod', 'v1/Service', 'v1/PersistentVolumeClaim', 'apps/v1/Deployment'],
    ...['apps/v1/StatefulSet', 'batch/v1/Job', 'batch/v1/CronJob', 'autoscaling/v2/HorizontalPodAutoscaler'],
    ...['resource.k8s.io/v1/ResourceClaim', 'argoproj.io/v1alpha1/Rollout', 'node.k8s.io/v1/RuntimeClass'],
  );
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 6, withCrossShrink: true },
      fc.constantFrom<unknown>('1', 5, -1, 1e30, null, true, 'Container', '25%', 'x'),
      fc.dictionary(field, tie('value'), { maxKeys: 4 }),
      fc.array(tie('value'), { maxLength: 2 }),
    ),
  }));
  fc.assert(
    fc.property(fc.array(fc.tuple(kind, value), { maxLength: 6 }), (given) => {
      const objects = [['v1/ResourceQuota', { hard: { pods: 1 } }] as const, ...given].map(([title, spec], index) => {
        const [name] = title.split('/').reverse();
        const apiVersion = title.slice(0, -name.length - 1);
        return resolvedObject(`${index}`, { apiVersion, kind: name, metadata: { name: 'x', namespace: 'n' }, spec });
      });
      const found = quotaFit.check(new ManifestSet(objects));
      expect(found.every((message) => typeof message === 'string')).toBe(true);
    }),
    { numRuns: 500 },
  );
});

describe('in an app', () => {
  test('a tenant with servers that fit is synthesized, with tight ones it is not', () => {
    const props = { replicas: 2, resources: { cpu: '1', memory: '1Gi' } };
    expect(() => declare(props, { tenant: { quota: { cpu: '4' } } }).app.synthYaml()).not.toThrow();
    expect(failureOf(() => declare(props, { tenant: { quota: { cpu: '2' } } }).app.synthYaml())).toContain(
      "'vision/iris/Default': a rollout deadlocks",
    );
    expect(failureOf(() => declare(props, { tenant: { quota: { cpu: '1' } } }).app.synthYaml())).toContain(
      "'vision/Quota': what is in namespace 'vision' takes more at rest than ResourceQuota 'vision-quota' holds, limits.cpu 2 of 1, requests.cpu 2 of 1",
    );
  });

  test('servers that take every accelerator roll in place, and fit without a word', () => {
    const { app } = declare(
      { replicas: 2, resources: { cpu: '1', memory: '1Gi', accelerator: Accelerator.nvidia(2) } },
      { tenant: { quota: { cpu: '4', gpus: 4 } } },
    );
    expect(() => app.synthYaml()).not.toThrow();
    expect(app.warnings).toEqual([]);
  });

  test('all problems are found together, patches included', () => {
    const { app, tenant, server } = declare(
      { replicas: 1 },
      { tenant: { quota: { cpu: '4', objects: { services: 1 } } } },
    );
    new ModelServer(tenant, 'other', { ...MINIMAL, rollout: RollingStrategy.of({ maxSurge: RolloutCount.pods(2) }) });
    server.deployment.addJsonPatch(JsonPatch.replace('/spec/replicas', 20));
    new ApiObject(tenant, 'bare', {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'bare' },
      spec: { containers: [{ name: 'main', image: 'x:1', resources: { requests: { cpu: '3' } } }] },
    });
    const failure = failureOf(() => app.synthYaml());
    expect(failure).toContain('requests.cpu 14 of 4');
    expect(failure).toContain('count/services 2 of 1');
    expect(failure).toContain("'vision/bare': container 'main' asks for 3 cpu without a limit");
  });
});
