import { Duration } from 'cdk8s';
import {
  Accelerator,
  BlueGreen,
  Canary,
  ClaimAccessMode,
  ClusterProfile,
  type ClusterProfileOptions,
  Colour,
  ContainerImage,
  GroupRestartPolicy,
  GroupStartupPolicy,
  type ModelServerProps,
  ModelServer,
  ModelServerGroup,
  ModelSource,
  PreviousRelease,
  RollingStrategy,
  RolloutCount,
  RuntimeArgument,
  RuntimeProbe,
  RuntimeShutdown,
  RuntimeValue,
  ServingApp,
  ServingRuntime,
  TenantNamespace,
  TrafficSplit,
} from '../../../lib';
import { failureOf } from '../../support/declare';
import { CLUSTER, declareGroup, GROUP } from '../../support/groups';

const resources = (accelerator?: Accelerator) => ({ cpu: '32', memory: '512Gi', accelerator });
const vllm = (options: object) => ServingRuntime.vllm({ model: '/models/llama', ...options });
const source = (accessMode: ClaimAccessMode) => ({
  runtime: ServingRuntime.vllm({}),
  source: ModelSource.claim({ name: 'llama', accessMode }),
  replicas: 1,
});

test.each<[string, Partial<ModelServerProps>, string]>([
  ['no group at all', { group: undefined }, 'group must be given: { size: 2 }, or make a ModelServer'],
  [
    'a group of one',
    { group: { size: 1 } },
    'group.size must be 2 or more, got 1; leave group out for a model that one pod serves',
  ],
  ['no size', { group: {} as never }, 'group.size must be a whole number of 2 or more, got nothing'],
  ['half a pod', { group: { size: 2.5 } }, 'group.size must be a whole number of 2 or more, got 2.5'],
  [
    'a policy that there is not',
    { group: { size: 2, restartPolicy: 'Always' as never } },
    "group.restartPolicy must be 'RecreateGroupOnPodRestart', 'RecreateGroupAfterStart' or 'None', got 'Always'",
  ],
  [
    'a leader and workers that wait for each other',
    { group: { size: 2, startupPolicy: GroupStartupPolicy.LEADER_READY } },
    'group.startupPolicy must be GroupStartupPolicy.LEADER_CREATED for vLLM, whose leader is ready only when its workers are there',
  ],
  [
    'no label of nodes',
    { group: { size: 2, exclusiveTopology: 'a rack' } },
    "group.exclusiveTopology must be '[prefix/]name'",
  ],
  [
    'a runtime that serves by itself',
    { runtime: ServingRuntime.triton({ modelRepository: '/models' }), resources: resources() },
    'group must be left out: nothing is known of how several pods of Triton serve one model',
  ],
  [
    'a runtime that MPI starts',
    { runtime: ServingRuntime.tensorRtLlm({ model: '/models/llama' }) },
    'runtime TensorRT-LLM: starts on several nodes by MPI alone',
  ],
  [
    'a version that needs Ray',
    { image: ContainerImage.of('vllm/vllm-openai:v0.11.0') },
    'runtime vLLM: version must be 0.12 or later for a group, before which vLLM needs Ray on several nodes, got 0.11',
  ],
  [
    'a version that says so',
    { runtime: vllm({ version: '0.10.2' }) },
    'runtime vLLM: version must be 0.12 or later for a group',
  ],
  [
    'a split that the group does not come to',
    { runtime: vllm({ tensorParallelism: 8, pipelineParallelism: 3 }) },
    'runtime vLLM: parallelism must come to the 16 accelerators of a group, 2 pods with 8 each, got tensorParallelism 8, pipelineParallelism 3; set the count of resources.accelerator to 12, or change group.size',
  ],
  [
    'layers in three parts of sixteen devices',
    { runtime: vllm({ pipelineParallelism: 3 }) },
    'parallelism must come to the 16 accelerators of a group, 2 pods with 8 each, got pipelineParallelism 3',
  ],
  [
    'no accelerators',
    { resources: resources() },
    'runtime vLLM: a model is split over the accelerators of its group, got none; set resources.accelerator',
  ],
  [
    'slices of devices',
    { resources: resources(Accelerator.nvidiaMig('3g.40gb', 1)) },
    'a model must be on one accelerator where accelerators are parts of a device or shared',
  ],
  [
    'one claim of devices for all nodes',
    { resources: resources(Accelerator.claimNamed('gpus', 'gpu.nvidia.com', 8)) },
    'resources.accelerator must not be one claim for all pods of a group, which are on several nodes',
  ],
  [
    'a disk of one node',
    source(ClaimAccessMode.READ_WRITE_ONCE),
    "accessMode must be one for many where several pods mount the claim 'llama', got 'ReadWriteOnce' for 2 pods",
  ],
  [
    "the Service of the group's name, which the controller makes",
    { service: { name: 'llama' } },
    "service.name must not be that of the group or one of its groups, under which the controller makes Services without address, got 'llama'; leave it out, or call it 'llama-leader'",
  ],
  ["the Service of one group's name", { service: { name: 'llama-0' } }, "got 'llama-0'"],
  [
    'a variable of the controller',
    { env: { LWS_WORKER_INDEX: '1' } },
    "env must not name a variable that the controller of groups sets, got 'LWS_WORKER_INDEX'; remove it",
  ],
  [
    'a flag that the group decides',
    { args: ['--nnodes', '4'] },
    "args must not name a flag that binds the runtime to what probes and Service rely on, got '--nnodes'; leave it out, it follows from group of the server",
  ],
  [
    'all groups stopped at once',
    { rollout: RollingStrategy.recreate() },
    'rollout must be RollingStrategy.inPlace() or another rolling one for a group',
  ],
  [
    'a time that the controller does not wait',
    { rollout: RollingStrategy.inPlace({ minReady: Duration.seconds(30) }) },
    'rollout.minReady must be left out for a group, of which its controller knows nothing, got 30 s',
  ],
  [
    'a deadline that nobody watches',
    { rollout: RollingStrategy.inPlace({ progressDeadline: Duration.hours(1) }) },
    'rollout.progressDeadline must be left out for a group, of which its controller knows nothing, got 3600 s',
  ],
  [
    'more groups on top than the controller takes',
    { rollout: RollingStrategy.of({ maxSurge: RolloutCount.percent(150) }) },
    "rollout.maxSurge must be at most 100 % for a group, got '150%'",
  ],
  ['a workload to adopt', { selector: { app: 'llama' } }, 'selector must be left out with group'],
  ['a release to move from', { previously: PreviousRelease.canary() }, 'previously must be left out with group'],
  [
    'overrides of a Deployment, which a group has not',
    { overrides: { deployment: { spec: {} } } },
    'overrides.deployment is for an object that this server does not have',
  ],
] as never)('%s', (_what, props, message) => {
  expect(failureOf(() => declareGroup(props))).toContain(message);
});

test.each<[string, object, string]>([
  ['nothing for a group', { group: null }, 'group must be'],
  ['a number for a group', { group: 2 }, 'group must be'],
  ['a number for a label', { group: { size: 2, exclusiveTopology: 7 } }, 'group.exclusiveTopology must be'],
  ['a number for a name', { name: 7 }, 'name must be'],
  ["a number for a Service's name", { service: { name: 7 } }, 'service.name must be'],
  ['a text for a size', { group: { size: '2' } }, "group.size must be a whole number of 2 or more, got '2'"],
  ['a text for a version of the runtime', { runtime: vllm({ version: 'newest' }) }, 'version must be'],
])('callers without a type checker: %s', (_what, props, message) => {
  expect(failureOf(() => declareGroup(props as never))).toContain(message);
});

test.each<[string, ClusterProfileOptions, string]>([
  [
    'no controller',
    { leaderWorkerSet: undefined },
    "group needs the LeaderWorkerSet controller, which the cluster profile does not declare; install it, and set leaderWorkerSet of ClusterProfile.of(...) to its version, such as '0.10'",
  ],
  ['one too old', { leaderWorkerSet: '0.5.1' }, 'leaderWorkerSet must be 0.6 or later'],
  [
    'no version',
    { leaderWorkerSet: 'newest' },
    "leaderWorkerSet must be a version of the LeaderWorkerSet controller such as '0.10', got 'newest'",
  ],
])('a cluster with %s', (_what, cluster, message) => {
  expect(failureOf(() => declareGroup({}, cluster))).toContain(message);
});

test('an old controller makes groups anew whenever a container restarts', () => {
  const group = { size: 2, restartPolicy: GroupRestartPolicy.RECREATE_AFTER_START };
  expect(failureOf(() => declareGroup({ group }, { leaderWorkerSet: '0.7' }))).toContain(
    "group.restartPolicy 'RecreateGroupAfterStart' needs version 0.8 of the LeaderWorkerSet controller, got 0.7",
  );
});

describe('names', () => {
  const declareNamed = (length: number, props: Partial<ModelServerProps> = {}) =>
    declareGroup(props, {}, 'l'.repeat(length));

  test('leave room for what the controller makes of them', () => {
    expect(() => declareNamed(50)).not.toThrow();
    expect(failureOf(() => declareNamed(51))).toMatch(
      /its name must be short enough for what the controller makes of it: a label such as 'l+-1-0123456789' has 64 characters of at most 63, .*shorten it by 1/,
    );
  });

  test('and for more of it with more groups', () => {
    expect(() => declareNamed(49, { replicas: 11 })).not.toThrow();
    expect(failureOf(() => declareNamed(50, { replicas: 11 }))).toContain('shorten it by 1');
  });
});

test('a ModelServer is no group', () => {
  const { tenant } = declareGroup();
  expect(failureOf(() => new ModelServer(tenant, 'other', GROUP))).toContain(
    'group must be left out of a ModelServer, whose pods serve by themselves; make a ModelServerGroup',
  );
});

describe('a quota', () => {
  const quotaOf = (gpus: number, props: Partial<ModelServerProps> = {}) => {
    const app = new ServingApp({ cluster: ClusterProfile.of(CLUSTER) });
    const tenant = new TenantNamespace(app, 'vision', { quota: { gpus } });
    new ModelServerGroup(tenant, 'llama', { ...GROUP, ...props });
    return app;
  };
  const zeroDowntime = { rollout: RollingStrategy.zeroDowntime() };

  test('holds all devices of all groups', () => {
    expect(() => quotaOf(32).synthYaml()).not.toThrow();
    expect(failureOf(() => quotaOf(31).synthYaml())).toContain(
      "takes more at rest than ResourceQuota 'vision-quota' holds, requests.nvidia.com/gpu 32 of 31",
    );
  });

  test('holds a whole group on top where groups roll so', () => {
    expect(() => quotaOf(48, zeroDowntime).synthYaml()).not.toThrow();
    expect(failureOf(() => quotaOf(47, zeroDowntime).synthYaml())).toMatch(
      /a rollout deadlocks: no group may be unavailable and one more does not fit .* requests.nvidia.com\/gpu 48 of 47; raise the quota to requests.nvidia.com\/gpu 48, use RollingStrategy.inPlace\(\)/,
    );
  });
});

describe('releases', () => {
  const { image, ...server } = GROUP;
  const { tenant } = declareGroup();

  test('split groups by route', () => {
    expect(failureOf(() => new Canary(tenant, 'one', { server, stable: { image }, canary: { image } }))).toContain(
      'split must be TrafficSplit.byRoute() with server.group',
    );
  });

  test('have no release before them', () => {
    const previously = PreviousRelease.modelServer();
    const message = 'previously must be left out with server.group';
    expect(
      failureOf(
        () => new Canary(tenant, 'two', { server, stable: { image }, split: TrafficSplit.byRoute(), previously }),
      ),
    ).toContain(message);
    expect(
      failureOf(() => new BlueGreen(tenant, 'three', { server, blue: { image }, active: Colour.BLUE, previously })),
    ).toContain(message);
  });
});

describe('a description', () => {
  const describe_ = (multiNode: object) => {
    const { app, tenant } = declareGroup();
    const runtime = ServingRuntime.describe({
      title: 'Falcon',
      ports: { http: 9000 },
      listensByItself: true,
      readiness: RuntimeProbe.http('/ready'),
      shutdown: RuntimeShutdown.bounded(Duration.seconds(20)),
      multiNode: multiNode as never,
    });
    return failureOf(() => new ModelServerGroup(tenant, 'falcon', { ...GROUP, runtime }) && app);
  };
  const args = [RuntimeArgument.flag('--rank', RuntimeValue.nodeRank())];

  test.each<[object, string]>([
    [{ args: [], port: 7000 }, 'multiNode.args must tell the pods of each other'],
    [{ args }, 'multiNode.port must be'],
    [{ args, port: 9000 }, 'multiNode.port must differ from the other ports, got 9000 again, which is http'],
    [{ args, port: 7000, workerProbe: [1] }, 'multiNode.workerProbe'],
    [{ args: ['--rank'], port: 7000 }, 'multiNode.args[0] must be made by RuntimeArgument'],
    [{ args, port: 7000, leaderStartsAlone: 'no' }, 'multiNode.leaderStartsAlone'],
  ])('%j', (multiNode, message) => {
    expect(describe_(multiNode)).toContain(message);
  });
});
