import {
  BlueGreen,
  type BlueGreenProps,
  Canary,
  type CanaryProps,
  CanaryStage,
  Colour,
  ModelServer,
  type ReleaseStage,
  ServingApp,
  SmokeTest,
  TenantNamespace,
} from '../../lib';
import { OPEN } from '../support/declare';
import { coloursAt, NEW, OLD, propsAt, SERVER } from './support';

/** What synthesis says of a tenant with a quota of pods: the errors, or the warnings. */
function judge(pods: number, declare: (tenant: TenantNamespace) => unknown): { errors: string; warnings: string } {
  const app = new ServingApp();
  declare(new TenantNamespace(app, 'vision', { ...OPEN, quota: { pods } }));
  try {
    app.synthYaml();
    return { errors: '', warnings: app.warnings.join('\n') };
  } catch (error) {
    return { errors: (error as Error).message, warnings: '' };
  }
}

const CANARY: CanaryProps = { server: SERVER, stable: OLD, canary: NEW, replicas: 10, steps: [10, 30, 50] };
const COLOURS: BlueGreenProps = {
  server: SERVER,
  blue: { ...OLD, replicas: 3 },
  green: { ...NEW, replicas: 3 },
  active: Colour.BLUE,
};
const canaryAt = (props: CanaryProps, stage?: ReleaseStage) => (tenant: TenantNamespace) =>
  new Canary(tenant, 'ranker', stage ? { ...props, ...propsAt(props, stage) } : props);
const planOf = (props: CanaryProps) => new Canary(new TenantNamespace(new ServingApp(), 'vision'), 'r', props).plan();

describe.each([
  ['a canary', CANARY],
  ['a canary with a test', { ...CANARY, verify: SmokeTest.http('/ready') }],
  ['a canary whose stable side stays', { ...CANARY, steps: [50], keepStable: true }],
])('%s', (_, props) => {
  const stages = planOf(props);
  // The Job of the test may run at any stage.
  const most = Math.max(...stages.map(({ steady, peak }) => Math.max(peak.pods, steady.pods + (props.verify ? 1 : 0))));

  test('whose plan fits the quota is walked to its end: no stage is refused', () => {
    for (const stage of stages)
      expect([stage.stageName, judge(most, canaryAt(props, stage)).errors]).toEqual([stage.stageName, '']);
    expect(judge(most, canaryAt(props, stages[0])).warnings).toBe('');
  });

  test('whose plan does not fit says so with the first stage, before any stage is refused', () => {
    for (const quota of [10, 12, 15, most - 1]) {
      const { errors, warnings } = judge(quota, canaryAt(props));
      expect([quota, errors]).toEqual([quota, '']);
      expect(warnings).toContain(`the plan of Canary 'vision/ranker' does not fit ResourceQuota 'vision-quota'`);
      expect(warnings).toContain(`raise the quota to pods ${most}, which is what the whole plan takes`);
      // No stage before the one that is named is refused.
      const [, named] = /namespace 'vision': '([^']*)' takes at most/.exec(warnings)!;
      const before = stages.slice(
        0,
        stages.findIndex(({ stageName }) => stageName === named),
      );
      for (const stage of before) expect(judge(quota, canaryAt(props, stage)).errors).toBe('');
    }
  });
});

test('the stage that is never reached is named beside the one that only waits', () => {
  expect(judge(15, canaryAt(CANARY)).warnings).toBe(
    "'vision/Quota': the plan of Canary 'vision/ranker' does not fit ResourceQuota 'vision-quota' beside what else is in namespace 'vision': 'replace stable' takes at most pods 20 of 15, and 'grow for retire' is never reached; raise the quota to pods 20, which is what the whole plan takes, or lower replicas [quota-fit]",
  );
  expect(judge(12, canaryAt(CANARY)).warnings).toContain(
    "'grow for promote' takes at most pods 15 of 12, and is never reached",
  );
});

describe('stages that are past', () => {
  const named = (warnings: string) => /'([^']*)' takes at most/.exec(warnings)?.[1];

  test('are not named: what does not fit is the next that does not', () => {
    const { errors, warnings } = judge(10, canaryAt({ ...CANARY, stage: CanaryStage.step(2) }));
    expect(errors).toBe('');
    expect(warnings).toContain(
      "'grow for promote' takes at most pods 15 of 10, and is never reached; raise the quota to pods 20, which is what the rest of the plan takes, or lower replicas",
    );
  });

  test('nor the present one, whatever the stage', () => {
    const stages = planOf(CANARY);
    for (const quota of [10, 12, 15]) {
      for (const [index, stage] of stages.entries()) {
        const { errors, warnings } = judge(quota, canaryAt(CANARY, stage));
        const later = stages.slice(index + 1).map(({ stageName }) => stageName);
        // One that is declared and does not fit is an error, and the last one has nothing behind it.
        if (errors === '' && warnings.includes('the plan of')) expect(later).toContain(named(warnings));
      }
    }
    expect(named(judge(12, canaryAt(CANARY, stages[2])).warnings)).toBe('grow for promote');
  });

  test('are all to come again for one that was rolled back', () => {
    const { warnings } = judge(10, canaryAt({ ...CANARY, stage: CanaryStage.rolledBack() }));
    expect(named(warnings)).toBe('grow for step 10 %');
    expect(warnings).toContain('which is what the whole plan takes');
  });

  test('of two colours are those with whose pods the other one stands there', () => {
    const at = (replicas: number) =>
      judge(
        7,
        (tenant) => new BlueGreen(tenant, 'ranker', { ...COLOURS, minCapacity: 3, green: { ...NEW, replicas } }),
      );
    expect(named(at(0).warnings)).toBeUndefined();
    expect(at(2)).toEqual({ errors: '', warnings: '' });
    const grown = (pods: number) =>
      judge(pods, (tenant) => new BlueGreen(tenant, 'ranker', { ...COLOURS, green: { ...NEW, replicas: 2 } }));
    expect(named(grown(5).warnings)).toBe('grow green');
  });
});

test('what else is in the namespace counts', () => {
  const beside = (tenant: TenantNamespace) => {
    canaryAt(CANARY)(tenant);
    new ModelServer(tenant, 'other', { ...SERVER, ...OLD, replicas: 3 });
  };
  expect(judge(23, beside)).toEqual({ errors: '', warnings: '' });
  expect(judge(22, beside).warnings).toContain("'replace stable' takes at most pods 23 of 22, and 'grow for retire'");
});

test('where pods that leave make room, the stage is only late', () => {
  const props = { ...CANARY, replicas: 4, steps: [] };
  expect(judge(10, canaryAt(props)).warnings).toContain(
    "'replace stable' takes at most pods 12 of 10 and goes on only as old pods are gone, after waits of up to 16 minutes; raise the quota to pods 12",
  );
});

test('the stage that replaces the stable pods must have room for one more', () => {
  const props: CanaryProps = { ...CANARY, stable: NEW, stage: CanaryStage.promoted() };
  expect(judge(15, canaryAt(props)).errors).toContain("'vision/ranker/Stable': a rollout deadlocks");
});

describe('two colours', () => {
  const stages = new BlueGreen(new TenantNamespace(new ServingApp(), 'vision'), 'ranker', COLOURS).plan();
  const at = (stage: ReleaseStage) => (tenant: TenantNamespace) =>
    new BlueGreen(tenant, 'ranker', coloursAt(COLOURS, stage));

  test('fit a quota of the pods of both, since none of them rolls', () => {
    for (const stage of stages) expect([stage.stageName, judge(6, at(stage)).errors]).toEqual([stage.stageName, '']);
  });

  test('are a warning where whatever else changes their pods would have no room', () => {
    expect(judge(6, at(stages[0])).warnings).toBe(
      "'vision/Quota': the pods of 'vision/ranker/Blue', 'vision/ranker/Green' have no room to be replaced: the present stage of BlueGreen 'vision/ranker' changes no more than their number, but whatever else changes them (a variable, a label, a version that runs) deadlocks, since no pod may be unavailable and one more does not fit ResourceQuota 'vision-quota', pods 7 of 6; raise the quota to pods 7, use RollingStrategy.inPlace(), or change nothing of them while they run [quota-fit]",
    );
    expect(judge(7, at(stages[0])).warnings).toBe('');
  });

  test('are a warning before the other colour comes up where it has no room', () => {
    const { errors, warnings } = judge(
      4,
      (tenant) => new BlueGreen(tenant, 'ranker', { ...COLOURS, green: { ...NEW, replicas: 0 } }),
    );
    expect(errors).toBe('');
    expect(warnings).toContain("'deploy green' takes at most pods 6 of 4, and is never reached");
  });

  test('of which one alone is declared are a server like any other', () => {
    const alone = { ...COLOURS, green: undefined };
    expect(judge(3, (tenant) => new BlueGreen(tenant, 'ranker', alone)).errors).toContain('a rollout deadlocks');
  });
});
