import { amountOf, consumptionOf, totalsOf } from '../../../lib/model/quota/consumption';
import { textOf } from '../../../lib/model/quota/quota-key';
import { podGroupsOf } from '../../../lib/model/selection/pod-groups';
import { drainableBudget } from '../../../lib/rules/pods/drainable-budget';
import { podSecurity } from '../../../lib/rules/pods/pod-security';
import { existingBackends } from '../../../lib/rules/routes/existing-backends';
import { scalerTarget } from '../../../lib/rules/scaling/scaler-target';
import { ownPods } from '../../../lib/rules/selection/own-pods';
import { serviceSelectsPods } from '../../../lib/rules/services/service-selects-pods';
import { serviceTargetPort } from '../../../lib/rules/services/service-target-port';
import { reviewed } from '../../support/reviewed';
import { setOfYaml, texts } from '../../support/findings';

const TEMPLATE = (image = 'iris:1') => `
  template:
    metadata: { labels: { app: iris } }
    spec: { containers: [{ name: main, image: '${image}', ports: [{ name: http, containerPort: 8000 }], resources: { requests: { cpu: 1 } } }] }`;
const DEPLOYMENT = (replicas: number, image?: string) => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: iris, namespace: vision }
spec:
  replicas: ${replicas}
  selector: { matchLabels: { app: iris } }
  strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } }${TEMPLATE(image)}
---`;
const REFERRING = (ref = '', strategy = 'canary: { maxSurge: 1, maxUnavailable: 0 }') => `
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: iris, namespace: vision }
spec:
  replicas: 4
  workloadRef: { apiVersion: apps/v1, kind: Deployment, name: iris${ref} }
  strategy: { ${strategy} }
---`;
const WHOLE = (image?: string, strategy = 'canary: { maxSurge: 1, maxUnavailable: 0 }') => `
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: iris, namespace: vision }
spec:
  replicas: 4
  selector: { matchLabels: { app: iris } }
  strategy: { ${strategy} }${TEMPLATE(image)}
---`;
const SERVICE = (selector = 'app: iris', port = 'http') => `
apiVersion: v1
kind: Service
metadata: { name: iris, namespace: vision }
spec: { selector: { ${selector} }, ports: [{ port: 80, targetPort: ${port} }] }
---`;
const taken = (yaml: string) => {
  const totals = totalsOf(consumptionOf(setOfYaml(yaml).manifests, new Map()));
  return (['steady', 'peak', 'terminating'] as const).map((state) => textOf('pods', amountOf(totals[state], 'pods')));
};

describe('a Rollout that takes the template of a Deployment', () => {
  test.each<[string, string, string[]]>([
    [
      'counts its own pods and those of the Deployment, which nobody scales down',
      DEPLOYMENT(3) + REFERRING(),
      ['7', '9', '11'],
    ],
    ['alone where that one has none', DEPLOYMENT(0) + REFERRING(), ['4', '5', '6']],
    [
      'and until its own are there, where that one is scaled down after them',
      DEPLOYMENT(3) + REFERRING(', scaleDown: onsuccess'),
      ['4', '9', '11'],
    ],
    ['or with them', DEPLOYMENT(3) + REFERRING(', scaleDown: progressively'), ['4', '9', '11']],
    ['or never', DEPLOYMENT(3) + REFERRING(', scaleDown: never'), ['7', '9', '11']],
    ['and none where the Deployment is not there', REFERRING(), ['0', '0', '0']],
  ])('%s', (_what, yaml, expected) => {
    expect(taken(yaml)).toEqual(expected);
  });

  test('has its pods, beside those of the Deployment', () => {
    const groups = podGroupsOf(setOfYaml(REFERRING() + DEPLOYMENT(0))).select('vision', {
      matchLabels: { app: 'iris' },
    });
    expect(groups.map(({ manifest }) => manifest.kind)).toEqual(['Rollout', 'Deployment']);
  });

  test('may take that of a ReplicaSet or a PodTemplate', () => {
    const of = (kind: string, apiVersion: string) =>
      REFERRING().replace('kind: Deployment', `kind: ${kind}`).replace('apps/v1', apiVersion);
    const replicaSet = DEPLOYMENT(0).replace('kind: Deployment', 'kind: ReplicaSet');
    expect(taken(replicaSet + of('ReplicaSet', 'apps/v1'))[0]).toBe('4');
    const podTemplate = `
apiVersion: v1
kind: PodTemplate
metadata: { name: iris, namespace: vision }
template:
  metadata: { labels: { app: iris } }
  spec: { containers: [{ name: main, image: 'iris:1' }] }
---`;
    expect(taken(podTemplate + of('PodTemplate', 'v1'))[0]).toBe('4');
  });

  test('is no second controller of the same pods', () => {
    expect(texts(ownPods, setOfYaml(DEPLOYMENT(0) + REFERRING()))).toEqual([]);
    expect(texts(ownPods, setOfYaml(DEPLOYMENT(0) + WHOLE()))).not.toEqual([]);
  });

  test('has a budget that counts its pods, by its autoscaler', () => {
    const budget = `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: iris, namespace: vision }
spec: { minAvailable: 2, selector: { matchLabels: { app: iris } } }
---`;
    const scaler = `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: iris, namespace: vision }
spec: { minReplicas: 2, maxReplicas: 6, scaleTargetRef: { apiVersion: argoproj.io/v1alpha1, kind: Rollout, name: iris } }
---`;
    const referring = DEPLOYMENT(3) + REFERRING(', scaleDown: onsuccess');
    expect(texts(drainableBudget, setOfYaml(referring + budget))).toEqual([]);
    expect(texts(drainableBudget, setOfYaml(referring + budget + scaler)).join()).toContain('all 2 pods');
    expect(texts(scalerTarget, setOfYaml(referring + scaler))).toEqual([]);
  });
});

describe.each([
  ['with a template', WHOLE()],
  ['with the template of a Deployment', DEPLOYMENT(0) + REFERRING()],
])('a Rollout %s is seen as a Deployment is', (_what, yaml) => {
  test('by the Services that select its pods', () => {
    const judge = (service: string) =>
      [serviceSelectsPods, serviceTargetPort, existingBackends].flatMap((rule) =>
        texts(rule, setOfYaml(yaml + service)),
      );
    expect(judge(SERVICE())).toEqual([]);
    expect(judge(SERVICE('app: rose')).join()).toContain('app');
    expect(judge(SERVICE('app: iris', 'grpc')).join()).toContain("'grpc'");
  });

  test('by the level of its namespace', () => {
    const namespace = `
apiVersion: v1
kind: Namespace
metadata: { name: vision, labels: { pod-security.kubernetes.io/enforce: restricted } }
---`;
    expect(texts(podSecurity, setOfYaml(namespace + yaml))).not.toEqual([]);
  });
});

describe('a review of another template', () => {
  const releases = (before: string, after: string) =>
    reviewed(before, after).restarts.map(({ object, message }) => `${object.kind}: ${message}`);
  const ROUTED =
    'canary: { canaryService: b, stableService: a, trafficRouting: { traefik: { weightedTraefikServiceName: iris } }, steps: [{ setWeight: 25 }, { pause: {} }, { setWeight: 50 }, { pause: { duration: 10m } }] }';
  const CHANGED = '/spec/template/spec/containers/0/image';

  test.each<[string, string, string]>([
    [
      'rolls, without steps',
      'canary: { maxSurge: 1, maxUnavailable: 0 }',
      `Rollout: Rollout 'iris' in namespace 'vision' replaces its pods (${CHANGED}): 4 in 4 waves as soon as they start, never fewer than 4 ready nor more than 6 at a time`,
    ],
    [
      'goes step by step, and waits',
      ROUTED,
      `Rollout: Rollout 'iris' in namespace 'vision' releases other pods (${CHANGED}): a canary in 4 steps, with 25 %, 50 % of the requests, which waits at step 2 until somebody promotes it; never fewer than 4 ready nor more than 8 at a time`,
    ],
    [
      'stands beside the old one',
      'blueGreen: { activeService: iris, autoPromotionEnabled: false }',
      `Rollout: Rollout 'iris' in namespace 'vision' releases other pods (${CHANGED}): the new pods stand beside the old ones, and Service 'iris' changes over to them, once somebody promotes it; never fewer than 4 ready nor more than 8 at a time`,
    ],
  ])('%s', (_what, strategy, expected) => {
    expect(releases(WHOLE('iris:1', strategy), WHOLE('iris:2', strategy))).toEqual([expected]);
  });

  test('tells it of the Rollout where the template is that of a Deployment', () => {
    const found = releases(
      DEPLOYMENT(0, 'iris:1') + REFERRING('', ROUTED),
      DEPLOYMENT(0, 'iris:2') + REFERRING('', ROUTED),
    );
    expect(found.find((text) => text.startsWith('Rollout'))).toContain('releases other pods');
  });

  test('takes a default that is spelled out for no change', () => {
    const spelled = WHOLE()
      .replace('containerPort: 8000', 'containerPort: 8000, protocol: TCP')
      .replace('cpu: 1 ', 'cpu: 1000m ');
    expect(releases(WHOLE(), spelled)).toEqual([]);
  });

  test('says that another selector is refused', () => {
    const found = reviewed(WHOLE(), WHOLE().replace('matchLabels: { app: iris }', 'matchLabels: { app: rose }'));
    expect(found.refusals.map(({ object }) => object.kind)).toEqual(['Rollout']);
  });
});
