import { deployment, judge, NOTHING, quota, rolling } from '../../support/quota-yaml';

describe('while rolling out', () => {
  test('a Deployment that may lose no pod and has no room for one more is an error: it deadlocks', () => {
    const found = judge(quota('requests.cpu: 3') + deployment('a', `replicas: 3, ${rolling(1, 0)}`));
    expect(found.errors).toEqual([
      "'a': a rollout deadlocks: no pod may be unavailable and one more does not fit ResourceQuota 'quota', requests.cpu 4 of 3; raise the quota to requests.cpu 4, use RollingStrategy.inPlace(), or lower replicas",
    ]);
    // The defaults of the API server are 25% each: with three replicas one more and none less.
    expect(judge(quota('requests.cpu: 3') + deployment('a', 'replicas: 3')).errors).toHaveLength(1);
  });

  test('several that fit alone but not at once are a warning: whoever is ready leaves the room to the next', () => {
    const both = deployment('a', `replicas: 2, ${rolling(1, 0)}`) + deployment('b', `replicas: 2, ${rolling(1, 0)}`);
    expect(judge(quota('requests.cpu: 5') + both)).toEqual({
      errors: [],
      warnings: [
        "'quota': rollouts of 'a', 'b' at once wait for each other: what each needs beside its old pods fits ResourceQuota 'quota', what all need does not, requests.cpu 6 of 5; whoever finds no room is tried again after up to 16 minutes, and may be reported as failed by its progressDeadlineSeconds before; raise the quota to requests.cpu 6, apply one after the other, or raise progressDeadline",
      ],
    });
    expect(judge(quota('requests.cpu: 6') + both).errors).toEqual([]);
  });

  test('of many that deadlock one sentence names the first few, with what the largest needs', () => {
    const many = Array.from({ length: 50 }, (_, index) =>
      deployment(`d${index}`, `replicas: 1, ${rolling(1, 0)}`, `requests: { cpu: ${index === 30 ? 3 : 1} }`),
    );
    expect(judge(quota('requests.cpu: 52') + many.join('')).errors).toEqual([
      "'quota': rollouts of 'd0', 'd1', 'd2', 'd3' and 46 more deadlock, each even alone: no pod may be unavailable and one more does not fit ResourceQuota 'quota', requests.cpu 55 of 52; raise the quota to requests.cpu 104, use RollingStrategy.inPlace(), or lower replicas",
    ]);
  });

  const rollout = (name: string, strategy: string) =>
    deployment(name, `replicas: 4, strategy: { ${strategy} }`)
      .replace('apps/v1', 'argoproj.io/v1alpha1')
      .replace('Deployment', 'Rollout');

  test('the Jobs of a template of the cluster need room where a Rollout asks for them', () => {
    const template = `
apiVersion: argoproj.io/v1alpha1
kind: ClusterAnalysisTemplate
metadata: { name: check }
spec:
  metrics:
    - name: smoke
      provider: { job: { spec: { template: { spec: { containers: [{ name: main, resources: { requests: { cpu: 1 } } }] } } } } }
---`;
    const asking = rollout(
      'a',
      'blueGreen: { prePromotionAnalysis: { templates: [{ templateName: check, clusterScope: true }] } }',
    );
    expect(judge(quota('requests.cpu: 4') + template + asking).errors.join()).toContain("pods of 'check' never start");
    expect(judge(quota('requests.cpu: 9') + template + asking).errors).toEqual([]);
    expect(judge(quota('requests.cpu: 8') + template + rollout('a', 'blueGreen: {}')).errors).toEqual([]);
  });

  test.each([
    ['blueGreen: {}', 7, true],
    ['blueGreen: {}', 8, false],
    ['canary: { trafficRouting: {} }', 7, true],
    ['canary: { trafficRouting: {} }', 8, false],
    // The old pods go as the new ones come.
    [
      'canary: { trafficRouting: {}, dynamicStableScale: true, steps: [{ setWeight: 25 }, { setWeight: 75 }] }',
      5,
      false,
    ],
    ['canary: { trafficRouting: {}, dynamicStableScale: true, steps: [{ setWeight: 25 }] }', 4, true],
    // Without steps all requests move at once.
    ['canary: { trafficRouting: {}, dynamicStableScale: true }', 7, true],
    // More new pods than old ones, for a test of their own.
    ['canary: { trafficRouting: {}, steps: [{ setCanaryScale: { replicas: 6 } }] }', 9, true],
    ['canary: { trafficRouting: {}, steps: [{ setCanaryScale: { replicas: 6 } }] }', 10, false],
    ['canary: { maxUnavailable: 1 }', 4, false],
  ])('a Rollout of 4 pods with %s under 1 CPU each of %i hangs: %s', (strategy, hard, hangs) => {
    const { errors } = judge(quota(`requests.cpu: ${hard}`) + rollout('a', strategy));
    expect(errors.length > 0).toBe(hangs);
    if (hangs && hard === 7)
      expect(errors).toEqual([
        "'a': a rollout deadlocks: the new pods must all stand beside the old ones before any of those goes, and 4 more do not fit ResourceQuota 'quota', requests.cpu 8 of 7; raise the quota to requests.cpu 8, or lower replicas",
      ]);
  });

  test('two whole sets that fit alone may hold each other up for good, which the warning says', () => {
    const both = rollout('a', 'blueGreen: {}') + rollout('b', 'blueGreen: {}');
    const { errors, warnings } = judge(quota('requests.cpu: 12') + both);
    expect([errors, warnings]).toEqual([[], [expect.stringContaining("'a', 'b' need a whole set of new pods each")]]);
    // The room of a Deployment comes free: whoever waits for it is not held up for good.
    const mixed = judge(
      quota('requests.cpu: 14') +
        rollout('a', 'blueGreen: {}') +
        deployment('b', 'replicas: 3') +
        deployment('c', 'replicas: 3'),
    );
    expect(mixed.warnings).toEqual([expect.not.stringContaining('whole set')]);
  });

  test('a paused Deployment does not roll', () => {
    expect(judge(quota('requests.cpu: 3') + deployment('a', `paused: true, replicas: 3, ${rolling(1, 0)}`))).toEqual(
      NOTHING,
    );
    const kept = deployment('a', 'paused: true, replicas: 0, revisionHistoryLimit: 3');
    expect(judge(quota('count/replicasets.apps: 4') + kept)).toEqual(NOTHING);
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

  describe('that have to wait for old pods to shut down', () => {
    const slow = (spec: string, pod: string) => deployment('a', spec, 'requests: { cpu: 1 }', `, ${pod}`);
    const GRACE = 'terminationGracePeriodSeconds: 900';

    test('longer than the progress deadline are an error with both times', () => {
      const { errors } = judge(quota('requests.cpu: 3') + slow(`replicas: 2, ${rolling(1, 0)}`, GRACE));
      expect(errors).toEqual([
        "'a': a healthy rollout is reported as failed after progressDeadlineSeconds of 600: its new pods find no room in ResourceQuota 'quota' until old ones have shut down, requests.cpu 4 of 3, which takes up to 900 s (terminationGracePeriodSeconds); raise progressDeadline of the rolling strategy above 900, raise the quota to requests.cpu 4, or shorten drain.shutdown",
      ]);
    });

    test.each([
      ['in place', `replicas: 3, ${rolling(0, 1)}`, 3, 4],
      ['with several on top', `replicas: 4, ${rolling(3, 0)}`, 7, 8],
      ['with pods that may be lost', `replicas: 4, ${rolling(1, 1)}`, 5, 6],
    ])('%s as well', (_how, spec, tight, enough) => {
      expect(judge(quota(`requests.cpu: ${tight}`) + slow(spec, GRACE)).errors).toHaveLength(1);
      // With room for one pod more at every moment nothing has to wait.
      expect(judge(quota(`requests.cpu: ${enough}`) + slow(spec, GRACE)).errors).toEqual([]);
    });

    test('and start longer than the deadline are a warning', () => {
      const pod =
        'terminationGracePeriodSeconds: 300, initContainers: [{ name: b, restartPolicy: Always, resources: { requests: { cpu: 0 } }, startupProbe: { periodSeconds: 10, failureThreshold: 30 } }]';
      expect(judge(quota('requests.cpu: 3') + slow(`replicas: 3, ${rolling(0, 1)}`, pod))).toEqual({
        errors: [],
        warnings: [
          expect.stringContaining(
            'may be reported as failed after progressDeadlineSeconds of 600: its new pods find no room',
          ),
        ],
      });
    });

    test.each([
      ['a deadline that is long enough', `progressDeadlineSeconds: 1000, replicas: 3, ${rolling(0, 1)}`],
      ['what recreates its pods', 'replicas: 3, strategy: { type: Recreate }'],
      ['new pods that are all there at once', `replicas: 1, ${rolling(1, 0)}`],
    ])('passes %s', (_what, spec) => {
      expect(judge(quota('requests.cpu: 3') + slow(spec, GRACE)).errors).toEqual([]);
    });
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

describe('Jobs', () => {
  const job = (name: string, rest = '', parallelism = 1) => `
apiVersion: batch/v1
kind: Job
metadata: { name: ${name}, namespace: vision }
spec: { parallelism: ${parallelism}${rest}, template: { spec: { containers: [{ name: main, resources: { requests: { cpu: 1 } } }] } } }
---`;
  const cron = (name: string, rest = '') => `
apiVersion: batch/v1
kind: CronJob
metadata: { name: ${name}, namespace: vision }
spec: { concurrencyPolicy: Forbid${rest}, jobTemplate: { spec: { template: { spec: { containers: [{ name: main, resources: { requests: { cpu: 1 } } }] } } } } }
---`;
  const server = deployment('a', `replicas: 2, ${rolling(1, 0)}`);

  test('end, so a rollout waits for their room and does not deadlock', () => {
    expect(judge(quota('requests.cpu: 4') + server + job('b') + cron('c'))).toEqual({
      errors: [],
      warnings: [
        "'quota': ResourceQuota 'quota' has no room for the pods of 'b', 'c' at once while Deployments roll out, requests.cpu 5 of 4; what finds none waits until some have ended, a rollout for up to 16 minutes longer; raise the quota to requests.cpu 5, or let them run one after the other",
      ],
    });
    expect(judge(quota('requests.cpu: 5') + server + job('b') + cron('c'))).toEqual(NOTHING);
    expect(judge(quota('requests.cpu: 1') + job('b', '', 5)).errors).toEqual([]);
  });

  test('of which not one pod ever finds room are an error', () => {
    expect(
      judge(quota('requests.cpu: 2') + deployment('a', `replicas: 2, ${rolling(0, 1)}`) + job('b') + cron('c')).errors,
    ).toEqual([
      "'quota': pods of 'b', 'c' never start: not even one has room in ResourceQuota 'quota' beside what is in namespace 'vision' for good, requests.cpu 3 of 2; raise the quota to requests.cpu 3, or lower replicas, autoscaling or resources",
    ]);
  });

  test('have no pods while they are suspended', () => {
    const suspended = job('b', ', suspend: true') + cron('c', ', suspend: true').replace('Forbid', 'Allow');
    expect(judge(quota('requests.cpu: 0, pods: 0') + suspended)).toEqual(NOTHING);
  });

  test('that may overlap, and DaemonSets, are a warning where a quota counts what they take', () => {
    const daemons = ['d', 'e']
      .map((name) => deployment(name, 'selector: {}').replace('Deployment', 'DaemonSet'))
      .join('');
    const overlapping = cron('c').replace('Forbid', 'Allow');
    expect(judge(quota('requests.cpu: 9') + daemons + overlapping).warnings).toEqual([
      "'quota': how much is taken of ResourceQuota 'quota' is not known: 'd', 'e' each has a pod on every node it is for, counted as one; leave room for the others",
      "'quota': how much is taken of ResourceQuota 'quota' is not known: 'c' may have several runs at a time, counted as one; leave room for the others",
    ]);
    expect(judge(quota('requests.nvidia.com/gpu: 1') + daemons + overlapping)).toEqual(NOTHING);
  });
});
