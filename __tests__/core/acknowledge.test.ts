import { ApiObject, App, Chart } from 'cdk8s';
import { Acknowledge } from '../../lib/core/acknowledge';
import { ModelServer } from '../../lib/server/model-server';
import { ServingApp } from '../../lib/synth/serving-app';
import { TenantNamespace } from '../../lib/tenant/tenant-namespace';
import { Manifests } from '../../lib/testing';
import { failureOf, MINIMAL } from '../support/declare';

const ANNOTATION = 'cdk8s-model-serving/acknowledged';

const secondBudget = (scope: TenantNamespace) =>
  new ApiObject(scope, 'second', {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: 'second' },
    spec: { maxUnavailable: 1, selector: { matchLabels: { 'app.kubernetes.io/instance': 'iris' } } },
  });

const world = (app: App = new ServingApp()) => {
  const vision = new TenantNamespace(app, 'vision');
  const iris = new ModelServer(vision, 'iris', MINIMAL);
  return { app, vision, iris, second: secondBudget(vision) };
};

describe('Acknowledge.finding', () => {
  test('takes a finding of a rule away, and writes the reason to the object that it was about', () => {
    const { app, second } = world();
    Acknowledge.finding(second, 'one-disruption-budget', 'the old one goes next week');
    const budget = Manifests.fromApp(app).get('PodDisruptionBudget', 'second');
    expect(budget.metadata.annotations).toEqual({
      [ANNOTATION]: 'one-disruption-budget: the old one goes next week',
    });
  });

  test('holds for everything inside a construct, and leaves other objects and pods as they are', () => {
    const { app, vision } = world();
    Acknowledge.finding(vision, 'one-disruption-budget', 'known');
    const annotated = Manifests.fromApp(app).all.filter((object) => JSON.stringify(object).includes(ANNOTATION));
    expect(annotated.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual(['PodDisruptionBudget second']);
  });

  test('takes nothing else away', () => {
    const { app, second } = world();
    Acknowledge.finding(second, 'unique-objects', 'no');
    expect(failureOf(() => app.synthYaml())).toContain('[one-disruption-budget]');
  });

  test('of a rule that does not exist is an error with the rule that was meant', () => {
    const { app, iris } = world();
    Acknowledge.finding(iris, 'one-disruption-budgets', 'why not');
    expect(failureOf(() => app.synthYaml())).toContain(
      "'vision/iris': acknowledges findings of the rule 'one-disruption-budgets', which does not exist; did you mean 'one-disruption-budget'?",
    );
  });

  test('of what is not there is a warning', () => {
    const app = new ServingApp();
    const iris = new ModelServer(new TenantNamespace(app, 'vision'), 'iris', MINIMAL);
    Acknowledge.finding(iris, 'quota-fit', 'we buy more');
    expect(app.warnings).toContain(
      "'vision/iris': acknowledges findings of the rule 'quota-fit', which has none about it; take the acknowledgement back",
    );
  });

  test.each([
    ['', 'reason', "ruleId must be the id of a rule, such as 'unique-objects', got ''"],
    ['Quota', 'reason', "got 'Quota'"],
    ['quota-fit', ' ', "reason must say in one line why it is meant, got ' '"],
    ['quota-fit', 'two\nlines', 'reason must say in one line'],
  ])('needs an id and a reason: %j and %j', (ruleId, reason, problem) => {
    const { iris } = world();
    expect(
      failureOf(() => {
        Acknowledge.finding(iris, ruleId, reason);
      }),
    ).toContain(problem);
  });
});

describe("under cdk8s's own App", () => {
  const stderr = () => jest.spyOn(process.stderr, 'write').mockReturnValue(true);

  test('what the rules say of the whole app throws before anything is written', () => {
    const { app } = world(new App({ outdir: '/nonexistent/never-written' }));
    expect(
      failureOf(() => {
        app.synth();
      }),
    ).toContain("'vision/second': selects the pods of 'vision/iris'");
  });

  test('warnings go to standard error', () => {
    const write = stderr();
    const app = new App();
    new ModelServer(new Chart(app, 'vision'), 'iris', { ...MINIMAL, image: MINIMAL.image });
    new ModelServer(new TenantNamespace(app, 'other', { quota: { pods: 2 } }), 'iris', { ...MINIMAL, replicas: 2 });
    expect(failureOf(() => app.synthYaml())).toContain('[quota-fit]');
    write.mockRestore();
  });

  test('Acknowledge.checks switches them off, with a reason', () => {
    const { app } = world(new App());
    Acknowledge.checks(app, 'the platform team checks dist/ in CI');
    expect(app.synthYaml()).toContain('name: second');
    expect(
      failureOf(() => {
        Acknowledge.checks(app, '');
      }),
    ).toContain('reason must say in one line');
  });

  test('an app is checked once for each synthesis, however many constructs of ours are in it', () => {
    const write = stderr();
    const app = new App();
    const vision = new TenantNamespace(app, 'vision');
    const image = MINIMAL.image;
    for (const id of ['a', 'b', 'c']) new ModelServer(vision, id, { ...MINIMAL, image });
    app.synthYaml();
    const said = write.mock.calls.map(([text]) => String(text));
    expect(new Set(said).size).toBe(said.length);
    write.mockRestore();
  });
});
