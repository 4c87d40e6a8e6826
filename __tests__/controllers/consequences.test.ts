import { Duration } from 'cdk8s';
import {
  IngressRoute,
  GatewayFacts,
  GatewayImplementation,
  ModelServer,
  NamespacePeer,
  RouteRenderer,
  RouteRule,
  RouteTarget,
  type ServingApp,
} from '../../lib';
import { review } from '../../lib/review/review';
import { manifestOf, type Manifest } from '../../lib/manifests/manifest';
import { warningsOn } from '../../lib/core/warnings';
import { Manifests } from '../../lib/testing';
import { kserve, NEXT, seldon, SERVER, DRAIN } from './support';
import { KServeModel, SeldonModel } from '../../lib';

const TRAEFIK = RouteRenderer.traefik(GatewayFacts.traefik());
const SLOW = { shutdown: Duration.minutes(15) };
const objects = (app: ServingApp): Manifest[] =>
  Manifests.fromApp(app).all.map((json, index) => manifestOf(json as never, { index }));
const reviewed = (before: ServingApp, after: ServingApp) =>
  review(objects(before), objects(after), { delivery: 'argocd' });

describe('a tenant counts what the operators make', () => {
  test('the pods of an InferenceService at rest and while they roll', () => {
    const { tenant } = kserve({ replicas: 3 });
    expect(tenant.used()).toMatchObject({
      steady: { 'requests.cpu': '1500m', pods: '3' },
      peak: { 'requests.cpu': '2', pods: '4' },
    });
  });

  test("an autoscaler's most", () => {
    expect(kserve({ autoscaling: { maxReplicas: 6 } }).tenant.used().steady.pods).toBe('6');
  });

  test("Seldon's pods with their executors, for every predictor", () => {
    const { tenant } = seldon({ replicas: 2, canary: { traffic: 10, version: { ...NEXT, replicas: 1 } } });
    expect(tenant.used().steady).toMatchObject({ 'requests.cpu': '3', pods: '3' });
  });

  test('a quota that does not hold them is an error', () => {
    const { app } = kserve({ replicas: 3 }, { tenant: { quota: { cpu: '1', memory: '4Gi', pods: 10 } } });
    expect(() => app.synthYaml()).toThrow(/requests\.cpu/);
    const beside = seldon({ replicas: 2 }, { tenant: { quota: { cpu: '1500m', memory: '8Gi', pods: 10 } } });
    // Two pods of half a CPU would fit: with the executor they do not.
    expect(() => beside.app.synthYaml()).toThrow(/requests\.cpu/);
  });
});

describe('a deadline that the operator sets is not said to be raised', () => {
  const said = ({ app }: { app: ServingApp }): string[] => {
    try {
      app.synthYaml();
    } catch (error) {
      return [(error as Error).message];
    }
    return app.warnings;
  };
  const LONG = { health: { startupBudget: Duration.minutes(20) } };
  const NEVER = /rolling strategy|RollingStrategy|raise progressDeadline/;

  test('a model with defaults takes no longer than it is given, nor does its canary', () => {
    const canary = { trafficPercent: 10, version: NEXT };
    for (const app of [kserve(), kserve({ servingRuntime: true, replicas: 2, canary }), seldon()])
      expect(said(app)).toEqual([]);
  });

  test('one that takes longer is told once, with ways out that there are', () => {
    expect(said(kserve(LONG))).toEqual([
      expect.stringContaining(
        'a new pod may take 1200 s, 1200 s of its startup probe, and what makes it of InferenceService',
      ),
    ]);
    expect(said(kserve(LONG)).join()).toContain('shorten health.startupBudget, or wait for the pods');
    expect(warningsOn(kserve(LONG).model)).toEqual([]);
  });

  test.each([
    ['KServe', (quota: object) => kserve({ replicas: 2, drain: SLOW }, { tenant: { quota } })],
    ['Seldon', (quota: object) => seldon({ replicas: 2, drain: { ...DRAIN, ...SLOW } }, { tenant: { quota } })],
  ])('nor is a strategy where a quota makes the pods of %s wait', (_operator, model) => {
    for (const cpu of ['1', '1500m', '2', '2500m', '3', '3500m', '4']) {
      const found = said(model({ cpu, memory: '64Gi', pods: 100 }));
      if (cpu === '1500m') expect(found.join()).toContain('quota');
      for (const text of found) expect(text).not.toMatch(_operator === 'Seldon' ? NEVER : /raise progressDeadline/);
    }
  });
});

describe('a review tells what the operators will do', () => {
  test('another image replaces pods of the Deployment that KServe made', () => {
    const found = reviewed(kserve().app, kserve({ ...NEXT }).app);
    expect(found.restarts.map(({ object }) => `${object.kind} ${object.name}`)).toEqual(['Deployment iris-predictor']);
    expect(found.restarts[0].causes.map(({ at }) => at)).toContain('/spec/template/spec/containers/0/image');
  });

  test("so it does on Seldon, with the executor's pods", () => {
    const found = reviewed(seldon().app, seldon({ ...NEXT }).app);
    expect(found.restarts.map(({ object }) => object.name)).toEqual(['iris-default-0-iris']);
  });

  test('more replicas replace nothing and take more', () => {
    const found = reviewed(kserve({ replicas: 2 }).app, kserve({ replicas: 4 }).app);
    expect(found.restarts).toEqual([]);
    expect(found.capacity).toContainEqual(expect.objectContaining({ key: 'pods', before: '2', after: '4' }));
  });

  test("a canary's share, by the route to both Services", () => {
    const withRoute = (trafficPercent: number) => {
      const { app, tenant, model } = kserve({
        servingRuntime: true,
        replicas: 4,
        canary: { trafficPercent, version: { ...NEXT, replicas: 2 } },
      });
      new IngressRoute(tenant, 'public', {
        host: 'models.example.com',
        rules: [RouteRule.pathPrefix('/iris', model)],
        via: TRAEFIK,
      });
      return app;
    };
    const [change] = reviewed(withRoute(10), withRoute(50)).traffic;
    expect(change.after.map(({ service, percent, workloads }) => [service.name, percent, workloads])).toEqual([
      ['iris-predictor', 50, ['Deployment iris-predictor']],
      ['iris-canary-predictor', 50, ['Deployment iris-canary-predictor']],
    ]);
    expect(change.isOutage).toBe(false);
  });
});

/** The way from a ModelServer to a model of a controller, and back: each step is an apply of its own. */
interface Step {
  readonly plain: boolean;
  readonly operated: boolean;
  /** Percent of the requests that go to the model of the controller. */
  readonly share: number;
}
const THERE: Step[] = [
  { plain: true, operated: false, share: 0 },
  { plain: true, operated: true, share: 0 },
  { plain: true, operated: true, share: 20 },
  { plain: true, operated: true, share: 100 },
  { plain: false, operated: true, share: 100 },
];

describe.each(['KServe', 'Seldon'])(
  'moving a model from a ModelServer to %s, and back, in the documented order',
  (controller) => {
    function appAt({ plain, operated, share }: Step): ServingApp {
      const { app, tenant } = kserve({}, { id: 'other' });
      const server = plain ? new ModelServer(tenant, 'iris', { ...SERVER, drain: DRAIN }) : undefined;
      const id = 'iris-model';
      const model = !operated
        ? undefined
        : controller === 'KServe'
          ? new KServeModel(tenant, id, SERVER)
          : new SeldonModel(tenant, id, { ...SERVER, drain: DRAIN });
      const targets = [
        ...(server && share < 100 ? [{ target: server, weight: 100 - share }] : []),
        ...(model && share > 0 ? [{ target: model, weight: share }] : []),
      ];
      const target = targets.length === 1 ? targets[0].target : RouteTarget.split(targets);
      new IngressRoute(tenant, 'public', {
        host: 'models.example.com',
        rules: [RouteRule.pathPrefix('/iris', target)],
        via: TRAEFIK,
      });
      return app;
    }

    test.each([
      ['there', THERE],
      ['back', [...THERE].reverse()],
    ])('%s no step is an outage', (_way, steps) => {
      steps.slice(1).forEach((step, index) => {
        const found = reviewed(appAt(steps[index]), appAt(step));
        expect(found.traffic.filter(({ isOutage }) => isOutage)).toEqual([]);
        expect(found.services.filter(({ losesAll }) => losesAll)).toEqual([]);
        expect(found.refusals).toEqual([]);
        expect(found.restarts).toEqual([]);
      });
    });

    test('in one apply requests go to pods that are not there yet, or to none', () => {
      const found = reviewed(appAt(THERE[0]), appAt(THERE[4]));
      expect(found.traffic).toHaveLength(1);
      expect(found.removals.map(({ object }) => `${object.kind} ${object.name}`)).toContain('Deployment iris');
    });
  },
);

test.each([
  ['KServe', () => kserve(), 'iris-predictor', '/ready', 5000],
  ['Seldon', () => seldon(), 'iris-default', '/ready', 8000],
])(
  'a Gateway of GKE is told where the pods of %s answer for their health',
  (_controller, declare, name, path, port) => {
    const { app, tenant, model } = declare();
    const gateway = GatewayFacts.gatewayApi({ implementation: GatewayImplementation.GKE, className: 'gke-l7-gxlb' });
    new IngressRoute(tenant, 'public', {
      host: 'models.example.com',
      rules: [RouteRule.pathPrefix('/iris', model)],
      via: RouteRenderer.gatewayApi(gateway),
    });
    expect(Manifests.fromApp(app).get('HealthCheckPolicy', name).spec).toMatchObject({
      default: { config: { httpHealthCheck: { port, requestPath: path } } },
      targetRef: { kind: 'Service', name },
    });
  },
);

test('peers are let in by the labels of the operators', () => {
  const { app, model } = seldon();
  model.allowFrom(NamespacePeer.named('frontend-ns'));
  const policy = Manifests.fromApp(app).get('NetworkPolicy', 'iris');
  expect(JSON.stringify(policy.spec.ingress)).toContain('frontend-ns');
});

test("promoting Seldon's canary by the documented order replaces no pods, since names stay with them", () => {
  const OLD = { image: SERVER.image };
  const stages = [
    { ...OLD, predictorName: 'v2', canary: { name: 'v3', traffic: 100, version: { ...NEXT, replicas: 2 } } },
    { ...NEXT, predictorName: 'v3', canary: { name: 'v2', traffic: 0, version: { ...OLD, replicas: 2 } } },
    { ...NEXT, predictorName: 'v3' },
  ];
  stages.slice(1).forEach((stage, index) => {
    const found = reviewed(seldon(stages[index]).app, seldon(stage).app);
    expect(found.restarts).toEqual([]);
    expect(found.services.filter(({ losesAll }) => losesAll)).toEqual([]);
  });
});

test("promoting KServe's canary by the documented order replaces the stable pods while the canary serves", () => {
  const canary = { name: 'v3', trafficPercent: 100, version: { ...NEXT, replicas: 2 } };
  const stages = [
    { servingRuntime: true, canary },
    { servingRuntime: true, ...NEXT, canary },
    { servingRuntime: true, ...NEXT },
  ];
  const names = stages
    .slice(1)
    .map((stage, index) =>
      reviewed(kserve(stages[index]).app, kserve(stage).app).restarts.map(({ object }) => object.name),
    );
  expect(names).toEqual([['iris-predictor'], []]);
});
