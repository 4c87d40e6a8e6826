import type { IConstruct } from 'constructs';
import { chartOf } from '../core/chart-of';
import { ClusterProfile } from '../core/cluster-profile';
import { givenIdOf } from '../core/construct-id';
import { tenancyOf } from '../core/tenancy';
import type { JsonObject } from '../private/json';
import { ROLLOUT_HASH_LABEL } from '../private/pod-names';
import type { Problems } from '../private/problems';
import { ServingRuntime } from '../runtimes/serving-runtime';
import { type AcceleratorPlan, planAccelerator } from './accelerator-plan';
import { asImage } from '../core/container-image';
import { planDrain } from './drain';
import { planEnvironment } from './environment';
import { planExtraContainers } from './extra-containers';
import { leaderServiceName } from './group/group-names';
import { planGroup, REVISION_LABEL } from './group/group-plan';
import { planHealth } from './health';
import { withUserName } from './home';
import { type Identity, planIdentity, withPodLabels } from './identity';
import { pullSecretNames, withInherited } from './inheritance';
import { membershipOf } from './membership';
import { type SourcedProps, withSource } from './model-source-props';
import { planPlacement } from './placement';
import { resourceRequirements } from './resources';
import { planRuntime } from './runtime-plan';
import { scaleOf } from './scale-plan';
import { securityOf } from './security-plan';
import type { ModelServerProps } from './server-options';
import { planService } from './service-options';
import { checkUsedObjects } from './used-objects';
import { planVolumes, type VolumesPlan } from './volumes';
import { planWatch, type WatchPlan } from './watch-plan';
import { DEPLOYMENT, LEADER_WORKER_SET, type WorkloadKind } from './workload-kind';
import { warningsOf } from './plan-warnings';
import { checkMove, checkPlainProps } from './plain-props';
import { rolloutOf } from './rollout-choice';
import { initSeconds, podTimes } from './pod-times';
import type { ServerPlan } from './server-plan';

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
