import fc from 'fast-check';
import { AccessSubject, ServingApp, TenantAccess, TenantNamespace } from '../../lib';
import { account, Authorizer, type Identity, person } from '../support/api-server/authorize';
import { manifestsFrom } from '../support/declare';

/** Somebody, as a subject and as the API server sees them. */
interface Somebody {
  readonly subject: AccessSubject;
  readonly as: (tenant: string) => Identity;
}
const name = fc.constantFrom('a', 'b', 'c');
const somebody: fc.Arbitrary<Somebody> = fc.oneof(
  name.map((group) => ({ subject: AccessSubject.group(group), as: () => person('u', group) })),
  name.map((user) => ({ subject: AccessSubject.user(user), as: () => person(user) })),
  fc.record({ ci: name, home: fc.option(fc.constantFrom('one', 'two'), { nil: undefined }) }).map(({ ci, home }) => ({
    subject: AccessSubject.serviceAccount(ci, home),
    as: (tenant: string) => account(home ?? tenant, ci),
  })),
);
const ROLES = ['viewer', 'gitOpsDeveloper', 'developer', 'operator', 'admin', 'custom'] as const;
const entry = fc.record({
  role: fc.constantFrom(...ROLES),
  who: fc.array(somebody, { minLength: 1, maxLength: 4 }),
});
type Entry = typeof entry extends fc.Arbitrary<infer T> ? T : never;
const entries = fc.array(entry, { maxLength: 6 });

const CUSTOM = [{ apiGroups: ['example.com'], resources: ['models'], verbs: ['patch'] }];
function accessOf({ role, who }: Entry, index: number): TenantAccess {
  const subjects = who.map(({ subject }) => subject);
  if (role === 'custom') return TenantAccess.custom({ name: `custom-${index}`, rules: CUSTOM }, ...subjects);
  const access = TenantAccess[role](...subjects);
  return role === 'admin' ? access.acknowledged('reason') : access;
}
function manifestsOf(one: readonly Entry[], two: readonly Entry[]) {
  const app = new ServingApp();
  new TenantNamespace(app, 'one', { access: one.map(accessOf) });
  new TenantNamespace(app, 'two', { access: two.map(accessOf) });
  return manifestsFrom(app).all;
}

/** One right that the role has and the ones before it have not. */
const TELLS = [
  {
    role: 'viewer',
    request: { verb: 'get', resource: 'pods/log' },
    from: ['viewer', 'gitOpsDeveloper', 'developer', 'operator', 'admin'],
  },
  {
    role: 'developer',
    request: { verb: 'patch', resource: 'deployments/scale', group: 'apps' },
    from: ['developer', 'operator', 'admin'],
  },
  {
    role: 'gitOpsDeveloper',
    request: { verb: 'create', resource: 'pods/eviction' },
    from: ['gitOpsDeveloper', 'operator', 'admin'],
  },
  { role: 'operator', request: { verb: 'delete', resource: 'pods' }, from: ['operator', 'admin'] },
  { role: 'admin', request: { verb: 'get', resource: 'secrets' }, from: ['admin'] },
  { role: 'custom', request: { verb: 'patch', resource: 'models', group: 'example.com' }, from: ['custom'] },
] as const;
const sameAs = (a: Identity, b: Identity) => JSON.stringify(a) === JSON.stringify(b);
/** Whether an entry gives something to an identity: by its name or by a group that it is in. */
const isGiven = (somebodyElse: Somebody, who: Identity, tenant: string) => sameAs(somebodyElse.as(tenant), who);

test('everybody may do in a tenant what one of their entries there says, and nothing else', () => {
  fc.assert(
    fc.property(entries, entries, somebody, (one, two, who) => {
      const authorizer = new Authorizer(manifestsOf(one, two));
      for (const [tenant, declared] of [
        ['one', one],
        ['two', two],
      ] as const) {
        const identity = who.as('one');
        const roles = declared.filter((each) => each.who.some((other) => isGiven(other, identity, tenant)));
        for (const { request, from } of TELLS) {
          const expected = roles.some(({ role }) => (from as readonly string[]).includes(role));
          expect(authorizer.allows(identity, { ...request, namespace: tenant, name: 'x' })).toBe(expected);
          expect(authorizer.allows(identity, { ...request, name: 'x' })).toBe(false);
        }
      }
    }),
    { numRuns: 80 },
  );
});

test('no Role holds a wildcard or leads out of itself, no binding names everybody, each subject is in it once', () => {
  fc.assert(
    fc.property(entries, entries, (one, two) => {
      for (const manifest of manifestsOf(one, two) as any[]) {
        expect(manifest.kind).not.toMatch(/^ClusterRole/);
        if (manifest.kind === 'Role') {
          expect(JSON.stringify(manifest.rules)).not.toMatch(/\*|escalate|"bind"|impersonate|secrets|exec|token/);
        }
        if (manifest.kind === 'RoleBinding') {
          const subjects = manifest.subjects.map((subject: object) => JSON.stringify(subject));
          expect(new Set(subjects).size).toBe(subjects.length);
          expect(subjects.join()).not.toMatch(/system:|"default"/);
        }
      }
    }),
    { numRuns: 50 },
  );
});

test('the manifests do not depend on the order of entries or subjects', () => {
  fc.assert(
    fc.property(
      entries.map((list) => list.filter(({ role }) => role !== 'custom')),
      (list) => {
        const turned = list.map((each) => ({ ...each, who: [...each.who].reverse() })).reverse();
        expect(manifestsOf(turned, [])).toEqual(manifestsOf(list, []));
      },
    ),
    { numRuns: 50 },
  );
});
