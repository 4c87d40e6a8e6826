import type { Construct } from 'constructs';
import { PodSecurityLevel } from '../cluster/pod-security-level';
import { tenanciesOf, type Tenancy } from '../core/tenancy';
import { sortedMap } from '../private/json';
import type { TenantNamespaceProps } from './tenant-props';

/** Two tenants of one name would be one namespace, with the budget and the policies of whichever is applied last. */
export function checkUnique(scope: Construct, name: string): string | undefined {
  const other = tenanciesOf(scope.node.root).get(name);
  return (
    other &&
    `name must differ from those of other tenants, got '${name}', which '${other.path}' has already; declare both teams in one tenant, or give one another name`
  );
}

/** What everything inside a namespace inherits and is held against. */
export function tenancyFor(
  path: string,
  namespaceName: string,
  props: TenantNamespaceProps,
  defaultCpuLimit: string | undefined,
): Tenancy {
  return {
    defaultCpuLimit,
    namespaceName,
    path,
    labels: sortedMap(props.labels) ?? {},
    enforcedLevel: props.podSecurity?.enforce ?? PodSecurityLevel.RESTRICTED,
    servingPortsOnly: props.servingPortsOnly ?? false,
    exposure: props.exposure ?? [],
    imagePullSecretNames: props.imagePullSecretNames ?? [],
    nodeSelector: props.nodePool?.nodeSelector ?? {},
    tolerations: props.nodePool?.tolerations ?? [],
    priorityClassName: props.priorityClassName,
    allowedRegistries: props.allowedRegistries ?? [],
    security: props.security,
  };
}
