import { AccessSubject, ServingApp, TenantAccess, TenantNamespace } from '../../lib';
import { rolesFor } from '../../lib/tenant/access/roles';
import { failureOf, manifestsFrom } from '../support/declare';

type Lists = readonly [groups: unknown, resources: unknown, verbs: unknown, names?: unknown];
const access = ([apiGroups, resources, verbs, resourceNames]: Lists) =>
  TenantAccess.custom(
    { name: 'reader', rules: [{ apiGroups, resources, verbs, resourceNames } as any] },
    AccessSubject.group('team'),
  );
const declare = (item: TenantAccess) => {
  const app = new ServingApp();
  new TenantNamespace(app, 'vision', { access: [item] });
  return app;
};
const failure = (lists: Lists) =>
  failureOf(() => declare(access(lists))).replaceAll("TenantNamespace 'vision': access[0].role.rules[0]", '');
const GET = ['get'];

describe('a slip of the keyboard is an error with the name that was likely meant', () => {
  test.each<[...Lists, string]>([
    [[''], ['pods'], ['lst'], undefined, "got 'lst'; did you mean 'list'?"],
    [[''], ['pods'], ['GET'], undefined, "got 'GET'; did you mean 'get'?"],
    [[''], ['pods'], ['read'], undefined, '.verbs must be among create, delete, deletecollection, get, list, patch, '],
    [['apps'], ['Deployment'], GET, undefined, "got 'Deployment'; did you mean 'deployments'?"],
    [['apps'], ['deployment'], GET, undefined, "got 'deployment'; did you mean 'deployments'?"],
    [['apps'], ['deploy/scale'], GET, undefined, "got 'deploy/scale'; did you mean 'deployments/scale'?"],
    [[''], ['svc'], GET, undefined, "got 'svc'; did you mean 'services'?"],
    [['networking.k8s.io'], ['NetworkPolicy'], GET, undefined, "did you mean 'networkpolicies'?"],
    [['apps/v1'], ['deployments'], GET, undefined, "got 'apps/v1'; did you mean 'apps'?"],
    [['v1'], ['pods'], GET, undefined, "got 'v1'; did you mean ''?"],
    [['core'], ['pods'], GET, undefined, "got 'core'; did you mean ''?"],
    [['app'], ['deployments'], GET, undefined, "got 'app'; did you mean 'apps'?"],
    [['extensions'], ['ingresses'], GET, undefined, ".apiGroups must be '' or a DNS name without a version"],
    [['example.com/v1beta1'], ['models'], GET, undefined, "got 'example.com/v1beta1'; use 'example.com'"],
    [['netwrking.k8s.io'], ['ingresses'], GET, undefined, "did you mean 'networking.k8s.io'?"],
    [['Example.com'], ['models'], GET, undefined, ".apiGroups must be '' or a DNS name"],
    [[''], ['deployments'], GET, undefined, "got 'deployments', which is in 'apps'"],
    [['', 'apps'], ['pods'], GET, undefined, ".apiGroups must not hold 'apps', which has none of the resources"],
    [[''], ['pods/logs'], GET, undefined, "got 'pods/logs'; did you mean 'pods/log'?"],
    [
      [''],
      ['pods/log'],
      ['list'],
      undefined,
      ".verbs must hold 'get' for 'pods/log', which knows no other, got ['list']",
    ],
    [['traefik.io'], ['IngressRoute'], GET, undefined, "did you mean 'ingressroutes'?"],
    [['traefik.io'], ['ingressrouts'], GET, undefined, "did you mean 'ingressroutes'?"],
    [['example.com'], ['Model'], GET, undefined, "must be lower-case plurals such as 'models' or 'models/status'"],
    [['example.com'], ['models/a/b'], GET, undefined, 'must be lower-case plurals'],
    [[''], ['nodes'], GET, undefined, '.resources must live in a namespace'],
    [['rbac.authorization.k8s.io'], ['clusterroles'], GET, undefined, '.resources must live in a namespace'],
  ])('%j %j %j', (groups, resources, verbs, names, problem) => {
    expect(failure([groups, resources, verbs, names])).toContain(problem);
  });
});

describe('custom resources', () => {
  test.each<Lists>([
    [['example.com'], ['models', 'models/status'], ['get', 'patch']],
    [['models.ml.example.com', 'example.com'], ['models'], GET],
    [['traefik.io'], ['somethingnew'], GET],
    [['argoproj.io'], ['rollouts/undo'], GET],
    [['snapshot.storage.k8s.io'], ['volumesnapshots'], GET],
  ])('%j %j %j is possible', (...lists: unknown[]) => {
    expect(() => manifestsFrom(declare(access(lists as unknown as Lists)))).not.toThrow();
  });
});

describe('names of objects', () => {
  test.each<[...Lists, string]>([
    [[''], ['configmaps'], ['get', 'create'], ['a'], ".resourceNames must not be with the verb 'create'"],
    [[''], ['configmaps'], ['deletecollection'], ['a'], ".resourceNames must not be with the verb 'deletecollection'"],
    [[''], ['pods', 'pods/eviction'], ['create'], ['a'], ".resourceNames must not be with the verb 'create'"],
    [[''], ['pods'], GET, [], '.resourceNames must hold a name, got none, which means every object; leave it out'],
    [[''], ['pods'], GET, [''], ".resourceNames must be names of objects, without patterns, got ''"],
    [[''], ['pods'], GET, ['iris-*'], ".resourceNames must be names of objects, without patterns, got 'iris-*'"],
    [[''], ['pods'], GET, [5], '.resourceNames must be names of objects, without patterns, got 5'],
    [[''], ['pods'], GET, 'a', ".resourceNames must be a list, got 'a'"],
  ])('%j %j %j %j is refused', (groups, resources, verbs, names, problem) => {
    expect(failure([groups, resources, verbs, names])).toContain(problem);
  });

  test('a subresource may be created for objects by name: the name is in the address', () => {
    const manifests = manifestsFrom(declare(access([[''], ['pods/eviction'], ['create'], ['b', 'a', 'b']])));
    expect((manifests.get('Role') as any).rules).toEqual([
      { apiGroups: [''], resourceNames: ['a', 'b'], resources: ['pods/eviction'], verbs: ['create'] },
    ]);
  });
});

describe('what leads out of the role is refused, acknowledged or not', () => {
  test.each<[...Lists, string]>([
    [['*'], ['pods'], GET, undefined, ".apiGroups must not hold wildcards, got '*'"],
    [[''], ['*'], GET, undefined, ".resources must not hold wildcards, got '*'"],
    [[''], ['*/scale'], GET, undefined, ".resources must not hold wildcards, got '*/scale'"],
    [[''], ['pods/*'], GET, undefined, ".resources must not hold wildcards, got 'pods/*'"],
    [[''], ['pods'], ['*'], undefined, ".verbs must not hold wildcards, got '*'"],
    [['rbac.authorization.k8s.io'], ['roles'], ['bind'], undefined, ".verbs must not hold 'bind'"],
    [['rbac.authorization.k8s.io'], ['roles'], ['escalate'], undefined, ".verbs must not hold 'escalate'"],
    [[''], ['serviceaccounts'], ['impersonate'], undefined, ".verbs must not hold 'impersonate'"],
    [[''], ['serviceaccounts'], ['impersonate:user-info'], undefined, ".verbs must not hold 'impersonate:user-info'"],
    [[''], ['serviceaccounts'], ['Impersonate'], undefined, ".verbs must not hold 'Impersonate'"],
    [[''], ['serviceaccounts/token'], ['create'], undefined, ' must not let subjects act as every service account'],
    [['rbac.authorization.k8s.io'], ['rolebindings'], ['create'], undefined, ' must not let subjects hand out access'],
    [['rbac.authorization.k8s.io'], ['roles'], ['patch'], undefined, ' must not let subjects hand out access'],
    [[''], ['resourcequotas'], ['patch'], undefined, ' must not let subjects change the budget'],
    [[''], ['resourcequotas/status'], ['patch'], undefined, ' must not let subjects change the budget'],
    [[''], ['limitranges'], ['deletecollection'], undefined, ' must not let subjects change the budget'],
    [[''], ['namespaces'], ['patch'], undefined, ' must not let subjects change the Namespace'],
    [[''], ['namespaces'], ['list'], undefined, ' must not let subjects change the Namespace'],
  ])('%j %j %j', (groups, resources, verbs, names, problem) => {
    const lists: Lists = [groups, resources, verbs, names];
    expect(failure(lists)).toContain(problem);
    expect(failureOf(() => declare(access(lists).acknowledged('reason')))).toContain(problem);
  });
});

describe('what linters report needs a reason', () => {
  test.each<[...Lists, string]>([
    [[''], ['secrets'], GET, undefined, "read or write Secrets ('get' of 'secrets')"],
    [[''], ['secrets'], ['watch'], ['tls'], "read or write Secrets ('watch' of 'secrets')"],
    [[''], ['secrets'], ['create'], undefined, 'read or write Secrets'],
    [[''], ['pods/exec'], ['create'], undefined, 'get into running pods'],
    [[''], ['pods/exec'], GET, undefined, 'get into running pods'],
    [[''], ['pods/portforward'], ['create'], undefined, 'get into running pods'],
    [[''], ['pods/ephemeralcontainers'], ['patch'], undefined, 'get into running pods'],
    [[''], ['services/proxy'], GET, undefined, 'get into running pods'],
    [
      [''],
      ['pods'],
      ['get', 'create'],
      undefined,
      "run any image, with every service account and Secret of the namespace ('create'",
    ],
    [[''], ['pods/binding'], ['create'], undefined, 'run any image'],
    [['apps'], ['deployments'], ['patch'], undefined, 'run any image'],
    [['batch'], ['cronjobs'], ['update'], undefined, 'run any image'],
    [['argoproj.io'], ['rollouts'], ['patch'], undefined, 'run any image'],
    [['serving.kserve.io'], ['inferenceservices'], ['create'], undefined, 'run any image'],
    [[''], ['pods'], ['delete'], undefined, "delete what serves ('delete' of 'pods')"],
    [['apps'], ['deployments'], ['deletecollection'], undefined, 'delete what serves'],
    [['networking.k8s.io'], ['networkpolicies'], ['delete'], undefined, 'take the network policies of the tenant away'],
    [
      ['gateway.networking.k8s.io'],
      ['referencegrants'],
      ['create'],
      undefined,
      'take the network policies of the tenant away',
    ],
    [['networking.k8s.io'], ['ingresses'], ['create'], undefined, 'lead traffic elsewhere'],
    [[''], ['services', 'endpoints'], ['update'], undefined, 'lead traffic elsewhere'],
    [['discovery.k8s.io'], ['endpointslices'], ['patch'], undefined, 'lead traffic elsewhere'],
    [[''], ['pods/status'], ['patch'], undefined, 'lead traffic elsewhere'],
    [[''], ['configmaps'], ['patch'], undefined, 'change the settings of running servers'],
    [['events.k8s.io'], ['events'], ['delete'], undefined, 'remove traces'],
  ])('%j %j %j', (groups, resources, verbs, names, means) => {
    const lists: Lists = [groups, resources, verbs, names];
    const message = failure(lists);
    expect(message).toContain(` lets subjects ${means}`);
    expect(message).toMatch(/; take it out, or say why it must be with \.acknowledged\('\.\.\.'\)$/);
    expect(() => manifestsFrom(declare(access(lists).acknowledged('reason')))).not.toThrow();
  });

  test.each<Lists>([
    [['apps'], ['deployments/scale', 'deployments/status'], ['get', 'patch']],
    [[''], ['pods/eviction'], ['create']],
    [[''], ['pods', 'pods/log', 'configmaps', 'services'], ['get', 'list', 'watch']],
    [['argoproj.io'], ['rollouts/status'], ['patch']],
    [['traefik.io'], ['ingressroutes'], ['create', 'delete']],
    [['autoscaling'], ['horizontalpodautoscalers'], ['patch']],
    [[''], ['namespaces'], GET],
  ])('%j %j %j needs none', (...lists: unknown[]) => {
    expect(() => manifestsFrom(declare(access(lists as unknown as Lists)))).not.toThrow();
  });
});

test('the ready-made roles pass the checks of custom ones, but for the pods that an operator deletes', () => {
  const problemsOf = (rules: readonly object[]) => {
    const item = TenantAccess.custom({ name: 'reader', rules: rules as any }, AccessSubject.group('team'));
    return item._problems().filter((problem) => problem !== undefined);
  };
  const roles = rolesFor(undefined, []);
  expect(problemsOf(roles.viewer)).toEqual([]);
  expect(problemsOf(roles['gitops-developer'])).toEqual([]);
  expect(problemsOf(roles.developer)).toEqual([]);
  expect(problemsOf(roles.operator)).toEqual([expect.stringContaining("delete what serves ('delete' of 'pods')")]);
});

describe('hostile input is answered by sentences', () => {
  test.each([null, undefined, 5, 'admin', [], () => 1])('%p as a role', (role: any) => {
    expect(failureOf(() => declare(TenantAccess.custom(role, AccessSubject.group('a'))))).toMatch(
      /access\[0\]\.role must be an object, got /,
    );
  });

  test.each<[unknown, RegExp]>([
    [{}, /role\.name must be lower-case letters.*\n.*role\.rules must hold a rule, got none/],
    [{ name: 'a', rules: [] }, /role\.rules must hold a rule, got none/],
    [{ name: 'a', rules: {} }, /role\.rules must be a list, got an object/],
    [{ name: 'a', rules: [null] }, /role\.rules\[0\] must be an object, got 'nothing'/],
    [{ name: 5, rules: [] }, /role\.name must be lower-case letters, .* got 5/],
    [{ name: 'a/b', rules: [] }, /role\.name must be lower-case letters/],
    [{ name: 'system:node', rules: [] }, /role\.name must be lower-case letters/],
    [{ name: 'a', rule: [] }, /role has no prop 'rule'; did you mean 'rules'\?/],
    [{ name: 'a', rules: [{ apiGroup: [''] }] }, /role\.rules\[0\] has no prop 'apiGroup'; did you mean 'apiGroups'\?/],
  ])('%j as a role', (role: any, problem) => {
    expect(failureOf(() => declare(TenantAccess.custom(role, AccessSubject.group('a'))))).toMatch(problem);
  });

  test.each<Lists>([
    [null, null, null],
    ['', 'pods', 'get'],
    [[5], [{}], [[]]],
    [['__proto__'], ['constructor'], ['toString']],
    [[''], ['__proto__/constructor'], ['__proto__']],
    [[''], [''], ['']],
    [[''], ['/'], GET],
    [['.'], ['pods'], GET],
    [[`${'a'.repeat(250)}.com`], ['models'], GET],
  ])('%j %j %j in a rule', (...lists: unknown[]) => {
    const message = failure(lists as unknown as Lists);
    expect(message).toMatch(/must /);
    expect(message).not.toMatch(/TypeError|undefined|\[object/);
  });
});
