import { type JsonObject, unlessEmpty } from '../../private/json';
import { pullPolicy } from '../../core/container-image';
import { renderEnvironment } from '../environment';
import type { GroupPlan } from '../group/group-plan';
import { workerContainer } from '../group/worker-container';
import { needsWritableRoot } from '../read-only-root';
import type { ServerPlan } from '../server-plan';
import { renderTerminal } from '../terminal-options';

/**
 * The spec of a pod.
 *
 * @param isWorker whether it works for the leader of its group
 */
export function podSpec(plan: ServerPlan, isWorker = false): JsonObject {
  const { identity, props, security, volumes, drain } = plan;
  return {
    ...plan.placement,
    automountServiceAccountToken: security.mountsServiceAccountToken,
    containers: [isWorker && plan.group ? worker(plan, plan.group) : serverContainer(plan, plan.group?.multiNode.args)],
    // A Service called `vllm` would otherwise hand every pod VLLM_PORT=tcp://..., which servers read as their own.
    enableServiceLinks: false,
    imagePullSecrets: unlessEmpty(plan.pullSecretNames.map((name) => ({ name }))),
    initContainers: unlessEmpty(
      plan.extraContainers.containers.map((manifest, index) => ({
        ...manifest,
        securityContext: security._containerSecurityContext(),
        volumeMounts: volumes.extraMounts[index],
      })),
    ),
    resourceClaims: plan.accelerator?.podClaim && [plan.accelerator.podClaim],
    securityContext: security._podSecurityContext(plan.facts.uid, plan.facts.gid),
    serviceAccountName: props.serviceAccount?.name ?? identity.name,
    terminationGracePeriodSeconds: drain.graceSeconds,
    volumes: volumes.volumes,
  };
}

/** The container of a worker: it has no ports, since nobody sends it requests. */
function worker(plan: ServerPlan, group: GroupPlan): JsonObject {
  const { args, workerArgs } = group.multiNode;
  const leader = serverContainer(plan, [...args, ...workerArgs]);
  return { ...leader, ports: undefined, readinessProbe: undefined, ...workerContainer(plan, group) };
}

/** @param groupArgs arguments of the runtime by which the pods of a group find each other */
function serverContainer(plan: ServerPlan, groupArgs: readonly string[] = []): JsonObject {
  const { props, facts, identity, health, drain, security, volumes } = plan;
  // Arguments that the runtime gives to its own entry point mean nothing to another one.
  const runtimeArgs = props.command && facts.command ? [] : [...(facts.args ?? []), ...groupArgs];
  return {
    name: identity.containerName,
    image: props.image.reference,
    imagePullPolicy: pullPolicy(props.imagePullPolicy, props.image),
    args: unlessEmpty([...runtimeArgs, ...(props.args ?? [])]),
    command: unlessEmpty([...(props.command ?? facts.command ?? [])]),
    env: renderEnvironment(plan.environment.variables),
    envFrom: unlessEmpty([...plan.environment.sources]),
    lifecycle: drain.lifecycle,
    ports: facts.ports.map(({ role, port }) => ({ containerPort: port, name: role, protocol: 'TCP' })),
    resources: plan.resources,
    securityContext: security._containerSecurityContext(needsWritableRoot(plan) || undefined),
    volumeMounts: volumes.mounts,
    ...renderTerminal(props),
    ...health.probes,
  };
}
