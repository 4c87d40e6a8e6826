import { Duration } from 'cdk8s';
import {
  Accelerator,
  ClusterProfile,
  GatewayFacts,
  GroupRestartPolicy,
  GroupStartupPolicy,
  IngressRoute,
  MetricsScraper,
  ModelServerGroup,
  RollingStrategy,
  RolloutCount,
  RouteRule,
  RuntimeArgument,
  RuntimeProbe,
  RuntimeShutdown,
  RuntimeValue,
  ScalingMetric,
  ServingApp,
  ServingRuntime,
  TenantNamespace,
} from '../../../lib';
import { manifestsFrom } from '../../support/declare';
import { allows } from '../../support/api-server';
import {
  CLUSTER,
  declareGroup,
  GROUP,
  groupContainers,
  groupManifests,
  groupSpec,
  valueOf,
} from '../../support/groups';

test('a group is a LeaderWorkerSet with its Service, account, budget and policies', () => {
  const named = groupManifests().all.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  expect(named.filter((each) => / llama/.test(each)).sort()).toEqual([
    'LeaderWorkerSet llama',
    'NetworkPolicy llama',
    'NetworkPolicy llama-group',
    'PodDisruptionBudget llama',
    'Service llama-leader',
    'ServiceAccount llama',
  ]);
});

test('two groups of the size that is asked for are started together, made anew together and replaced one by one', () => {
  expect(groupSpec()).toMatchObject({
    replicas: 2,
    startupPolicy: 'LeaderCreated',
    networkConfig: { subdomainPolicy: 'Shared' },
    rolloutStrategy: { type: 'RollingUpdate', rollingUpdateConfiguration: { maxSurge: 0, maxUnavailable: 1 } },
    leaderWorkerTemplate: { size: 2, restartPolicy: 'RecreateGroupOnPodRestart' },
  });
});

test('policies of starting and of restarting can be chosen', () => {
  const restartPolicy = GroupRestartPolicy.RECREATE_AFTER_START;
  expect(groupSpec({ group: { size: 3, restartPolicy }, ...spread(3) }).leaderWorkerTemplate).toMatchObject({
    size: 3,
    restartPolicy: 'RecreateGroupAfterStart',
  });
});

test('a group can have the nodes of a rack for itself', () => {
  const { metadata } = groupManifests({ group: { size: 2, exclusiveTopology: 'example.com/rack' } }).get(
    'LeaderWorkerSet',
  );
  expect(metadata.annotations).toMatchObject({
    'leaderworkerset.sigs.k8s.io/exclusive-topology': 'example.com/rack',
  });
});

/** Sizes that layers of 3 groups of 8 heads do not go into say it themselves. */
function spread(size: number) {
  return { runtime: ServingRuntime.vllm({ model: '/models/llama', pipelineParallelism: size }) };
}

describe('vLLM', () => {
  const [leader, worker] = groupContainers();

  test('is process 1 of its container, without a shell that would keep signals from it', () => {
    for (const container of [leader, worker]) expect(container.command).toEqual(['vllm', 'serve']);
  });

  test('learns from the controller how many pods there are, which one it is in, and where the leader is', () => {
    for (const container of [leader, worker]) {
      expect(valueOf(container, '--nnodes')).toBe('$(LWS_GROUP_SIZE)');
      expect(valueOf(container, '--node-rank')).toBe('$(LWS_WORKER_INDEX)');
      expect(valueOf(container, '--master-addr')).toBe('$(LWS_LEADER_ADDRESS)');
    }
  });

  test('answers requests in the leader alone', () => {
    expect(leader.args).not.toContain('--headless');
    expect(worker.args).toContain('--headless');
  });

  test('splits each layer over the devices of a node, and the layers over the nodes', () => {
    expect(valueOf(leader, '--tensor-parallel-size')).toBe('8');
    expect(valueOf(leader, '--pipeline-parallel-size')).toBe('2');
  });

  test.each<[object, object, string, string | undefined]>([
    ['layers over all of the group', { tensorParallelism: 16 }, '16', undefined],
    ['four groups of layers', { pipelineParallelism: 4 }, '4', '4'],
    ['a copy on each node', { dataParallelism: 2 }, '8', undefined],
    ['two copies and two groups of layers', { dataParallelism: 2, pipelineParallelism: 2 }, '4', '2'],
  ] as never)('can split %s', (_what, options, tensor, pipeline) => {
    const [container] = groupContainers({ runtime: ServingRuntime.vllm({ model: '/models/llama', ...options }) });
    expect(valueOf(container, '--tensor-parallel-size')).toBe(tensor);
    expect(valueOf(container, '--pipeline-parallel-size')).toBe(pipeline);
  });
});

test('SGLang meets its leader at a port of its own', () => {
  const [leader, worker] = groupContainers({ runtime: ServingRuntime.sglang({ model: '/models/llama' }) });
  for (const container of [leader, worker]) {
    expect(valueOf(container, '--dist-init-addr')).toBe('$(LWS_LEADER_ADDRESS):20000');
    expect(valueOf(container, '--nnodes')).toBe('$(LWS_GROUP_SIZE)');
    expect(valueOf(container, '--node-rank')).toBe('$(LWS_WORKER_INDEX)');
    expect(valueOf(container, '--pp-size')).toBe('2');
  }
  expect(worker.startupProbe.exec.command.join(' ')).toContain('20000');
});

test('a runtime that somebody describes says how its pods find each other', () => {
  const runtime = ServingRuntime.describe({
    title: 'Falcon',
    ports: { http: 9000 },
    command: ['falcon'],
    args: [
      RuntimeArgument.flag('--host', RuntimeValue.host()),
      RuntimeArgument.flag('--port', RuntimeValue.port()),
      RuntimeArgument.flag('--tp', RuntimeValue.tensorParallelism()),
      RuntimeArgument.flag('--pp', RuntimeValue.pipelineParallelism()),
    ],
    readiness: RuntimeProbe.http('/ready'),
    shutdown: RuntimeShutdown.bounded(Duration.seconds(20)),
    multiNode: {
      args: [
        RuntimeArgument.assigned('--nodes', RuntimeValue.groupSize()),
        RuntimeArgument.assigned('--rank', RuntimeValue.nodeRank()),
        RuntimeArgument.assigned('--leader', RuntimeValue.leaderAddress(7000)),
      ],
      workerArgs: [RuntimeArgument.text('worker')],
      port: 7000,
      workerProbe: ['falcon', 'ping'],
      leaderStartsAlone: true,
    },
  });
  const given = { runtime, group: { size: 2, startupPolicy: GroupStartupPolicy.LEADER_READY } };
  expect(groupSpec(given).startupPolicy).toBe('LeaderReady');
  const [leader, worker] = groupContainers(given);
  expect(leader.args.slice(-3)).toEqual([
    '--nodes=$(LWS_GROUP_SIZE)',
    '--rank=$(LWS_WORKER_INDEX)',
    '--leader=$(LWS_LEADER_ADDRESS):7000',
  ]);
  expect(worker.args.slice(-1)).toEqual(['worker']);
  expect(worker.livenessProbe.exec.command).toEqual(['falcon', 'ping']);
});

describe('workers', () => {
  const [leader, worker] = groupContainers();

  test('have no port and no readiness: they are well as long as their leader answers', () => {
    expect(leader.readinessProbe.httpGet).toEqual({ path: '/health', port: 'http' });
    expect(worker).not.toHaveProperty('readinessProbe');
    expect(worker).not.toHaveProperty('ports');
    for (const { exec } of [worker.startupProbe, worker.livenessProbe]) {
      expect(exec.command.slice(0, 2)).toEqual(['python3', '-c']);
      expect(exec.command[2]).toContain("os.environ['LWS_LEADER_ADDRESS'], 29501");
    }
  });

  test('may take as long to start as their leader', () => {
    const budget = ({ failureThreshold, periodSeconds }: any) => failureThreshold * periodSeconds;
    expect(budget(worker.startupProbe)).toBe(budget(leader.startupProbe));
  });

  test('stay until their leader has finished its requests', () => {
    const { leaderTemplate, workerTemplate } = groupSpec({
      drain: { delay: Duration.seconds(20), shutdown: Duration.minutes(2) },
    }).leaderWorkerTemplate;
    expect(leaderTemplate.spec.containers[0].lifecycle).toEqual({ preStop: { sleep: { seconds: 20 } } });
    expect(valueOf(leaderTemplate.spec.containers[0], '--shutdown-timeout')).toBe('120');
    expect(workerTemplate.spec.containers[0].lifecycle).toEqual({ preStop: { sleep: { seconds: 140 } } });
    for (const { spec } of [leaderTemplate, workerTemplate]) expect(spec.terminationGracePeriodSeconds).toBe(145);
  });

  test('wait by a command of the image before Kubernetes 1.30', () => {
    const containers = groupContainers({}, { kubernetesVersion: '1.29' });
    expect(containers[1].lifecycle).toEqual({ preStop: { exec: { command: ['sleep', '75'] } } });
  });

  test('are not scraped', () => {
    const scraper = MetricsScraper.podAnnotations({ namespaceName: 'monitoring' });
    const { leaderTemplate, workerTemplate } = groupSpec({}, { scraper }).leaderWorkerTemplate;
    expect(leaderTemplate.metadata.annotations).toMatchObject({ 'prometheus.io/scrape': 'true' });
    expect(workerTemplate.metadata).not.toHaveProperty('annotations');
  });
});

describe('who reaches whom', () => {
  const cluster = { gateway: GatewayFacts.traefik() };
  const { app, tenant, server } = declareGroup({}, cluster);
  new IngressRoute(tenant, 'public', { host: 'llm.example.com', rules: [RouteRule.pathPrefix('/', server)] });
  const { all } = manifestsFrom(app);
  const podsOf = (which: string) => {
    const { metadata } = all.find(({ kind }) => kind === 'LeaderWorkerSet')!.spec.leaderWorkerTemplate[which];
    return { namespace: 'vision', labels: metadata.labels };
  };
  const gateway = {
    namespace: 'traefik',
    namespaceLabels: { 'kubernetes.io/metadata.name': 'traefik' },
    labels: { 'app.kubernetes.io/name': 'traefik' },
  };
  const [leader, worker] = [podsOf('leaderTemplate'), podsOf('workerTemplate')];

  test.each<[string, any, any, number, boolean]>([
    ['the gateway reaches leaders at the port of requests', gateway, leader, 8000, true],
    ['the gateway reaches no other port of leaders', gateway, leader, 29501, false],
    ['the gateway reaches no worker', gateway, worker, 8000, false],
    ['workers reach their leader at every port', worker, leader, 43211, true],
    ['leaders reach their workers at every port', leader, worker, 51007, true],
    ['neighbours reach leaders', { namespace: 'vision', labels: { app: 'chat' } }, leader, 8000, true],
    ['neighbours reach no worker', { namespace: 'vision', labels: { app: 'chat' } }, worker, 8000, false],
  ])('%s', (_what, from, to, port, isAllowed) => {
    expect(allows(all, from, to, port)).toBe(isAllowed);
  });

  test('the Service leads to leaders, and so does the route', () => {
    const { spec } = all.find(({ kind, metadata }) => kind === 'Service' && metadata.name === 'llama-leader')!;
    for (const [key, value] of Object.entries(spec.selector)) {
      expect(leader.labels[key]).toBe(value);
    }
    expect(Object.entries(spec.selector).every(([key, value]) => worker.labels[key] === value)).toBe(false);
    expect(server.trafficBackends).toMatchObject([{ serviceName: 'llama-leader', port: 80, replicas: 2 }]);
    expect(server.host).toBe('llama-leader.vision.svc');
  });
});

test('nodes are drained one leader at a time', () => {
  const { spec } = groupManifests().get('PodDisruptionBudget');
  expect(spec).toMatchObject({
    maxUnavailable: 1,
    selector: {
      matchLabels: { 'app.kubernetes.io/name': 'llama', 'app.kubernetes.io/instance': 'llama' },
    },
  });
});

test('all pods of all groups are spread, those of one version among themselves', () => {
  const [constraint] = groupSpec().leaderWorkerTemplate.workerTemplate.spec.topologySpreadConstraints;
  expect(constraint).toMatchObject({
    labelSelector: { matchLabels: { 'app.kubernetes.io/instance': 'llama' } },
    matchLabelKeys: ['leaderworkerset.sigs.k8s.io/template-revision-hash'],
  });
});

describe('groups that roll', () => {
  const rolling = (...args: Parameters<typeof groupSpec>) =>
    groupSpec(...args).rolloutStrategy.rollingUpdateConfiguration;

  test('come on top where the devices of a whole group are spare', () => {
    expect(rolling({}, { spareAccelerators: { 'nvidia.com/gpu': 16 } })).toEqual({ maxSurge: 1, maxUnavailable: 0 });
    expect(rolling({}, { spareAccelerators: { 'nvidia.com/gpu': 8 } })).toEqual({ maxSurge: 0, maxUnavailable: 1 });
  });

  test('do so in counts and percentages of groups', () => {
    const rollout = RollingStrategy.of({ maxSurge: RolloutCount.percent(50), maxUnavailable: RolloutCount.pods(1) });
    expect(rolling({ rollout, replicas: 4 })).toEqual({ maxSurge: '50%', maxUnavailable: 1 });
  });
});

test('an autoscaler scales groups', () => {
  const manifests = groupManifests({ autoscaling: { minReplicas: 1, maxReplicas: 4, targetMemoryUtilization: 80 } });
  expect(manifests.get('HorizontalPodAutoscaler').spec).toMatchObject({
    scaleTargetRef: { apiVersion: 'leaderworkerset.x-k8s.io/v1', kind: 'LeaderWorkerSet', name: 'llama' },
    maxReplicas: 4,
  });
  expect(manifests.get('LeaderWorkerSet').spec).not.toHaveProperty('replicas');
});

test('KEDA scales groups by the load of their runtime', () => {
  const autoscaling = { maxReplicas: 3, metrics: [ScalingMetric.requestsWaiting(5)] };
  const keda = { prometheusUrl: 'http://prometheus.monitoring.svc:9090' };
  const { spec } = groupManifests({ autoscaling }, { keda }).get('ScaledObject');
  expect(spec).toMatchObject({
    scaleTargetRef: { apiVersion: 'leaderworkerset.x-k8s.io/v1', kind: 'LeaderWorkerSet', name: 'llama' },
    maxReplicaCount: 3,
  });
  // Leaders are pods of a StatefulSet; workers answer nobody.
  const [, pattern] = /pod=~"([^"]+)"/.exec(spec.triggers[0].metadata.query) ?? [];
  const pods = ['llama-0', 'llama-12', 'llama-0-1', 'llama-7d9c5b8f6d-x2x4z', 'llama-next-0'];
  expect(pods.filter((pod) => new RegExp(`^(?:${pattern})$`).test(pod))).toEqual(['llama-0', 'llama-12']);
});

describe('the policy of a tenant', () => {
  const warningsIn = (props: object) => {
    const app = new ServingApp({ cluster: ClusterProfile.of(CLUSTER) });
    new ModelServerGroup(new TenantNamespace(app, 'vision', props), 'llama', GROUP);
    return app.warnings.filter((warning) => warning.includes('reaches its workers'));
  };

  test('that lets neighbours in everywhere lets them in to workers, which is warned of', () => {
    expect(warningsIn({})).toEqual([
      expect.stringMatching(/^ModelServerGroup 'vision\/llama': every pod .*; set servingPortsOnly of the tenant$/),
    ]);
  });

  test.each([{ servingPortsOnly: true }, { defaultDeny: false }])('%j lets nobody in to workers', (props) => {
    expect(warningsIn(props)).toEqual([]);
  });
});

test('overrides are merged into the LeaderWorkerSet', () => {
  const overrides = {
    leaderWorkerSet: { spec: { rolloutStrategy: { rollingUpdateConfiguration: { partition: 1 } } } },
  };
  expect(groupSpec({ overrides }).rolloutStrategy.rollingUpdateConfiguration).toEqual({
    maxSurge: 0,
    maxUnavailable: 1,
    partition: 1,
  });
});

test('its parts that a server has not are at hand', () => {
  const { server } = declareGroup();
  expect(server.leaderWorkerSet).toBe(server.deployment);
  expect(server.groupNetworkPolicy?.name).toBe('llama-group');
  expect(declareGroup({ networkPolicy: false }).server.groupNetworkPolicy).toBeUndefined();
});

test('a profile says which version of the controller there is', () => {
  for (const leaderWorkerSet of ['0.6', 'v0.10.0', '1.0'])
    expect(() => ClusterProfile.of({ leaderWorkerSet })).not.toThrow();
});

test('an accelerator by claims of each pod is one of groups as well', () => {
  const manifests = groupManifests({
    resources: { cpu: '32', memory: '512Gi', accelerator: Accelerator.devices('gpu.nvidia.com', 8) },
  });
  const { workerTemplate } = manifests.get('LeaderWorkerSet').spec.leaderWorkerTemplate;
  expect(workerTemplate.spec.resourceClaims).toEqual([
    { name: 'devices', resourceClaimTemplateName: manifests.get('ResourceClaimTemplate').metadata.name },
  ]);
});
