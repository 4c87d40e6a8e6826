import { Construct } from 'constructs';
import { addApiObject } from '../../core/api-object';
import { warn } from '../../core/warnings';
import { COMMON_LABELS } from '../../private/labels';
import type { AccessPlan, BoundRole } from './access-plan';

const GROUP = 'rbac.authorization.k8s.io';
const API_VERSION = `${GROUP}/v1`;

/** Makes the Roles and RoleBindings of a tenant, and notes the warnings about them. */
export function addAccess(tenant: Construct, namespaceName: string, { roles, warnings }: AccessPlan): void {
  for (const warning of warnings) warn(tenant, warning);
  if (roles.length === 0) return;
  const access = new Construct(tenant, 'Access');
  for (const role of roles) addRole(access, namespaceName, role);
}

function addRole(access: Construct, tenant: string, { name, rules, clusterRoleName, subjects }: BoundRole): void {
  const metadata = (): { name: string; labels: { [key: string]: string } } => ({
    name,
    labels: { ...COMMON_LABELS },
  });
  if (rules !== undefined) {
    addApiObject(access, `Role-${name}`, {
      apiVersion: API_VERSION,
      kind: 'Role',
      metadata: metadata(),
      fields: { rules },
    });
  }
  addApiObject(access, `RoleBinding-${name}`, {
    apiVersion: API_VERSION,
    kind: 'RoleBinding',
    metadata: metadata(),
    fields: {
      roleRef: {
        apiGroup: GROUP,
        kind: clusterRoleName === undefined ? 'Role' : 'ClusterRole',
        name: clusterRoleName ?? name,
      },
      subjects: subjects.map((subject) => subject._toManifest(tenant)),
    },
  });
}
