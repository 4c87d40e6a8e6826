import fc from 'fast-check';
import { change, deployment, roll, service } from './cases';
import { simulateApply } from '.';

describe('whatever the numbers', () => {
  const replicas = fc.integer({ min: 1, max: 12 });
  const count = fc.oneof(
    fc.integer({ min: 0, max: 14 }),
    fc.integer({ min: 0, max: 100 }).map((percent) => `${percent}%`),
  );

  /** The documented rounding, written out a second time. */
  const pods = (value: number | string, total: number, round: (value: number) => number): number =>
    typeof value === 'number' ? value : round((Number.parseInt(value, 10) * total) / 100);

  it('a new template alone stays within replicas + surge and replicas - unavailable, and uses both up', () => {
    fc.assert(
      fc.property(replicas, count, count, (total, surge, unavailable) => {
        const found = roll(total, { surge, unavailable });
        const [up, down] = [pods(surge, total, Math.ceil), pods(unavailable, total, Math.floor)];
        expect(found.pods.max).toBe(total + Math.min(up, total));
        expect(found.ready.min).toBe(total - Math.min(up + down === 0 ? 1 : down, total));
        expect(found.podsWithTerminating.max).toBe(2 * total);
      }),
      { numRuns: 150 },
    );
  });

  it('new replicas alone are between what was and what comes', () => {
    fc.assert(
      fc.property(fc.nat(30), fc.nat(30), (before, after) => {
        const found = change(deployment('iris', before), deployment('iris', after));
        const range = { min: Math.min(before, after), max: Math.max(before, after) };
        expect(found).toEqual({
          ready: range,
          pods: range,
          podsWithTerminating: { min: before, max: Math.max(before, after) },
          steady: after,
        });
      }),
    );
  });

  it('new replicas with a new template never fall below the lower of was and comes, less what may be unavailable', () => {
    fc.assert(
      fc.property(fc.nat(8), fc.nat(8), count, count, (before, after, surge, unavailable) => {
        const found = change(
          deployment('iris', before, { surge, unavailable }),
          deployment('iris', after, { surge, unavailable, image: 'iris:2' }),
        );
        const [up, down] = [pods(surge, after, Math.ceil), pods(unavailable, after, Math.floor)];
        const least = Math.min(before, after - Math.min(after, up + down === 0 ? 1 : down));
        expect(found.ready.min).toBe(least);
        const most = before === 0 ? after : after + Math.min(up, after);
        expect(found.pods.max).toBe(Math.max(before, most));
        expect(found.steady).toBe(after);
      }),
      { numRuns: 150 },
    );
  });

  it('a Service over several Deployments has the sum of what each keeps', () => {
    const side = fc.record({ before: fc.nat(6), after: fc.nat(6), isNew: fc.boolean() });
    fc.assert(
      fc.property(fc.array(side, { minLength: 1, maxLength: 3 }), (sides) => {
        const labels = { name: 'iris' };
        const name = (index: number): string => `iris-${index}`;
        const before = sides.map((each, index) => deployment(name(index), each.before, { labels }));
        const after = sides.map((each, index) =>
          deployment(name(index), each.after, { labels, image: each.isNew ? 'iris:2' : 'iris:1' }),
        );
        const shared = service('iris', labels);
        const { services, deployments, namespace } = simulateApply([...before, shared], [...after, shared]);
        const all = Object.values(deployments);
        const total = (pick: (each: (typeof all)[number]) => number): number =>
          all.reduce((sum, each) => sum + pick(each), 0);
        expect(services.iris.ready).toEqual({ min: total((d) => d.ready.min), max: total((d) => d.ready.max) });
        expect(namespace.peakPods).toBe(total((d) => d.pods.max));
        expect(Object.values(services.iris.steady).reduce((sum, each) => sum + each, 0)).toBe(namespace.steadyPods);
      }),
      { numRuns: 60 },
    );
  });
});
