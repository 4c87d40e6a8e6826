import { App } from 'cdk8s';
import {
  AccessSubject,
  ClusterProfile,
  ContainerImage,
  GatewayFacts,
  ModelServer,
  ServingApp,
  ServingRuntime,
  TenantAccess,
  TenantNamespace,
} from '../../lib';
import { warningsOn } from '../../lib/core/warnings';
import { Manifests } from '../../lib/testing';
import { account, Authorizer, person } from '../support/api-server/authorize';
import { manifestsFrom } from '../support/declare';

const group = (name: string) => AccessSubject.group(name);
const user = (name: string) => AccessSubject.user(name);
const serviceAccount = (name: string, namespaceName?: string) => AccessSubject.serviceAccount(name, namespaceName);
const RBAC = 'rbac.authorization.k8s.io';
const manifestsOf = (...access: TenantAccess[]) => {
  const app = new ServingApp();
  new TenantNamespace(app, 'vision', { access });
  return manifestsFrom(app);
};
const bindingOf = (name: string, ...access: TenantAccess[]) => manifestsOf(...access).get('RoleBinding', name);
const names = (manifests: Manifests) =>
  manifests.all.filter(({ kind }) => kind.startsWith('Role')).map(({ kind, metadata }) => `${kind}/${metadata.name}`);

describe('the objects', () => {
  test('a developer is a Role and a RoleBinding in the namespace, and nothing else', () => {
    const manifests = manifestsOf(TenantAccess.developer(group('vision-dev-group')));
    expect(names(manifests)).toEqual(['Role/vision-developer', 'RoleBinding/vision-developer']);
    const metadata = {
      name: 'vision-developer',
      namespace: 'vision',
      labels: { 'app.kubernetes.io/managed-by': 'cdk8s-model-serving' },
    };
    expect(manifests.get('RoleBinding')).toEqual({
      apiVersion: `${RBAC}/v1`,
      kind: 'RoleBinding',
      metadata,
      roleRef: { apiGroup: RBAC, kind: 'Role', name: 'vision-developer' },
      subjects: [{ apiGroup: RBAC, kind: 'Group', name: 'vision-dev-group' }],
    });
    const { metadata: found, rules } = manifests.get('Role') as any;
    expect(found).toEqual(metadata);
    expect(rules).toContainEqual({
      apiGroups: ['apps'],
      resources: ['deployments/scale'],
      verbs: ['get', 'patch', 'update'],
    });
  });

  test('without access there are none', () => {
    expect(names(manifestsOf())).toEqual([]);
  });

  test('an admin is bound to the ClusterRole admin, in the namespace', () => {
    const manifests = manifestsOf(TenantAccess.admin(group('a')).acknowledged('it has to be'));
    expect(names(manifests)).toEqual(['RoleBinding/vision-admin']);
    expect((manifests.get('RoleBinding') as any).roleRef).toEqual({
      apiGroup: RBAC,
      kind: 'ClusterRole',
      name: 'admin',
    });
  });

  test('all of one role are one binding, with each subject once and in an order of their own', () => {
    const { subjects } = bindingOf(
      'vision-viewer',
      TenantAccess.viewer(user('b'), group('b'), serviceAccount('ci')),
      TenantAccess.viewer(group('a'), group('b'), serviceAccount('ci', 'vision'), serviceAccount('ci', 'other')),
    ) as any;
    expect(subjects).toEqual([
      { apiGroup: RBAC, kind: 'Group', name: 'a' },
      { apiGroup: RBAC, kind: 'Group', name: 'b' },
      { kind: 'ServiceAccount', name: 'ci', namespace: 'other' },
      { kind: 'ServiceAccount', name: 'ci', namespace: 'vision' },
      { apiGroup: RBAC, kind: 'User', name: 'b' },
    ]);
  });

  test('the order of declaration does not show', () => {
    const custom = (name: string) =>
      TenantAccess.custom(
        {
          name,
          rules: [{ apiGroups: ['apps', ''], resources: ['pods', 'deployments'], verbs: ['watch', 'get', 'get'] }],
        },
        group('c'),
      );
    const access = [
      TenantAccess.operator(group('a')),
      custom('b-role'),
      TenantAccess.viewer(group('z'), group('b')),
      custom('a-role'),
    ];
    const manifests = manifestsOf(...access);
    expect(manifestsOf(...access.reverse()).all).toEqual(manifests.all);
    expect(names(manifests).filter((name) => name.startsWith('RoleBinding'))).toEqual(
      ['vision-viewer', 'vision-operator', 'a-role', 'b-role'].map((name) => `RoleBinding/${name}`),
    );
    expect((manifests.get('Role', 'a-role') as any).rules).toEqual([
      { apiGroups: ['', 'apps'], resources: ['deployments', 'pods'], verbs: ['get', 'watch'] },
    ]);
  });

  test('a tenant that is called otherwise gives its name to the roles, and its labels', () => {
    const app = new ServingApp();
    const access = [TenantAccess.viewer(serviceAccount('ci'))];
    new TenantNamespace(app, 'vision', { name: 'team-vision', labels: { team: 'vision' }, access });
    const binding = manifestsFrom(app).get('RoleBinding', 'team-vision-viewer') as any;
    expect(binding.metadata.labels.team).toBe('vision');
    expect(binding.subjects).toEqual([{ kind: 'ServiceAccount', name: 'ci', namespace: 'team-vision' }]);
  });

  test('roles come before the servers in the file, and are the same under the App of cdk8s', () => {
    const declare = <T extends App>(app: T): T => {
      const tenant = new TenantNamespace(app, 'vision', { access: [TenantAccess.operator(group('a'))] });
      new ModelServer(tenant, 'iris', {
        image: ContainerImage.of('iris:1'),
        runtime: ServingRuntime.http({ port: 8080 }),
        resources: { cpu: '1', memory: '1Gi' },
      });
      return app;
    };
    const kinds = manifestsFrom(declare(new ServingApp())).all.map(({ kind }) => kind);
    expect(kinds.indexOf('RoleBinding')).toBeLessThan(kinds.indexOf('ServiceAccount'));
    const text = declare(new App()).synthYaml();
    expect(text).not.toMatch(/[&*][a-z]+\d/);
    const rolesOf = (manifests: Manifests) => manifests.all.filter(({ kind }) => kind.startsWith('Role'));
    expect(rolesOf(Manifests.fromYaml(text))).toEqual(rolesOf(manifestsFrom(declare(new ServingApp()))));
  });

  test('one access may be given to many tenants', () => {
    const app = new ServingApp();
    const access = [TenantAccess.viewer(serviceAccount('ci'))];
    for (const id of ['dev', 'prod']) new TenantNamespace(app, id, { access });
    expect(
      manifestsFrom(app)
        .all.filter(({ kind }) => kind === 'RoleBinding')
        .map((binding: any) => binding.subjects[0].namespace),
    ).toEqual(['dev', 'prod']);
  });
});

describe('what the API server allows', () => {
  const app = new ServingApp();
  new TenantNamespace(app, 'checkout-ns', {
    access: [
      TenantAccess.admin(group('checkout-dev-group')).acknowledged('the team runs its namespace itself'),
      TenantAccess.viewer(group('viewers')),
      TenantAccess.developer(group('developers')),
      TenantAccess.operator(group('operators')),
      TenantAccess.gitOpsDeveloper(group('git-developers')),
      TenantAccess.viewer(serviceAccount('ci')),
    ],
  });
  new TenantNamespace(app, 'inventory-ns', { access: [TenantAccess.operator(group('inventory'))] });
  const authorizer = new Authorizer(manifestsFrom(app));
  const may = (who: string, verb: string, resource: string, apiGroup = '', namespace = 'checkout-ns') =>
    authorizer.allows(person('jane', who), {
      verb,
      resource,
      group: apiGroup,
      namespace,
      name: resource === 'namespaces' ? namespace : 'x',
    });

  test('checkout-dev-group deletes pods in checkout-ns, and does nothing in inventory-ns', () => {
    expect(may('checkout-dev-group', 'delete', 'pods')).toBe(true);
    expect(authorizer.rulesFor(person('jane', 'checkout-dev-group'), 'inventory-ns')).toEqual([]);
    expect(may('checkout-dev-group', 'delete', 'pods', '', 'inventory-ns')).toBe(false);
    expect(may('inventory', 'delete', 'pods', '', 'inventory-ns')).toBe(true);
    expect(may('inventory', 'get', 'pods')).toBe(false);
  });

  test('nobody has anything beyond the namespace, nor without being named', () => {
    for (const who of ['checkout-dev-group', 'viewers', 'git-developers', 'developers', 'operators', 'inventory'])
      expect(authorizer.rulesFor(person('jane', who), undefined)).toEqual([]);
    expect(authorizer.rulesFor(person('stranger'), 'checkout-ns')).toEqual([]);
    expect(authorizer.rulesFor(account('checkout-ns', 'default'), 'checkout-ns')).toEqual([]);
    expect(authorizer.rulesFor(account('inventory-ns', 'ci'), 'checkout-ns')).toEqual([]);
    expect(authorizer.rulesFor(account('checkout-ns', 'ci'), 'checkout-ns')).not.toEqual([]);
  });

  type Case = readonly [verb: string, resource: string, group?: string];
  const VIEWS: readonly Case[] = [
    ['list', 'pods'],
    ['get', 'pods/log'],
    ['watch', 'events'],
    ['get', 'resourcequotas'],
    ['get', 'limitranges'],
    ['get', 'networkpolicies', 'networking.k8s.io'],
    ['get', 'deployments', 'apps'],
    ['get', 'ingressroutes', 'traefik.io'],
    ['get', 'httproutes', 'gateway.networking.k8s.io'],
    ['get', 'rollouts', 'argoproj.io'],
    ['list', 'pods', 'metrics.k8s.io'],
  ];
  const DEVELOPS: readonly Case[] = [
    ['patch', 'deployments/scale', 'apps'],
    ['update', 'deployments/scale', 'apps'],
    ['create', 'ingressroutes', 'traefik.io'],
    ['patch', 'traefikservices', 'traefik.io'],
    ['delete', 'httproutes', 'gateway.networking.k8s.io'],
    ['update', 'grpcroutes', 'gateway.networking.k8s.io'],
    ['patch', 'rollouts/status', 'argoproj.io'],
    ['patch', 'rollouts/scale', 'argoproj.io'],
  ];
  const OPERATES: readonly Case[] = [
    ['delete', 'pods'],
    ['create', 'pods/eviction'],
  ];
  const WRITES = ['create', 'update', 'patch', 'delete', 'deletecollection'];
  const writes = (resource: string, apiGroup?: string): Case[] => WRITES.map((verb) => [verb, resource, apiGroup]);
  /** What no role of ours may do. */
  const NEVER: readonly Case[] = [
    ...['get', 'list', 'watch', ...WRITES].map((verb): Case => [verb, 'secrets']),
    ...['get', 'create'].flatMap((verb) =>
      ['pods/exec', 'pods/attach', 'pods/portforward', 'pods/proxy', 'services/proxy'].map((resource): Case => [
        verb,
        resource,
      ]),
    ),
    ...['patch', 'update'].flatMap((verb): Case[] => [
      [verb, 'pods/ephemeralcontainers'],
      [verb, 'pods'],
    ]),
    ['create', 'pods'],
    ['deletecollection', 'pods'],
    ['create', 'pods/binding'],
    ['create', 'serviceaccounts/token'],
    ['impersonate', 'serviceaccounts'],
    ['impersonate', 'users'],
    ['impersonate', 'groups'],
    ...writes('namespaces'),
    ...['resourcequotas', 'limitranges', 'configmaps', 'services', 'endpoints', 'serviceaccounts'].flatMap((name) =>
      writes(name),
    ),
    ...['events', 'persistentvolumeclaims', 'replicationcontrollers'].flatMap((name) => writes(name)),
    ...['deployments', 'statefulsets', 'daemonsets', 'replicasets'].flatMap((name) => writes(name, 'apps')),
    ...['jobs', 'cronjobs'].flatMap((name) => writes(name, 'batch')),
    ...['networkpolicies', 'ingresses'].flatMap((name) => writes(name, 'networking.k8s.io')),
    ...writes('poddisruptionbudgets', 'policy'),
    ...writes('horizontalpodautoscalers', 'autoscaling'),
    ...writes('rollouts', 'argoproj.io'),
    ...writes('analysistemplates', 'argoproj.io'),
    ...writes('middlewares', 'traefik.io'),
    ...writes('tlsstores', 'traefik.io'),
    ...['roles', 'rolebindings'].flatMap((name): Case[] => [
      ...writes(name, RBAC),
      ['bind', name, RBAC],
      ['escalate', name, RBAC],
    ]),
  ];

  test.each<[string, readonly Case[], readonly Case[]]>([
    ['viewers', VIEWS, [...DEVELOPS, ...OPERATES]],
    ['developers', [...VIEWS, ...DEVELOPS], OPERATES],
    ['operators', [...VIEWS, ...DEVELOPS, ...OPERATES], []],
    [
      'git-developers',
      [...VIEWS, ['patch', 'rollouts/status', 'argoproj.io'], ['create', 'pods/eviction']],
      [...DEVELOPS.filter(([, resource]) => resource !== 'rollouts/status'), ['delete', 'pods']],
    ],
  ])('%s may do what they are for, and nothing more', (who, allowed, refused) => {
    expect(allowed.filter((each) => !may(who, ...each))).toEqual([]);
    expect([...refused, ...NEVER].filter((each) => may(who, ...each))).toEqual([]);
  });

  test('the same questions tell an admin apart: network policies, Secrets and tokens are open to it, budgets are not', () => {
    const open = NEVER.filter((each) => may('checkout-dev-group', ...each)).map(([verb, name]) => `${verb} ${name}`);
    expect(open).toEqual(
      expect.arrayContaining([
        'delete networkpolicies',
        'get secrets',
        'impersonate serviceaccounts',
        'create serviceaccounts/token',
        'create rolebindings',
      ]),
    );
    expect(open.filter((each) => /quota|limitranges|namespaces|bind |escalate/.test(each))).toEqual([]);
  });
});

describe('the routes that developers and operators write follow the gateway that the profile declares', () => {
  const ALL = [
    'gateway.networking.k8s.io grpcroutes',
    'gateway.networking.k8s.io httproutes',
    'traefik.io ingressroutes',
    'traefik.io traefikservices',
  ];
  const KINDS = [...ALL, 'networking.k8s.io ingresses', 'traefik.io middlewares', 'gateway.networking.k8s.io gateways'];

  test.each<[string, GatewayFacts | undefined, string[]]>([
    ['none', undefined, ALL],
    ['Traefik', GatewayFacts.traefik(), ALL.slice(2)],
    [
      'the Gateway API',
      GatewayFacts.gatewayApi({ gatewayName: 'shared', gatewayNamespaceName: 'gateways' }),
      ALL.slice(0, 2),
    ],
    ['one of Ingresses', GatewayFacts.ingress({ className: 'nginx' }), []],
  ])('%s', (_, gateway, expected) => {
    const app = new ServingApp({ cluster: ClusterProfile.of({ gateway }) });
    const roles = ['viewer', 'gitOpsDeveloper', 'developer', 'operator'] as const;
    new TenantNamespace(app, 'vision', { access: roles.map((role) => TenantAccess[role](group(role))) });
    const authorizer = new Authorizer(manifestsFrom(app));
    const may = (role: string, verb: string) =>
      KINDS.filter((kind) => {
        const [apiGroup, resource] = kind.split(' ');
        const request = { verb, group: apiGroup, resource, namespace: 'vision', name: 'x' };
        return authorizer.allows(person('jane', role), request);
      });
    for (const verb of ['create', 'update', 'patch', 'delete']) {
      expect(roles.map((role) => may(role, verb))).toEqual([[], [], expected, expected]);
    }
    expect(roles.map((role) => may(role, 'get'))).toEqual(roles.map(() => KINDS));
  });
});

describe('the warning about admins', () => {
  const warningsOf = (...access: TenantAccess[]) =>
    warningsOn(new TenantNamespace(new ServingApp(), 'vision', { access }));

  test('says what they can do, and how to say that it is meant', () => {
    expect(warningsOf(TenantAccess.admin(group('a'), user('b')))).toEqual([
      "access makes group 'a', user 'b' admin of 'vision', who can delete its NetworkPolicies, read Secrets and give others access; use TenantAccess.operator(...), or say why with .acknowledged('...')",
    ]);
  });

  test('is silent about those who are acknowledged, and about all other roles', () => {
    const accepted = TenantAccess.admin(group('a')).acknowledged('reason');
    expect(warningsOf(accepted, TenantAccess.operator(group('b')))).toEqual([]);
    expect(warningsOf(accepted, TenantAccess.admin(group('a')))).toEqual([]);
    expect(warningsOf(accepted, TenantAccess.admin(group('c')))).toEqual([
      expect.stringMatching(/^access makes group 'c' /),
    ]);
  });

  test('acknowledging makes another value and leaves the first as it was', () => {
    const admin = TenantAccess.admin(group('a'));
    admin.acknowledged('reason');
    expect(warningsOf(admin)).toHaveLength(1);
  });
});
