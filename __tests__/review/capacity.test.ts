import fc from 'fast-check';
import { Quantity } from '../../lib/private/quantity';
import { capacityChanges } from '../../lib/review/capacity';
import { deployment, quota, range, rolling } from '../support/quota-yaml';
import { sides } from '../support/reviewed';

const changes = (before: string, after: string) => {
  const { pairs, before: was, after: now } = sides(before, after);
  return capacityChanges(pairs, was, now);
};
/** Rows as a reader sees them: key, before, after, peak, what the quota holds, what it exceeds. */
const rows = (before: string, after: string, only?: string) =>
  changes(before, after)
    .filter(({ key }) => only === undefined || key.startsWith(only))
    .map(({ key, before: was, after: now, peak, hard = '-', exceeds }) =>
      [key, was, now, peak, hard, exceeds].join(' | '),
    );

const CPU = 'requests: { cpu: 1 }';
const server = (name: string, replicas: number, image = '1', strategy = rolling(1, 0), resources = CPU, pod = '') =>
  deployment(name, `replicas: ${replicas}, ${strategy}`, resources, pod).replace('main', `main, image: x:${image}`);
const kindOf = (kind: string, yaml: string) => yaml.replace('kind: Deployment', `kind: ${kind}`);

test.each([
  ['labels', '{ labels: { app: iris, tier: gold } }'],
  ['annotations', '{ labels: { app: iris }, annotations: { a: b } }'],
])('a Rollout replaces its pods for other %s of its template', (_what, metadata) => {
  const rollout = (template: string) => `apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: iris, namespace: vision }
spec:
  replicas: 2
  selector: { matchLabels: { app: iris } }
  strategy: { canary: { maxSurge: 1, maxUnavailable: 0 } }
  template:
    metadata: ${template}
    spec: { containers: [{ name: main, image: 'x:1', resources: { ${CPU} } }] }
`;
  expect(rows(rollout('{ labels: { app: iris } }'), rollout(metadata), 'requests.')).toEqual([
    'requests.cpu | 2 | 2 | 4 | - | no',
  ]);
});

describe('what a namespace takes', () => {
  test.each<[string, string, string, string[]]>([
    ['nothing that changes', server('iris', 2), server('iris', 2), []],
    [
      'a workload that grows, which replaces nothing',
      server('iris', 2),
      server('iris', 3),
      ['requests.cpu | 2 | 3 | 3 | - | no'],
    ],
    ['one that shrinks', server('iris', 3), server('iris', 2), ['requests.cpu | 3 | 2 | 3 | - | no']],
    ['one that is new', '', server('iris', 2), ['requests.cpu | 0 | 2 | 2 | - | no']],
    ['one that goes, and is there until then', server('iris', 2), '', ['requests.cpu | 2 | 0 | 2 | - | no']],
    [
      'one that rolls, with its surge and what shuts down',
      server('iris', 2),
      server('iris', 2, '2'),
      ['requests.cpu | 2 | 2 | 4 | - | no'],
    ],
    [
      'new pods in place of old ones',
      server('iris', 4, '1', rolling(0, 1)),
      server('iris', 4, '2', rolling(0, 1)),
      ['requests.cpu | 4 | 4 | 5 | - | no'],
    ],
    [
      'new pods that ask for more, as many as there are replicas',
      server('iris', 4, '1', rolling(1, 0)),
      server('iris', 4, '2', rolling(1, 0), 'requests: { cpu: 2 }'),
      ['requests.cpu | 4 | 8 | 10 | - | no'],
    ],
    [
      'pods that are recreated: never both',
      server('iris', 2, '1', 'strategy: { type: Recreate }'),
      server('iris', 2, '2', 'strategy: { type: Recreate }', 'requests: { cpu: 2 }'),
      ['requests.cpu | 2 | 4 | 4 | - | no'],
    ],
    [
      'one that rolls beside others that do not',
      server('iris', 2) + server('rank', 8),
      server('iris', 2, '2') + server('rank', 8),
      ['requests.cpu | 10 | 10 | 12 | - | no'],
    ],
    [
      'a StatefulSet, which waits for each old pod to go',
      kindOf('StatefulSet', server('iris', 2)),
      kindOf('StatefulSet', server('iris', 2, '2')),
      [],
    ],
    [
      'what a LimitRange fills in',
      server('iris', 2, '1', rolling(1, 0), 'requests: {}') + range('defaultRequest: { cpu: 1 }'),
      server('iris', 2, '1', rolling(1, 0), 'requests: {}') + range('defaultRequest: { cpu: 2 }'),
      ['requests.cpu | 2 | 4 | 4 | - | no'],
    ],
  ])('counts %s', (_, before, after, expected) => {
    expect(rows(before, after, 'requests.cpu')).toEqual(expected);
  });

  it('tells accelerators first, then cpu, memory and pods', () => {
    const resources = 'requests: { cpu: 1, memory: 1Gi }, limits: { nvidia.com/gpu: 2 }';
    expect(rows('', server('llm', 2, '1', rolling(0, 1), resources))).toEqual([
      'requests.nvidia.com/gpu | 0 | 4 | 4 | - | no',
      'requests.cpu | 0 | 2 | 2 | - | no',
      'requests.memory | 0 | 2Gi | 2Gi | - | no',
      'pods | 0 | 2 | 2 | - | no',
    ]);
  });

  it('takes a workload that an autoscaler scales at its most', () => {
    const scaler = (most: number) => `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: iris, namespace: vision }
spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: iris }, maxReplicas: ${most} }
---`;
    expect(rows(server('iris', 2) + scaler(4), server('iris', 2) + scaler(6), 'pods')).toEqual([
      'pods | 4 | 6 | 6 | - | no',
    ]);
  });
});

describe('the headroom of quotas', () => {
  test.each<[string, string, string, string[]]>([
    ['holds', quota('cpu: 4') + server('iris', 2), quota('cpu: 4') + server('iris', 2, '2'), ['2 | 2 | 4 | 4 | no']],
    [
      'is exceeded on the way',
      quota('requests.cpu: 3') + server('iris', 2),
      quota('requests.cpu: 3') + server('iris', 2, '2'),
      ['2 | 2 | 4 | 3 | on the way'],
    ],
    [
      'is exceeded at rest',
      quota('requests.cpu: 3') + server('iris', 2),
      quota('requests.cpu: 3') + server('iris', 4),
      ['2 | 4 | 4 | 3 | at rest'],
    ],
    [
      'is exceeded by a quota that is lowered',
      quota('requests.cpu: 3') + server('iris', 2),
      quota('requests.cpu: 1') + server('iris', 2),
      ['2 | 2 | 2 | 1 | at rest'],
    ],
    [
      'is that of the smallest quota',
      quota('requests.cpu: 3') + quota('cpu: 2').replace('name: quota', 'name: other') + server('iris', 1),
      quota('requests.cpu: 3') + quota('cpu: 2').replace('name: quota', 'name: other') + server('iris', 2),
      ['1 | 2 | 2 | 2 | no'],
    ],
  ])('%s', (_, before, after, expected) => {
    expect(rows(before, after, 'requests.cpu')).toEqual(expected.map((row) => `requests.cpu | ${row}`));
  });

  it('is told apart for a quota that counts some of the pods', () => {
    const scoped = quota('pods: 2', ', scopes: [NotBestEffort]');
    const bestEffort = server('batch', 5, '1', rolling(1, 0), '');
    expect(rows(scoped + server('iris', 1) + bestEffort, scoped + server('iris', 3) + bestEffort, 'pods')).toEqual([
      'pods (ResourceQuota quota) | 1 | 3 | 3 | 2 | at rest',
      'pods | 6 | 8 | 8 | - | no',
    ]);
  });

  it('is looked at in namespaces that change alone', () => {
    const other = server('rank', 9).replace('namespace: vision', 'namespace: other');
    expect(changes(server('iris', 2) + other, server('iris', 3) + other).map((row) => row.namespaceName)).toEqual([
      'vision',
      'vision',
    ]);
  });
});

it('never takes less on the way than before or after, nor more than all old and all new pods together', () => {
  const side = fc.record({
    replicas: fc.nat(6),
    image: fc.constantFrom('1', '2'),
    cpu: fc.integer({ min: 1, max: 4 }),
    surge: fc.nat(3),
    unavailable: fc.nat(2),
  });
  const yaml = ({ replicas, image, cpu, surge, unavailable }: { [key: string]: string | number }) =>
    server(
      'iris',
      Number(replicas),
      String(image),
      rolling(surge, surge === 0 ? 1 : unavailable),
      `requests: { cpu: ${cpu} }`,
    );
  fc.assert(
    fc.property(side, side, (before, after) => {
      const [change] = changes(yaml(before), yaml(after)).filter(({ key }) => key === 'requests.cpu');
      if (!change) return;
      const [was, now, peak] = [change.before, change.after, change.peak].map((text) => Quantity.parse(text));
      expect(was.exceeds(peak) || now.exceeds(peak)).toBe(false);
      expect(peak.exceeds(Quantity.of(Math.max(before.replicas, after.replicas) * before.cpu).plus(now))).toBe(false);
    }),
    { numRuns: 60 },
  );
});
