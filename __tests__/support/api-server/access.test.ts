import { itAccepts, itRefuses } from './cases';

const rbac = 'apiVersion: rbac.authorization.k8s.io/v1';
const group = 'rbac.authorization.k8s.io';
const role = (rules: string, kind = 'Role'): string =>
  `+ { ${rbac}, kind: ${kind}, metadata: { name: reader, ${kind === 'Role' ? 'namespace: shop' : ''} }, rules: [${rules}] }`;
const good = '{ apiGroups: ["", apps], resources: [pods, pods/log, deployments/scale], verbs: [get, list, watch] }';
const team = '{ kind: Group, apiGroup: rbac.authorization.k8s.io, name: "oidc:team" }';
const binding = (subject: string, ref = 'kind: Role, name: reader', kind = 'RoleBinding'): string =>
  `+ { ${rbac}, kind: ${kind}, metadata: { name: reader, ${kind === 'RoleBinding' ? 'namespace: shop' : ''} }, roleRef: { apiGroup: ${group}, ${ref} }, subjects: [${subject}] }`;

describe('roles', () => {
  const at = 'Role/shop/reader';
  itAccepts([
    role(good),
    role('{ apiGroups: ["*"], resources: ["*", "*/scale"], verbs: ["*"] }'),
    role('{ nonResourceURLs: [/metrics], verbs: [get] }', 'ClusterRole'),
  ]);
  itRefuses([
    [role(''), `${at}: rules must hold a rule`],
    [role('{ apiGroups: [""], resources: [pods], verbs: [] }'), `${at}: rules[0].verbs must hold a verb`],
    [role('{ apiGroups: [""], resources: [pods], verbs: [lst] }'), `${at}: rules[0].verbs has no such verb: "lst"`],
    [role('{ apiGroups: [], resources: [pods], verbs: [get] }'), `${at}: rules[0].apiGroups must hold a group`],
    [role('{ apiGroups: [""], verbs: [get] }'), `${at}: rules[0].resources must hold a resource`],
    [
      role('{ apiGroups: [apps/v1], resources: [deployments], verbs: [get] }'),
      `${at}: rules[0].apiGroups must be a DNS-1123 subdomain, got "apps/v1"`,
    ],
    [
      role('{ apiGroups: [apps], resources: [Deployment], verbs: [get] }'),
      `${at}: rules[0].resources must be lower-case plurals, got "Deployment"`,
    ],
    [role('{ nonResourceURLs: [/metrics], verbs: [get] }'), `${at}: rules[0].nonResourceURLs is for a ClusterRole`],
  ]);
});

describe('bindings', () => {
  const at = 'RoleBinding/shop/reader';
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
    [binding(team), `${at}: roleRef names no Role of its namespace: "reader"`],
    [binding(team, 'kind: Team, name: reader'), `${at}: roleRef.kind must be Role or ClusterRole, got "Team"`],
    [
      `${binding(team, 'kind: ClusterRole, name: view')}\nRoleBinding roleRef.apiGroup = apps`,
      `${at}: roleRef.apiGroup must be ${group}, got "apps"`,
    ],
    [
      binding(team, 'kind: ClusterRole, name: a/b'),
      `${at}: roleRef.name must be a path segment (not . or .., without / and %), got "a/b"`,
    ],
    [binding('', 'kind: ClusterRole, name: view'), `${at}: subjects must hold a subject`],
    [
      binding('{ kind: Team, name: a }', 'kind: ClusterRole, name: view'),
      `${at}: subjects[0].kind must be User, Group or ServiceAccount, got "Team"`,
    ],
    [binding('{ kind: User, name: "" }', 'kind: ClusterRole, name: view'), `${at}: subjects[0].name must not be empty`],
    [
      binding('{ kind: User, name: a, namespace: shop }', 'kind: ClusterRole, name: view'),
      `${at}: subjects[0].namespace is for a ServiceAccount`,
    ],
    [
      binding('{ kind: Group, apiGroup: apps, name: a }', 'kind: ClusterRole, name: view'),
      `${at}: subjects[0].apiGroup must be "${group}" for a Group`,
    ],
    [
      binding(`{ kind: ServiceAccount, apiGroup: ${group}, name: pricing }`, 'kind: ClusterRole, name: view'),
      `${at}: subjects[0].apiGroup must be "" for a ServiceAccount`,
    ],
    [
      binding('{ kind: ServiceAccount, name: other }', 'kind: ClusterRole, name: view'),
      `${at}: a subject is a ServiceAccount that nobody makes: shop/other`,
    ],
    [
      binding('{ kind: ServiceAccount, name: pricing }', 'kind: ClusterRole, name: view', 'ClusterRoleBinding'),
      'ClusterRoleBinding/-/reader: subjects[0].namespace is required in a ClusterRoleBinding',
      'ClusterRoleBinding/-/reader: a subject is a ServiceAccount that nobody makes: undefined/pricing',
    ],
    [
      binding(team, 'kind: Role, name: reader', 'ClusterRoleBinding'),
      'ClusterRoleBinding/-/reader: roleRef.kind must be ClusterRole, got "Role"',
      'ClusterRoleBinding/-/reader: roleRef names no Role of its namespace: "reader"',
    ],
  ]);
});
