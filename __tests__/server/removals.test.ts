import { BlueGreen, Canary, CanaryStage, Colour, ContainerImage, RollingStrategy, ServingRuntime } from '../../lib';
import type { ServerOverrides } from '../../lib/server/server-overrides';
import { containerOf, declare, manifestsFrom } from '../support/declare';

const manifestsWith = (overrides: ServerOverrides) => manifestsFrom(declare({ overrides }).app);

describe('removals', () => {
  test('take out what null takes out where null arrives', () => {
    const changes = { spec: { revisionHistoryLimit: 3, template: { spec: { priorityClassName: 'high' } } } };
    const removed = declare({
      overrides: {
        deployment: changes,
        removals: ['deployment.spec.replicas', 'deployment.spec.template.spec.terminationGracePeriodSeconds'],
      },
    });
    const nulled = declare({
      overrides: {
        deployment: {
          spec: {
            ...changes.spec,
            replicas: null,
            template: { spec: { ...changes.spec.template.spec, terminationGracePeriodSeconds: null } },
          },
        },
      },
    });
    expect(removed.app.synthYaml()).toBe(nulled.app.synthYaml());
  });

  test('find items by name, mounts by path', () => {
    const container = containerOf({
      env: { KEPT: '1', GONE: '2' },
      overrides: {
        removals: [
          "deployment.spec.template.spec.containers['iris'].livenessProbe",
          `deployment.spec.template.spec.containers["iris"].env['GONE']`,
          "deployment.spec.template.spec.containers['iris'].volumeMounts['/tmp']",
        ],
      },
    });
    expect(container).not.toHaveProperty('livenessProbe');
    expect(container.env.map((each: { name: string }) => each.name)).toEqual(['HOME', 'KEPT']);
    expect(container.volumeMounts.map((each: { mountPath: string }) => each.mountPath)).not.toContain('/tmp');
    expect(container).toHaveProperty('readinessProbe');
  });

  test('find keys with dots and slashes, in metadata too, and fields beside it', () => {
    const made = manifestsWith({
      serviceAccount: { metadata: { annotations: { 'example.com/role': 'reader', 'example.com/team': 'a' } } },
      removals: [
        "serviceAccount.metadata.annotations['example.com/team']",
        'serviceAccount.automountServiceAccountToken',
      ],
    }).get('ServiceAccount');
    expect(made.metadata?.annotations).toEqual({ 'example.com/role': 'reader' });
    expect(made).not.toHaveProperty('automountServiceAccountToken');
  });

  test.each([
    [
      'deployment.spec.replica',
      "overrides.removals[0] must lead to what is there, got 'deployment.spec.replica'; did you mean deployment.spec.replicas?",
    ],
    [
      "deployment.spec.template.spec.containers['irsi'].livenessProbe",
      "overrides.removals[0] must lead to what is there, got 'deployment.spec.template.spec.containers['irsi'].livenessProbe'; did you mean deployment.spec.template.spec.containers['iris']?",
    ],
    [
      'service.metadata.labels.app.kubernetes.io/name',
      "overrides.removals[0] must lead to what is there, got 'service.metadata.labels.app.kubernetes.io/name'; service.metadata.labels has app.kubernetes.io/component, app.kubernetes.io/instance, app.kubernetes.io/name, app.kubernetes.io/managed-by",
    ],
    [
      'serviceAccount.spec.anything',
      "overrides.removals[0] must lead to what is there, got 'serviceAccount.spec.anything'; serviceAccount has apiVersion, kind, metadata, automountServiceAccountToken",
    ],
    [
      'deployment.spec.replicas.more',
      "got 'deployment.spec.replicas.more'; deployment.spec.replicas has no fields and no items with names",
    ],
  ])('to what is not there are an error at synthesis: %s', (path, message) => {
    expect(() => declare({ overrides: { removals: [path] } }).app.synthYaml()).toThrow(message);
  });

  test.each([
    [['deployment.spec.containers[0]'], "overrides.removals[0] must be a path such as 'deployment.spec.replicas'"],
    [['/spec/replicas', ''], "overrides.removals[1] must be a path such as 'deployment.spec.replicas'"],
    [['deployment..spec'], 'overrides.removals[0] must be a path'],
    [[3 as never], 'names of items in brackets (containers['],
    ['deployment.spec' as never, "overrides.removals must be a list of paths, got 'deployment.spec'"],
    [['pod_disruption_budget.spec.x'], "did you mean 'podDisruptionBudget'?"],
    [
      ['spec.replicas'],
      "overrides.removals[0] must begin with 'deployment', 'leaderWorkerSet', 'rollout', 'service', 'serviceAccount',",
    ],
    [
      ['deployment.spec'],
      "overrides.removals[0] must lead to a field inside of metadata or spec, got 'deployment.spec'",
    ],
    [['service'], "must lead to a field inside of metadata or spec, got 'service'"],
    [['deployment.metadata.name'], 'overrides.removals[0] must not remove metadata.name: other objects refer to it'],
    [['service.kind'], 'must not remove kind: other objects refer to it'],
    [
      ['horizontalPodAutoscaler.spec.behavior'],
      "overrides.removals[0] is for an object that this server does not have, got 'horizontalPodAutoscaler.spec.behavior'; remove it",
    ],
  ])('that cannot be meant are refused: %j', (removals, message) => {
    expect(() => declare({ overrides: { removals } })).toThrow(message);
  });

  test('of a given selector are checked afterwards, as all that is changed', () => {
    const app = declare({ overrides: { removals: ["service.spec.selector['app.kubernetes.io/instance']"] } }).app;
    expect(() => app.synthYaml()).not.toThrow();
    const none = declare({ overrides: { removals: ['deployment.spec.selector'] } }).app;
    expect(() => none.synthYaml()).toThrow('selector');
  });
});

describe('removals in a release', () => {
  const server = (overrides: ServerOverrides) => ({
    runtime: ServingRuntime.bentoMl(),
    resources: { cpu: '1', memory: '1Gi' },
    rollout: RollingStrategy.zeroDowntime(),
    overrides,
  });
  const image = (tag: string) => ContainerImage.of(`registry.example/iris:${tag}`);

  function limits(shared: ServerOverrides, blue: ServerOverrides, green: ServerOverrides): unknown[] {
    const { app, tenant } = declare({});
    new BlueGreen(tenant, 'rose', {
      server: server(shared),
      blue: { image: image('1'), overrides: blue },
      green: { image: image('2'), overrides: green },
      active: Colour.BLUE,
    });
    return ['rose-blue', 'rose-green'].map(
      (name) =>
        (manifestsFrom(app).get('Deployment', name).spec as { revisionHistoryLimit?: number }).revisionHistoryLimit,
    );
  }

  const PATH = 'deployment.spec.revisionHistoryLimit';
  const SET = { deployment: { spec: { revisionHistoryLimit: 3 } } };

  test('of the server and of a version come together', () => {
    expect(limits({ ...SET, removals: [] }, {}, { removals: [PATH] })).toEqual([3, undefined]);
    expect(limits({ ...SET, removals: [PATH] }, {}, {})).toEqual([undefined, undefined]);
  });

  test('leave alone what a version sets', () => {
    expect(limits({ ...SET, removals: [PATH] }, { deployment: { spec: { revisionHistoryLimit: 5 } } }, {})).toEqual([
      5,
      undefined,
    ]);
  });

  test('of the Service are those of the release', () => {
    const { app, tenant } = declare({});
    new Canary(tenant, 'rose', {
      server: server({ removals: ["service.metadata.labels['app.kubernetes.io/component']"] }),
      stable: { image: image('1') },
      canary: { image: image('2') },
      replicas: 4,
      stage: CanaryStage.weight(25),
    });
    const labels = manifestsFrom(app).get('Service', 'rose').metadata?.labels;
    expect(labels).not.toHaveProperty(['app.kubernetes.io/component']);
  });

  test.each([
    ['deployment.spec.replicas', 'use the prop replicas'],
    ["deployment.spec.selector.matchLabels['app.kubernetes.io/name']", "a side's pods are its own; leave it out"],
  ])('leave alone what the release decides: %s', (path, way) => {
    expect(() => limits({ removals: [path] }, {}, {})).toThrow(
      `server.overrides.removals[0] must not remove '${path}', on which the release stands: ${way}`,
    );
  });

  test('that are no list are told as those of a server', () => {
    expect(() => limits({ removals: 'x' as never }, {}, {})).toThrow("removals must be a list of paths, got 'x'");
  });
});
