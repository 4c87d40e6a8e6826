import { AccessSubject, ServingApp, TenantAccess, TenantNamespace } from '../../lib';
import { failureOf } from '../support/declare';

const group = (name: string) => AccessSubject.group(name);
const user = (name: string) => AccessSubject.user(name);
const serviceAccount = (name: string, namespaceName?: string) => AccessSubject.serviceAccount(name, namespaceName);
const failure = (...access: unknown[]) =>
  failureOf(() => new TenantNamespace(new ServingApp(), 'vision', { access: access as TenantAccess[] })).replaceAll(
    "TenantNamespace 'vision': ",
    '',
  );
const any = (value: unknown) => value as any;
const role = (name = 'reader') => ({ name, rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }] });

test.each<[string, AccessSubject, string]>([
  ['an empty group', group(''), "a group must be a name without white space around it, got ''"],
  ['a group with white space', group(' a'), "a group must be a name without white space around it, got ' a'"],
  ['a group with a line break', group('a\nb'), 'a group must be a name without white space around it, got '],
  ['a group that is a number', group(any(5)), 'a group must be a name without white space around it, got 5'],
  ['no group', group(any(null)), 'a group must be a name without white space around it, got nothing'],
  [
    'everybody',
    group('system:authenticated'),
    "a group must not begin with 'system:', which is the cluster itself or everybody who can reach it, got 'system:authenticated'; name the team's group of the identity provider",
  ],
  ['everybody else', group('system:unauthenticated'), "a group must not begin with 'system:'"],
  ['the masters', group('system:masters'), "a group must not begin with 'system:'"],
  ['all service accounts', group('system:serviceaccounts'), "a group must not begin with 'system:'"],
  ['anonymous', user('system:anonymous'), "a user must not begin with 'system:'"],
  [
    'a pattern',
    group('oidc:*'),
    "a group must be one name, since RBAC knows no patterns, got 'oidc:*'; name each group",
  ],
  ['an empty user', user(''), "a user must be a name without white space around it, got ''"],
  [
    'a service account as a user',
    user('system:serviceaccount:shop:ci'),
    "a user must not be a service account, got 'system:serviceaccount:shop:ci'; use AccessSubject.serviceAccount('ci', 'shop')",
  ],
  [
    'the service account default',
    serviceAccount('default'),
    "must not be the service account 'default', which every pod that names no other runs as, got 'default'; make one of its own",
  ],
  ['default elsewhere', serviceAccount('default', 'shop'), "must not be the service account 'default'"],
  ['an empty service account', serviceAccount(''), 'a service account must be lower-case letters'],
  ['no service account', serviceAccount(any(null)), 'a service account must be lower-case letters'],
  ['a service account in capitals', serviceAccount('CI'), 'a service account must be lower-case letters'],
  ['a namespace that is none', serviceAccount('ci', 'a.b'), 'namespaceName must be lower-case letters'],
  ['an empty namespace', serviceAccount('ci', ''), 'namespaceName must be lower-case letters'],
])('%s is refused as a subject', (_, subject, problem) => {
  for (const access of [
    TenantAccess.viewer(subject),
    TenantAccess.admin(subject).acknowledged('reason'),
    TenantAccess.custom(role(), subject),
  ]) {
    const message = failure(TenantAccess.viewer(group('fine')), access);
    expect(message).toMatch(/^access\[1\]\.subjects\[0\]/);
    expect(message).toContain(problem);
  }
});

test.each([
  group('oidc:vision-dev-group'),
  group('CN=Team Vision,OU=ML'),
  group('https://idp.example/groups/7'),
  group('System:team'),
  user('jane@example.com'),
  serviceAccount('ci.v2', 'kube-system'),
])('%j is a subject', (subject) => {
  expect(
    () => new TenantNamespace(new ServingApp(), 'vision', { access: [TenantAccess.viewer(subject)] }),
  ).not.toThrow();
});

test.each<[string, unknown, string]>([
  [
    'a role without a subject',
    TenantAccess.developer(),
    'access[0].subjects must hold a subject, got none; name who gets the role, for example AccessSubject.group(...)',
  ],
  ['a custom role without a subject', TenantAccess.custom(role()), 'access[0].subjects must hold a subject'],
  [
    'a name in place of a subject',
    TenantAccess.viewer(any('team')),
    "access[0].subjects[0] must be made by AccessSubject.group(...), .user(...) or .serviceAccount(...), got 'team'",
  ],
  ['a list in place of subjects', TenantAccess.viewer(any([group('a')])), 'access[0].subjects[0] must be made by'],
  ['nothing in place of a subject', TenantAccess.viewer(any(undefined)), 'got nothing'],
  ['a text', 'admin', "access[0] must be made by TenantAccess.viewer(...) and the like, got 'admin'"],
  ['nothing', null, 'access[0] must be made by TenantAccess.viewer(...) and the like, got nothing'],
  ['an object', { __proto__: null, _grant: 1 }, 'access[0] must be made by TenantAccess.viewer(...) and the like'],
  [
    'an acknowledgement without a reason',
    TenantAccess.admin(group('a')).acknowledged(' '),
    "access[0].acknowledged(...) must be given a reason, got ' '",
  ],
  [
    'an acknowledgement of nothing',
    TenantAccess.admin(group('a')).acknowledged(any(undefined)),
    "access[0].acknowledged(...) must be given a reason, got ''",
  ],
  [
    'an acknowledgement where there is no risk',
    TenantAccess.operator(group('a')).acknowledged('reason'),
    'access[0].acknowledged(...) must be on access with a risk, and this has none; remove it',
  ],
])('%s is refused', (_, access, problem) => {
  expect(failure(access)).toContain(problem);
});

test('access that is no list is refused', () => {
  for (const access of ['admin', 5, {}, TenantAccess.viewer(group('a'))])
    expect(() => new TenantNamespace(new ServingApp(), 'vision', { access: any(access) })).toThrow(
      /^TenantNamespace 'vision': access must be a list, got /,
    );
});

test('a custom role has a name of its own', () => {
  const custom = (name: string) => TenantAccess.custom(role(name), group('a'));
  expect(failure(custom('a'), custom('b'), custom('a'))).toBe(
    "access must name each custom role once, got 'a' twice; put its subjects into one, or rename it",
  );
  for (const name of ['viewer', 'developer', 'operator', 'admin'])
    expect(failure(custom(`vision-${name}`))).toBe(
      `access must not name a custom role 'vision-${name}', which is the tenant's own`,
    );
});

test('everything wrong with the access of a tenant is said at once, each thing once', () => {
  const lines = failure(
    TenantAccess.viewer(group(''), group('system:masters')),
    TenantAccess.custom({ ...role('A'), rules: [{ apiGroups: ['apps/v1'], resources: ['*'], verbs: ['lst'] }] }),
  ).split('\n');
  expect(lines[0]).toBe('7 problems:');
  expect(new Set(lines).size).toBe(8);
});
