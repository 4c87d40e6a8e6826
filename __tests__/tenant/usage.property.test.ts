import fc from 'fast-check';
import { ApiObject } from 'cdk8s';
import { ClusterProfile, ModelServer, ServingApp, TenantNamespace, type TenantQuota } from '../../lib';
import { podAdmission } from '../../lib/rules/quota/pod-admission';
import { cluster, name, props } from '../support/any-props';
import { addHandMade, type HandMade, handMade } from '../support/any-workloads';
import { findings } from '../support/api-server';
import { countedAs } from '../support/api-server/quota/fit';
import { takenBy } from '../support/api-server/quota/usage';
import { MINIMAL } from '../support/declare';
import { setOf, texts } from '../support/findings';
import { addExact, compareExact, type ExactQuantity, quantity } from '../support/quantity-oracle';

const some = (...values: string[]) => fc.option(fc.constantFrom(...values), { nil: undefined });
const quota: fc.Arbitrary<TenantQuota> = fc.record({
  cpu: some('100', '1k', '750000m'),
  cpuRequest: some('200'),
  cpuLimit: some('900', '1.5k'),
  memory: some('1Ti', '500G'),
  memoryRequest: some('800Gi'),
  memoryLimit: some('2Ti'),
  gpus: fc.constantFrom(undefined, 500),
  pods: fc.constantFrom(undefined, 300),
  ephemeralStorage: some('10Ti'),
  storage: some('1Ti'),
  storageClasses: fc.constantFrom(undefined, { fast: { claims: 100, storage: '1Ti' } }),
  objects: fc.constantFrom(undefined, { services: 90, 'replicasets.apps': 900 }),
  priorityClasses: fc.constantFrom(undefined, { high: { cpuLimit: '700', memoryRequest: '600Gi' } }),
  hard: fc.constantFrom(undefined, { configmaps: '40' }),
});
const limits = fc.option(
  fc.record({ defaultCpu: some('250m', '2'), defaultMemory: some('2Gi'), minMemory: some('1Mi', '9Mi') }),
  { nil: undefined },
);
const servers = fc.uniqueArray(fc.tuple(name, props), { maxLength: 4, selector: ([id]) => id });
const world = fc.record({ quota, limits, servers, extras: fc.array(handMade, { maxLength: 5 }), cluster });

/** A tenant with what is possible of it: servers with impossible props are left out. */
function declareAll(given: {
  readonly quota: TenantQuota;
  readonly limits?: object;
  readonly servers: readonly (readonly [string, object])[];
  readonly extras: readonly HandMade[];
  readonly cluster: object;
}): TenantNamespace {
  const app = new ServingApp({ cluster: ClusterProfile.of(given.cluster) });
  const tenant = new TenantNamespace(app, 'vision', { quota: given.quota, limits: given.limits });
  for (const [id, server] of given.servers) {
    try {
      new ModelServer(tenant, id, { ...MINIMAL, ...server, name: undefined });
    } catch {
      tenant.node.tryRemoveChild(id);
    }
  }
  given.extras.forEach((each, index) => addHandMade(tenant, `Hand-${index}`, each));
  return tenant;
}

const manifestsIn = (tenant: TenantNamespace) =>
  tenant.node
    .findAll()
    .filter((construct) => ApiObject.isApiObject(construct))
    .map((object) => object.toJson());
const nothing = quantity('0');
const asQuantities = (amounts: { readonly [key: string]: string }) =>
  new Map(Object.entries(amounts).map(([key, text]) => [key, quantity(text)]));
const equal = (a: ExactQuantity, b: ExactQuantity) => compareExact(a, b) === 0;

/** Keys that only the oracle adds up, since nothing counts them. */
const uncounted = (key: string) => /^limits\.(?!cpu$|memory$|ephemeral-storage$)/.test(key);

test('what is used and what is left equal a sum by the rules of the API server', () => {
  fc.assert(
    fc.property(world, (given) => {
      const tenant = declareAll(given);
      const taken = takenBy(manifestsIn(tenant), 'vision');
      const [used, left] = [tenant.used(), tenant.headroom()];
      for (const state of ['steady', 'peak'] as const) {
        const amounts = asQuantities(used[state]);
        for (const [key, amount] of taken[state]) {
          if (!uncounted(key))
            expect([state, key, equal(amounts.get(key) ?? nothing, amount)]).toEqual([state, key, true]);
        }
        for (const key of amounts.keys()) expect([state, key, taken[state].has(key)]).toEqual([state, key, true]);
        const { hard } = manifestsIn(tenant).find(({ kind }) => kind === 'ResourceQuota')!.spec;
        expect(Object.keys(left[state])).toEqual(Object.keys(hard));
        for (const [key, text] of Object.entries(left[state])) {
          const sum = addExact(quantity(text), taken[state].get(countedAs(key)) ?? nothing);
          expect([state, key, equal(sum, quantity(hard[key]))]).toEqual([state, key, true]);
        }
      }
      // Of pods that shut down as many are counted as there may be.
      const leaving = asQuantities(used.terminating);
      for (const [key, amount] of taken.withLeaving) {
        if (!uncounted(key)) expect([key, compareExact(leaving.get(key) ?? nothing, amount) >= 0]).toEqual([key, true]);
      }
    }),
    { numRuns: 60 },
  );
});

test('no pod of a server is refused by the LimitRange or for lack of a value', () => {
  fc.assert(
    fc.property(world, (given) => {
      const tenant = declareAll({ ...given, limits: undefined, extras: [] });
      const { kubernetesVersion } = ClusterProfile.find(tenant);
      const refused = findings(manifestsIn(tenant), {
        kubernetesVersion,
        externalServiceAccounts: true,
        externalNamespaces: true,
      }).filter((finding) =>
        /must specify|beyond the (min|max)|default limit|^(LimitRange|ResourceQuota)/.test(finding),
      );
      expect(refused).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

test('containers of others are reported exactly where the API server refuses their pods', () => {
  fc.assert(
    fc.property(world, (given) => {
      // A quota of some pods, which the oracle does not look at, is looked at elsewhere.
      const whole = { ...given.quota, priorityClasses: undefined };
      const manifests = manifestsIn(declareAll({ ...given, quota: whole, servers: [] }));
      const refused = findings(manifests, { kubernetesVersion: '1.36', externalNamespaces: true })
        .filter((finding) => /must specify|beyond the (min|max)|default limit/.test(finding))
        .map((finding) => finding.split(/: |\/vision\//)[1]);
      const names = manifests.map(({ metadata }) => metadata.name);
      const reported = texts(podAdmission, setOf(manifests)).filter((message) => /: container '/.test(message));
      expect(
        [...new Set(reported.map((message) => names[Number(message.split("'")[1].split('/')[1])]))].sort(),
      ).toEqual([...new Set(refused)].sort());
    }),
    { numRuns: 60 },
  );
});
