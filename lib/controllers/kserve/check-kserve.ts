import type { IConstruct } from 'constructs';
import { kserveMinor } from '../../cluster/serving-controllers';
import { ClusterProfile } from '../../core/cluster-profile';
import { componentName } from '../../model/operators/kserve/naming';
import { checkLabelName } from '../../private/check-name';
import { checkWholeNumber } from '../../private/check-number';
import { checkOneOf } from '../../private/check-text';
import type { Problems } from '../../private/problems';
import { show } from '../../private/show';
import { hasNoCpuLimit } from '../../server/resources';
import { isForClients } from '../../runtimes/runtime-facts';
import type { ServerPlan } from '../../server/server-plan';
import { checkIgnored, checkOwnLabels, checkOwnVariables, madeNameProblem } from '../ignored-options';
import { IGNORED, IGNORED_OF_CANARY, IGNORED_ON_KNATIVE, OWN_LABELS, OWN_VARIABLES } from './ignored';
import type { KServeCanary } from './kserve-canary';
import { KServeMode, type KServeModelProps } from './kserve-props';

/** Longest name of a Service, and longest value of the label that KServe finds pods by. */
const LONGEST = 63;
/** What stands before the name in that label. */
const LABEL_PREFIX = 'isvc.';
/** The first version that knows canaries in the standard mode. */
const CANARY_SINCE = 20;

/** Checks that the cluster has KServe, in a version that knows what is asked for. */
export function checkCluster(problems: Problems, model: IConstruct, props: KServeModelProps): void {
  const facts = ClusterProfile.find(model)._kserve;
  if (!facts) {
    problems.add(
      "it needs KServe in the cluster, which declares none; declare it: ClusterProfile.of({ kserve: { version: '0.20' } })",
    );
    return;
  }
  if (!props.canary || props.mode === KServeMode.KNATIVE || kserveMinor(facts) >= CANARY_SINCE) return;
  problems.add(
    `canary needs KServe 0.${CANARY_SINCE} in the standard mode, got ${show(facts.version)}, which ignores it; use KServeMode.KNATIVE, or Canary with servers of its own`,
  );
}

/** Checks the options that KServe knows by another name, does nothing with, or refuses. */
export function checkOptions(problems: Problems, props: KServeModelProps, plan: ServerPlan): void {
  problems.add(
    checkOneOf('mode', props.mode, Object.values(KServeMode)),
    checkOneOf('servingRuntime', props.servingRuntime, [true, false]),
    checkOneOf('exposed', props.exposed, [true, false]),
  );
  const isOnKnative = props.mode === KServeMode.KNATIVE;
  checkIgnored(problems, 'KServe', props, isOnKnative ? { ...IGNORED, ...IGNORED_ON_KNATIVE } : IGNORED);
  checkOwnLabels(problems, 'KServe', props.labels, OWN_LABELS);
  if (isOnKnative) checkKnative(problems, props, plan);
  checkVersion(problems, plan);
  checkNames(problems, plan.identity.name, props.canary);
}

/** What holds for every version. */
function checkVersion(problems: Problems, { props, environment }: ServerPlan): void {
  checkOwnVariables(problems, environment.variables, OWN_VARIABLES);
  const protocol = environment.variables.get('PROTOCOL')?.value;
  if (protocol !== undefined) problems.add(checkOneOf("env['PROTOCOL']", protocol, ['v1', 'v2']));
  if (hasNoCpuLimit(props.resources))
    problems.add(
      "resources.cpuLimit must be an amount: KServe fills in a limit of 1 CPU where there is none, got 'none'; write the most that the container may take",
    );
}

function checkKnative(problems: Problems, { networkPolicy, servingRuntime }: KServeModelProps, plan: ServerPlan): void {
  const ports = plan.facts.ports.filter(isForClients);
  problems.add(
    networkPolicy === false
      ? undefined
      : "networkPolicy must be false: requests come to Knative's pods through its own activator and proxy, which this library knows nothing of; write a policy by hand",
    servingRuntime ? 'servingRuntime must be left out: a canary on Knative needs none' : undefined,
    ports.length > 1
      ? `runtime must have one port for clients on Knative, got ${ports.map(({ role, port }) => `${role} ${port}`).join(', ')}; use KServeMode.STANDARD`
      : undefined,
    plan.accelerator?.podClaim
      ? 'resources.accelerator must be a resource: Knative hands no claims of devices to pods; use KServeMode.STANDARD'
      : undefined,
  );
}

/** Names that KServe makes of this one: they are never shortened, its objects are refused. */
function checkNames(problems: Problems, name: string, canary: KServeCanary | undefined): void {
  const made = componentName(name, 'predictor');
  problems.add(
    madeNameProblem(
      `${LABEL_PREFIX}${made}`,
      [LABEL_PREFIX, name, '-predictor'],
      LONGEST,
      'its name must be shorter: the label by which KServe selects its pods',
      `give it a name of at most ${LONGEST - LABEL_PREFIX.length - '-predictor'.length}`,
    ),
  );
  if (!canary) return;
  const { name: canaryName = 'canary' } = canary;
  const ofCanary = componentName(name, 'predictor', canaryName);
  problems.add(
    checkLabelName('canary.name', canaryName),
    madeNameProblem(
      `${LABEL_PREFIX}${ofCanary}`,
      [LABEL_PREFIX, name, `-${canaryName}`, '-predictor'],
      LONGEST,
      "canary.name must be shorter: the label by which KServe selects the canary's pods",
      'shorten it, or the name of the model',
    ),
  );
}

/** Checks a canary against the version that it stands beside. */
export function checkCanary(problems: Problems, props: KServeModelProps, stable: ServerPlan, canary: ServerPlan): void {
  const { canary: given, mode, servingRuntime } = props;
  if (!given) return;
  const found = checkWholeNumber('canary.trafficPercent', given.trafficPercent, 0, 100);
  problems.add(
    (given.trafficPercent as unknown) === undefined ? 'canary.trafficPercent must be given: 0 to 100' : found,
  );
  checkVersion(problems, canary);
  if (mode === KServeMode.KNATIVE) return;
  const ofVersion: { [path: string]: string } = {};
  for (const [path, reason] of Object.entries(IGNORED_OF_CANARY)) ofVersion[`canary.version.${path}`] = reason;
  checkIgnored(problems, 'KServe', props, ofVersion);
  const { replicas } = given.version ?? {};
  problems.add(
    servingRuntime === true
      ? undefined
      : 'canary needs servingRuntime: true: KServe refuses a canary of a custom predictor without a model; set it one apply before, since it replaces the pods',
    replicas !== undefined && replicas > stable.replicas
      ? `canary.version.replicas must be at most those of the stable version, ${stable.replicas}, got ${replicas}`
      : undefined,
    ...leftOut(stable, canary),
  );
}

/** A canary is merged over the stable version, so that what it leaves out is there all the same. */
function leftOut(stable: ServerPlan, canary: ServerPlan): string[] {
  const fields: readonly (readonly [string, (plan: ServerPlan) => number])[] = [
    ['args', ({ props, facts }) => (props.args ?? []).length + (facts.args ?? []).length],
    ['command', ({ props, facts }) => (props.command ?? facts.command ?? []).length],
    ['env', ({ environment }) => environment.variables.size],
    ['envFrom', ({ environment }) => environment.sources.length],
  ];
  return fields
    .filter(([, count]) => count(stable) > 0 && count(canary) === 0)
    .map(
      ([field]) =>
        `canary.version.${field} must not be empty where the stable version has some: KServe merges the canary over it, and what is left out stays; give it one at least`,
    );
}
