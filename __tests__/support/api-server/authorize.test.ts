import { account, Authorizer, grants, person } from './authorize';

const group = 'rbac.authorization.k8s.io';
const object = (kind: string, name: string, content: object, namespace?: string) => ({
  apiVersion: `${group}/v1`,
  kind,
  metadata: { name, namespace },
  ...content,
});
const bind = (role: string, subject: object, namespace = 'shop', kind = 'ClusterRole') =>
  object('RoleBinding', 'b', { roleRef: { apiGroup: group, kind, name: role }, subjects: [subject] }, namespace);
const team = { apiGroup: group, kind: 'Group', name: 'team' };
const jane = person('jane', 'team');
const can = (role: string, verb: string, resource: string, apiGroup = '', extra: readonly object[] = []) =>
  new Authorizer([bind(role, team), ...extra]).allows(jane, {
    verb,
    resource,
    group: apiGroup,
    namespace: 'shop',
    name: resource === 'namespaces' ? 'shop' : 'x',
  });

describe('the built-in ClusterRoles, bound in a namespace, as tried on an API server', () => {
  test.each<[role: string, verb: string, resource: string, group: string, allowed: boolean]>([
    ['edit', 'patch', 'deployments', 'apps', true],
    ['edit', 'get', 'secrets', '', true],
    ['edit', 'create', 'pods/exec', '', true],
    ['edit', 'delete', 'networkpolicies', 'networking.k8s.io', true],
    ['edit', 'impersonate', 'serviceaccounts', '', true],
    ['edit', 'create', 'serviceaccounts/token', '', true],
    ['edit', 'update', 'resourcequotas', '', false],
    ['edit', 'update', 'limitranges', '', false],
    ['edit', 'patch', 'namespaces', '', false],
    ['edit', 'create', 'rolebindings', group, false],
    ['edit', 'create', 'ingressroutes', 'traefik.io', false],
    ['edit', 'patch', 'rollouts', 'argoproj.io', false],
    ['admin', 'create', 'rolebindings', group, true],
    ['admin', 'delete', 'networkpolicies', 'networking.k8s.io', true],
    ['admin', 'update', 'resourcequotas', '', false],
    ['admin', 'patch', 'namespaces', '', false],
    ['view', 'get', 'secrets', '', false],
    ['view', 'get', 'roles', group, false],
    ['view', 'list', 'resourcequotas', '', true],
    ['view', 'get', 'namespaces', '', true],
    ['view', 'delete', 'pods', '', false],
    ['nobody-made-this', 'get', 'pods', '', false],
    ['cluster-admin', 'patch', 'anything/at-all', 'example.com', true],
  ])('%s may %s %s of "%s": %s', (role, verb, resource, apiGroup, allowed) => {
    expect(can(role, verb, resource, apiGroup)).toBe(allowed);
  });
});

test('custom resources join edit, and through it admin, by a label; view does not get them', () => {
  const routes = {
    ...object('ClusterRole', 'routes', {
      rules: [{ apiGroups: ['traefik.io'], resources: ['ingressroutes'], verbs: ['create'] }],
    }),
    metadata: { name: 'routes', labels: { 'rbac.authorization.k8s.io/aggregate-to-edit': 'true' } },
  };
  expect(['view', 'edit', 'admin'].map((role) => can(role, 'create', 'ingressroutes', 'traefik.io', [routes]))).toEqual(
    [false, true, true],
  );
});

test('a ClusterRole that aggregates itself, or by an expression, ends', () => {
  const loop = (name: string, operator: string) => ({
    ...object('ClusterRole', name, {
      aggregationRule: { clusterRoleSelectors: [{ matchExpressions: [{ key: 'loop', operator }] }] },
    }),
    metadata: { name, labels: { loop: 'yes' } },
  });
  expect(can('a', 'get', 'pods', '', [loop('a', 'Exists'), loop('b', 'Exists')])).toBe(false);
  expect(can('a', 'get', 'pods', '', [loop('a', 'DoesNotExist')])).toBe(true);
});

describe('bindings', () => {
  const pods = { verb: 'get', resource: 'pods', namespace: 'shop' };
  const ci = { kind: 'ServiceAccount', name: 'ci' };

  test('a RoleBinding is about its namespace and no other, nor about lists over all', () => {
    const authorizer = new Authorizer([bind('view', team)]);
    expect(authorizer.allows(jane, pods)).toBe(true);
    expect(authorizer.allows(jane, { ...pods, namespace: 'bank' })).toBe(false);
    expect(authorizer.allows(jane, { verb: 'list', resource: 'pods' })).toBe(false);
    expect(authorizer.allows(jane, { verb: 'get', resource: 'namespaces', name: 'shop' })).toBe(true);
    expect(authorizer.allows(jane, { verb: 'get', resource: 'namespaces', name: 'bank' })).toBe(false);
  });

  test('a ClusterRoleBinding is about everything', () => {
    const all = object('ClusterRoleBinding', 'b', {
      roleRef: { apiGroup: group, kind: 'ClusterRole', name: 'view' },
      subjects: [{ apiGroup: group, kind: 'Group', name: 'system:authenticated' }],
    });
    expect(new Authorizer([all]).allows(person('anybody'), { verb: 'list', resource: 'pods' })).toBe(true);
  });

  test('subjects are compared letter by letter', () => {
    for (const name of ['*', 'tea', 'Team', 'jane'])
      expect(new Authorizer([bind('view', { ...team, name })]).allows(jane, pods)).toBe(false);
    const user = { apiGroup: group, kind: 'User', name: 'jane' };
    expect(new Authorizer([bind('view', user)]).allows(person('jane'), pods)).toBe(true);
    expect(new Authorizer([bind('view', user)]).allows(person('joe', 'jane'), pods)).toBe(false);
  });

  test('a service account without a namespace is that of the binding', () => {
    const authorizer = new Authorizer([bind('view', ci)]);
    expect(authorizer.allows(account('shop', 'ci'), pods)).toBe(true);
    expect(authorizer.allows(account('bank', 'ci'), pods)).toBe(false);
    const foreign = new Authorizer([bind('view', { ...ci, namespace: 'bank' })]);
    expect(foreign.allows(account('bank', 'ci'), pods)).toBe(true);
    expect(foreign.allows(account('shop', 'ci'), pods)).toBe(false);
  });

  test('a Role is found in the namespace of the binding', () => {
    const rules = [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }];
    const roleIn = (namespace: string) => object('Role', 'reader', { rules }, namespace);
    const binding = bind('reader', team, 'shop', 'Role');
    expect(new Authorizer([binding, roleIn('shop')]).allows(jane, pods)).toBe(true);
    expect(new Authorizer([binding, roleIn('bank')]).allows(jane, pods)).toBe(false);
  });
});

describe('rules', () => {
  const rule = { apiGroups: ['apps'], resources: ['deployments'], verbs: ['get'] };
  const ask = { group: 'apps', resource: 'deployments', verb: 'get', name: 'a' };

  test('verb, group and resource have to match, or be any', () => {
    expect(grants(rule, ask)).toBe(true);
    expect(grants(rule, { ...ask, verb: 'list' })).toBe(false);
    expect(grants(rule, { ...ask, group: '' })).toBe(false);
    expect(grants({ ...rule, verbs: ['*'], apiGroups: ['*'], resources: ['*'] }, ask)).toBe(true);
  });

  test('a resource is not its subresources; any resource is', () => {
    const scale = { ...ask, resource: 'deployments/scale' };
    expect(grants(rule, scale)).toBe(false);
    expect(grants({ ...rule, resources: ['deployments/scale'] }, scale)).toBe(true);
    expect(grants({ ...rule, resources: ['deployments/scale'] }, ask)).toBe(false);
    expect(grants({ ...rule, resources: ['*/scale'] }, scale)).toBe(true);
    expect(grants({ ...rule, resources: ['*/scale'] }, ask)).toBe(false);
    expect(grants({ ...rule, resources: ['*'] }, scale)).toBe(true);
    expect(grants({ ...rule, resources: ['deployments/*'] }, scale)).toBe(false);
  });

  test('names, when there are any, have to hold the name of the request', () => {
    const named = { ...rule, resourceNames: ['a', 'b'] };
    expect(grants(named, ask)).toBe(true);
    expect(grants(named, { ...ask, name: 'c' })).toBe(false);
    expect(grants(named, { ...ask, name: undefined })).toBe(false);
    expect(grants({ ...rule, resourceNames: [] }, { ...ask, name: 'c' })).toBe(true);
  });
});
