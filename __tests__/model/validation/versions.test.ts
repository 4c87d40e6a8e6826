import { isKubernetesGroup, isServed, kindsOfGroup, knownGroups } from '../../../lib/manifests/kinds';
import { validateObject } from '../../../lib/model/validation';
import { pod, refused } from './refused';

const sleep = pod({ container: 'lifecycle: { preStop: { sleep: { seconds: 5 } } }' });
const tolerance = `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: a }
spec:
  maxReplicas: 3
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: a }
  behavior: { scaleUp: { tolerance: '0.1' } }`;
const digits = 'apiVersion: v1\nkind: Service\nmetadata: { name: 1a }\nspec: { ports: [{ port: 80 }] }';

describe('what depends on the version', () => {
  test('a field is refused by the versions before it', () => {
    expect(refused(sleep, { minor: 28 })).toEqual([
      "/spec/containers/0/lifecycle/preStop/sleep LifecycleHandler has the field 'sleep' from Kubernetes 1.29 on",
    ]);
    expect(refused(sleep, { minor: 29 })).toEqual([]);
    expect(refused(sleep, { minor: 37 })).toEqual([]);
  });

  test('where the version is not declared, the versions that refuse it are named', () => {
    expect(refused(sleep, {})).toEqual([
      "/spec/containers/0/lifecycle/preStop/sleep LifecycleHandler has the field 'sleep' from Kubernetes 1.29 on [before 1.29]",
    ]);
    expect(refused(digits, {})).toEqual([expect.stringMatching(/^\/metadata\/name .* \[before 1\.36\]$/)]);
  });

  test('between two releases of the client nothing is refused that may be known there', () => {
    // 1.30 has no image volumes and 1.32 has them; of 1.31 there is no release.
    const image = pod({ spec: 'volumes: [{ name: weights, image: { reference: r } }]' });
    expect(refused(image, { minor: 30 })).toHaveLength(1);
    expect(refused(image, { minor: 31 })).toEqual([]);
    expect(refused(image, { minor: 32 })).toEqual([]);
    // One version is told, not the release that has it beside it.
    expect(refused(image, {})).toEqual([
      "/spec/volumes/0/image Volume does not have the field 'image' yet [before 1.31]",
    ]);
  });

  test('what no supported version knows is refused whatever the version', () => {
    const yaml = pod({ container: 'imagePullPolicyy: Always' });
    for (const context of [{}, { minor: 28 }, { minor: 37 }]) {
      expect(refused(yaml, context)).toEqual([
        "/spec/containers/0/imagePullPolicyy Container has no field 'imagePullPolicyy' (did you mean 'imagePullPolicy'?)",
      ]);
    }
  });

  test('what only some versions cannot read is judged as the others read it', () => {
    const wrong = tolerance.replace('maxReplicas: 3', 'maxReplicas: 0');
    expect(refused(wrong, {}).map((line) => line.split(' ')[0])).toEqual([
      '/spec/behavior/scaleUp/tolerance',
      '/spec/maxReplicas',
      '/spec/maxReplicas',
    ]);
    expect(refused(wrong, { minor: 28 }).map((line) => line.split(' ')[0])).toEqual([
      '/spec/behavior/scaleUp/tolerance',
      '/spec/maxReplicas',
      '/spec/maxReplicas',
    ]);
  });

  test.each([
    ['policy/v1beta1', 'PodDisruptionBudget', 'use policy/v1'],
    ['autoscaling/v2beta2', 'HorizontalPodAutoscaler', 'use autoscaling/v2'],
    ['extensions/v1beta1', 'Ingress', 'use networking.k8s.io/v1'],
    ['batch/v1beta1', 'CronJob', 'use batch/v1'],
    ['apps/v1beta2', 'Deployment', 'use apps/v1'],
  ])('%s %s is gone: %s', (apiVersion, kind, fix) => {
    const yaml = `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: a }`;
    expect(refused(yaml, {})).toEqual([`/apiVersion no kind '${kind}' is served at '${apiVersion}' (${fix})`]);
  });

  test('a kind is refused by the versions that do not serve it', () => {
    const flow = 'apiVersion: flowcontrol.apiserver.k8s.io/v1beta2\nkind: FlowSchema\nmetadata: { name: a }';
    expect(refused(flow, { minor: 28 })).toEqual([]);
    expect(refused(flow, { minor: 29 })).toEqual([expect.stringContaining('until Kubernetes 1.28')]);
    expect(refused(flow, {})).toEqual([expect.stringContaining('[from 1.29]')]);
    const claim = 'apiVersion: resource.k8s.io/v1\nkind: ResourceClaim\nmetadata: { name: a }\nspec: {}';
    expect(refused(claim, { minor: 33 })).toEqual([expect.stringContaining('from Kubernetes 1.34 on')]);
    expect(refused(claim, { minor: 34 })).toEqual([]);
  });

  test.each([
    ['a Service that begins with a digit', digits, 36],
    ['an environment variable with a blank', pod({ container: "env: [{ name: 'a b', value: x }]" }), 32],
    ['a search domain with _', pod({ spec: 'dnsConfig: { searches: [_a.example] }' }), 33],
    [
      'traffic that stays on its node',
      'apiVersion: v1\nkind: Service\nmetadata: { name: a }\nspec: { ports: [{ port: 80 }], trafficDistribution: PreferSameNode }',
      34,
    ],
    ['a container that is restarted on its own', pod({ container: 'restartPolicy: Never' }), 35],
  ])('%s is allowed from 1.%d on', (_, yaml, minor) => {
    expect(refused(yaml, { minor: minor - 1 })).toHaveLength(1);
    expect(refused(yaml, { minor: minor })).toEqual([]);
  });

  test('the Service of a StatefulSet has to be the name of one from 1.33 on', () => {
    const yaml = `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: a }
spec:
  serviceName: A_B
  selector: { matchLabels: { app: a } }
  template: { metadata: { labels: { app: a } }, spec: { containers: [{ name: m, image: m }] } }`;
    expect(refused(yaml, { minor: 32 })).toEqual([]);
    expect(refused(yaml, { minor: 33 })).toHaveLength(1);
    expect(refused(yaml, {})).toEqual([expect.stringMatching(/\[from 1\.33\]$/)]);
  });
});

describe('a HorizontalPodAutoscaler that may have no pods', () => {
  const scaler = (metric: string) => `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: a }
spec:
  minReplicas: 0
  maxReplicas: 3
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: a }
  metrics: [{ ${metric} }]`;
  const queue = scaler(
    'type: External, external: { metric: { name: messages }, target: { type: Value, value: "10" } }',
  );
  const cpu = scaler('type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 70 } }');
  const tooFew = '/spec/minReplicas must be 1 or more, got 0 (no pods at all takes Kubernetes 1.37, or KEDA)';
  const unwoken =
    "/spec/minReplicas must be 1 or more without a metric of the type 'External' or 'Object', got 0 (add a metric that is there without pods)";

  test.each<[string, object, string[], string[]]>([
    ['1.36', { minor: 36 }, [tooFew], [tooFew]],
    ['1.37', { minor: 37 }, [], [unwoken]],
    ['1.36 with the gate on', { minor: 36, hpaScaleToZero: true }, [], [unwoken]],
    ['1.37 with the gate off', { minor: 37, hpaScaleToZero: false }, [tooFew], [tooFew]],
    [
      'a version that nobody declared',
      {},
      [`${tooFew} [before 1.37]`],
      [`${tooFew} [before 1.37]`, `${unwoken} [from 1.37]`],
    ],
  ])('is refused by Kubernetes %s as that does', (_, context, ofQueue, ofCpu) => {
    expect(refused(queue, context)).toEqual(ofQueue);
    expect(refused(cpu, context)).toEqual(ofCpu);
  });
});

describe('each kind of Kubernetes at each of its versions', () => {
  const MINORS = Array.from({ length: 10 }, (_, index) => 28 + index);
  const KINDS = knownGroups()
    .filter(isKubernetesGroup)
    .flatMap(kindsOfGroup)
    .flatMap(({ group, kind, versions = {} }) => Object.keys(versions).map((version) => ({ group, version, kind })));

  test.each(MINORS)('is read by Kubernetes 1.%d exactly where that serves it', (minor) => {
    const wrong = KINDS.filter(({ group, version, kind }) => {
      const object = { apiVersion: group === '' ? version : `${group}/${version}`, kind, metadata: { name: 'a' } };
      const isRefused = validateObject(object, { minor }).some(({ at }) => at === '/apiVersion');
      return isRefused === isServed(group, version, kind, minor);
    });
    expect(wrong).toEqual([]);
    expect(KINDS.length).toBeGreaterThan(100);
  });
});
