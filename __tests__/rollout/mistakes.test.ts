import { Duration } from 'cdk8s';
import {
  type BlueGreenProps,
  CanaryPin,
  type CanaryProps,
  CanaryStage,
  ContainerImage,
  NamespacePeer,
  StageTransition,
  RollingStrategy,
  RolloutCount,
  type ServerOptions,
  ServingRuntime,
  SmokeTest,
  TrafficSplit,
} from '../../lib';
import { failureOf } from '../support/declare';
import { blueGreen, canary, NEW, OLD, SERVER } from './support';

const untyped = <T>(props: object): Partial<T> => props;
const byRoute = TrafficSplit.byRoute();
const server = (options: Partial<ServerOptions>): { server: ServerOptions } => ({ server: { ...SERVER, ...options } });

describe('one mistake in a canary gives one sentence', () => {
  test.each<[string, Partial<CanaryProps>, string]>([
    ['a weight above 100', { stage: CanaryStage.weight(101) }, 'stage must be a whole number from 0 to 100, got 101'],
    ['a weight below 0', { stage: CanaryStage.weight(-1) }, 'stage must be a whole number from 0 to 100, got -1'],
    [
      'half a percent',
      { stage: CanaryStage.weight(0.5) },
      'stage must be a whole number from 0 to 100, got 0.5; write 50 if 50 % are meant',
    ],
    [
      'a weight that the pods do not reach',
      { stage: CanaryStage.weight(5) },
      'stage must be a weight that 10 replicas reach (nearest: 0 and 10, all: 0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100), got 5; choose a nearest weight, 19 replicas (the smallest number that reaches it) or a tolerance of 5',
    ],
    [
      'a step that the pods do not reach',
      { steps: [10, 25] },
      'steps[1] must be a weight that 10 replicas reach (nearest: 20 and 30, all: 0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100), got 25; choose a nearest weight, 4 replicas (the smallest number that reaches it, the next that does is 12) or a tolerance of 5',
    ],
    ['steps that do not increase', { steps: [30, 10] }, 'steps must increase, got 10 after 30'],
    ['a step twice', { steps: [10, 10] }, 'steps must increase, got 10 after 10'],
    ['a step of nothing', { steps: [0, 10] }, 'steps[0] must be a whole number from 1 to 100, got 0'],
    [
      'two steps that come to the same pods',
      { replicas: 4, steps: [25, 30], tolerance: 10 },
      'steps[1] must come to other pods than the step before, got 3 + 1 for 25 and 30 within a tolerance of 10; leave one out, or raise replicas',
    ],
    [
      'a step out of range',
      { steps: [10, 50], stage: CanaryStage.step(2) },
      'stage must be one of the 2 steps, CanaryStage.step(0) to .step(1), got step 2',
    ],
    [
      'a step where there are none',
      { stage: CanaryStage.step(0) },
      'stage must be a weight, CanaryStage.weight(n), where there are no steps, got step 0',
    ],
    [
      'a weight beside the steps',
      { steps: [10, 50], stage: CanaryStage.weight(30) },
      'stage must be 0, 100 or one of the steps 10, 50, got 30; add it to steps, so that the plan knows of it',
    ],
    ['fractional replicas', { replicas: 9.5 }, 'replicas must be a whole number of 1 or more, got 9.5'],
    [
      'replicas of a side by replicas',
      { canary: { ...NEW, replicas: 2 } },
      "canary.replicas must be left out, got 2: the weight divides the canary's own prop replicas; with TrafficSplit.byRoute() a side may have a number of its own",
    ],
    [
      'replicas of the server',
      server({ replicas: 10 }),
      "server.replicas must be left out, got 10: the weight divides the canary's own prop replicas",
    ],
    [
      'an autoscaler by replicas',
      { stable: { ...OLD, autoscaling: { maxReplicas: 5 } } },
      'stable.autoscaling must be left out with TrafficSplit.byReplicas(): the numbers of pods are the weights there; split by route, or leave autoscaling out until the release is over',
    ],
    ['no stable version', untyped({ stable: undefined }), 'stable must be given: { image }, got nothing'],
    [
      'a share for a version that is not there',
      { canary: undefined, stage: CanaryStage.weight(10) },
      'canary must be given for a stage above weight 0: { image }, got nothing',
    ],
    [
      'a version without an image',
      untyped({ canary: { env: {} } }),
      'canary: image must be made by ContainerImage.of(...), .dockerHub(...) or .ecr(...), got nothing',
    ],
    [
      'a mistake that both sides share, once',
      server({ resources: { cpu: '1x', memory: '1Gi' } }),
      "server: resources.cpu must be a CPU quantity such as '500m' or '2', not finer than 1m and above 0, got '1x'",
    ],
    [
      'a mistake of one side',
      { canary: { ...NEW, resources: { cpu: '1', memory: '0' } } },
      "canary: resources.memory must be a quantity of bytes such as '512Mi' or '2Gi', above 0, got '0'",
    ],
    [
      'a slip of the keyboard',
      untyped({ canary: { ...NEW, imge: 1 } }),
      "canary has no prop 'imge'; did you mean 'image'?",
    ],
    ['a list for a version', untyped({ canary: [] }), 'canary must be an object, got []'],
    [
      'a stage that is a number',
      untyped({ stage: 10 }),
      'stage must be made by CanaryStage.weight(n), .step(n), .rolledBack() or .promoted(), got 10',
    ],
    [
      'a tolerance by route',
      { split: byRoute, tolerance: 1 },
      'tolerance must be left out with TrafficSplit.byRoute(), which reaches any weight, got 1',
    ],
    ['more capacity than pods', { minCapacity: 11 }, 'minCapacity must be at most the 10 replicas, got 11'],
    [
      'a step in one apply that leaves too few pods',
      { steps: [10, 50, 80], transition: StageTransition.DIRECT, minCapacity: 7 },
      'step 50 %: from 9 + 1 to 5 + 5 in one apply leaves 6 ready pods of the 7 that all requests need while new ones load; take two applies, CanaryStage.step(1).firstOfTwo() with 9 + 5 and then CanaryStage.step(1), or lower minCapacity to 6',
    ],
    [
      'a side by route that is too small for its share',
      { split: byRoute, steps: [50], canary: { ...NEW, replicas: 5 } },
      'promote: 5 + 5 pods leave the canary side with 5 ready of the 10 pods that 100 % of the requests need; give that side more replicas, or lower minCapacity to 5',
    ],
    [
      'a strategy that comes to nothing at a later stage',
      {
        ...server({
          rollout: RollingStrategy.of({ maxSurge: RolloutCount.pods(0), maxUnavailable: RolloutCount.percent(20) }),
        }),
        steps: [30, 50],
      },
      'grow for step 30 %: the canary side cannot roll with 3 pods, of which maxSurge and maxUnavailable both come to 0; raise one of them in its rollout',
    ],
    [
      'a canary that can never have as many pods as its stable side',
      {
        split: byRoute,
        stable: { ...OLD, autoscaling: { minReplicas: 2, maxReplicas: 12 } },
        canary: { ...NEW, autoscaling: { minReplicas: 2, maxReplicas: 6 } },
      },
      'canary.autoscaling.maxReplicas must be 12 or more, got 6: promoted it takes over what 12 stable pods may have served; raise it, or say minCapacity',
    ],
    [
      'a stable side that takes over again with fewer pods than the requests need',
      { split: byRoute, stable: { ...OLD, replicas: 4 }, canary: { ...NEW, autoscaling: { maxReplicas: 10 } } },
      'retire: 4 + 0 pods leave the stable side with 4 ready of the 10 pods that 100 % of the requests need; give that side more replicas, or lower minCapacity to 4',
    ],
    [
      'a minimum that nothing raises on the way',
      {
        split: byRoute,
        steps: [30],
        canary: { ...NEW, autoscaling: { minReplicas: 2, maxReplicas: 12 } },
        transition: StageTransition.DIRECT,
      },
      'transition: with StageTransition.DIRECT nothing raises the minimum of a side that scales by load; write canary: { autoscaling: { minReplicas: 10 } }, leave transition out, or say minCapacity',
    ],
    [
      'nothing left to roll back to',
      {
        split: byRoute,
        stable: { ...OLD, replicas: 0 },
        canary: { ...NEW, autoscaling: { maxReplicas: 10 } },
      },
      'deploy: no stable pod is left, so that one change cannot roll it back; give stable.replicas a number of 1 or more',
    ],
    [
      'the end of a release before the stable side has the new version',
      { stage: CanaryStage.retired() },
      "stage must be CanaryStage.promoted() until stable is the same version as canary, got CanaryStage.retired(): the stable pods are to take over; give stable the canary's version first",
    ],
    [
      'a first apply towards nothing',
      { stage: CanaryStage.rolledBack().firstOfTwo() },
      'stage must be a weight above 0 for firstOfTwo(), got rolled back: one apply leads there',
    ],
    [
      'labels of a live workload',
      server({ selector: { app: 'ranker' } }),
      'server.selector must be left out: each version has its own pods; adopt the live workload with a ModelServer first, then move from it with previously',
    ],
    [
      'ports that differ',
      { canary: { ...NEW, runtime: ServingRuntime.http({ port: 8000, grpcPort: 9000 }) } },
      "stable and canary must serve the same ports, since one Service leads to either, got 'http 80' and 'http 80, grpc 9000'; give both versions runtimes with the same ports",
    ],
    [
      'a pin that no proxy understands',
      { split: TrafficSplit.byRoute({ pins: [CanaryPin.header('x canary', 'yes')] }) },
      "split.pins[0].header must be a name of letters, digits and '-', got 'x canary'",
    ],
    [
      'a pin twice',
      { split: TrafficSplit.byRoute({ pins: [CanaryPin.header('X-A', '1'), CanaryPin.header('x-a', '1')] }) },
      'split.pins must differ, got header x-a 1 twice',
    ],
  ])('%s', (_, props, message) => {
    expect(failureOf(() => canary(props))).toBe(`Canary 'vision/ranker': ${message}`);
  });

  test('several mistakes are reported together', () => {
    const message = failureOf(() => canary({ replicas: -1, steps: [50, 10], canary: {} as never }));
    expect(message.split('\n')).toHaveLength(4);
  });

  test('no props at all', () => {
    const message = failureOf(() => canary(untyped({ server: undefined, stable: undefined, canary: undefined })));
    expect(message).toContain("Canary 'vision/ranker': server must be given: { runtime, resources }, got nothing");
  });
});

describe('one mistake in a blue/green release gives one sentence', () => {
  test.each<[string, Partial<BlueGreenProps>, string]>([
    [
      'an active colour that is not declared',
      { blue: undefined },
      "active must be a colour that is declared, got 'blue'; give blue: { image }, or activate the other colour",
    ],
    [
      'an active colour without an image',
      untyped({ blue: { replicas: 2 } }),
      'blue: image must be made by ContainerImage.of(...), .dockerHub(...) or .ecr(...), got nothing',
    ],
    [
      'an active colour without pods',
      { blue: { ...OLD, replicas: 0 } },
      "active must be a colour with pods, got 'blue' with 0 replicas; raise blue.replicas, apply, and change active when they are ready",
    ],
    [
      'an active colour that is too small',
      { blue: { ...OLD, replicas: 2 }, minCapacity: 3 },
      "active must be a colour with as many pods as minCapacity, 3, got 'blue' with 2; take two applies: grow first, blue: { replicas: 3 }, and change active second",
    ],
    ['no colour', untyped({ active: undefined }), "active must be 'blue' or 'green', got nothing"],
    ['a colour that is none', untyped({ active: 'red' }), "active must be 'blue' or 'green', got 'red'"],
    [
      'fractional replicas',
      { green: { ...NEW, replicas: 1.5 } },
      'green: replicas must be a whole number of 0 or more, got 1.5',
    ],
    [
      'one name for two Services',
      { previewServiceName: 'ranker' },
      "previewServiceName must differ from the active Service's name, got 'ranker'",
    ],
    [
      'ports that differ',
      { green: { ...NEW, runtime: ServingRuntime.http({ port: 9000, grpcPort: 9001 }) } },
      "blue and green must serve the same ports, since one Service leads to either, got 'http 80' and 'http 80, grpc 9001'; give both versions runtimes with the same ports",
    ],
    [
      'something that is no test',
      untyped({ verify: '/health' }),
      "verify must be made by SmokeTest.http(...), got '/health'",
    ],
    [
      'a test that gives up before a version has loaded',
      { verify: SmokeTest.http('/ready', { deadline: Duration.minutes(5) }) },
      'verify.deadline must outlast the 600 s that a version may take to start, got 300 s; raise it or lower health.startupBudget',
    ],
    [
      'a path that is none',
      { verify: SmokeTest.http('ready') },
      "verify.path must begin with '/' and hold no white space, got 'ready'",
    ],
    [
      'a body in a GET request',
      { verify: SmokeTest.http('/', { method: 'GET', body: 'x' }) },
      "verify.method must not be 'GET' with a body; leave it out for 'POST'",
    ],
    [
      'a status that is none',
      { verify: SmokeTest.http('/', { expectedStatus: 20 }) },
      'verify.expectedStatus must be a whole number from 100 to 599, got 20',
    ],
    [
      'an expectation of two lines',
      { verify: SmokeTest.http('/', { bodyContains: 'a\nb' }) },
      "verify.bodyContains must be one line, got 'a\nb'",
    ],
    [
      'a header that ends the header',
      { verify: SmokeTest.http('/', { headers: { 'x-a': 'b\r\nhost: c' } }) },
      "verify.headers must be names of letters, digits and '-' with values of one line, got 'x-a': 'b\r\nhost: c'",
    ],
    [
      'an image for the test that is none',
      { verify: SmokeTest.http('/', { image: ContainerImage.of('A B') }) },
      "verify.image must be '[registry/]repository[:tag][@sha256:digest]' with a lower-case repository, got 'A B'",
    ],
  ])('%s', (_, props, message) => {
    expect(failureOf(() => blueGreen(props))).toContain(`BlueGreen 'vision/ranker': ${message}`);
  });
});

test('a side of a canary by replicas is no target of a route, and has no address of its own', () => {
  const { release } = canary();
  expect(failureOf(() => release.canaryServer!.trafficBackends)).toBe(
    "Canary 'vision/ranker': canary: has no Service that leads to it alone, so that no route can; send the requests to the release, or split by route",
  );
  expect(release.canaryServer!.toNetworkPeer().peerService).toBeUndefined();
});

test('connections that are not possible are refused for the release', () => {
  const { release } = canary();
  expect(
    failureOf(() => {
      release.connectTo(NamespacePeer.named('db'), { env: 'HOME' });
    }),
  ).toContain("Canary 'vision/ranker': connectTo: env must name a variable that is not set yet, got 'HOME'");
  expect(
    failureOf(() => {
      release.allowFrom('db' as never);
    }),
  ).toContain("Canary 'vision/ranker': allowFrom: peers must be");
});
