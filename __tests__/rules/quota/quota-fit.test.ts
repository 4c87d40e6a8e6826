import fc from 'fast-check';
import { ApiObject, JsonPatch } from 'cdk8s';
import { Accelerator, ModelServer, RollingStrategy, RolloutCount, ServerVolume } from '../../../lib';
import { NO_CONTEXT } from '../../../lib/rules/context';
import { runRules } from '../../../lib/rules/run-rules';
import { declare, failureOf, MINIMAL } from '../../support/declare';
import { setOf } from '../../support/findings';
import { deployment, judge, NOTHING, quota, QUOTA_RULES, range, rolling } from '../../support/quota-yaml';

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

  test('a pod as a whole is held against items for pods, and limits against requests', () => {
    const pods = (item: string) => range(item).replace('Container', 'Pod');
    const both = ', initContainers: [{ name: side, restartPolicy: Always, resources: { limits: { cpu: 1 } } }]';
    expect(errorOf(pods('max: { cpu: 2 }') + one('limits: { cpu: 1 }', both))).toBe('');
    expect(errorOf(pods('max: { cpu: 1500m }') + one('limits: { cpu: 1 }', both))).toBe(
      "'a': a pod as a whole has a limit of 2 cpu, above the max of 1500m in LimitRange 'range': its pods are refused; lower it, or raise the max",
    );
    expect(errorOf(pods('max: { cpu: 2 }') + one(''))).toContain('has no limit of cpu to hold against the max of 2');
    expect(errorOf(pods('min: { memory: 1Gi }') + one('requests: { cpu: 1 }'))).toContain('asks for no memory to hold');
    const ratio = range('maxLimitRequestRatio: { cpu: 1.5 }');
    expect(errorOf(ratio + one('requests: { cpu: 1 }, limits: { cpu: 1500m }'))).toBe('');
    expect(errorOf(ratio + one('requests: { cpu: 1 }, limits: { cpu: 1501m }'))).toBe(
      "'a': container 'main' has a limit of 1501m cpu for a request of 1, above the maxLimitRequestRatio of 1500m in LimitRange 'range': its pods are refused; bring them closer together",
    );
    expect(errorOf(ratio + one('requests: { cpu: 1 }'))).toContain('has no request and limit of cpu');
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
    ...['constructor/v1/constructor', 'toString/v1/Deployment', '__proto__/v1/__proto__', 'valueOf'],
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
      const objects = [['v1/ResourceQuota', { hard: { pods: 1 } }] as const, ...given].map(([title, spec]) => {
        const [name] = title.split('/').reverse();
        const apiVersion = title.slice(0, -name.length - 1);
        return { apiVersion, kind: name, metadata: { name: 'x', namespace: 'n' }, spec };
      });
      const found = runRules(setOf(objects), NO_CONTEXT, QUOTA_RULES);
      expect(found.every(({ message }) => typeof message === 'string')).toBe(true);
    }),
    { numRuns: 500 },
  );
});

describe('in an app', () => {
  test('a tenant with servers that fit is synthesized, with tight ones it is not', () => {
    const props = { replicas: 2, resources: { cpu: '1', memory: '1Gi' } };
    expect(() => declare(props, { tenant: { quota: { cpu: '4' } } }).app.synthYaml()).not.toThrow();
    expect(failureOf(() => declare(props, { tenant: { quota: { cpu: '2' } } }).app.synthYaml())).toContain(
      "'vision/iris': a rollout deadlocks",
    );
    expect(failureOf(() => declare(props, { tenant: { quota: { cpu: '1' } } }).app.synthYaml())).toContain(
      "'vision/Quota': what is in namespace 'vision' takes more at rest than ResourceQuota 'vision-quota' holds, limits.cpu 2 of 1, requests.cpu 2 of 1",
    );
  });

  test('servers that take every accelerator roll in place, and fit without a word', () => {
    const volumes = [ServerVolume.emptyDir({ name: 'tmp', mountPath: '/tmp', sizeLimit: '20Gi' })];
    const { app } = declare(
      { replicas: 4, volumes, resources: { cpu: '1', memory: '1Gi', accelerator: Accelerator.nvidia(1) } },
      { tenant: { quota: { cpu: '8', gpus: 4 } } },
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
