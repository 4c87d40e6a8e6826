import type { IDeploymentSpec } from 'kubernetes-models/apps/v1/DeploymentSpec';
import { intOrPercentProblem, podsMeant } from './int-or-percent';
import { show, specOf } from './manifest';
import { at, optionalNumber } from './names';
import { isKind, type ObjectRule } from './rules';

const defaultDeadline = 600;
const defaultCount = '25%';

/** Deployments: counts, deadlines and the update strategy. */
export const deploymentRule: ObjectRule = function* (manifest) {
  if (!isKind(manifest, 'Deployment', 'apps')) return;
  const spec = specOf<IDeploymentSpec>(manifest);
  for (const field of ['replicas', 'minReadySeconds', 'revisionHistoryLimit', 'progressDeadlineSeconds'] as const) {
    yield* at(`spec.${field}`, optionalNumber(spec[field], 0));
  }
  const deadline = spec.progressDeadlineSeconds ?? defaultDeadline;
  const minReady = spec.minReadySeconds ?? 0;
  if (deadline <= minReady) {
    yield `spec.progressDeadlineSeconds ${deadline} must be above spec.minReadySeconds ${minReady}`;
  }
  const pod = spec.template?.spec;
  const restart: string = pod?.restartPolicy ?? 'Always';
  if (restart !== 'Always') {
    yield `spec.template.spec.restartPolicy must be Always in a Deployment, got ${show(restart)}`;
  }
  if (pod?.activeDeadlineSeconds !== undefined) {
    yield 'spec.template.spec.activeDeadlineSeconds must be absent in a Deployment';
  }
  yield* strategyProblems(spec);
};

function* strategyProblems({ strategy = {}, replicas = 1 }: Partial<IDeploymentSpec>): Generator<string> {
  if (strategy.type === 'Recreate') {
    if (strategy.rollingUpdate !== undefined) yield 'spec.strategy.rollingUpdate must be absent with Recreate';
    return;
  }
  const surge: unknown = strategy.rollingUpdate?.maxSurge ?? defaultCount;
  const unavailable: unknown = strategy.rollingUpdate?.maxUnavailable ?? defaultCount;
  const problems = [
    ...at('spec.strategy.rollingUpdate.maxSurge', intOrPercentProblem(surge, false)),
    ...at('spec.strategy.rollingUpdate.maxUnavailable', intOrPercentProblem(unavailable, true)),
  ];
  yield* problems;
  if (problems.length > 0) return;
  if (podsMeant(surge, 100, 'up') === 0 && podsMeant(unavailable, 100, 'down') === 0) {
    yield 'spec.strategy.rollingUpdate must not have maxSurge and maxUnavailable of 0';
  } else if (replicas === 1 && podsMeant(surge, 1, 'up') === 0 && podsMeant(unavailable, 1, 'down') === 0) {
    // Both are rounded to nothing, and the controller makes the second one 1 so that the update can go on.
    yield 'spec.strategy.rollingUpdate leaves no pod available while the one replica is replaced';
  }
}
