import fc from 'fast-check';
import { KServeMode, PodSecurityLevel, type ServerOptions } from '../../lib';
import { without } from '../../lib/controllers/without';
import { cluster, props } from '../support/any-props';
import { kserve, NEXT, seldon, strict } from './support';

const RUNS = 80;

/** A message of ours, as opposed to a crash. */
const isUsageError = (error: unknown) =>
  error instanceof Error && error.name === 'UsageError' && error.message.includes("'vision/iris");

/** What the targets refuse always is given seldom, else nothing would be left to look at. */
const options = fc.tuple(props, fc.integer({ min: 0, max: 20 })).map(([given, dice]): Partial<ServerOptions> => {
  if (dice === 0) return given;
  const rest = without(given, 'service', 'selector', 'overrides', 'rollout', 'containerName');
  const autoscaling = rest.autoscaling && without(rest.autoscaling, 'initialReplicas', 'scaleDownAfter');
  return { ...rest, ...(autoscaling && { autoscaling }) };
});

/** How many of random servers are accepted; what is, passes the strict schema. */
function accepted(declare: (given: Partial<ServerOptions>, profile: object) => Parameters<typeof strict>[0]): number {
  let count = 0;
  fc.assert(
    fc.property(options, cluster, (given, profile) => {
      let app;
      try {
        app = declare(given, profile);
      } catch (error) {
        if (!isUsageError(error)) throw error;
        return;
      }
      // What is declared without an error breaks no rule either: `strict` synthesizes it.
      strict(app);
      count++;
    }),
    { numRuns: RUNS },
  );
  return count;
}

describe('any server is an error of ours, or an object that the strict schema of its CRD takes', () => {
  test('of KServe', () => {
    expect(accepted((given, profile) => kserve(given, { cluster: profile }).app)).toBeGreaterThan(RUNS / 20);
  });

  test('of KServe with a ServingRuntime and a canary', () => {
    const version = NEXT;
    const declare = (given: Partial<ServerOptions>, profile: object) =>
      kserve({ ...given, servingRuntime: true, canary: { trafficPercent: 10, version } }, { cluster: profile }).app;
    expect(accepted(declare)).toBeGreaterThan(RUNS / 20);
  });

  test('of KServe on Knative', () => {
    const declare = (given: Partial<ServerOptions>, profile: object) => {
      const rest = without(given, 'drain', 'autoscaling', 'placement', 'initContainers', 'sidecars');
      return kserve({ ...rest, mode: KServeMode.KNATIVE, networkPolicy: false }, { cluster: profile }).app;
    };
    expect(accepted(declare)).toBeGreaterThan(RUNS / 20);
  });

  test('of Seldon', () => {
    const declare = (given: Partial<ServerOptions>, profile: object) =>
      seldon({ ...given, drain: { hasSleepCommand: true } }, { cluster: profile }).app;
    expect(accepted(declare)).toBeGreaterThan(RUNS / 20);
  });

  test('of Seldon without executor in a restricted namespace', () => {
    const tenant = { podSecurity: { enforce: PodSecurityLevel.RESTRICTED } };
    const declare = (given: Partial<ServerOptions>, profile: object) =>
      seldon({ ...given, executor: false, drain: { hasSleepCommand: true } }, { cluster: profile, tenant }).app;
    expect(accepted(declare)).toBeGreaterThan(RUNS / 20);
  });
});
