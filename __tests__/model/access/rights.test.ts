import fc from 'fast-check';
import { isHeld, rightsOf, type Permission } from '../../../lib/model/access/rights';
import { permissionChanges } from '../../../lib/review/permissions';
import { sideOf } from '../../../lib/review/side';
import { account, Authorizer, person, type AccessRequest, type Identity } from '../../support/api-server/authorize';
import { setOf } from '../../support/findings';

const RBAC = 'rbac.authorization.k8s.io';
const some = <T>(...values: readonly T[]) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 });
const rule = fc.record(
  {
    apiGroups: some('', 'apps', '*'),
    resources: some('pods', 'pods/log', 'deployments', 'deployments/scale', 'secrets', '*', '*/scale'),
    verbs: some('get', 'list', 'create', '*'),
    resourceNames: some('a', 'b'),
  },
  { requiredKeys: ['apiGroups', 'resources', 'verbs'] },
);
const role = fc.record({
  kind: fc.constantFrom('Role', 'ClusterRole'),
  name: fc.constantFrom('one', 'two', 'view'),
  namespace: fc.constantFrom('vision', 'other'),
  rules: fc.array(rule, { minLength: 1, maxLength: 3 }),
  into: fc.constantFrom(undefined, undefined, 'view', 'edit'),
});
const binding = fc.record({
  kind: fc.constantFrom('RoleBinding', 'ClusterRoleBinding'),
  namespace: fc.constantFrom('vision', 'other'),
  roleKind: fc.constantFrom('Role', 'ClusterRole'),
  roleName: fc.constantFrom('one', 'two', 'view', 'edit', 'admin', 'cluster-admin', 'nobody'),
  subject: fc.constantFrom(
    { kind: 'User', name: 'ann' },
    { kind: 'Group', name: 'dev' },
    { kind: 'ServiceAccount', name: 'iris' },
    { kind: 'ServiceAccount', name: 'iris', namespace: 'vision' },
  ),
});
/** The objects of a cluster, at most one of a name. */
const objects = fc
  .record({
    roles: fc.uniqueArray(role, { maxLength: 3, selector: ({ kind, name }) => `${kind} ${name}` }),
    bindings: fc.array(binding, { minLength: 1, maxLength: 3 }),
  })
  .map(({ roles, bindings }) => [
    ...roles.map(({ kind, name, namespace, rules, into }) => ({
      apiVersion: `${RBAC}/v1`,
      kind,
      metadata: {
        name,
        ...(kind === 'Role' && { namespace }),
        ...(into && { labels: { [`${RBAC}/aggregate-to-${into}`]: 'true' } }),
      },
      rules,
    })),
    ...bindings.map(({ kind, namespace, roleKind, roleName, subject }, index) => ({
      apiVersion: `${RBAC}/v1`,
      kind,
      metadata: { name: `b${index}`, ...(kind === 'RoleBinding' && { namespace }) },
      roleRef: { apiGroup: RBAC, kind: kind === 'RoleBinding' ? roleKind : 'ClusterRole', name: roleName },
      subjects: [
        { ...subject, ...(kind !== 'RoleBinding' && subject.kind === 'ServiceAccount' && { namespace: 'vision' }) },
      ],
    })),
  ]);
const request: fc.Arbitrary<AccessRequest> = fc.record(
  {
    verb: fc.constantFrom('get', 'list', 'create', 'delete', 'impersonate'),
    group: fc.constantFrom('', 'apps', RBAC),
    resource: fc.constantFrom('pods', 'pods/log', 'deployments', 'deployments/scale', 'secrets', 'rolebindings'),
    namespace: fc.constantFrom('vision', 'other'),
    name: fc.constantFrom('a', 'c'),
  },
  { requiredKeys: ['verb', 'group', 'resource'] },
);
const asker = fc.constantFrom<readonly [Identity, ...string[]]>(
  [person('ann'), 'User ann'],
  [person('bob', 'dev'), 'Group dev'],
  [person('ann', 'dev'), 'User ann', 'Group dev'],
  [account('vision', 'iris'), 'ServiceAccount vision/iris'],
  [account('other', 'iris'), 'ServiceAccount other/iris'],
);
const permissionOf = ({ verb, group = '', resource, namespace, name }: AccessRequest): Permission => ({
  verb,
  group,
  resource,
  kind: 'resource',
  ...(namespace !== undefined && { namespaceName: namespace }),
  ...(name !== undefined && { objectName: name }),
});

describe('rights', () => {
  it('are those that an API server grants', () => {
    fc.assert(
      fc.property(objects, request, asker, (all, asked, [identity, ...subjects]) => {
        const rights = rightsOf(setOf(all));
        const holds = subjects.some((subject) => isHeld(permissionOf(asked), rights.get(subject) ?? new Map()));
        expect(holds).toBe(new Authorizer(all).allows(identity, asked));
      }),
      { numRuns: 500 },
    );
  });

  it('that come or go are told', () => {
    fc.assert(
      fc.property(objects, objects, request, asker, (before, after, asked, [identity, ...subjects]) => {
        const [was, now] = [before, after].map((all) => new Authorizer(all).allows(identity, asked));
        if (was === now) return;
        const changes = permissionChanges(
          sideOf('before', setOf(before).manifests),
          sideOf('after', setOf(after).manifests),
        );
        const kind = now ? 'gained' : 'lost';
        expect(changes.some((change) => subjects.includes(change.subject) && change.kind === kind)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('do not change where objects are told otherwise', () => {
    fc.assert(
      fc.property(objects, (all) => {
        const split = all.map((object) =>
          'rules' in object && object.rules
            ? {
                ...object,
                rules: object.rules.flatMap((each) => each.verbs.map((verb) => ({ ...each, verbs: [verb] }))),
              }
            : object,
        );
        const [was, now] = [all, split].map((each) => sideOf('side', setOf(each).manifests));
        expect(permissionChanges(was, now)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});
