import type { INetworkPeer } from '../core/network-peer';
import { peerProblems } from '../core/check-peers';
import { SecurityProfile } from '../core/security-profile';
import { ServiceType } from '../core/service-type';
import { checkLabelName, checkObjectName } from '../private/check-name';
import { checkOneOf } from '../private/check-text';
import { checkAnnotations, checkLabels, LABEL } from '../private/labels';
import type { Problems } from '../private/problems';
import { checkRegistry } from '../private/registry';
import { show } from '../private/show';
import { checkNodePool } from './node-pool';
import { checkOwner } from './owner';
import { checkPodSecurity } from './pod-security';
import type { TenantNamespaceProps } from './tenant-props';
import { overlapProblems } from './tenant-policies';

/** Notes what is wrong with the props of a tenant. */
export function checkTenant(problems: Problems, name: string, props: TenantNamespaceProps): void {
  const reserved = /^(default|kube-.*)$/.test(name);
  problems.add(
    checkLabelName('name', name),
    reserved
      ? `name must not be 'default' or begin with 'kube-', which belong to the cluster, got ${show(name)}`
      : undefined,
    checkLabels('labels', props.labels),
    Object.keys(props.labels ?? {}).map((key) => checkTenantLabel(key, 'labels')),
    checkAnnotations('annotations', props.annotations),
    checkOwner(props.owner),
    props.owner?.team !== undefined && Object.hasOwn(props.labels ?? {}, 'owner')
      ? `labels must not set 'owner' beside owner.team, got ${show(props.labels?.owner)}; leave one out`
      : undefined,
    props.owner?.email !== undefined && Object.hasOwn(props.annotations ?? {}, 'email')
      ? `annotations must not set 'email' beside owner.email, got ${show(props.annotations?.email)}; leave one out`
      : undefined,
    checkLabels('namespaceLabels', props.namespaceLabels),
    Object.keys(props.namespaceLabels ?? {}).map((key) => checkTenantLabel(key, 'namespaceLabels')),
    checkPodSecurity(props.podSecurity),
    checkOneOf('defaultDeny', props.defaultDeny, [true, false]),
    checkOneOf('servingPortsOnly', props.servingPortsOnly, [true, false]),
    checkAnnotations('policyAnnotations', props.policyAnnotations),
    checkPeers('allowFrom', props.allowFrom),
    checkPeers('allowTo', props.allowTo),
    (props.exposure ?? []).map((type: unknown) =>
      checkOneOf('exposure', type ?? 'nothing', [ServiceType.NODE_PORT, ServiceType.LOAD_BALANCER]),
    ),
    (props.imagePullSecretNames ?? []).map((name: unknown, index) =>
      checkObjectName(`imagePullSecretNames[${index}]`, name ?? ''),
    ),
    checkNodePool(props.nodePool),
    checkObjectName('priorityClassName', props.priorityClassName),
    (props.allowedRegistries ?? []).map((registry) => checkRegistry('allowedRegistries', registry)),
    props.security === undefined || props.security instanceof SecurityProfile
      ? undefined
      : `security must be made by SecurityProfile.restricted(...), .openShift(...) or .baseline(...), got ${show(props.security)}`,
  );
}

/** Checks one side of the peers of a tenant. */
export function checkPeers(property: 'allowFrom' | 'allowTo', peers: readonly INetworkPeer[] = []): string[] {
  const unfit = peerProblems(peers).map((problem) => `${property}: ${problem}`);
  if (unfit.length > 0) return unfit;
  return overlapProblems(
    property,
    peers.map((peer) => peer.toNetworkPeer()),
  );
}

/** Labels of a tenant are put on pods as well: those that mean something on a Namespace are made from other props. */
function checkTenantLabel(key: string, property: string): string | undefined {
  if (key === LABEL.NAMESPACE_NAME) return `${property} must not set '${key}', which the API server sets, remove it`;
  return key.startsWith('pod-security.kubernetes.io/')
    ? `${property} must not set '${key}', use the prop podSecurity in its place`
    : undefined;
}
