import fc from 'fast-check';
import {
  BlueGreen,
  type BlueGreenProps,
  Canary,
  type CanaryProps,
  CanaryStage,
  ClusterProfile,
  Colour,
  GatewayFacts,
  IngressRoute,
  RouteRule,
  ServingApp,
  TenantNamespace,
  TrafficSplit,
} from '../../lib';
import { review } from '../../lib/review/review';
import { Manifests } from '../../lib/testing';
import { blueGreenProps, canaryProps } from '../rollout/any-release';
import { coloursAt, NEW, OLD, propsAt, SERVER } from '../rollout/support';
import { sideOfObjects } from './support';

/** A release behind a route, as its manifests say it. */
function declared(make: (tenant: TenantNamespace) => Canary | BlueGreen) {
  const app = new ServingApp({ cluster: ClusterProfile.of({ gateway: GatewayFacts.traefik() }) });
  const tenant = new TenantNamespace(app, 'vision');
  const release = make(tenant);
  new IngressRoute(tenant, 'public', { host: 'models.example.com', rules: [RouteRule.pathPrefix('/', release)] });
  return { side: () => sideOfObjects(Manifests.fromApp(app).all), plan: release.plan() };
}

const canaryOf = (props: Partial<CanaryProps>) =>
  declared(
    (tenant) => new Canary(tenant, 'ranker', { server: SERVER, stable: OLD, canary: NEW, replicas: 9, ...props }),
  );
const blueGreenOf = (props: BlueGreenProps) => declared((tenant) => new BlueGreen(tenant, 'ranker', props));

/** What a review says of each apply, beside what the plan says. */
function expectAsPlanned(plan: ReturnType<typeof canaryOf>['plan'], states: ReturnType<typeof sideOfObjects>[]): void {
  plan.forEach((stage, index) => {
    const { releases, verdict } = review(states[index], states[index + 1]);
    const [change] = releases;
    if (stage.lowestCapacity.pods > 0) expect([stage.stageName, verdict]).not.toContain('outage');
    // The test of a colour, and a stage that comes to what the one before came to, change nothing.
    if (change === undefined) return;
    expect([stage.stageName, change.fewestReady, change.mostPods, change.skips]).toEqual([
      stage.stageName,
      stage.lowestCapacity.pods,
      stage.peak.pods,
      false,
    ]);
    expect(change.sides.map(({ pods, weight }) => [pods.after, weight.after])).toEqual(
      stage.sides.map(({ replicas, weight }) => [replicas, weight]),
    );
  });
}

test('of each apply of any canary a review says the pods, shares, fewest ready and most pods that plan() says', () => {
  fc.assert(
    fc.property(canaryProps, (props) => {
      const { plan } = canaryOf(props);
      const given = [{ ...props, stage: CanaryStage.rolledBack() }, ...plan.map((stage) => propsAt(props, stage))];
      expectAsPlanned(
        plan,
        given.map((each) => canaryOf(each).side()),
      );
    }),
    { numRuns: 12 },
  );
});

test('of each apply of a canary by route whose sides are autoscaled, with the fewest pods of their autoscalers', () => {
  const scaled = fc.record({
    minReplicas: fc.integer({ min: 1, max: 4 }),
    maxReplicas: fc.integer({ min: 4, max: 9 }),
  });
  fc.assert(
    fc.property(canaryProps, scaled, scaled, (props, stable, canary) => {
      const given: Partial<CanaryProps> = {
        ...props,
        stable: { ...props.stable, replicas: undefined, autoscaling: stable },
        canary: { ...props.canary, image: NEW.image, replicas: undefined, autoscaling: canary },
        split: TrafficSplit.byRoute(),
        steps: [10, 50],
        minCapacity: 1,
      };
      const { plan } = canaryOf({ ...given, replicas: undefined });
      const states = [{ ...given, stage: CanaryStage.rolledBack() }, ...plan.map((stage) => propsAt(given, stage))];
      expectAsPlanned(
        plan,
        states.map((each) => canaryOf({ ...each, replicas: undefined }).side()),
      );
    }),
    { numRuns: 8 },
  );
});

test('of each apply of any blue/green release, likewise', () => {
  fc.assert(
    fc.property(blueGreenProps, (props) => {
      const { plan } = blueGreenOf(props);
      const idle = props.active === Colour.BLUE ? 'green' : 'blue';
      const given = [
        { ...props, [idle]: { ...props[idle], replicas: 0 } },
        ...plan.map((each) => coloursAt(props, each)),
      ];
      const states = given.map((each) => blueGreenOf(each).side());
      plan.forEach((stage, index) => {
        const { releases, verdict } = review(states[index], states[index + 1]);
        const [change] = releases;
        if (stage.lowestCapacity.pods > 0) expect([stage.stageName, verdict]).not.toContain('outage');
        if (change === undefined) return;
        expect([stage.stageName, change.fewestReady, change.mostPods, change.skips]).toEqual([
          stage.stageName,
          stage.lowestCapacity.pods,
          stage.peak.pods,
          false,
        ]);
      });
    }),
    { numRuns: 12 },
  );
});
