import { tenancyOf } from '../core/tenancy';
import type { Problems } from '../private/problems';
import { show } from '../private/show';
import { cpuLimitProblem } from '../server/inheritance';
import { givesFlag } from '../server/runtime-settings';
import type { ServerPlan } from '../server/server-plan';
import type { Release } from './release';
import type { SmokeTest, SmokeTestPlan } from './smoke-test';
import { deadlineOf } from './smoke-test-job';

/** Adds what is wrong with the test of a release, by itself and for the versions that it asks. */
export function checkVerify(
  problems: Problems,
  release: Release,
  verify: SmokeTest,
  plans: readonly ServerPlan[],
): void {
  const test = verify._plan(problems);
  problems.add(cpuLimitProblem(tenancyOf(release), 'verify.resources', test.resources));
  for (const plan of plans) {
    deadlineOf(problems, test, plan);
    problems.add(guardedProblem(test, plan));
  }
}

/** A path that a server serves to none without a key, which the test has not: it would never pass. */
function guardedProblem({ path, headers, method, status }: SmokeTestPlan, plan: ServerPlan): string | undefined {
  const { props, facts, environment } = plan;
  // What an entry point of one's own guards is its own matter; preflights are open, and any header may be the key.
  if ((props.command && facts.command) || status === 401 || method === 'OPTIONS') return undefined;
  if (headers.some((header) => !/^(content-type|accept|user-agent|host):/i.test(header))) return undefined;
  const key = facts.secrets?.find(
    ({ variable, argument, guardedPaths = [] }) =>
      guardedPaths.some((guarded) => path.startsWith(guarded)) &&
      (environment.variables.has(variable) || (argument !== undefined && givesFlag(props.args, argument, facts))),
  );
  if (key === undefined) return undefined;
  const open = facts.readiness.kind === 'http' ? show(facts.readiness.path) : 'an open one';
  return `verify must not ask a path that the server serves to none without its key (${key.variable}), got ${show(path)}; ask ${open}, or set expectedStatus: 401`;
}
