import { itAccepts, itRefuses } from './cases';

const rbac = 'apiVersion: rbac.authorization.k8s.io/v1';
const group = 'rbac.authorization.k8s.io';
const role = `+ { ${rbac}, kind: Role, metadata: { name: reader, namespace: shop }, rules: [{ apiGroups: [""], resources: [pods], verbs: [get] }] }`;
const team = '{ kind: Group, apiGroup: rbac.authorization.k8s.io, name: "oidc:team" }';
const binding = (subject: string, ref = 'kind: Role, name: reader', kind = 'RoleBinding'): string =>
  `+ { ${rbac}, kind: ${kind}, metadata: { name: reader, ${kind === 'RoleBinding' ? 'namespace: shop' : ''} }, roleRef: { apiGroup: ${group}, ${ref} }, subjects: [${subject}] }`;

describe('bindings', () => {
  const at = 'RoleBinding/shop/reader';
  itAccepts([
    `${role}\n${binding(team)}`,
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
    [binding(team), `${at}: roleRef names no Role of its namespace: "reader"`],
    [
      binding('{ kind: ServiceAccount, name: other }', 'kind: ClusterRole, name: view'),
      `${at}: a subject is a ServiceAccount that nobody makes: shop/other`,
    ],
  ]);
});
