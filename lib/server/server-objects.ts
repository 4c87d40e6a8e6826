import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { addApiObject } from '../core/api-object';
import { Connections } from '../core/connections';
import { keepsFormerPods } from '../core/made-elsewhere';
import { warn } from '../core/warnings';
import type { JsonObject } from '../private/json';
import { leaderWorkerSetSpec } from './group/leader-worker-set';
import { deploymentSpec } from './manifests/deployment';
import { metadata } from './manifests/metadata';
import { membershipOf } from './membership';
import { groupPolicySpec } from './manifests/network-policy';
import { podAnnotations } from './manifests/pod-annotations';
import { serviceSpec } from './manifests/small-objects';
import { writableRootAnnotations } from './read-only-root';
import { type OverriddenObject, overridesOf } from './server-overrides';
import type { ServerPlan } from './server-plan';

/** Adds an object of the server's own name. */
export function addNamed(
  server: Construct,
  { identity, props }: ServerPlan,
  kind: string,
  apiVersion: string,
  override: OverriddenObject,
  spec: () => JsonObject,
): ApiObject {
  return addApiObject(
    server,
    kind,
    { apiVersion, kind, metadata: metadata(identity.name, identity.labels, props.annotations), spec },
    overridesOf(props.overrides, override),
  );
}

/** Adds the ServiceAccount of the pods. */
export function addServiceAccount(server: Construct, { identity, props, source, security }: ServerPlan): ApiObject {
  const { name, labels } = identity;
  return addApiObject(
    server,
    'ServiceAccount',
    {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: metadata(name, labels, props.annotations, source?.access?.serviceAccountAnnotations),
      fields: { automountServiceAccountToken: security.mountsServiceAccountToken },
    },
    overridesOf(props.overrides, 'serviceAccount'),
  );
}

/** Adds the Service; in the first apply of a move it leads to the pods of the release before. */
export function addServerService(server: Construct, plan: ServerPlan): ApiObject {
  const { identity, props, service } = plan;
  const made = addApiObject(
    server,
    'Service',
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: metadata(service.name, identity.labels, props.annotations, service.annotations),
      spec: () => serviceSpec(plan),
    },
    overridesOf(props.overrides, 'service'),
  );
  if (props.previously?._isFirstOfTwo) keepsFormerPods(made);
  return made;
}

/** The spec of what makes the pods, without overrides. */
export function workloadSpec(server: Construct, plan: ServerPlan): JsonObject {
  if (plan.group) return leaderWorkerSetSpec(plan, plan.group);
  const ofDeployment = deploymentSpec(plan, podAnnotations(plan));
  return membershipOf(server)?.workload?.spec(ofDeployment) ?? ofDeployment;
}

/** Adds what makes the pods: a Deployment, a LeaderWorkerSet of groups, or what a controller knows. */
export function addWorkload(server: Construct, plan: ServerPlan): ApiObject {
  const { identity, props, group, workload } = plan;
  const { apiVersion, kind, override } = workload;
  return addApiObject(
    server,
    'Default',
    {
      apiVersion,
      kind,
      spec: () => workloadSpec(server, plan),
      metadata: metadata(
        identity.name,
        identity.workloadLabels,
        props.annotations,
        group?.annotations,
        writableRootAnnotations(plan),
      ),
    },
    overridesOf(props.overrides, override),
  );
}

/** Adds what lets the pods of a group reach each other, and nobody else reach its workers. */
export function addGroupPolicy(server: Construct, plan: ServerPlan, connections: Connections): void {
  const { identity, props } = plan;
  addApiObject(server, 'GroupNetworkPolicy', {
    ...{ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy' },
    metadata: metadata(`${identity.name}-group`, identity.labels, props.annotations),
    spec: () => groupPolicySpec(plan, connections),
  });
  if (Connections.hasNamespacePolicy(server))
    warn(
      server,
      'every pod of the namespace reaches its workers, which serve nobody but their leader, since the policy of the tenant lets neighbours in everywhere; set servingPortsOnly of the tenant',
    );
}

/** Adds the template of the claims by which pods get their devices; nothing where they need none of their own. */
export function addClaimTemplate(
  server: Construct,
  { identity, props, accelerator }: ServerPlan,
): ApiObject | undefined {
  const template = accelerator?.template;
  if (!template) return undefined;
  return addApiObject(server, 'ResourceClaimTemplate', {
    apiVersion: 'resource.k8s.io/v1',
    kind: 'ResourceClaimTemplate',
    metadata: metadata(template.name, identity.labels, props.annotations),
    spec: () => ({ spec: template.spec }),
  });
}
