import { reviewed } from '../support/reviewed';

const template = (image: string) => `
  selector: { matchLabels: { app: iris } }
  template:
    metadata: { labels: { app: iris } }
    spec: { containers: [{ name: main, image: 'iris:${image}', ports: [{ containerPort: 3000 }], resources: { requests: { cpu: 1 } } }] }`;
const workload = (apiVersion: string, kind: string, image: string, more: string) => `
apiVersion: ${apiVersion}
kind: ${kind}
metadata: { name: iris, namespace: vision }
spec:
  replicas: 10${template(image)}
${more && `  ${more}`}
---
apiVersion: v1
kind: Service
metadata: { name: iris, namespace: vision }
spec: { selector: { app: iris }, ports: [{ port: 80, targetPort: 3000 }] }
`;
const rollout = (image: string, strategy: string) =>
  workload('argoproj.io/v1alpha1', 'Rollout', image, `strategy: { ${strategy} }`);
const deployment = (image: string) => workload('apps/v1', 'Deployment', image, '');

describe('another template of a Rollout is a release', () => {
  test.each([
    [
      'by the steps of its router',
      'canary: { trafficRouting: { nginx: {} }, steps: [{ setWeight: 10 }, { pause: {} }, { setWeight: 50 }] }',
      'by steps: 10 %, 50 % of the requests, then all, waiting once for somebody to go on; never fewer than 10 ready nor more than 20 at a time',
    ],
    [
      'by the steps of its pods',
      'canary: { maxSurge: 1, maxUnavailable: 0, steps: [{ setWeight: 20 }, { pause: { duration: 5m } }] }',
      'by steps: 20 % of the pods, then all; never fewer than 10 ready nor more than 12 at a time',
    ],
    [
      'a few pods at a time',
      'canary: { maxSurge: 0, maxUnavailable: 2 }',
      'a few at a time; never fewer than 8 ready nor more than 12 at a time',
    ],
    [
      'behind a preview',
      'blueGreen: { activeService: iris, autoPromotionEnabled: false }',
      "all beside the old ones, and Service 'iris' leads to them once somebody promotes them; never fewer than 10 ready nor more than 20 at a time",
    ],
  ])('%s', (_how, strategy, said) => {
    const { restarts, verdict } = reviewed(rollout('1', strategy), rollout('2', strategy));
    expect(restarts.map(({ message }) => message)).toEqual([
      `Rollout 'iris' in namespace 'vision' releases anew (/spec/template/spec/containers/0/image): its 10 pods are replaced ${said}`,
    ]);
    expect(verdict).toBe('safe');
  });

  test('a strategy that changes alone replaces no pods', () => {
    expect(reviewed(rollout('1', 'canary: {}'), rollout('1', 'blueGreen: { activeService: iris }')).restarts).toEqual(
      [],
    );
  });

  test('a template that is written otherwise replaces no pods', () => {
    const before = rollout('1', 'canary: {}');
    expect(reviewed(before, before.replace('cpu: 1 ', "cpu: '1000m' ")).restarts).toEqual([]);
  });
});

test('another selector of a Rollout is refused', () => {
  const before = rollout('1', 'canary: {}');
  const { refusals } = reviewed(before, before.replaceAll('app: iris', 'app: lily'));
  expect(refusals.map(({ object, message }) => [object.kind, message])).toEqual([
    ['Rollout', expect.stringContaining('spec.selector')],
  ]);
});

describe('a move', () => {
  test.each([
    ['to a Rollout', deployment('1'), rollout('1', 'canary: {}'), 'Deployment'],
    ['back to a Deployment', rollout('1', 'canary: {}'), deployment('1'), 'Rollout'],
  ])(
    '%s takes what was there out, and the Service still leads to it until somebody deletes it',
    (_where, before, after, kind) => {
      const { removals, services, reasons } = reviewed(before, after);
      expect(removals.map(({ object }) => object.kind)).toEqual([kind]);
      expect(services.map(({ message }) => message).join()).toContain(`still to ${kind} iris`);
      expect(reasons.join()).toContain('1 object that serves requests is in the manifests no more');
    },
  );
});

describe('a Rollout that takes the template of a Deployment', () => {
  const both = (image: string, replicas: number, scaleDown = 'onsuccess') =>
    deployment(image).replace('replicas: 10', `replicas: ${replicas}`) +
    `---
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: iris, namespace: vision }
spec:
  replicas: 4
  workloadRef: { apiVersion: apps/v1, kind: Deployment, name: iris, scaleDown: ${scaleDown} }
  strategy: { canary: { maxSurge: 1, maxUnavailable: 0 } }
`;

  test('releases when the template of the Deployment changes', () => {
    expect(reviewed(both('1', 0), both('2', 0)).restarts.map(({ object }) => object.kind)).toEqual(['Rollout']);
    expect(reviewed(both('1', 2, 'never'), both('2', 2, 'never')).restarts.map(({ object }) => object.kind)).toEqual([
      'Deployment',
      'Rollout',
    ]);
  });

  test('has the pods behind a Service although the Deployment has none', () => {
    const { services, verdict } = reviewed(deployment('1'), both('1', 0));
    expect(services.filter(({ losesAll }) => losesAll)).toEqual([]);
    expect(verdict).not.toBe('outage');
  });
});
