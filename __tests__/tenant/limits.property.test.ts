import fc from 'fast-check';
import { ServingApp, TenantNamespace } from '../../lib';
import { UsageError } from '../../lib/private/errors';
import { Manifests } from '../../lib/testing';
import { findings } from '../support/api-server';
import { compareExact, quantity } from '../support/quantity-oracle';

const some = (...values: string[]) => fc.option(fc.constantFrom(...values), { nil: undefined });
const cpu = some('0', '1m', '300m', '0.5', '8');
const memory = some('0', '1', '1Ki', '1Mi', '256Mi', '8Gi');
const compute = fc.record({ cpu, cpuRequest: cpu, cpuLimit: cpu, memory, memoryRequest: memory, memoryLimit: memory });
const given = { cpu: some('1m', '300m', '1', '9'), memory: some('1', '1Mi', '300Mi', '9Gi') };
const limits = fc.record({
  defaultCpu: given.cpu,
  defaultCpuRequest: given.cpu,
  maxCpu: given.cpu,
  minCpu: given.cpu,
  defaultMemory: given.memory,
  defaultMemoryRequest: given.memory,
  maxMemory: given.memory,
  minMemory: given.memory,
});
const bare = fc.record({ cpu, memory, 'limits.cpu': cpu });
const few = fc.integer({ min: 0, max: 2 });

/** Some of the props only: with all of them most combinations are refused. */
const thinned = <T extends object>(record: fc.Arbitrary<T>) =>
  fc
    .tuple(record, fc.infiniteStream(few))
    .map(([props, stream]) =>
      Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined && stream.next().value === 0)),
    );

test('whatever limits and quotas say, the LimitRange is one that the API server takes, and gives nothing that is no limit', () => {
  let [made, refused] = [0, 0];
  fc.assert(
    fc.property(
      thinned(limits),
      fc.oneof(
        thinned(compute),
        thinned(bare).map((hard) => ({ hard })),
      ),
      thinned(compute),
      (asked, quota, high) => {
        const priorityClasses = Object.keys(high).length > 0 ? { high } : undefined;
        const app = new ServingApp();
        try {
          new TenantNamespace(app, 'vision', { limits: asked, quota: { ...quota, priorityClasses } });
        } catch (error) {
          expect(error).toBeInstanceOf(UsageError);
          // Only what was given can be at fault.
          for (const [, prop] of String(error).matchAll(/ limits\.(\w+) must/g)) expect(asked).toHaveProperty(prop);
          refused++;
          return;
        }
        made++;
        const manifests = Manifests.fromYaml(app.synthYaml());
        const { min, ...amounts } = manifests.get('LimitRange').spec.limits[0];
        expect(findings(manifests.all, {}).filter((each) => /^(LimitRange|ResourceQuota)/.test(each))).toEqual([]);
        const least: { [resource: string]: string } = { cpu: '1m', memory: '1Mi' };
        for (const bounds of [amounts.default, amounts.defaultRequest, amounts.max])
          for (const [resource, amount] of Object.entries(bounds ?? {}))
            expect(compareExact(quantity(amount), quantity(least[resource]))).toBeGreaterThanOrEqual(0);
        for (const amount of Object.values(min)) expect(compareExact(quantity(amount), quantity('0'))).toBe(1);
      },
    ),
    { numRuns: 300 },
  );
  expect(Math.min(made, refused)).toBeGreaterThan(20);
});
