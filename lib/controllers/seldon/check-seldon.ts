import type { IConstruct } from 'constructs';
import { PodSecurityLevel } from '../../cluster/pod-security-level';
import { ClusterProfile } from '../../core/cluster-profile';
import { tenancyOf } from '../../core/tenancy';
import { containerLabel, LONGEST_NAME, SELDON_LABEL } from '../../model/operators/seldon/naming';
import { checkLabelName } from '../../private/check-name';
import { checkWholeNumber } from '../../private/check-number';
import { checkOneOf } from '../../private/check-text';
import { scaledValueOf } from '../../private/int-or-percent';
import { objectsIn } from '../../private/json';
import type { Problems } from '../../private/problems';
import { isForClients } from '../../runtimes/runtime-facts';
import type { ServerPlan } from '../../server/server-plan';
import { checkIgnored, checkOwnLabels, checkOwnVariables, madeNameProblem } from '../ignored-options';
import { IGNORED, OWN_LABELS, OWN_VARIABLES } from './ignored';
import { SeldonProtocol, type SeldonModelProps } from './seldon-props';

/** Part of the replicas by which every Deployment of Seldon grows while it rolls. */
const SURGE = '25%';

/** Checks that the cluster has Seldon Core, and that its executor is let in. */
export function checkCluster(problems: Problems, model: IConstruct, { executor }: SeldonModelProps): void {
  if (!ClusterProfile.find(model)._seldon)
    problems.add(
      "it needs Seldon Core in the cluster, which declares none; declare it: ClusterProfile.of({ seldon: { version: '1.18' } })",
    );
  if (executor === false || tenancyOf(model)?.enforcedLevel !== PodSecurityLevel.RESTRICTED) return;
  problems.add(
    "executor must be false in a namespace that enforces 'restricted': Seldon's executor keeps its capabilities, so that no pod is let in; relax the tenant's podSecurity to baseline, or do without it",
  );
}

/** Checks the options that Seldon knows by another name, or does nothing with. */
export function checkOptions(problems: Problems, props: SeldonModelProps): void {
  const { executor, executorResources } = props;
  problems.add(
    checkOneOf('protocol', props.protocol, Object.values(SeldonProtocol)),
    checkOneOf('executor', executor, [true, false]),
    checkLabelName('predictorName', props.predictorName),
    executor === false && executorResources !== undefined
      ? 'executorResources must be left out without an executor'
      : undefined,
  );
  checkIgnored(problems, 'Seldon', props, IGNORED);
  checkOwnLabels(problems, 'Seldon', props.labels, OWN_LABELS);
}

/** Checks a version: what holds for each of them. */
export function checkVersion(problems: Problems, plan: ServerPlan, predictorName: string, hasExecutor: boolean): void {
  checkOwnVariables(problems, plan.environment.variables, OWN_VARIABLES);
  checkNames(problems, plan, predictorName);
  problems.add(
    portProblem(plan, hasExecutor),
    hookProblem(plan),
    surgeProblem(plan),
    plan.accelerator?.podClaim
      ? 'resources.accelerator must be a resource: the CRD of Seldon drops claims of devices; ask for Accelerator.nvidiaGpu(...) by the device plugin'
      : undefined,
    ...objectsIn(plan.volumes.volumes)
      .filter(({ image }) => image !== undefined)
      .map(
        ({ name }) =>
          `volumes must be none of images: the CRD of Seldon drops what it does not know, got '${String(name)}'; fetch the weights, or mount a claim`,
      ),
  );
}

/**
 * Seldon hands a container the port 9000 unless it names one exactly `http` or `grpc`: the ports of a runtime are named by
 * their roles, so that an image that is fixed on 5000 is reached there.
 */
function portProblem({ facts }: ServerPlan, hasExecutor: boolean): string | undefined {
  if (facts.ports.some(isForClients))
    return hasExecutor ? clashProblem(facts.ports.map(({ port }) => port)) : undefined;
  return 'runtime must have a port for clients, named http or grpc: Seldon would send requests to 9000';
}

function clashProblem(ports: readonly number[]): string | undefined {
  const taken = ports.find((port) => port === 8000 || port === 5001);
  return taken === undefined
    ? undefined
    : `runtime must not listen on ${taken}, where the executor listens in the same pod; let it listen on another port, or set executor: false`;
}

function hookProblem({ drain, props, facts }: ServerPlan): string | undefined {
  if (drain.lifecycle === undefined)
    return "drain.delay must not be zero: Seldon gives containers without a hook one of its own, '/bin/sh -c /bin/sleep 10'; leave it out, or set a second";
  if (props.drain?.hasSleepCommand ?? facts.hasSleepCommand) return undefined;
  return "drain needs an image that contains the command 'sleep': the CRD of Seldon knows no other hook; set drain.hasSleepCommand where it does";
}

function surgeProblem({ accelerator, profile, replicas, autoscaling }: ServerPlan): string | undefined {
  if (!accelerator?.isKept) return undefined;
  const pods = scaledValueOf(SURGE, Math.max(autoscaling?.max ?? replicas, 1), 'up') ?? 1;
  const count = pods * accelerator.count;
  if (profile._hasSpare(accelerator.resource, count)) return undefined;
  return `resources.accelerator needs ${count} of '${accelerator.resource}' spare, since Seldon rolls with a surge of ${SURGE} and a pod without one would wait for good; declare them: spareAccelerators of the ClusterProfile`;
}

/** Names that Seldon makes of these: it replaces what is longer by a hash, which nobody finds. */
function checkNames(problems: Problems, { identity }: ServerPlan, predictorName: string): void {
  const { name, containerName } = identity;
  const remedy = 'shorten its name, predictorName or containerName';
  problems.add(
    madeNameProblem(
      `${name}-${predictorName}-0-${containerName}`,
      [name, `-${predictorName}`, '-0', `-${containerName}`],
      LONGEST_NAME,
      'its name must be shorter: the Deployment',
      remedy,
    ),
    madeNameProblem(
      containerLabel(containerName),
      [`${SELDON_LABEL.CONTAINER}-`, containerName],
      LONGEST_NAME,
      'containerName must be shorter: the label',
      remedy,
    ),
  );
}

/** Checks the names of all predictors against each other. */
export function checkPredictors(problems: Problems, names: readonly string[], properties: readonly string[]): void {
  names.forEach((name, index) => {
    problems.add(checkLabelName(properties[index], name));
    const first = names.indexOf(name);
    if (first < index)
      problems.add(`${properties[index]} must differ from the other predictors, got '${name}' as ${properties[first]}`);
  });
}

/** Checks a share of requests. */
export function checkTraffic(problems: Problems, property: string, traffic: unknown): void {
  problems.add(
    traffic === undefined
      ? `${property} must be given: a whole number from 0 to 100`
      : checkWholeNumber(property, traffic, 0, 100),
  );
}
