import fc from 'fast-check';
import { App, Chart } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import { ServingApp } from '../../lib';
import { type Dependency, DependencyCycleError, sortByDependencies } from '../../lib/synth/dependencies';
import { object, parse } from './support';

const sort = (items: readonly Construct[], dependencies: readonly Dependency[]) =>
  sortByDependencies(items, (item) => item, dependencies);
const constructs = (count: number, scope = new App() as Construct, prefix = 'n') =>
  Array.from({ length: count }, (_, index) => new Construct(scope, `${prefix}${index}`));
const ids = (items: readonly Construct[]) => items.map(({ node }) => node.path).join(' ');
const on = (source: IConstruct, target: IConstruct): Dependency => ({ source, target });

const isWithin = (construct: IConstruct, outer: IConstruct) => construct.node.scopes.includes(outer);

/** Pairs of items that a dependency puts in an order; what is in both source and target waits for nothing. */
function pairsOf(items: readonly Construct[], dependencies: readonly Dependency[]): [Construct, Construct][] {
  return dependencies.flatMap(({ source, target }) => {
    const after = items.filter(
      (item) => isWithin(item, source) && !(isWithin(item, target) && isWithin(target, source)),
    );
    const before = items.filter(
      (item) => isWithin(item, target) && !(isWithin(item, source) && isWithin(source, target)),
    );
    return before.flatMap((first) => after.map((second): [Construct, Construct] => [first, second]));
  });
}

/** Always the first item that waits for nothing: the smallest order of all that keep the pairs. */
function bruteForce(items: readonly Construct[], pairs: readonly [Construct, Construct][]): Construct[] | undefined {
  const left = [...items];
  const order: Construct[] = [];
  while (left.length > 0) {
    const next = left.findIndex((item) => !pairs.some(([first, second]) => second === item && left.includes(first)));
    if (next < 0) return undefined;
    order.push(...left.splice(next, 1));
  }
  return order;
}

test('without dependencies the order is as it was', () => {
  const items = constructs(5);
  expect(sort(items, [])).toEqual(items);
  expect(sort(items, [on(items[1], items[1])])).toEqual(items);
  expect(sort([], [])).toEqual([]);
});

test('an item moves only when it must, and then only behind what it waits for', () => {
  const [a, b, c, d, e] = constructs(5);
  expect(sort([a, b, c, d, e], [on(b, d)])).toEqual([a, c, d, b, e]);
  expect(sort([a, b, c, d, e], [on(e, a)])).toEqual([a, b, c, d, e]);
});

test('single items: the order is the one that brute force finds', () => {
  const edges = fc.array(fc.tuple(fc.nat(6), fc.nat(6)), { maxLength: 10 });
  fc.assert(
    fc.property(edges, (pairs) => {
      const items = constructs(7);
      const dependencies = pairs.filter(([a, b]) => a !== b).map(([a, b]) => on(items[a], items[b]));
      const expected = bruteForce(items, pairsOf(items, dependencies));
      if (expected) expect(sort(items, dependencies)).toEqual(expected);
      else expect(() => sort(items, dependencies)).toThrow(DependencyCycleError);
    }),
    { numRuns: 500 },
  );
});

/** A tree of constructs; a parent is an index into those before. */
const tree = fc.array(fc.nat(), { minLength: 1, maxLength: 7 });

test('constructs that hold others: all in one come after all in the other, one inside the other after what is beside it', () => {
  const edges = fc.array(fc.tuple(fc.nat(7), fc.nat(7)), { maxLength: 4 });
  fc.assert(
    fc.property(tree, edges, fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }), (parents, pairs, isItem) => {
      const all: Construct[] = [new App()];
      for (const parent of parents) all.push(new Construct(all[parent % all.length], `n${all.length}`));
      const items = all.filter((_, index) => index > 0 && isItem[index]);
      const at = (index: number) => all[index % all.length];
      const dependencies = pairs.map(([a, b]) => on(at(a), at(b))).filter(({ source, target }) => source !== target);
      const expected = bruteForce(items, pairsOf(items, dependencies));
      let order: Construct[] | undefined;
      try {
        order = sort(items, dependencies);
      } catch (error) {
        expect(error).toBeInstanceOf(DependencyCycleError);
      }
      // Constructs without items pass waiting on, and a circle through them is one: stricter than the pairs alone.
      if (order === undefined) return;
      expect([...order].sort()).toEqual([...items].sort());
      const place = new Map(order.map((item, index) => [item, index]));
      for (const [first, second] of pairsOf(items, dependencies))
        expect(place.get(first)!).toBeLessThan(place.get(second)!);
      if (all.every((one, index) => index === 0 || items.includes(one))) expect(order).toEqual(expected);
    }),
    { numRuns: 500 },
  );
});

test('a construct without objects passes on what it waits for', () => {
  const [a, empty, c] = constructs(3);
  expect(sort([a, c], [on(a, empty), on(empty, c)])).toEqual([c, a]);
});

test('everything in a construct comes after everything in another', () => {
  const app = new App();
  const [late, early] = constructs(2, app);
  const [l, e] = [constructs(3, late, 'l'), constructs(3, new Construct(early, 'deep'), 'e')];
  expect(ids(sort([l[0], e[0], l[1], e[1], l[2], e[2]], [on(late, early)]))).toBe(ids([...e, ...l]));
});

test('an item that is free waits for what it depends on itself, not for what a construct around it depends on', () => {
  const app = new App();
  const [a, b] = constructs(2, app);
  const [free, bound, target] = [new Construct(a, 'free'), new Construct(a, 'bound'), new Construct(b, 'target')];
  const order = (...dependencies: Dependency[]) =>
    ids(sortByDependencies([free, bound, target], (item) => item, dependencies, (item) => item === free)); // prettier-ignore
  expect(order(on(a, b))).toBe('n0/free n1/target n0/bound');
  expect(order(on(a, b), on(target, free))).toBe('n0/free n1/target n0/bound');
  expect(order(on(free, b))).toBe('n0/bound n1/target n0/free');
});

test('a hundred diamonds, one on top of the other, are sorted at once', () => {
  const items = constructs(301);
  const dependencies = Array.from({ length: 100 }, (_, index) => index * 3).flatMap((top) => [
    ...[1, 2].map((side) => on(items[top], items[top + side])),
    ...[1, 2].map((side) => on(items[top + side], items[top + 3])),
  ]);
  expect(ids(sort(items, dependencies).slice(0, 4))).toBe('n300 n298 n299 n297');
});

test('charts that each depend on all before them are sorted at once', () => {
  const app = new App();
  const charts = constructs(60, app);
  const items = charts.flatMap((chart) => constructs(20, chart));
  const dependencies = charts.flatMap((source, index) => charts.slice(index + 1).map((target) => on(source, target)));
  expect(sort(items, dependencies)[0]).toBe(items[59 * 20]);
});

test('a chain of 100 000 is turned round without running out of stack, and a circle of them is found', () => {
  const items = constructs(100_000);
  const chain = items.slice(1).map((target, index) => on(items[index], target));
  expect(sort(items, chain)[0]).toBe(items[99_999]);
  expect(() => sort(items, [...chain, on(items[99_999], items[0])])).toThrow(DependencyCycleError);
});

test('a circle is named by its members, and by nobody who only waits for it', () => {
  const [a, b, c, d, e] = constructs(5);
  const cycle = () => sort([a, b, c, d, e], [on(d, a), on(a, b), on(b, c), on(c, a), on(c, e)]);
  expect(cycle).toThrow(DependencyCycleError);
  expect(cycle).toThrow(/^(n0 -> n1 -> n2|n1 -> n2 -> n0|n2 -> n0 -> n1)$/);
});

test('an app in a circle says who waits for whom', () => {
  const app = new ServingApp();
  const chart = new Chart(app, 'chart');
  const [a, b] = ['a', 'b'].map((id) => object(chart, id));
  a.addDependency(b);
  b.addDependency(a);
  expect(() => app.synthYaml()).toThrow(
    /^constructs depend on each other in a circle: '(chart\/a' after 'chart\/b' after 'chart\/a|chart\/b' after 'chart\/a' after 'chart\/b)'; remove one of the dependencies$/,
  );
});

test.each<[string, (charts: Chart[]) => void]>([
  ['two objects', ([a, z]) => { a.node.findChild('one').node.addDependency(z.node.findChild('one')); }], // prettier-ignore
  ['two charts', ([a, z]) => { a.addDependency(z); }], // prettier-ignore
  ['through a construct without objects', ([a, z]) => {
    const empty = new Construct(z, 'empty');
    a.addDependency(empty);
    empty.node.addDependency(z.node.findChild('one'));
  }], // prettier-ignore
])('a dependency that the order of the files cannot keep names both of them: %s', (_what, depend) => {
  const app = new ServingApp();
  const charts = ['a', 'z'].map((id) => new Chart(app, id));
  for (const chart of charts) for (const id of ['one', 'two']) object(chart, id, 'ConfigMap', { metadata: { name: `${chart.node.id}-${id}` } }); // prettier-ignore
  depend(charts);
  expect(() => app.synthYaml()).toThrow(
    /^'a\/one' depends on 'z\/(one|two)', but kubectl applies its file 'a\.k8s\.yaml' before 'z\.k8s\.yaml'; put both into one file, or rename one so that its file comes later$/,
  );
});

test('a chart inside another that must come after it, though its file comes first, is such a dependency', () => {
  const app = new ServingApp();
  const outer = new Chart(app, 'outer');
  const inner = new Chart(outer, 'inner');
  object(outer, 'a');
  object(inner, 'b');
  inner.addDependency(outer);
  expect(() => app.synthYaml()).toThrow(
    "'outer/inner/b' depends on 'outer/a', but kubectl applies its file 'outer-inner.k8s.yaml' before 'outer.k8s.yaml'",
  );
});

test('charts may depend on each other though all namespaces are applied first', () => {
  const app = new ServingApp();
  const [a, b] = ['a', 'b'].map((id) => new Chart(app, id, { namespace: id }));
  for (const chart of [a, b]) for (const kind of ['Namespace', 'Thing']) object(chart, kind.toLowerCase(), kind, { metadata: { name: chart.node.id } }); // prettier-ignore
  b.addDependency(a);
  const order = parse(app.synthYaml()).map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  expect(order).toEqual(['Namespace a', 'Namespace b', 'Thing a', 'Thing b']);
});

const KINDS = ['Service', 'ConfigMap', 'Ingress', 'Deployment2'];
const edge = fc.tuple(fc.nat(11), fc.nat(11));

test('in any app every dependency holds in the whole output; without one the order is that of the layout', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(3), fc.constantFrom(...KINDS)), { minLength: 12, maxLength: 12 }),
      fc.array(edge, { maxLength: 8 }),
      fc.array(edge, { maxLength: 2 }),
      (objects, edges, chartEdges) => {
        const make = (withDependencies: boolean) => {
          const app = new ServingApp();
          const charts = ['a', 'b', 'c', 'd'].map((id) => new Chart(app, id));
          const made = objects.map(([chart, kind], index) => object(charts[chart], `o${index}`, kind));
          // The rank of a chart's file and of an object in a list that keeps all: whoever depends stands later.
          const rank = (index: number) => objects[index][0] * 100 + ((index * 7) % 12);
          const [low, high] = [Math.min, Math.max].map(
            (pick) =>
              ([x, y]: [number, number]) =>
                pick(x % 4, y % 4),
          );
          if (withDependencies) {
            for (const [x, y] of edges) {
              const [source, target] = rank(x) > rank(y) ? [x, y] : [y, x];
              if (x !== y) made[source].addDependency(made[target]);
            }
            for (const pair of chartEdges) if (low(pair) !== high(pair)) charts[high(pair)].addDependency(charts[low(pair)]); // prettier-ignore
          }
          const order = parse(app.synthYaml()).map(({ metadata }) => metadata.name as string);
          return { app, made, charts, order };
        };
        const { made, charts, order } = make(true);
        const dependencies = [...made, ...charts].flatMap((source) => source.node.dependencies.map((target) => on(source, target))); // prettier-ignore
        for (const [first, second] of pairsOf(made, dependencies)) {
          expect(order.indexOf(first.node.id)).toBeLessThan(order.indexOf(second.node.id));
        }
        const layout = make(false).order;
        expect([...order].sort()).toEqual([...layout].sort());
        const byLayout = layout.map((id) => made.find(({ node }) => node.id === id)!);
        expect(order).toEqual(bruteForce(byLayout, pairsOf(made, dependencies))?.map(({ node }) => node.id));
      },
    ),
  );
});
