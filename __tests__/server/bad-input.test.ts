import { Duration } from 'cdk8s';
import {
  Accelerator,
  ContainerImage,
  ModelServer,
  type ModelServerProps,
  RollingStrategy,
  RolloutCount,
  SecretKeyRef,
  SecurityProfile,
  ServerVolume,
  ServiceType,
  ServingRuntime,
} from '../../lib';
import { declare, failureOf, MINIMAL } from '../support/declare';

/** What a caller without a type checker may pass. */
const untyped = (props: object): Partial<ModelServerProps> => props;
const { resources } = MINIMAL;

test('mistakes come in the same order, whatever order the props were written in', () => {
  const wrong = { args: 'x', env: [], volumes: 7, labels: 'q', files: 8, health: { readiness: 3, startupBudget: 'a' } };
  const backwards = Object.fromEntries(Object.entries(wrong).reverse());
  const sentences = failureOf(() => declare(untyped(wrong)));
  expect(sentences.split('\n').length).toBeGreaterThan(6);
  expect(failureOf(() => declare(untyped(backwards)))).toBe(sentences);
});

describe('one mistake gives one sentence with path, property, what is allowed, what was received and what to do', () => {
  test.each<[string, Partial<ModelServerProps>, string]>([
    [
      'a name that Kubernetes refuses',
      { name: 'Iris_1' },
      "name must be lower-case letters, digits and '-', begin with a letter, end with a letter or digit, and have at most 63 characters, got 'Iris_1'",
    ],
    ['a name that is too long', { name: 'a'.repeat(64) }, 'have at most 63 characters, got '],
    [
      'a Service name that is too long',
      { service: { name: 'a'.repeat(64) } },
      'service.name must be lower-case letters',
    ],
    [
      'a label value that Kubernetes refuses',
      { labels: { team: 'a b' } },
      "labels['team'] must be at most 63 letters, digits, '-', '_' and '.', beginning and ending with a letter or digit, got 'a b'",
    ],
    [
      'a label that selectors stand on',
      { labels: { 'app.kubernetes.io/name': 'x' } },
      "labels must not set 'app.kubernetes.io/name': selectors stand on it and it is set for you, remove it",
    ],
    [
      'a port out of range',
      { service: { port: 65536 } },
      'service.port must be a whole number from 1 to 65535, got 65536',
    ],
    [
      "a runtime's port out of range",
      { runtime: ServingRuntime.http({ port: 0 }) },
      'runtime HTTP: port must be a whole number from 1 to 65535, got 0',
    ],
    [
      'a privileged port',
      { runtime: ServingRuntime.http({ port: 80 }) },
      'the http port must be 1024 or above for a container without root, got 80; let it listen on 8080, or set security to SecurityProfile.restricted({ unprivilegedPortStart: 80 })',
    ],
    [
      "a node port outside of the cluster's range",
      { service: { serviceType: ServiceType.NODE_PORT, nodePort: 8080 } },
      'service.nodePort must be a whole number from 30000 to 32767, got 8080',
    ],
    [
      'a node port without a Service that has one',
      { service: { nodePort: 30001 } },
      "service.nodePort needs serviceType ServiceType.NODE_PORT or ServiceType.LOAD_BALANCER, got 'ClusterIP'",
    ],
    [
      'an unknown quantity',
      { resources: { ...resources, cpu: 'half' } },
      "resources.cpu must be a CPU quantity such as '500m' or '2', not finer than 1m and above 0, got 'half'",
    ],
    [
      'a negative quantity',
      { resources: { ...resources, memory: '-1Gi' } },
      "resources.memory must be a quantity of bytes such as '512Mi' or '2Gi', above 0, got '-1Gi'",
    ],
    [
      'thousandths of a byte',
      { resources: { ...resources, memory: '512m' } },
      "got '512m' ('m' means thousandths, write 'Mi' for mebibytes)",
    ],
    [
      'a limit below the request',
      { resources: { ...resources, memory: '1Gi', memoryLimit: '1000Mi' } },
      "resources.memoryLimit must be at least the request of '1Gi', got '1000Mi'",
    ],
    [
      'a share of an accelerator',
      { resources: { ...resources, accelerator: Accelerator.nvidia(0.5) } },
      'resources.accelerator.count must be a whole number of 1 or more, got 0.5',
    ],
    [
      'replicas with autoscaling',
      { replicas: 3, autoscaling: { maxReplicas: 5 } },
      'replicas must be left out with autoscaling, which decides them, got 3; autoscaling.minReplicas is the fewest',
    ],
    [
      'min above max',
      { autoscaling: { minReplicas: 6, maxReplicas: 5 } },
      'autoscaling.maxReplicas must be a whole number of 6 or more, got 5',
    ],
    [
      'surge and unavailability of zero',
      { rollout: RollingStrategy.of({ maxSurge: RolloutCount.pods(0) }) },
      'rollout.maxSurge and maxUnavailable must not both be 0 pods, got 0 and 0 of 2 replicas',
    ],
    [
      'both zero after rounding',
      {
        replicas: 3,
        rollout: RollingStrategy.of({ maxSurge: RolloutCount.pods(0), maxUnavailable: RolloutCount.percent(25) }),
      },
      'must not both be 0 pods, got 0 and 25% of 3 replicas (surge rounds up, unavailability rounds down); raise one of them',
    ],
    [
      'a percentage without %',
      { rollout: RollingStrategy.of(untyped({ maxSurge: '25' }) as never) },
      "rollout.maxSurge must be RolloutCount.pods(n) or RolloutCount.percent(n), got '25' (a percentage is RolloutCount.percent(25))",
    ],
    [
      'a deadline within the startup budget',
      { rollout: RollingStrategy.zeroDowntime({ progressDeadline: Duration.minutes(5) }) },
      'rollout.progressDeadline must be longer than the startup budget of 600 s, or a slow model load is reported as a failed rollout, got 300 s; raise it or lower health.startupBudget',
    ],
    [
      'an image reference that does not parse',
      { image: ContainerImage.of('Registry/Iris:1.0:2') },
      "image must be '[registry/]repository[:tag][@sha256:digest]' with a lower-case repository, got 'Registry/Iris:1.0:2'",
    ],
    [
      'an account of ECR that is none',
      { image: ContainerImage.ecr({ account: '12', region: 'us-east-1', repository: 'iris' }) },
      "image.account must be the 12 digits of an AWS account, got '12'",
    ],
    [
      'an environment variable twice',
      { env: { A: '1' }, envFromSecrets: { A: SecretKeyRef.named('s', 'k') } },
      "envFromSecrets must name each variable once, got 'A' again",
    ],
    [
      'a volume mounted over another',
      {
        volumes: [
          ServerVolume.emptyDir({ name: 'a', mountPath: '/a', sizeLimit: '1Gi' }),
          ServerVolume.emptyDir({ name: 'b', mountPath: '/a', sizeLimit: '1Gi' }),
        ],
      },
      "volumes and files must each have a mount path of their own, got '/a' twice",
    ],
    [
      'a volume without a size',
      { volumes: [ServerVolume.emptyDir(untyped({ name: 'a', mountPath: '/a' }) as never)] },
      "volumes[0].sizeLimit must be a quantity of bytes such as '512Mi' or '2Gi', above 0, got ''",
    ],
    [
      'root under the restricted profile',
      { security: SecurityProfile.restricted({ user: 0 }) },
      'security.user must be a whole number of 1 or more, got 0',
    ],
    [
      'two containers of one name',
      { initContainers: [{ name: 'iris', image: ContainerImage.of('a:1'), resources }] },
      "initContainers['iris'].name must differ from the other containers of the pod, got 'iris'",
    ],
    [
      'a CIDR block with host bits',
      { service: { serviceType: ServiceType.LOAD_BALANCER, sourceRanges: ['10.1.0.0/8'] } },
      "service.sourceRanges must have no bits set behind its prefix, got '10.1.0.0/8'",
    ],
    [
      'half a second',
      { drain: { delay: Duration.millis(500) } },
      'drain.delay must be a Duration of whole seconds of 0 or more',
    ],
    ['an empty selector', { selector: {} }, 'selector must name a label at least, got an empty object'],
  ])('%s', (_, props, message) => {
    const failure = failureOf(() => declare(props));
    expect(failure).toContain(message);
    expect(failure).toMatch(/^ModelServer 'vision\/iris': /);
    expect(failure).not.toContain('\n');
  });
});

describe('callers without a type checker', () => {
  test.each<[string, object, string]>([
    ['a prop that does not exist', { replica: 5 }, "there is no prop 'replica'; did you mean 'replicas'?"],
    [
      'a prop of a struct that does not exist',
      { autoscaling: { maxReplicas: 3, targetCPUUtilization: 50 } },
      "autoscaling has no prop 'targetCPUUtilization'; did you mean 'targetCpuUtilization'?",
    ],
    [
      'overrides of an object that does not exist',
      { overrides: { deploymnt: {} } },
      "overrides must be for 'deployment', 'leaderWorkerSet', 'rollout', 'service', 'serviceAccount', 'podDisruptionBudget', 'networkPolicy', 'horizontalPodAutoscaler' or 'scaledObject', got 'deploymnt'",
    ],
    [
      'overrides of an object that this server does not have',
      { overrides: { horizontalPodAutoscaler: { spec: {} } } },
      'overrides.horizontalPodAutoscaler is for an object that this server does not have; remove it',
    ],
    [
      'overrides that take the metadata away',
      { overrides: { deployment: { metadata: null } } },
      'overrides.deployment.metadata must be a plain object with the fields to merge, got nothing',
    ],
    [
      'no image',
      { image: undefined },
      'image must be made by ContainerImage.of(...), .dockerHub(...) or .ecr(...), got nothing',
    ],
    [
      'an image as text',
      { image: 'iris:1' },
      "image must be made by ContainerImage.of(...), .dockerHub(...) or .ecr(...), got 'iris:1'",
    ],
    [
      'no runtime',
      { runtime: undefined },
      'runtime must be made by ServingRuntime.http(...), .fastApi(...) or its like, got nothing',
    ],
    [
      'no resources',
      { resources: undefined },
      'resources must be given: { cpu, memory } as Kubernetes quantities, got nothing',
    ],
    ['numbers for quantities', { resources: { cpu: 1, memory: 1024 } }, 'resources.cpu must be a CPU quantity'],
    ['NaN', { replicas: NaN }, 'replicas must be a whole number of 0 or more, got NaN'],
    ['a number as text', { replicas: '3' }, "replicas must be a whole number of 0 or more, got '3'"],
    ['fractions', { replicas: 1.5 }, 'replicas must be a whole number of 0 or more, got 1.5'],
    [
      'an unknown enum value',
      { service: { serviceType: 'Loadbalancer' } },
      "service.serviceType must be 'ClusterIP', 'NodePort' or 'LoadBalancer', got 'Loadbalancer'",
    ],
    [
      'an unknown pull policy',
      { imagePullPolicy: 'Sometimes' },
      "imagePullPolicy must be 'Always', 'IfNotPresent' or 'Never', got 'Sometimes'",
    ],
    [
      'a strategy as an object',
      { rollout: { maxSurge: 1 } },
      'rollout must be made by RollingStrategy.zeroDowntime(...), .inPlace(...), .recreate(...) or .of(...), got an object (maxSurge)',
    ],
    ['numbers in env', { env: { PORT: 8000 } }, "env['PORT'] must be a text, got 8000"],
    ['a text for a list', { args: '--port' }, "args must be a list, got '--port'"],
    [
      'seconds for a Duration',
      { health: { startupBudget: 600 } },
      'health.startupBudget must be a Duration of whole seconds',
    ],
    [
      'a volume as an object',
      { volumes: [{ name: 'a' }] },
      'volumes must hold ServerVolume values, got an object (name)',
    ],
    [
      'a secret as text',
      { envFromSecrets: { A: 'secret' } },
      "envFromSecrets['A'] must be made by SecretKeyRef.named(...) or .of(...), got a text, which would stand in the manifest",
    ],
  ])('%s', (_, props, message) => {
    expect(failureOf(() => declare(untyped(props)))).toContain(message);
  });

  test('get no stack trace, and every problem of a construct at once', () => {
    const { tenant } = declare();
    let error: Error | undefined;
    try {
      new ModelServer(tenant, 'Bad', { ...MINIMAL, replicas: -1, resources: { cpu: 'x', memory: 'y' } });
    } catch (caught) {
      error = caught as Error;
    }
    expect(error?.message.split('\n')).toEqual([
      '4 problems:',
      expect.stringContaining(
        "ModelServer 'vision/Bad': its id, which is its name (or the prop name), must be lower-case",
      ),
      "  ModelServer 'vision/Bad': replicas must be a whole number of 0 or more, got -1",
      expect.stringContaining("ModelServer 'vision/Bad': resources.cpu"),
      expect.stringContaining("ModelServer 'vision/Bad': resources.memory"),
    ]);
    expect(error?.stack).toBe(`UsageError: ${error?.message}`);
  });
});

describe('mistakes that several constructs make together', () => {
  test('a node port used twice names both', () => {
    const { app, tenant } = declare({ service: { serviceType: ServiceType.NODE_PORT, nodePort: 30001 } });
    new ModelServer(tenant, 'other', { ...MINIMAL, service: { serviceType: ServiceType.NODE_PORT, nodePort: 30001 } });
    expect(failureOf(() => app.synthYaml())).toBe(
      "'vision/other/Service': nodePort must be unique in the cluster, got 30001, which 'vision/iris/Service' has; leave it out and the cluster chooses one [unique-node-ports]",
    );
  });

  test('two servers of one name name both', () => {
    const { app, tenant } = declare();
    new ModelServer(tenant, 'again', { ...MINIMAL, name: 'iris' });
    expect(failureOf(() => app.synthYaml())).toContain(
      "'vision/again': Deployment 'iris' in namespace 'vision' is made twice (also by 'vision/iris'); give one of them another name",
    );
  });
});

describe('likely mistakes are warnings', () => {
  test.each<[string, Partial<ModelServerProps>, string | undefined]>([
    ['the tag latest', { image: ContainerImage.of('iris:latest') }, "image 'iris:latest' has the tag 'latest'"],
    ['no tag', { image: ContainerImage.of('iris') }, "image 'iris' has no tag, which means latest"],
    [
      'a secret in plain sight',
      { env: { DB_PASSWORD: 'hunter2' } },
      "env['DB_PASSWORD'] looks like a secret, and its value stands in the manifest for everyone to read; use envFromSecrets: { DB_PASSWORD: SecretKeyRef.named(...) } or a file",
    ],
    ['a number of tokens', { env: { MAX_TOKENS: '512' } }, undefined],
    ['a digest', { image: ContainerImage.of(`iris@sha256:${'0'.repeat(64)}`) }, undefined],
  ])('%s', (_, props, warning) => {
    const { app } = declare(props);
    expect(app.warnings).toEqual(
      warning === undefined ? [] : [expect.stringContaining(`ModelServer 'vision/iris': ${warning}`)],
    );
  });
});
