import type { IConstruct } from 'constructs';
import { MinHeap } from './min-heap';

/** A construct that must come after another, with all that is in both. */
export interface Dependency {
  readonly source: IConstruct;
  readonly target: IConstruct;
}

/** A point in the order: an item, or the beginning or end of a construct that takes part in a dependency. */
interface Vertex {
  /** Place of the item before sorting; beginnings and ends take none. */
  readonly index: number;
  readonly path: string;
  readonly next: Vertex[];
  waitsFor: number;
}

interface Span {
  readonly start: Vertex;
  readonly end: Vertex;
}

/** What cannot be put in an order: the paths of constructs that wait for each other in a circle. */
export class DependencyCycleError extends Error {
  public constructor(public readonly paths: readonly string[]) {
    super(paths.join(' -> '));
  }
}

/**
 * Puts items in an order that keeps every dependency and otherwise the order they have: an item moves only when it
 * must. Linear in items and dependencies, but for the logarithm of a heap.
 *
 * @param isFree whether an item does not wait when only a construct around it waits
 * @throws DependencyCycleError when constructs depend on each other in a circle
 */
export function sortByDependencies<T>(
  items: readonly T[],
  constructOf: (item: T) => IConstruct,
  dependencies: readonly Dependency[],
  isFree: (item: T) => boolean = () => false,
): T[] {
  const relevant = dependencies.filter(({ source, target }) => source !== target);
  if (relevant.length === 0) return [...items];
  const vertices = items.map((item, index): Vertex => ({
    index,
    path: constructOf(item).node.path,
    next: [],
    waitsFor: 0,
  }));
  const spans = spansOf(relevant);
  const free = new Set(items.filter(isFree).map(constructOf));
  vertices.forEach((vertex, index) => {
    const construct = constructOf(items[index]);
    const around = nearest(construct, spans);
    if (around && (!free.has(construct) || spans.has(construct))) connect(around.start, vertex);
    if (around) connect(vertex, around.end);
  });
  for (const [construct, span] of spans) {
    const around = construct.node.scope && nearest(construct.node.scope, spans);
    if (around && !free.has(construct)) connect(around.start, span.start);
    if (around) connect(span.end, around.end);
    connect(span.start, span.end);
  }
  const members = items.map((item, index) => ({ construct: constructOf(item), vertex: vertices[index] }));
  for (const dependency of relevant) connectDependency(dependency, spans, members, free);
  return inOrder(vertices, spans).map((index) => items[index]);
}

function spansOf(dependencies: readonly Dependency[]): Map<IConstruct, Span> {
  const spans = new Map<IConstruct, Span>();
  for (const construct of dependencies.flatMap(({ source, target }) => [source, target])) {
    const { path } = construct.node;
    if (!spans.has(construct)) spans.set(construct, { start: boundary(path), end: boundary(path) });
  }
  return spans;
}

function boundary(path: string): Vertex {
  return { index: -1, path, next: [], waitsFor: 0 };
}

function nearest(construct: IConstruct, spans: ReadonlyMap<IConstruct, Span>): Span | undefined {
  for (let scope: IConstruct | undefined = construct; scope; scope = scope.node.scope) {
    const span = spans.get(scope);
    if (span) return span;
  }
  return undefined;
}

function connectDependency(
  { source, target }: Dependency,
  spans: ReadonlyMap<IConstruct, Span>,
  members: readonly { readonly construct: IConstruct; readonly vertex: Vertex }[],
  free: ReadonlySet<IConstruct>,
): void {
  const [after, before] = [spans.get(source) as Span, spans.get(target) as Span];
  const inside = (construct: IConstruct, outer: IConstruct): boolean => construct.node.scopes.includes(outer);
  // A construct and one around it: the dependency is about what the outer one holds besides.
  if (inside(source, target)) {
    for (const { construct, vertex } of members)
      if (inside(construct, target) && !inside(construct, source)) connect(vertex, after.start);
  } else if (inside(target, source)) {
    for (const { construct, vertex } of members)
      if (inside(construct, source) && !inside(construct, target) && !free.has(construct)) connect(before.end, vertex);
  } else connect(before.end, after.start);
}

function connect(...path: readonly Vertex[]): void {
  for (let index = 1; index < path.length; index++) {
    path[index - 1].next.push(path[index]);
    path[index].waitsFor++;
  }
}

/** Kahn's algorithm; of the items that wait for nothing the one that stood first comes first. */
function inOrder(vertices: readonly Vertex[], spans: ReadonlyMap<IConstruct, Span>): number[] {
  const all = [...vertices, ...[...spans.values()].flatMap(({ start, end }) => [start, end])];
  const ready = new MinHeap<Vertex>((vertex) => vertex.index);
  for (const vertex of all) if (vertex.waitsFor === 0) ready.push(vertex);
  const order: number[] = [];
  let done = 0;
  for (let vertex = ready.pop(); vertex; vertex = ready.pop()) {
    done++;
    if (vertex.index >= 0) order.push(vertex.index);
    for (const next of vertex.next) if (--next.waitsFor === 0) ready.push(next);
  }
  if (done < all.length) throw new DependencyCycleError(cycleIn(all.filter(({ waitsFor }) => waitsFor > 0)));
  return order;
}

/** One circle among vertices that all wait, as paths. */
function cycleIn(waiting: readonly Vertex[]): string[] {
  const before = new Map<Vertex, Vertex>();
  for (const vertex of waiting) for (const next of vertex.next) if (next.waitsFor > 0) before.set(next, vertex);
  const seen = new Set<Vertex>();
  let vertex = waiting[0];
  while (!seen.has(vertex)) {
    seen.add(vertex);
    vertex = before.get(vertex) as Vertex;
  }
  const walked = [...seen];
  const paths = walked.slice(walked.indexOf(vertex)).map(({ path }) => path);
  const members = paths.filter((path, index) => path !== paths[index - 1]);
  return members.length > 1 && members[0] === members[members.length - 1] ? members.slice(1) : members;
}
