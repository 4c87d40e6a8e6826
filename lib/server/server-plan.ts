import type { IConstruct } from 'constructs';
import { chartOf } from '../core/chart-of';
import { ClusterProfile } from '../core/cluster-profile';
import { givenIdOf } from '../core/construct-id';
import { RollingStrategy, type RolloutPlan } from '../core/rolling-strategy';
import type { SecurityProfile } from '../core/security-profile';
import { tenancyOf } from '../core/tenancy';
import { checkObjectName } from '../private/check-name';
import { checkOneOf, checkTexts } from '../private/check-text';
import type { JsonObject } from '../private/json';
import { ROLLOUT_HASH_LABEL } from '../private/pod-names';
import type { Problems } from '../private/problems';
import { show } from '../private/show';
import type { SourceFacts } from '../sources/source-facts';
import type { RuntimeFacts } from '../runtimes/runtime-facts';
import { ServingRuntime } from '../runtimes/serving-runtime';
import { type AcceleratorPlan, planAccelerator } from './accelerator-plan';
import type { AutoscalingPlan } from './autoscaling';
import { asImage, checkImage } from '../core/container-image';
import { type DrainPlan, planDrain } from './drain';
import { type EnvironmentPlan, planEnvironment } from './environment';
import { type ExtraContainersPlan, planExtraContainers } from './extra-containers';
import { leaderServiceName } from './group/group-names';
import { type GroupPlan, groupSizeOf, planGroup, REVISION_LABEL } from './group/group-plan';
import { type HealthPlan, planHealth } from './health';
import { downloadWarnings, rootHomeWarnings, withUserName } from './home';
import { type Identity, planIdentity, withPodLabels } from './identity';
import { pullSecretNames, withInherited } from './inheritance';
import { membershipOf } from './membership';
import { type SourcedProps, sourceWarnings, withSource } from './model-source-props';
import { unmountedModelWarnings } from './model-warnings';
import { planPlacement } from './placement';
import { checkPrevious, PreviousRelease } from './previous-release';
import { resourceRequirements } from './resources';
import { planRuntime } from './runtime-plan';
import { scaleOf } from './scale-plan';
import { securityOf } from './security-plan';
import { ImagePullPolicy, type ModelServerProps } from './server-options';
import { checkOverrides } from './server-overrides';
import { argumentWarnings, rolloutWarnings, sessionWarnings, userWarnings } from './server-warnings';
import { planService, type ServicePlan } from './service-options';
import { shutdownWarnings } from './shutdown-warnings';
import { checkUsedObjects } from './used-objects';
import { unreachableTargets, unusualFacts, unusualValues } from './usual-values';
import { planVolumes, type VolumesPlan } from './volumes';
import { planWatch, unmadeAlerts, type WatchPlan } from './watch-plan';
import { DEPLOYMENT, LEADER_WORKER_SET, type WorkloadKind } from './workload-kind';

/** A server whose props have been checked and whose defaults have been filled in: what the manifests are built from. */
export interface ServerPlan {
  readonly props: ModelServerProps;
  readonly profile: ClusterProfile;
  readonly identity: Identity;
  readonly facts: RuntimeFacts;
  /** What the source of the weights brings; nothing where the image has them. */
  readonly source: SourceFacts | undefined;
  /** Pods at steady state: the fewest, where an autoscaler decides. */
  readonly replicas: number;
  readonly autoscaling: AutoscalingPlan | undefined;
  readonly rollout: RolloutPlan;
  readonly health: HealthPlan;
  readonly drain: DrainPlan;
  readonly service: ServicePlan;
  readonly environment: EnvironmentPlan;
  readonly volumes: VolumesPlan;
  readonly extraContainers: ExtraContainersPlan;
  readonly resources: JsonObject;
  readonly accelerator: AcceleratorPlan | undefined;
  /** What makes the replicas groups of pods; nothing where each pod serves by itself. */
  readonly group: GroupPlan | undefined;
  /** What makes the pods. */
  readonly workload: WorkloadKind;
  readonly placement: JsonObject;
  readonly pullSecretNames: readonly string[];
  /** Whether only the scraper of the cluster reaches a port that has metrics alone. */
  readonly servingPortsOnly: boolean;
  readonly security: SecurityProfile;
  /** How it is watched; nothing where the cluster has no Prometheus operator. */
  readonly watch: WatchPlan | undefined;
  readonly warnings: readonly string[];
}

/** Checks the props of a server and fills in every default. What is wrong is noted, and read as if it had been left out. */
export function planServer(problems: Problems, server: IConstruct, given: ModelServerProps): ServerPlan {
  const profile = ClusterProfile.find(server);
  const { props, source } = sourcedProps(problems, server, given);
  const identity = withPodLabels(identityOf(problems, server, props), source?.access?.podLabels);
  const devices = planAccelerator(server, identity.name, props.resources?.accelerator, profile);
  checkPlainProps(problems, props);
  checkUsedObjects(problems, server, props);
  const known = planRuntime(problems, server, props, devices.plan, source);
  const security = securityOf(problems, server, props, known);
  const facts = withUserName(known, devices.plan, security);
  const workload = workloadOf(server, props);
  const health = planHealth(problems, props.health, facts, source?.readSeconds);
  const accelerator = devices.plan;
  const scale = scaleOf(problems, server, props, { profile, facts, identity, health, workload, accelerator });
  const environment = planEnvironment(problems, '', props, facts);
  const extraContainers = planExtraContainers(problems, props, profile._minor, identity.containerName);
  const volumes = planVolumes(problems, facts.writablePaths ?? [], props, source?.sidecarVolume);
  const chosen = rolloutOf(problems, props, profile, devices.plan);
  const drain = planDrain(problems, props.drain, facts, profile._minor);
  const times = podTimes({ props, health, source, drain, accelerator });
  const rollout = chosen.strategy._plan(problems, scale.replicas, times);
  const service = planService(
    problems,
    props.service,
    props.group ? leaderServiceName(identity.name) : identity.name,
    facts.ports,
    profile,
    props.selector !== undefined,
  );
  checkMove(problems, props, identity, service, health);
  const parts = { props, profile, facts, identity, service, rollout, accelerator, ...scale };
  const group = planGroup(problems, parts);
  const plan = {
    props,
    profile,
    identity,
    facts,
    source,
    security,
    health,
    environment,
    extraContainers,
    volumes,
    ...scale,
    rollout,
    drain,
    service,
    resources: resourcesOf(problems, props, volumes, devices),
    accelerator,
    group,
    workload,
    pullSecretNames: pullSecretNames(server, props),
    servingPortsOnly: tenancyOf(server)?.servingPortsOnly ?? false,
    placement: placementOf(problems, props, identity, devices.plan, workload),
    watch: watchOf(problems, server, { props, profile, identity, facts, health, source, workload }),
  };
  return { ...plan, warnings: warningsOf(plan, chosen, devices.plan) };
}

/** How long a pod takes to come and to go. */
function podTimes(
  plan: Pick<ServerPlan, 'props' | 'health' | 'source' | 'drain' | 'accelerator'>,
): Parameters<RollingStrategy['_plan']>[2] {
  return {
    startupSeconds: plan.health.startupSeconds,
    initSeconds: initSeconds(plan),
    graceSeconds: plan.drain.graceSeconds,
    keepsDevice: plan.accelerator?.isKept === true,
  };
}

/** What makes the pods: of a release by a controller what that has said. */
function workloadOf(server: IConstruct, { group }: ModelServerProps): WorkloadKind {
  return membershipOf(server)?.workload?.kind ?? (group ? LEADER_WORKER_SET : DEPLOYMENT);
}

/** Pods of groups are spread with those of all groups, workers included. */
function placementOf(
  problems: Problems,
  { placement, group }: ModelServerProps,
  { selector, policySelector }: Identity,
  accelerator: AcceleratorPlan | undefined,
  { kind }: WorkloadKind,
): JsonObject {
  return group
    ? planPlacement(problems, placement, policySelector, accelerator, REVISION_LABEL)
    : planPlacement(problems, placement, selector, accelerator, kind === 'Rollout' ? ROLLOUT_HASH_LABEL : undefined);
}

/** What of a server is legal, and likely not meant. */
function warningsOf(
  plan: Omit<ServerPlan, 'warnings'>,
  chosen: { readonly isFallback: boolean },
  accelerator: AcceleratorPlan | undefined,
): string[] {
  const { props, profile, facts, environment, extraContainers, volumes, security, rollout, service, drain } = plan;
  const { replicas, autoscaling } = plan;
  const description = props.runtime instanceof ServingRuntime ? props.runtime._description : undefined;
  // A definition says where its runtime writes, downloads included; of others that is a guess.
  const mayDownload = description?.definition ? undefined : accelerator;
  return [
    ...(asImage(props.image)?._warnings() ?? []),
    ...(description?.warnings ?? []),
    ...sourceWarnings(props, plan.source),
    ...environment.warnings,
    ...extraContainers.warnings,
    ...argumentWarnings(props, facts),
    ...volumes.warnings,
    ...userWarnings(security, facts),
    ...unusualValues(props),
    ...unusualFacts(facts),
    ...unreachableTargets(props),
    ...rootHomeWarnings(props, facts, security._isRoot),
    ...unmountedModelWarnings(props, facts, volumes),
    ...downloadWarnings(props, environment.variables, mayDownload, volumes.tmp),
    ...rolloutWarnings(chosen, rollout, replicas, profile, accelerator, autoscaling !== undefined),
    ...shutdownWarnings(props, facts, drain),
    ...unmadeAlerts(props, profile),
    ...(plan.watch?.warnings ?? []),
    ...(autoscaling?.warnings ?? []),
    ...sessionWarnings(facts, service, autoscaling?.max ?? replicas),
  ];
}

function watchOf(
  problems: Problems,
  server: IConstruct,
  parts: Pick<ServerPlan, 'props' | 'profile' | 'identity' | 'facts' | 'health' | 'source' | 'workload'>,
): WatchPlan | undefined {
  const { props, health } = parts;
  return planWatch(problems, {
    ...parts,
    namespaceName: chartOf(server).namespace,
    runtimeTitle: props.runtime instanceof ServingRuntime ? props.runtime._description.title : 'the runtime',
    startupSeconds: health.startupSeconds + initSeconds(parts),
    isSide: membershipOf(server) !== undefined,
  });
}

/** What a source brings is held against the tenant like what the user says. */
function sourcedProps(problems: Problems, server: IConstruct, given: ModelServerProps): SourcedProps {
  const { props, source } = withSource(problems, server, given);
  return { props: withInherited(problems, server, props), source };
}

function resourcesOf(
  problems: Problems,
  { resources }: ModelServerProps,
  { diskSizes }: VolumesPlan,
  { plan, problems: found }: ReturnType<typeof planAccelerator>,
): JsonObject {
  const requirements = resourceRequirements(problems, 'resources', resources, diskSizes, plan);
  problems.add(found);
  return requirements;
}

function identityOf(problems: Problems, server: IConstruct, props: ModelServerProps): Identity {
  const tenantLabels = tenancyOf(server)?.labels ?? {};
  const tag = asImage(props.image)?.tag;
  return planIdentity(problems, givenIdOf(server), props, tenantLabels, tag, membershipOf(server)?.releaseName);
}

/** Checks the props from which nothing else follows. */
function checkPlainProps(problems: Problems, props: ModelServerProps): void {
  problems.add(
    checkImage('image', props.image),
    checkTexts('command', props.command),
    checkTexts('args', props.args),
    checkOneOf('imagePullPolicy', props.imagePullPolicy, Object.values(ImagePullPolicy)),
    checkOneOf('networkPolicy', props.networkPolicy, [true, false]),
    checkOneOf('podDisruptionBudget', props.podDisruptionBudget, [true, false]),
    checkOneOf('stdin', props.stdin, [true, false]),
    checkOneOf('tty', props.tty, [true, false]),
    props.serviceAccount && checkObjectName('serviceAccount.name', props.serviceAccount.name ?? ''),
    (props.imagePullSecrets ?? []).map(({ name }, index) =>
      checkObjectName(`imagePullSecrets[${index}].name`, name ?? ''),
    ),
  );
  checkOverrides(problems, props.overrides);
}

function rolloutOf(
  problems: Problems,
  props: ModelServerProps,
  profile: ClusterProfile,
  accelerator: AcceleratorPlan | undefined,
): { readonly strategy: RollingStrategy; readonly isFallback: boolean } {
  if (props.rollout instanceof RollingStrategy) return { strategy: props.rollout, isFallback: false };
  if (props.rollout !== undefined) {
    problems.add(
      `rollout must be made by RollingStrategy.zeroDowntime(...), .inPlace(...), .recreate(...) or .of(...), got ${show(props.rollout)}`,
    );
  }
  // A surge pod that waits for an accelerator nobody frees would block the rollout for good.
  const isFallback =
    accelerator?.isKept === true &&
    !profile._hasSpare(accelerator.resource, accelerator.count * (groupSizeOf(props.group) ?? 1));
  return { strategy: isFallback ? RollingStrategy.inPlace() : RollingStrategy.zeroDowntime(), isFallback };
}

/** Checks that the Service keeps a ready pod where the name was another release's before. */
function checkMove(
  problems: Problems,
  { previously, selector }: ModelServerProps,
  { name, selector: wanted }: Identity,
  service: ServicePlan,
  health: HealthPlan,
): void {
  problems.add(checkPrevious(previously));
  if (!(previously instanceof PreviousRelease)) return;
  problems.add(
    selector
      ? 'previously must be left out with selector: a workload that is adopted keeps its pods'
      : previously._problem(name, service.name, wanted, health.startupSeconds),
  );
}

/**
 * What comes before the container of the model may take: of init containers as long as the model itself, since what they
 * mostly do is to fetch it; of a source what its size says.
 */
export function initSeconds({ props, health, source }: Pick<ServerPlan, 'props' | 'health' | 'source'>): number {
  const own = (props.initContainers ?? []).length - (source?.container ? 1 : 0);
  const fetch = source?.isFetched ? (source.fetchSeconds ?? health.startupSeconds) : 0;
  return (own > 0 ? health.startupSeconds : 0) + fetch;
}
