import { itAccepts, itRefuses } from './changes';

const rbac = 'apiVersion: rbac.authorization.k8s.io/v1';
const group = 'rbac.authorization.k8s.io';
const role = (rules: string, kind = 'Role'): string =>
  `+ { ${rbac}, kind: ${kind}, metadata: { name: reader, ${kind === 'Role' ? 'namespace: shop' : ''} }, rules: [${rules}] }`;
const good = '{ apiGroups: ["", apps], resources: [pods, pods/log, deployments/scale], verbs: [get, list, watch] }';
const team = '{ kind: Group, apiGroup: rbac.authorization.k8s.io, name: "oidc:team" }';
const binding = (subject: string, ref = 'kind: Role, name: reader', kind = 'RoleBinding'): string =>
  `+ { ${rbac}, kind: ${kind}, metadata: { name: reader, ${kind === 'RoleBinding' ? 'namespace: shop' : ''} }, roleRef: { apiGroup: ${group}, ${ref} }, subjects: [${subject}] }`;

describe('roles', () => {
  itAccepts([
    role(good),
    role('{ apiGroups: ["*"], resources: ["*", "*/scale"], verbs: ["*"] }'),
    role('{ nonResourceURLs: [/metrics], verbs: [get] }', 'ClusterRole'),
  ]);
  itRefuses([
    [
      role('{ apiGroups: [], resources: [pods], verbs: [get] }'),
      "Role /rules/0/apiGroups must hold an API group, '' is the core one",
    ],
    [role('{ apiGroups: [""], verbs: [get] }'), 'Role /rules/0/resources must hold a resource'],
    [role('{ nonResourceURLs: [/metrics], verbs: [get] }'), 'Role /rules/0/nonResourceURLs is for ClusterRoles'],
  ]);
});

describe('bindings', () => {
  itAccepts([
    `${role(good)}\n${binding(team)}`,
    binding(team, 'kind: ClusterRole, name: admin'),
    binding('{ kind: ServiceAccount, name: pricing }', 'kind: ClusterRole, name: view'),
    binding('{ kind: ServiceAccount, name: default }', 'kind: ClusterRole, name: view'),
    binding(
      '{ kind: ServiceAccount, name: pricing, namespace: shop }',
      'kind: ClusterRole, name: view',
      'ClusterRoleBinding',
    ),
  ]);
  itRefuses([
    [
      binding(`{ kind: ServiceAccount, apiGroup: ${group}, name: pricing }`, 'kind: ClusterRole, name: view'),
      "RoleBinding /subjects/0/apiGroup must be empty for a ServiceAccount, got 'rbac.authorization.k8s.io'",
    ],
    [
      binding('{ kind: ServiceAccount, name: pricing }', 'kind: ClusterRole, name: view', 'ClusterRoleBinding'),
      'ClusterRoleBinding /subjects/0/namespace is missing or empty, a ServiceAccount lives in a namespace',
    ],
  ]);
});
