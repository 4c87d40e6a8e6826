import { addExact, compareExact, type ExactQuantity, timesExact } from '../quantity-oracle';
import type { JobFacts, Template } from './facts';
import type { Workload } from './workload';

type Sums = Map<string, ExactQuantity>;

/** The highest sum of each amount: workloads move independently, so each adds the highest of its own. */
export function peaks(
  workloads: readonly Workload[],
  jobs: readonly JobFacts[],
  withTerminating: boolean,
): Readonly<Record<string, ExactQuantity>> {
  const total: Sums = new Map();
  for (const workload of workloads) add(total, highest(workload, withTerminating));
  for (const { template, pods } of jobs) add(total, charged([[template, pods]]));
  return Object.fromEntries([...total].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function highest({ all, oldTemplate, newTemplate }: Workload, withTerminating: boolean): Sums {
  // Of the moments with as many old pods only the one with the most new pods can be the highest.
  const newByOld = new Map<number, number>();
  for (const { oldAlive, oldTerminating, newAlive } of all) {
    const old = oldAlive + (withTerminating ? oldTerminating : 0);
    newByOld.set(old, Math.max(newAlive, newByOld.get(old) ?? 0));
  }
  const top: Sums = new Map();
  for (const [old, fresh] of newByOld) {
    for (const [key, amount] of charged([
      ...(oldTemplate ? [[oldTemplate, old] as const] : []),
      [newTemplate, fresh],
    ])) {
      const other = top.get(key);
      if (!other || compareExact(other, amount) < 0) top.set(key, amount);
    }
  }
  return top;
}

function charged(pods: readonly (readonly [Template, number])[]): Sums {
  const total: Sums = new Map();
  for (const [{ charge }, count] of pods) {
    add(total, new Map([...charge].map(([key, amount]) => [key, timesExact(amount, count)])));
  }
  return total;
}

function add(total: Sums, amounts: Sums): void {
  for (const [key, amount] of amounts) {
    const other = total.get(key);
    total.set(key, other ? addExact(other, amount) : amount);
  }
}
