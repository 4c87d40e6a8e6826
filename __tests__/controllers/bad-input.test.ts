import { Duration } from 'cdk8s';
import {
  Accelerator,
  ClusterProfile,
  KServeMode,
  PodSecurityLevel,
  RollingStrategy,
  ServiceType,
  ServingRuntime,
} from '../../lib';
import { kserve, NEXT, seldon, sentences } from './support';

const GPU = { cpu: '1', memory: '1Gi' };
const ONLY_KSERVE = { cluster: { seldon: undefined } };
const LONG = 'a'.repeat(49);
const without = (...names: string[]) => Object.fromEntries(names.map((name) => [name, undefined]));

/** The one sentence that a model fails with. */
const first = (declare: () => unknown) => sentences(declare).join('\n');

describe('what KServe would take and ignore is an error that names it', () => {
  test.each<[string, object, string]>([
    [
      'service',
      { service: { serviceType: ServiceType.NODE_PORT } },
      "service must be left out: KServe makes the Service itself, '<name>-predictor' on port 80; put an IngressRoute before it",
    ],
    [
      'containerName',
      { containerName: 'iris' },
      "containerName must be left out: KServe calls the container 'kserve-container'",
    ],
    [
      'selector',
      { selector: { app: 'iris' } },
      'selector must be left out: KServe selects the pods of its Deployment by a label of its own; take the workload over by a route',
    ],
    ['minReady', { rollout: RollingStrategy.zeroDowntime({ minReady: Duration.seconds(5) }) }, 'rollout._minReady'],
    [
      'progressDeadline',
      { rollout: RollingStrategy.zeroDowntime({ progressDeadline: Duration.minutes(20) }) },
      'rollout._progressDeadline',
    ],
    [
      'initialReplicas',
      { autoscaling: { maxReplicas: 4, initialReplicas: 3 } },
      'autoscaling.initialReplicas must be left out: KServe starts with one pod until its autoscaler looks',
    ],
    [
      'scaleDownAfter',
      { autoscaling: { maxReplicas: 4, scaleDownAfter: Duration.minutes(1) } },
      'autoscaling.scaleDownAfter must be left out',
    ],
    [
      'an override of the Deployment',
      { overrides: { deployment: { spec: { paused: true } } } },
      'overrides.deployment is for an object that this server does not have; remove it',
    ],
    ['labels', { labels: { app: 'iris' } }, "labels must not set 'app': KServe finds its pods by it; remove it"],
    ['PYTHONPATH', { env: { PYTHONPATH: '/opt' } }, "env must not set 'PYTHONPATH': KServe refuses it for security"],
    [
      'STORAGE_URI',
      { env: { STORAGE_URI: 's3://models/iris' } },
      "env must not set 'STORAGE_URI': KServe would fetch weights by it, which nobody counts; use source",
    ],
    ['PROTOCOL', { env: { PROTOCOL: 'grpc' } }, "env['PROTOCOL'] must be 'v1' or 'v2', got 'grpc'"],
    [
      'no limit of CPU',
      { resources: { cpu: '2', memory: '1Gi', cpuLimit: 'none' } },
      "resources.cpuLimit must be an amount: KServe fills in a limit of 1 CPU where there is none, got 'none'",
    ],
  ])('%s', (_title, props, sentence) => {
    expect(first(() => kserve(props))).toContain(sentence.replace('._', '.'));
  });

  test('all of them at once', () => {
    const found = sentences(() =>
      kserve({ service: { port: 81 }, containerName: 'x', selector: { app: 'x' }, labels: { component: 'x' } }),
    );
    expect(found.map((sentence) => sentence.split(' ')[0])).toEqual(['service', 'containerName', 'selector', 'labels']);
  });

  test.each<[string, object, string]>([
    ['a NetworkPolicy', { networkPolicy: undefined }, 'networkPolicy must be false'],
    [
      'rollout',
      { rollout: RollingStrategy.inPlace() },
      'rollout must be left out: KServe on Knative brings up a revision beside the one before it',
    ],
    ['drain', { drain: { delay: Duration.seconds(5) } }, 'drain must be left out'],
    [
      'autoscaling',
      { autoscaling: { maxReplicas: 3 } },
      'autoscaling must be left out: KServe on Knative scales by requests',
    ],
    ['placement', { placement: { nodeSelector: { pool: 'gpu' } } }, 'placement must be left out'],
    [
      'a second port for clients',
      { runtime: ServingRuntime.http({ port: 8000, grpcPort: 9000 }) },
      'runtime must have one port for clients on Knative, got http 8000, grpc 9000',
    ],
    ['a ServingRuntime', { servingRuntime: true }, 'servingRuntime must be left out'],
  ])('on Knative %s', (_title, props, sentence) => {
    expect(first(() => kserve({ mode: KServeMode.KNATIVE, networkPolicy: false, ...props }))).toContain(sentence);
  });
});

describe('a canary that KServe would refuse, or ignore', () => {
  const canary =
    (given: object, props: object = {}) =>
    () =>
      kserve({ servingRuntime: true, ...props, canary: { trafficPercent: 10, version: NEXT, ...given } });

  test.each<[string, () => unknown, string]>([
    ['without a share', canary({ trafficPercent: undefined }), 'canary.trafficPercent must be given: 0 to 100'],
    ['with more than all', canary({ trafficPercent: 101 }), 'canary.trafficPercent must be'],
    ['with half a percent', canary({ trafficPercent: 0.5 }), 'canary.trafficPercent must be a whole number'],
    [
      'beside a custom predictor',
      canary({}, { servingRuntime: false }),
      'canary needs servingRuntime: true: KServe refuses a canary of a custom predictor without a model',
    ],
    [
      'with more pods than the stable version',
      canary({ version: { ...NEXT, replicas: 3 } }),
      'canary.version.replicas must be at most those of the stable version, 2, got 3',
    ],
    [
      'that scales',
      canary({ version: { ...NEXT, autoscaling: { maxReplicas: 3 } } }),
      'canary.version.autoscaling must be left out: KServe keeps a fixed number of pods for a canary',
    ],
    ['on other nodes', canary({ version: { ...NEXT, placement: {} } }), 'canary.version.placement must be left out'],
    ['with a name that is none', canary({ name: 'V2' }), 'canary.name must be'],
    [
      'that leaves out what is merged',
      canary({ version: { ...NEXT, args: [] } }, { args: ['--fast'] }),
      'canary.version.args must not be empty where the stable version has some',
    ],
  ])('%s', (_title, declare, sentence) => {
    expect(first(declare)).toContain(sentence);
  });

  test('in a version that does not know it', () => {
    const declare = () =>
      kserve(
        { servingRuntime: true, canary: { trafficPercent: 1, version: NEXT } },
        { cluster: { kserve: { version: '0.19' } } },
      );
    expect(first(declare)).toBe(
      "canary needs KServe 0.20 in the standard mode, got '0.19', which ignores it; use KServeMode.KNATIVE, or Canary with servers of its own",
    );
  });
});

describe('what Seldon would take and ignore is an error that names it', () => {
  test.each<[string, object, string]>([
    [
      'service',
      { service: { port: 80 } },
      "service must be left out: Seldon makes the Service itself, '<name>-<predictor>' on the executor's port 8000",
    ],
    ['selector', { selector: { app: 'iris' } }, 'selector must be left out'],
    [
      'rollout',
      { rollout: RollingStrategy.inPlace() },
      'rollout must be left out: Seldon rolls every Deployment with a surge of 25 % and none unavailable',
    ],
    [
      'initialReplicas',
      { autoscaling: { maxReplicas: 4, initialReplicas: 3 } },
      'autoscaling.initialReplicas must be left out',
    ],
    [
      'scaleDownAfter',
      { autoscaling: { maxReplicas: 4, scaleDownAfter: Duration.minutes(1) } },
      'autoscaling.scaleDownAfter must be left out',
    ],
    [
      'labels',
      { labels: { 'seldon-app': 'iris' } },
      "labels must not set 'seldon-app': Seldon finds its pods by it; remove it",
    ],
    ['variables of its own', { env: { PREDICTOR_ID: 'x' } }, "env must not set 'PREDICTOR_ID': Seldon sets it"],
    [
      'no hook',
      { drain: { delay: Duration.seconds(0), hasSleepCommand: true } },
      'drain.delay must not be zero: Seldon gives containers without a hook one of its own',
    ],
    ['a hook that the CRD does not know', { drain: {} }, "drain needs an image that contains the command 'sleep'"],
    [
      'an executor that takes nothing',
      { executor: false, executorResources: GPU },
      'executorResources must be left out without an executor',
    ],
    [
      'ports of the executor',
      { runtime: ServingRuntime.http({ port: 8000 }) },
      'runtime must not listen on 8000, where the executor listens in the same pod',
    ],
    [
      'a GPU without a spare',
      { resources: { ...GPU, accelerator: Accelerator.nvidia(1) } },
      "resources.accelerator needs 1 of 'nvidia.com/gpu' spare, since Seldon rolls with a surge of 25%",
    ],
    [
      'a protocol that it does not speak',
      { protocol: 'v3' },
      "protocol must be 'seldon', 'tensorflow' or 'v2', got 'v3'",
    ],
    ['a share of more than all', { canary: { traffic: 101, version: NEXT } }, 'canary.traffic must be'],
    [
      'a share in parts of percents',
      { canary: { traffic: 2.5, version: NEXT } },
      'canary.traffic must be a whole number',
    ],
    [
      'predictors of one name',
      { predictorName: 'v1', canary: { name: 'v1', traffic: 5, version: NEXT } },
      "canary.name must differ from the other predictors, got 'v1' as predictorName",
    ],
    [
      'the rollout of a version',
      { canary: { traffic: 5, version: { ...NEXT, rollout: RollingStrategy.inPlace() } } },
      'canary.version.rollout must be left out',
    ],
  ])('%s', (_title, props, sentence) => {
    expect(first(() => seldon(props as never))).toContain(sentence);
  });

  test('claims of devices, which its CRD drops', () => {
    const resources = { ...GPU, accelerator: Accelerator.devices('gpu.nvidia.com', 1) };
    const declare = () =>
      seldon({ resources }, { cluster: { kubernetesVersion: '1.34', spareAccelerators: { 'gpu.nvidia.com': 4 } } });
    expect(first(declare)).toContain(
      'resources.accelerator must be a resource: the CRD of Seldon drops claims of devices',
    );
  });

  test('an executor in a namespace that does not let it in', () => {
    const restricted = { tenant: { podSecurity: { enforce: PodSecurityLevel.RESTRICTED } } };
    expect(first(() => seldon({}, restricted))).toContain(
      "executor must be false in a namespace that enforces 'restricted'",
    );
    expect(sentences(() => seldon({ executor: false }, restricted))).toEqual([]);
  });
});

describe('a version without an image is told, and not given that of the stable one', () => {
  test.each<[string, () => unknown, string]>([
    [
      'KServe',
      () => kserve({ servingRuntime: true, canary: { trafficPercent: 1, version: {} } } as never),
      'canary.version.image must be',
    ],
    [
      'no version at all',
      () => kserve({ servingRuntime: true, canary: { trafficPercent: 1 } } as never),
      'canary.version.image must be',
    ],
    ['Seldon', () => seldon({ canary: { traffic: 1, version: {} } } as never), 'canary.version.image must be'],
    ['a shadow', () => seldon({ shadow: { version: {} } } as never), 'shadow.version.image must be'],
  ])('%s', (_title, declare, sentence) => {
    expect(first(declare)).toContain(sentence);
  });
});

describe('names that the operators make too long are told with the sum', () => {
  test('of KServe', () => {
    expect(sentences(() => kserve({}, { id: 'a'.repeat(48) }))).toEqual([]);
    expect(first(() => kserve({}, { id: LONG }))).toBe(
      `its name must be shorter: the label by which KServe selects its pods 'isvc.${LONG}-predictor' must have at most 63 characters, got 64 (5 + 49 + 10); give it a name of at most 48`,
    );
  });

  test("of KServe's canary", () => {
    const declare = () =>
      kserve(
        { servingRuntime: true, canary: { name: 'second', trafficPercent: 5, version: NEXT } },
        { id: 'a'.repeat(45) },
      );
    expect(first(declare)).toContain('got 67 (5 + 45 + 7 + 10); shorten it, or the name of the model');
  });

  test('of Seldon, which would call the Deployment by a hash', () => {
    const id = 'a'.repeat(30);
    expect(first(() => seldon({}, { id }))).toContain(
      'must have at most 63 characters, got 71 (30 + 8 + 2 + 31); shorten its name, predictorName or containerName',
    );
    expect(sentences(() => seldon({ containerName: 'model' }, { id }))).toEqual([]);
  });
});

describe('a controller that the cluster does not declare', () => {
  test('is an error that says how to declare it', () => {
    expect(first(() => seldon({}, ONLY_KSERVE))).toBe(
      "it needs Seldon Core in the cluster, which declares none; declare it: ClusterProfile.of({ seldon: { version: '1.18' } })",
    );
    expect(first(() => kserve({}, { cluster: without('kserve') }))).toContain('it needs KServe in the cluster');
  });

  test.each([
    ['kserve', '0.15', "kserve.version must be a version of KServe from '0.16' to '0.21', got '0.15'"],
    ['kserve', 20, "kserve.version must be a version of KServe from '0.16' to '0.21', got 20"],
    ['seldon', '2.10', "seldon.version must be a version of Seldon Core from '1.15' to '1.19', got '2.10'"],
  ])('of a version of %s that is not known', (controller, version, sentence) => {
    expect(() => ClusterProfile.of({ [controller]: { version } })).toThrow(sentence);
  });

  test.each(['0.16', 'v0.20.1', '0.21.0-rc1'])('%s is a version of KServe', (version) => {
    expect(() => ClusterProfile.of({ kserve: { version } })).not.toThrow();
  });
});
