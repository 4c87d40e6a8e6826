import { Duration } from 'cdk8s';
import {
  Canary,
  CanaryPin,
  CanaryStage,
  ClusterProfile,
  type ContainerImage,
  MetricsMonitor,
  MetricsScraper,
  PreviousRelease,
  ReleaseController,
  RollingStrategy,
  ServingApp,
  ServingRuntime,
  SmokeTest,
  StageTransition,
  TenantNamespace,
  TrafficSplit,
} from '../../../lib';
import { OPEN } from '../../support/declare';
import { BENTO, CONTROLLER, SCRAPED, inTenant, canaryIn, canary, routed, blueGreen } from './support';
import { NEW, OLD, SERVER } from '../support';

describe('what the controller would ignore, or cannot do, is an error with the way out', () => {
  const cpu = { cpu: '1', memory: '1Gi' };
  test.each<[string, () => unknown, string]>([
    ['a stage', () => canary({ stage: CanaryStage.weight(10) }), 'stage must be left out with a controller'],
    ['a transition', () => canary({ transition: StageTransition.DIRECT }), 'transition must be left out'],
    ['a move', () => canary({ previously: PreviousRelease.modelServer() }), 'previously must be left out'],
    ['kept pods by replicas', () => canary({ keepStable: true }), 'keepStable must be left out'],
    ['a test by replicas', () => canary({ verify: SmokeTest.http('/ready') }), 'verify must be left out'],
    [
      'requests that are pinned by a cookie',
      () => routed({ split: TrafficSplit.byRoute({ pins: [CanaryPin.cookie('tester', 'yes')] }) }),
      'split.pins[0] must be made by CanaryPin.header(...) with a controller: no router of Argo Rollouts knows cookies',
    ],
    ['replicas of a version', () => routed({ canary: { ...NEW, replicas: 3 } }), 'canary.replicas must be left out'],
    [
      'a rollout of a version',
      () => canary({ stable: { ...OLD, rollout: RollingStrategy.inPlace() } }),
      'stable.rollout must be left out with a controller, whose Rollout has one for both versions; use server.rollout',
    ],
    [
      'overrides of what both versions share',
      () => canary({ canary: { ...NEW, overrides: { networkPolicy: { metadata: { labels: { a: 'b' } } } } } }),
      'canary.overrides must be for rollout',
    ],
    [
      'all pods at once',
      () => canary({ server: { ...SERVER, rollout: RollingStrategy.recreate() } }),
      'server.rollout must not be RollingStrategy.recreate()',
    ],
    ['more capacity than pods', () => routed({ minCapacity: 11 }), 'minCapacity must be at most the 10 pods'],
    [
      'a delay without pods to keep',
      () => canary({ controller: ReleaseController.argoRollouts({ scaleDownDelay: Duration.minutes(1) }) }),
      'controller.scaleDownDelay needs a version before that keeps its pods',
    ],
    [
      'a pause shorter than what queries look back on',
      () =>
        routed({ server: BENTO, controller: ReleaseController.argoRollouts({ pause: Duration.minutes(1) }) }, SCRAPED),
      'controller.pause must be at least 600 s with analysis',
    ],
    [
      'analysis without Prometheus',
      () => routed({ controller: ReleaseController.argoRollouts({ analysis: true }) }),
      'controller.analysis needs a Prometheus that knows the pods',
    ],
    [
      'ServiceMonitors over two Services of the same pods',
      () =>
        routed(
          {},
          { scraper: MetricsScraper.prometheusOperator({ namespaceName: 'm', monitor: MetricsMonitor.SERVICE }) },
        ),
      'needs MetricsMonitor.POD with a controller',
    ],
    [
      'a value of another kind',
      () => canary({ controller: 'argo' as never }),
      'controller must be made by ReleaseController',
    ],
    [
      'a colour without pods',
      () => blueGreen({ server: { ...SERVER, replicas: 0 } }),
      'server.replicas must be 1 or more',
    ],
    [
      'other ports in a version',
      () => canary({ canary: { ...NEW, runtime: ServingRuntime.http({ port: 8000, grpcPort: 9000 }) } }),
      'stable and canary must serve the same ports',
    ],
    [
      'a cluster without Argo Rollouts',
      () => {
        const app = new ServingApp();
        canaryIn(new TenantNamespace(app, 'vision', OPEN));
      },
      'controller needs Argo Rollouts in the cluster; declare its version in the cluster profile',
    ],
    [
      'a version that is not known',
      () => ClusterProfile.of({ argoRollouts: { version: '0.10' } }),
      "argoRollouts.version must be a version of Argo Rollouts from '1.6' to '1.9', got '0.10'",
    ],
    [
      'a name without room for what is added to it',
      () =>
        inTenant(
          (tenant) => new Canary(tenant, 'r'.repeat(60), { server: SERVER, stable: OLD, controller: CONTROLLER }),
        ),
      'must be short enough',
    ],
    [
      'resources that are no quantities',
      () => canary({ server: { ...SERVER, resources: { ...cpu, cpu: 'x' } } }),
      'server: ',
    ],
  ])('%s', (_, make, message) => {
    expect(make).toThrow(message);
  });

  test('all at once, and what is wrong with both versions once', () => {
    const failing = () =>
      canary({
        server: { ...SERVER, resources: { cpu: 'x', memory: '1Gi' } },
        stage: CanaryStage.weight(10),
        transition: StageTransition.DIRECT,
      });
    expect(failing).toThrow(/stage must[^]*transition must[^]*server: resources\.cpu/);
    try {
      failing();
    } catch (error) {
      expect(String(error).match(/resources\.cpu/g)).toHaveLength(1);
    }
  });

  test('an image that is wrong in the version that is not made is told as well', () => {
    const image = 'x' as unknown as ContainerImage;
    expect(() => canary({ stable: { image } })).toThrow('stable: image must be');
  });
});
