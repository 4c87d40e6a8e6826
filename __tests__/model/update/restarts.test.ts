import { judgeUpdate } from '../../../lib/model/update/judge-update';
import { object } from './objects';

/** Fragments of a pod template: which pods are replaced follows from these alone. */
const REPLACING = [
  ['a label of the pods', 'metadata: { labels: { a: b } }'],
  ['an annotation of the pods', 'metadata: { annotations: { a: b } }'],
  ['an image', 'spec: { containers: { 0: { image: m:2 } } }'],
  ['the image of any container', 'spec: { containers: { 1: { image: s:2 } } }'],
  ['the value of an argument', `spec: { containers: { 0: { args: [--port, '8001'] } } }`],
  ['the order of arguments', `spec: { containers: { 0: { args: ['8000', --port] } } }`],
  ['the value of a variable', 'spec: { containers: { 0: { env: { 0: { value: c } } } } }'],
  ['the order of variables', 'spec: { containers: { 0: { env: [{ name: B, value: b }, { name: A, value: a }] } } }'],
  ['the order of tolerations', 'spec: { tolerations: [{ key: b, operator: Exists }, { key: a, operator: Exists }] }'],
  ['resources', 'spec: { containers: { 0: { resources: { requests: { cpu: 1001m } } } } }'],
  ['the path of a probe', 'spec: { containers: { 0: { readinessProbe: { httpGet: { path: /other } } } } }'],
  ['a grace period', 'spec: { terminationGracePeriodSeconds: 60 }'],
  ['the name of a port', 'spec: { containers: { 0: { ports: { 0: { name: web } } } } }'],
  ['a node selector', 'spec: { nodeSelector: { a: b } }'],
  ['a service account', 'spec: { serviceAccountName: other }'],
  ['a scheduler', 'spec: { schedulerName: other }'],
  [
    'a spread',
    'spec: { topologySpreadConstraints: [{ maxSkew: 1, topologyKey: a, whenUnsatisfiable: DoNotSchedule }] }',
  ],
  ['the source of a volume', 'spec: { volumes: { 0: { configMap: { name: other } } } }'],
  ['an init container', 'spec: { initContainers: [{ name: i, image: i:1 }] }'],
  ['an empty security context of a container', 'spec: { containers: { 0: { securityContext: {} } } }'],
  ['an empty affinity', 'spec: { affinity: {} }'],
  ['a switch that differs from none', 'spec: { automountServiceAccountToken: false }'],
  ['service links, which templates do not fill in', 'spec: { enableServiceLinks: true }'],
] as const;

const KEEPING = [
  ['a whole CPU in thousandths', 'spec: { containers: { 0: { resources: { requests: { cpu: 1000m } } } } }'],
  ['a whole CPU as a number', 'spec: { containers: { 0: { resources: { requests: { cpu: 1 } } } } }'],
  ['a GiB in MiB', 'spec: { containers: { 0: { resources: { limits: { memory: 1024Mi } } } } }'],
  ['the period of a probe', 'spec: { containers: { 0: { readinessProbe: { periodSeconds: 10 } } } }'],
  ['a delay of nothing', 'spec: { containers: { 0: { readinessProbe: { initialDelaySeconds: 0 } } } }'],
  ['a pull policy', 'spec: { containers: { 0: { imagePullPolicy: IfNotPresent } } }'],
  ['the grace period', 'spec: { terminationGracePeriodSeconds: 30 }'],
  ['the protocol of a port', 'spec: { containers: { 0: { ports: { 0: { protocol: TCP } } } } }'],
  ['the mode of files', 'spec: { volumes: { 0: { configMap: { defaultMode: 420 } } } }'],
  ['an empty security context of the pod', 'spec: { securityContext: {} }'],
  ['an empty node selector', 'spec: { nodeSelector: {} }'],
  ['empty annotations', 'metadata: { annotations: {} }'],
  ['empty variables', 'spec: { containers: { 1: { env: [] } } }'],
  ['empty resources', 'spec: { containers: { 1: { resources: { limits: {} } } } }'],
  ['the network of the pod', 'spec: { hostNetwork: false }'],
  ['the scheduler', 'spec: { schedulerName: default-scheduler }'],
  ['the restart policy', 'spec: { restartPolicy: Always }'],
  ['a field of the pod without a value', 'spec: { nodeName: null }'],
] as const;

const WORKLOADS = ['Deployment', 'StatefulSet', 'DaemonSet'] as const;

describe.each(WORKLOADS)('the pods of a %s', (kind) => {
  const changed = (template: string) => object(kind, `spec: { template: { ${template} } }`);

  it.each(REPLACING)('restart with %s', (_, template) => {
    const verdict = judgeUpdate(object(kind), changed(template));
    expect(verdict).toMatchObject({ refused: [], changed: true, restarts: true });
    expect(verdict.restartCauses.every(({ at }) => at.startsWith('/spec/template/'))).toBe(true);
    // A name that was given stays under the old name of the field when it is taken away.
    const isKept = template.includes('serviceAccountName');
    expect(judgeUpdate(changed(template), object(kind)).restarts).toBe(!isKept);
  });

  it.each(KEEPING)('stay with %s spelled out', (_, template) => {
    const nothing = { refused: [], changed: false, restarts: false, restartCauses: [], changes: [] };
    expect(judgeUpdate(object(kind), changed(template))).toEqual(nothing);
    expect(judgeUpdate(changed(template), object(kind))).toEqual(nothing);
  });
});

describe('pods', () => {
  it.each([
    ['a label of the object', '{ metadata: { labels: { a: b } } }'],
    ['an annotation of the object', '{ metadata: { annotations: { a: b } } }'],
    ['replicas', 'spec: { replicas: 4 }'],
    ['no replicas, which are one', 'spec: { replicas: null }'],
    ['a strategy', 'spec: { strategy: { rollingUpdate: { maxSurge: 2 } } }'],
    ['minReadySeconds', 'spec: { minReadySeconds: 3 }'],
    ['a deadline', 'spec: { progressDeadlineSeconds: 3 }'],
    ['a history limit', 'spec: { revisionHistoryLimit: 3 }'],
  ])('stay with %s', (_, fragment) => {
    const verdict = judgeUpdate(object('Deployment'), object('Deployment', fragment));
    expect(verdict).toMatchObject({ refused: [], changed: true, restarts: false, restartCauses: [] });
  });

  it.each(['ConfigMap', 'Secret'])('stay with other data of a %s', (kind) => {
    expect(judgeUpdate(object(kind), object(kind, 'data: { b: Yg== }'))).toMatchObject({
      changed: true,
      restarts: false,
    });
  });

  it('stay when the order of containers is kept, and restart when it is not', () => {
    const containers = object('Deployment').spec.template.spec.containers as object[];
    const reversed = object(
      'Deployment',
      `spec: { template: { spec: { containers: ${JSON.stringify([...containers].reverse())} } } }`,
    );
    const { restarts, restartCauses } = judgeUpdate(object('Deployment'), reversed);
    expect(restarts).toBe(true);
    expect(restartCauses.map(({ at }) => at)).toEqual(['/spec/template/spec/containers']);
  });

  it.each([
    ['Deployment', false],
    ['StatefulSet', true],
    ['DaemonSet', true],
  ])('of a %s, restart with an equal amount that is stored otherwise: %s', (kind, restarts) => {
    const bytes = `spec: { template: { spec: { containers: { 0: { resources: { limits: { memory: '1073741824' } } } } } } }`;
    expect(judgeUpdate(object(kind), object(kind, bytes))).toMatchObject({ changed: true, restarts });
  });

  it('of a CronJob, a Job and a ReplicaSet are not replaced', () => {
    const image = 'spec: { template: { spec: { containers: { 0: { image: m:2 } } } } }';
    expect(judgeUpdate(object('ReplicaSet'), object('ReplicaSet', image))).toMatchObject({
      changed: true,
      restarts: false,
    });
    const ofJob = 'spec: { jobTemplate: { spec: { template: { spec: { containers: { 0: { image: j:2 } } } } } } }';
    expect(judgeUpdate(object('CronJob'), object('CronJob', ofJob))).toMatchObject({ changed: true, restarts: false });
  });

  it('do not restart when the change is refused', () => {
    const both =
      'spec: { selector: { matchLabels: { tier: x } }, template: { spec: { containers: { 0: { image: m:2 } } } } }';
    expect(judgeUpdate(object('Deployment'), object('Deployment', both))).toMatchObject({
      changed: true,
      restarts: false,
      restartCauses: [],
    });
  });
});

describe('the cause of a restart', () => {
  it('names fields with what was and is', () => {
    const after = object(
      'Deployment',
      `spec: { template: { spec: { containers: { 0: { image: m:2, env: { 0: { value: c } } }, 1: { name: other } } } } }`,
    );
    expect(judgeUpdate(object('Deployment'), after).restartCauses).toEqual([
      { at: '/spec/template/spec/containers/0/env/0/value', before: 'not shown', after: 'not shown' },
      { at: '/spec/template/spec/containers/0/image', before: `'m:1'`, after: `'m:2'` },
      {
        at: '/spec/template/spec/containers/1',
        after: 'an object (image, imagePullPolicy, name, terminationMessagePath, terminationMessagePolicy)',
      },
      {
        at: '/spec/template/spec/containers/1',
        before: 'an object (image, imagePullPolicy, name, terminationMessagePath, terminationMessagePolicy)',
      },
    ]);
  });
});

describe('a change that is accepted and means something else than it says', () => {
  it('scales to one pod without replicas', () => {
    const { changes } = judgeUpdate(object('Deployment'), object('Deployment', 'spec: { replicas: null }'));
    expect(changes).toMatchObject([{ at: '/spec/replicas', kind: 'changed' }]);
  });

  it('stays headless without clusterIP', () => {
    const headless = object('Service', 'spec: { clusterIP: None }');
    expect(judgeUpdate(headless, object('Service'))).toMatchObject({ refused: [], changed: false });
  });

  it('keeps the ports of the nodes by the names of its ports', () => {
    const ported = object('Service', 'spec: { type: NodePort, ports: { 0: { nodePort: 30100 } } }');
    expect(judgeUpdate(ported, object('Service', 'spec: { type: NodePort }')).changed).toBe(false);
    const renamed = object('Service', 'spec: { type: NodePort, ports: { 0: { name: web } } }');
    expect(judgeUpdate(ported, renamed).changes).toMatchObject([
      { at: '/spec/ports/0/name', kind: 'changed' },
      { at: '/spec/ports/0/nodePort', kind: 'removed' },
    ]);
  });

  it('drops with the type what only that type has', () => {
    const balanced = object('Service', 'spec: { type: LoadBalancer, ports: { 0: { nodePort: 30100 } } }');
    expect(judgeUpdate(balanced, object('Service', 'spec: { ports: { 0: { nodePort: 30100 } } }'))).toMatchObject({
      refused: [],
      changes: [
        { at: '/spec/allocateLoadBalancerNodePorts', kind: 'removed' },
        { at: '/spec/externalTrafficPolicy', kind: 'removed' },
        { at: '/spec/ports/0/nodePort', kind: 'removed' },
        { at: '/spec/type', kind: 'changed' },
      ],
    });
  });

  it('weighs one without a weight', () => {
    const route = object('HTTPRoute', 'spec: { rules: { 0: { backendRefs: { 1: { weight: null } } } } }');
    expect(judgeUpdate(object('HTTPRoute'), route).changes).toMatchObject([
      { at: '/spec/rules/0/backendRefs/1/weight', kind: 'changed' },
    ]);
    const one = object('HTTPRoute', 'spec: { rules: { 0: { backendRefs: { 1: { weight: 1 } } } } }');
    expect(judgeUpdate(route, one).changed).toBe(false);
  });

  it('tells that the share of a canary goes', () => {
    const promoted = object('InferenceService', 'spec: { predictor: { canaryTrafficPercent: null } }');
    expect(judgeUpdate(object('InferenceService'), promoted).changes).toMatchObject([
      { at: '/spec/predictor/canaryTrafficPercent', kind: 'removed' },
    ]);
  });

  it('keeps a key of a Secret that was given as text', () => {
    const texts = object('Secret', '{ data: null, stringData: { a: x, b: y } }');
    const less = object('Secret', '{ data: null, stringData: { a: x } }');
    expect(judgeUpdate(texts, less)).toMatchObject({ refused: [], changed: false });
    expect(judgeUpdate(texts, object('Secret', 'data: { a: eA== }')).changed).toBe(false);
    expect(judgeUpdate(less, object('Secret', '{ data: null, stringData: { a: z } }')).changes).toMatchObject([
      { at: '/stringData/a', kind: 'changed' },
    ]);
  });

  it('keeps a service account that is no longer named', () => {
    const named = object('Deployment', 'spec: { template: { spec: { serviceAccountName: s } } }');
    expect(judgeUpdate(named, object('Deployment')).changed).toBe(false);
  });

  it('keeps the pull policy that was filled in for another tag', () => {
    const latest = object('Deployment', 'spec: { template: { spec: { containers: { 0: { image: m } } } } }');
    expect(judgeUpdate(object('Deployment'), latest).changes).toMatchObject([
      { at: '/spec/template/spec/containers/0/image', kind: 'changed' },
    ]);
  });

  it('takes away what was given, with what was filled in below', () => {
    const rolling = object('Deployment', 'spec: { strategy: { rollingUpdate: { maxSurge: 2, maxUnavailable: 0 } } }');
    expect(judgeUpdate(rolling, object('Deployment')).changes).toMatchObject([
      { at: '/spec/strategy/rollingUpdate/maxSurge', kind: 'changed' },
      { at: '/spec/strategy/rollingUpdate/maxUnavailable', kind: 'changed' },
    ]);
  });
});
