import { JsonPatch } from 'cdk8s';
import { Accelerator } from '../../lib';
import { containerOf, declare, manifestsFrom, MINIMAL, podSpecOf } from '../support/declare';

describe('overrides and patches', () => {
  test('merge into the manifest, lists of named things by name', () => {
    const spec = podSpecOf({
      overrides: {
        deployment: {
          spec: {
            revisionHistoryLimit: 3,
            template: {
              spec: { containers: [{ name: 'iris', stdin: true, env: [{ name: 'A', value: '1' }] }], hostAliases: [] },
            },
          },
        },
      },
    });
    expect(spec.containers).toHaveLength(1);
    expect(spec.containers[0]).toMatchObject({
      name: 'iris',
      stdin: true,
      image: 'registry.example/iris:0.2.0',
      env: [
        { name: 'HOME', value: '/tmp' },
        { name: 'A', value: '1' },
      ],
    });
  });

  test('remove a field with null', () => {
    expect(
      containerOf({
        overrides: {
          deployment: { spec: { template: { spec: { containers: [{ name: 'iris', livenessProbe: null }] } } } },
        },
      }),
    ).not.toHaveProperty('livenessProbe');
  });

  test('survive, patches included, down to the number of accelerators', () => {
    const { app, server } = declare({
      resources: { ...MINIMAL.resources, accelerator: Accelerator.nvidia(1) },
      overrides: {
        service: { spec: { internalTrafficPolicy: 'Local' } },
        serviceAccount: { metadata: { annotations: { 'eks.amazonaws.com/role-arn': 'arn' } } },
      },
    });
    server.deployment.addJsonPatch(
      JsonPatch.replace('/spec/template/spec/containers/0/resources/limits/nvidia.com~1gpu', '4'),
      JsonPatch.replace('/spec/template/spec/containers/0/resources/requests/nvidia.com~1gpu', '4'),
      JsonPatch.replace('/spec/strategy/rollingUpdate/maxSurge', '50%'),
      JsonPatch.add('/spec/template/spec/shareProcessNamespace', true),
    );
    const manifests = manifestsFrom(app);
    manifests.has('Deployment', {
      spec: {
        strategy: { rollingUpdate: { maxSurge: '50%' } },
        template: {
          spec: { shareProcessNamespace: true, containers: [{ resources: { limits: { 'nvidia.com/gpu': '4' } } }] },
        },
      },
    });
    manifests.has('Service', { spec: { internalTrafficPolicy: 'Local', type: 'ClusterIP' } });
    manifests.has('ServiceAccount', {
      metadata: { name: 'iris', annotations: { 'eks.amazonaws.com/role-arn': 'arn' } },
    });
  });

  test.each([
    [
      { deployment: { metadata: { name: 'x' } } },
      "overrides.deployment must not set metadata.name: other objects refer to it, use the props name or service.name, got 'x'",
    ],
    [
      { service: { kind: 'Endpoints' } },
      "overrides.service must not set kind: other objects refer to it, use the props name or service.name, got 'Endpoints'",
    ],
    [
      { deployment: 'replicas: 3' as never },
      "overrides.deployment must be a plain object with the fields to merge, got 'replicas: 3'",
    ],
  ])('leave the identity of objects alone: %#', (overrides, message) => {
    expect(() => declare({ overrides })).toThrow(message);
  });

  test('are checked afterwards', () => {
    const { app } = declare({
      overrides: { deployment: { spec: { strategy: { rollingUpdate: { maxSurge: '25' } } } } },
    });
    expect(() => app.synthYaml()).toThrow(
      "'vision/iris': spec.strategy.rollingUpdate.maxSurge: must be a whole number, or a percentage such as '25%', got '25'",
    );
  });
});

test('props that are changed after the server was declared change nothing', () => {
  const props = {
    env: { A: '1' },
    labels: { team: 'a' },
    podAnnotations: { note: 'a' },
    args: ['--one'],
    service: { port: 8080 },
    overrides: { deployment: { spec: { paused: true } } },
  };
  const { app } = declare(props);
  const before = app.synthYaml();
  props.env.A = '2';
  props.labels.team = 'b';
  props.podAnnotations.note = 'b';
  props.args.push('--two');
  props.service.port = 9090;
  props.overrides.deployment.spec.paused = false;
  expect(app.synthYaml()).toBe(before);
});

test('counts of 0 by an override are an error; percentages that come to nothing are not: the controller lets one pod go', () => {
  const declared = (maxUnavailable: number | string) =>
    declare({ overrides: { deployment: { spec: { strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable } } } } } });
  expect(() => declared(0).app.synthYaml()).toThrow('must not come to 0 pods when maxSurge does, got 0 beside 0');
  expect(declared('10%').app.synthYaml()).toContain('10%');
});

test('what a caller does to its props later is not seen, not even where something was added to every object', () => {
  const polluted = Object.prototype as { added?: string };
  const overrides = { deployment: { spec: { paused: false } } };
  polluted.added = 'by a dependency';
  try {
    const { app } = declare({ overrides });
    overrides.deployment.spec.paused = true;
    expect(app.synthYaml()).toContain('paused: false');
  } finally {
    delete polluted.added;
  }
});
