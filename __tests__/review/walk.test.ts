import { irisBlueGreen, irisCanary } from '../../apps/iris';
import {
  type BlueGreenProps,
  Canary,
  type CanaryProps,
  CanaryStage,
  ContainerImage,
  Colour,
  IngressRoute,
  ReleaseStageKind,
  RouteRule,
  ServingApp,
  TenantNamespace,
  TrafficSplit,
  ClusterProfile,
  GatewayFacts,
} from '../../lib';
import type { Manifest } from '../../lib/manifests/manifest';
import { review } from '../../lib/review/review';
import { coloursAt, NEW, OLD, propsAt, SERVER } from '../rollout/support';
import { sideOf, sideOfObjects } from './support';
import { Manifests } from '../../lib/testing';

const IRIS_CANARY = irisCanary(new ServingApp());
const IRIS_BLUE_GREEN = irisBlueGreen(new ServingApp());

/** What the review says of the one release that changes. */
function releaseIn(before: Manifest[], after: Manifest[]) {
  const { releases } = review(before, after);
  expect(releases.length).toBeLessThanOrEqual(1);
  return releases.at(0);
}

describe('the Iris canary, walked stage by stage', () => {
  const plan = IRIS_CANARY.plan();
  const at = (changes: Partial<CanaryProps>) => sideOf((app) => irisCanary(app, changes.stage, changes));
  const version = (tag: string) => ({ image: ContainerImage.of(`mlops-server:${tag}`) });
  const props: Partial<CanaryProps> = { stable: version('0.1.0'), canary: version('0.2.0') };
  const states = [
    at({ ...props, stage: CanaryStage.rolledBack() }),
    ...plan.map((stage) => at({ ...propsAt(props, stage) })),
  ];

  test.each(plan.map((stage, index) => [stage.stageName, stage, index] as const))('%s', (_name, stage, index) => {
    const change = releaseIn(states[index], states[index + 1]);
    const isOver = stage.kind === ReleaseStageKind.RETIRE;
    expect(change).toMatchObject({
      kind: 'Canary',
      name: 'mlops-server',
      after: isOver ? 'stable alone' : `${index + 1} of ${plan.length}: ${stage.stageName}`,
      fewestReady: stage.lowestCapacity.pods,
      mostPods: stage.peak.pods,
      skips: false,
    });
    expect(change!.sides.map(({ deploymentName, pods, weight }) => [deploymentName, pods.after, weight.after])).toEqual(
      stage.sides.map(({ deploymentName, replicas, weight }) => [deploymentName, replicas, weight]),
    );
    const next = plan.at(index + 1);
    expect(change!.next).toContain(next ? `then write ${next.change}` : "then delete Deployment 'mlops-server-canary'");
    expect(change!.before).toBe(
      index === 0 ? 'rolled back' : `${index} of ${plan.length}: ${plan[index - 1].stageName}`,
    );
  });

  test('every stage can be rolled back without one being left out', () => {
    for (const state of states.slice(1, -3)) expect(releaseIn(state, states[0])?.skips ?? false).toBe(false);
  });

  test('a step that is left out is told, and so are the pods that it leaves too few of', () => {
    const [from, to] = ['step 10 %', 'step 50 %'].map((name) => plan.findIndex(({ stageName }) => stageName === name));
    const outcome = review(states[from + 1], states[to + 1]);
    expect(outcome.verdict).toBe('attention');
    expect(outcome.reasons.join('\n')).toContain(
      "leaves out 'grow for step 30 %', 'step 30 %', 'grow for step 50 %': Deployment 'mlops-server-stable' goes from 9 to 5 pods, of which 5 are ready meanwhile, Deployment 'mlops-server-canary' goes from 1 to 5 pods, of which 1 is ready meanwhile",
    );
  });

  test('the end of a release that was never promoted is told', () => {
    const end = releaseIn(states[3], states[states.length - 1]);
    expect(end).toMatchObject({ skips: true, message: expect.stringContaining("'promote', 'replace stable'") });
  });
});

describe('the Iris blue/green release, walked stage by stage', () => {
  const plan = IRIS_BLUE_GREEN.plan();
  const props = {
    blue: { image: ContainerImage.of('mlops-server:0.1.0') },
    green: { image: ContainerImage.of('mlops-server:0.2.0') },
    active: Colour.BLUE,
  } as BlueGreenProps;
  const at = (changes: BlueGreenProps) => sideOf((app) => irisBlueGreen(app, changes.active, changes));
  const states = [
    at({ ...props, green: { ...props.green!, replicas: 0 } }),
    ...plan.map((each) => at(coloursAt(props, each))),
  ];

  test.each(plan.map((stage, index) => [stage.stageName, stage, index] as const))('%s', (_name, stage, index) => {
    const change = releaseIn(states[index], states[index + 1]);
    if (stage.kind === ReleaseStageKind.VERIFY) {
      expect(review(states[index], states[index + 1])).toMatchObject({ verdict: 'safe', changes: [] });
      return;
    }
    const isFlipped = [ReleaseStageKind.FLIP, ReleaseStageKind.RETIRE].includes(stage.kind);
    expect(change).toMatchObject({
      kind: 'BlueGreen',
      after: `${isFlipped ? 'green active, blue' : 'blue active, green'} ${stage.kind === ReleaseStageKind.RETIRE ? 'without pods' : 'beside it'}`,
      fewestReady: stage.lowestCapacity.pods,
      mostPods: stage.peak.pods,
      skips: false,
    });
    expect(change!.sides.map(({ deploymentName, pods, weight }) => [deploymentName, pods.after, weight.after])).toEqual(
      stage.sides.map(({ deploymentName, replicas, weight }) => [deploymentName, replicas, weight]),
    );
  });

  test('after the deployment the flip comes next, and after the flip the end of the colour that was active', () => {
    expect(releaseIn(states[0], states[1])!.next).toMatch(/are ready, then write active: Colour\.GREEN$/);
    expect(releaseIn(states[2], states[3])!.next).toMatch(/then write blue: \{ replicas: 0 \}$/);
    expect(releaseIn(states[3], states[4])!.next).toBeUndefined();
  });

  test('a colour that takes the requests with the same apply that brings it up', () => {
    expect(releaseIn(states[0], states[3])).toMatchObject({
      skips: true,
      fewestReady: 0,
      message: expect.stringContaining("leaves out 'deploy green', 'verify green'"),
    });
  });

  test('a colour that goes with the same apply that takes its requests away', () => {
    expect(releaseIn(states[2], states[4])).toMatchObject({
      skips: true,
      message: expect.stringContaining("leaves out 'retire blue by itself'"),
    });
  });
});

describe('a canary by route, of 4 replicas with steps at 10 % and 50 %', () => {
  const at = (stage: CanaryStage) => {
    const app = new ServingApp({ cluster: ClusterProfile.of({ gateway: GatewayFacts.traefik() }) });
    const tenant = new TenantNamespace(app, 'vision');
    const versions = { server: SERVER, stable: OLD, canary: NEW };
    const release = new Canary(tenant, 'ranker', {
      ...versions,
      ...{ replicas: 4, steps: [10, 50], split: TrafficSplit.byRoute(), stage },
    });
    new IngressRoute(tenant, 'public', { host: 'models.example.com', rules: [RouteRule.pathPrefix('/', release)] });
    return { side: sideOfObjects(Manifests.fromApp(app).all), plan: release.plan() };
  };
  const { side: first, plan } = at(CanaryStage.step(0));

  test('from the first step to the second in one apply, stable goes from 4 pods to 2 while one canary pod is ready', () => {
    const outcome = review(first, at(CanaryStage.step(1)).side);
    expect(outcome.verdict).toBe('attention');
    expect(outcome.releases).toEqual([
      expect.objectContaining({
        skips: true,
        fewestReady: 3,
        message: expect.stringContaining(
          "leaves out 'grow for step 50 %': Deployment 'ranker-stable' goes from 4 to 2 pods, of which 2 are ready meanwhile, Deployment 'ranker-canary' goes from 1 to 2 pods, of which 1 is ready meanwhile",
        ),
      }),
    ]);
  });

  test('in two it does not, and each has the shares, the fewest and the most pods that the plan says', () => {
    const states = [
      CanaryStage.rolledBack(),
      CanaryStage.weight(0),
      CanaryStage.step(0),
      CanaryStage.step(1).firstOfTwo(),
      CanaryStage.step(1),
      CanaryStage.promoted().firstOfTwo(),
      CanaryStage.promoted(),
    ].map((stage) => at(stage).side);
    plan.slice(0, states.length - 1).forEach((stage, index) => {
      const change = releaseIn(states[index], states[index + 1])!;
      expect(change).toMatchObject({
        after: `${index + 1} of ${plan.length}: ${stage.stageName}`,
        fewestReady: stage.lowestCapacity.pods,
        mostPods: stage.peak.pods,
        skips: false,
      });
      expect(change.sides.map(({ pods, weight }) => [pods.after, weight.after])).toEqual(
        stage.sides.map(({ replicas, weight }) => [replicas, weight]),
      );
    });
  });

  test('a rollback in one apply takes away pods that the route still sends requests to; by way of no share it does not', () => {
    const [step, none, back] = [CanaryStage.step(0), CanaryStage.weight(0), CanaryStage.rolledBack()].map(
      (stage) => at(stage).side,
    );
    expect(review(step, back)).toMatchObject({
      verdict: 'outage',
      services: expect.arrayContaining([
        expect.objectContaining({ object: expect.objectContaining({ name: 'ranker-canary' }), losesAll: true }),
      ]),
    });
    expect(review(step, none).verdict).not.toBe('outage');
    expect(review(none, back).verdict).not.toBe('outage');
  });

  test('who gets the requests of the route is told with it', () => {
    const { traffic } = review(first, at(CanaryStage.step(1).firstOfTwo()).side);
    expect(traffic).toEqual([]);
    expect(review(first, at(CanaryStage.step(1)).side).traffic[0].message).toBe(
      'models.example.com PathPrefix(`/`) goes to ranker (50 %), ranker-canary (50 %); before to ranker (90 %), ranker-canary (10 %)',
    );
  });
});

test('what former versions wrote without a stage changes no release when it gets one', () => {
  const after = sideOf((app) => irisCanary(app));
  const before = after.map(({ json }) => {
    const { metadata } = json as { metadata: { annotations?: Record<string, string> } };
    const kept = Object.entries(metadata.annotations ?? {}).filter(([key]) => !key.startsWith('cdk8s-model-serving/'));
    return { ...json, metadata: { ...metadata, annotations: Object.fromEntries(kept) } };
  });
  const outcome = review(sideOfObjects(before), after);
  expect(outcome).toMatchObject({ verdict: 'safe', releases: [], restarts: [] });
  expect(new Set(outcome.changes.map(({ kind }) => kind))).toEqual(new Set(['labels']));
});
