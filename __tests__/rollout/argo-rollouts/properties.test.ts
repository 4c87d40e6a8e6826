import { Duration } from 'cdk8s';
import fc from 'fast-check';
import {
  BlueGreen,
  type BlueGreenProps,
  Canary,
  type CanaryProps,
  ClusterProfile,
  GatewayFacts,
  IngressRoute,
  ReleaseController,
  RollingStrategy,
  RolloutCount,
  RouteRule,
  ServingApp,
  SmokeTest,
  TenantNamespace,
  TrafficSplit,
} from '../../../lib';
import { Manifests } from '../../../lib/testing';
import { argoCanaryCounts } from '../../../lib/model/rollout/argo-canary-counts';
import { type Moment, walkCanary } from '../../support/argo-rollouts/simulator';
import { OPEN } from '../../support/declare';
import { strictSchemaErrors, unknownFields } from '../../support/strict-schemas';
import { argoRolloutPods } from '../../../lib/model/quota/argo-rollout-pods';
import type { JsonObject } from '../../../lib/private/json';
import { blueGreenProps } from '../any-release';
import { NEW, OLD, SERVER } from '../support';

const CLUSTER = ClusterProfile.of({ argoRollouts: { version: '1.9' }, gateway: GatewayFacts.traefik() });

/** Weights that the controller's pods have exactly. */
function exactWeights(replicas: number, surge: number): number[] {
  const exact = Array.from({ length: 99 }, (_, index) => index + 1).filter((weight) => {
    const { canary, stable } = argoCanaryCounts(replicas, weight, surge);
    return canary * 100 === weight * (canary + stable);
  });
  const pods = exact.map((weight) => argoCanaryCounts(replicas, weight, surge).canary);
  return exact.filter((_, index) => pods[index] > (pods[index - 1] ?? 0));
}

const canaries: fc.Arbitrary<CanaryProps> = fc
  .record({
    replicas: fc.integer({ min: 1, max: 14 }),
    surge: fc.integer({ min: 0, max: 3 }),
    unavailable: fc.integer({ min: 0, max: 3 }),
    isByRoute: fc.boolean(),
    keepStable: fc.boolean(),
    isTested: fc.boolean(),
  })
  .filter(({ surge, unavailable }) => surge + unavailable > 0)
  .chain(({ replicas, surge, unavailable, isByRoute, keepStable, isTested }) => {
    const weights = isByRoute ? Array.from({ length: 99 }, (_, index) => index + 1) : exactWeights(replicas, surge);
    return fc.subarray(weights, { maxLength: Math.min(4, weights.length) }).map((steps) => ({
      server: {
        ...SERVER,
        rollout: RollingStrategy.of({
          maxSurge: RolloutCount.pods(surge),
          maxUnavailable: RolloutCount.pods(unavailable),
        }),
      },
      stable: OLD,
      canary: NEW,
      replicas,
      steps,
      controller: ReleaseController.argoRollouts(),
      ...(isByRoute && {
        split: TrafficSplit.byRoute(),
        keepStable,
        ...(isTested && { verify: SmokeTest.http('/ready') }),
      }),
    }));
  });

/** Releases that are possible, with one number of pods for both colours and nothing of their own but what pods say. */
const releases: fc.Arbitrary<BlueGreenProps> = fc
  .tuple(blueGreenProps, fc.integer({ min: 1, max: 9 }), fc.boolean())
  .map(([props, replicas, isTimed]) => ({
    ...props,
    server: { ...props.server, rollout: undefined, replicas },
    blue: { ...props.blue!, replicas: undefined, rollout: undefined },
    green: { ...props.green!, replicas: undefined, rollout: undefined },
    controller: ReleaseController.argoRollouts(isTimed ? { pause: Duration.minutes(10) } : {}),
  }));

function declared(props: CanaryProps) {
  const app = new ServingApp({ cluster: CLUSTER });
  const tenant = new TenantNamespace(app, 'vision', OPEN);
  const release = new Canary(tenant, 'ranker', props);
  if (props.split)
    new IngressRoute(tenant, 'public', { host: 'a.example', rules: [RouteRule.pathPrefix('/', release)] });
  const manifests = Manifests.fromApp(app);
  return { release, manifests, spec: manifests.get('Rollout', 'ranker').spec };
}

const podsOf = ({ stable, canary }: Moment): number => stable + canary;
/** Ready pods that take requests, by weights that a route carries. */
const servingOf = ({ stable, canary, weight }: Moment): number =>
  (weight < 100 ? stable : 0) + (weight > 0 ? canary : 0);

test('the strict schemas take every object of every canary', () => {
  fc.assert(
    fc.property(canaries, (props) => {
      for (const object of declared(props).manifests.all) {
        expect(strictSchemaErrors(object.apiVersion, object.kind, object) ?? []).toEqual([]);
        expect(unknownFields(object.apiVersion, object.kind, object)).toEqual([]);
      }
    }),
    { numRuns: 40 },
  );
});

test('the strict schemas take every object of every blue/green release', () => {
  fc.assert(
    fc.property(releases, (props) => {
      const app = new ServingApp({ cluster: CLUSTER });
      new BlueGreen(new TenantNamespace(app, 'vision', OPEN), 'ranker', props);
      for (const object of Manifests.fromApp(app).all) {
        expect(strictSchemaErrors(object.apiVersion, object.kind, object) ?? []).toEqual([]);
        expect(unknownFields(object.apiVersion, object.kind, object)).toEqual([]);
      }
    }),
    { numRuns: 40 },
  );
});

test('a quota is held against as many pods as the walk of a controller takes, and as the plan says', () => {
  fc.assert(
    fc.property(canaries, (props) => {
      const { release, spec } = declared(props);
      const { peak, terminating } = argoRolloutPods(spec as JsonObject, spec.replicas as number);
      const most = Math.max(...walkCanary(spec.replicas as number, spec.strategy.canary).map(podsOf));
      expect(peak).toBeGreaterThanOrEqual(most);
      const tests = props.verify ? 1 : 0;
      // With the pods that shut down: they are charged until they are gone.
      expect(Math.max(...release.plan().map((stage) => stage.peak.pods)) - tests).toBeLessThanOrEqual(terminating);
    }),
    { numRuns: 150 },
  );
});

test('a controller that walks the steps has the pods of the plan at the end of each stage, and never leaves what it promises', () => {
  fc.assert(
    fc.property(canaries, (props) => {
      const { release, spec } = declared(props);
      const moments = walkCanary(spec.replicas as number, spec.strategy.canary);
      const plan = release.plan();
      const most = Math.max(...moments.map(podsOf));
      const tests = props.verify ? 1 : 0;
      expect(Math.max(...plan.map(({ peak }) => peak.pods))).toBeGreaterThanOrEqual(most);
      // By route the peak is reached, with the pod of the test at most on top.
      if (props.split) expect(Math.max(...plan.map(({ peak }) => peak.pods))).toBeLessThanOrEqual(most + tests);
      const fewest = Math.min(...moments.map(props.split ? servingOf : podsOf));
      expect(Math.min(...plan.map(({ lowestCapacity }) => lowestCapacity.pods))).toBeLessThanOrEqual(fewest);
      const reached = moments.map(({ stable, canary }) => `${stable} + ${canary}`);
      for (const { sides } of plan) expect(reached).toContain(sides.map(({ replicas }) => replicas).join(' + '));
    }),
    { numRuns: 150 },
  );
});

test('without a share lost on the way: each version has the pods that its share needs whenever the weights say so', () => {
  const routed = canaries.filter(({ split }) => split !== undefined);
  fc.assert(
    fc.property(routed, (props) => {
      const { spec } = declared(props);
      const { replicas } = spec as { replicas: number };
      for (const { stable, canary, weight } of walkCanary(replicas, spec.strategy.canary)) {
        expect(canary).toBeGreaterThanOrEqual(Math.ceil((weight * replicas) / 100));
        expect(stable).toBeGreaterThanOrEqual(Math.ceil(((100 - weight) * replicas) / 100));
      }
    }),
    { numRuns: 100 },
  );
});

test('once tested, the canary never goes without a pod again', () => {
  const routed = canaries.filter(({ split, steps = [] }) => split !== undefined && steps.length > 0);
  fc.assert(
    fc.property(routed, (props) => {
      const { spec } = declared(props);
      const moments = walkCanary(spec.replicas as number, spec.strategy.canary);
      const first = moments.findIndex(({ canary }) => canary > 0);
      for (const { canary } of moments.slice(first)) expect(canary).toBeGreaterThan(0);
    }),
    { numRuns: 60 },
  );
});
