import type { ReviewedObject } from '../data/object';
import type { Review } from '../data/review';
import type { Topology, TopologyChange, TopologyEdge, TopologyNode } from '../data/topology';
import type { Share, TrafficChange } from '../data/traffic';
import { keyOf } from '../../manifests/object-ref';
import { percent } from './figures';
import { callOf } from './outline/objects';

/** The picture of a review: its own, or what traffic, Services, workloads, policies and reach make of it. */
export function topologyOf(review: Review): Topology {
  if (review.topology) return review.topology;
  const picture = new Picture(fatesOf(review));
  for (const change of review.traffic) addTraffic(picture, change);
  for (const { object, before, after } of review.services) {
    const service = picture.object('service', object, 'changed');
    const [old, now] = [before, after].map((side) => new Map(side.map(({ workload, pods }) => [workload, pods])));
    for (const workload of new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])])) {
      const pods = [old?.get(workload), now?.get(workload)].map((number) => number ?? 0).join(' → ');
      picture.edge(
        service,
        picture.workload(workload),
        changeOf(old?.has(workload), now?.has(workload)),
        `${pods} pods`,
      );
    }
  }
  for (const { object } of [...review.restarts, ...review.staleConfigurations])
    picture.object('workload', object, 'changed');
  for (const { from, to, ports, kind } of review.reach) {
    const change = kind === 'opened' ? 'added' : 'removed';
    picture.edge(picture.peer(from), picture.workload(to), change, ports);
  }
  for (const object of objectsOf(review)) {
    if (object.kind === 'NetworkPolicy') picture.object('policy', object, 'changed');
  }
  return picture.withDetails(detailsOf(review));
}

/** At most so many nodes: what changes and its neighbours first, and edges between what is left. */
export function atMost({ nodes, edges }: Topology, most: number): Topology {
  const moving = new Set(edges.filter(({ change }) => change !== 'unchanged').flatMap(({ from, to }) => [from, to]));
  const rank = ({ id, change }: TopologyNode): number => (change !== 'unchanged' ? 0 : moving.has(id) ? 1 : 2);
  const kept = new Set([0, 1, 2].flatMap((wanted) => nodes.filter((node) => rank(node) === wanted)).slice(0, most));
  const ids = new Set([...kept].map(({ id }) => id));
  return {
    nodes: nodes.filter((node) => kept.has(node)),
    edges: edges.filter(({ from, to }) => ids.has(from) && ids.has(to)),
  };
}

/** What becomes of every object that the review names, by what it is called. */
function fatesOf({ changes, removals }: Review): Map<string, TopologyChange> {
  const fates = new Map<string, TopologyChange>();
  for (const { object, kind } of changes) fates.set(callOf(object), kind === 'added' ? 'added' : 'changed');
  for (const { object } of removals) fates.set(callOf(object), 'removed');
  return fates;
}

function objectsOf({ changes, removals }: Review): ReviewedObject[] {
  return [...changes, ...removals].map(({ object }) => object);
}

/** Second lines: a version of a workload that changes, that a change is refused, that pods are replaced. */
function detailsOf({ refusals, models, restarts }: Review): Map<string, string> {
  const details = new Map<string, string>();
  const tell = (object: ReviewedObject, text: string): void => {
    if (!details.has(callOf(object))) details.set(callOf(object), text);
  };
  for (const { object } of refusals) tell(object, 'change refused');
  for (const { object, before, after } of models) tell(object, `${tailOf(before)} → ${tailOf(after)}`);
  for (const { object } of restarts) tell(object, 'pods are replaced');
  return details;
}

/** What stands behind the last slash: of an image its name and tag. */
function tailOf(text: string | undefined): string {
  return text === undefined ? 'none' : text.slice(text.lastIndexOf('/') + 1);
}

function changeOf(before = false, after = false): TopologyChange {
  if (before && after) return 'changed';
  return after ? 'added' : 'removed';
}

function addTraffic(picture: Picture, { requests, before, after }: TrafficChange): void {
  const [, place = requests, gateway] = /^(.*) \(([^()]*)\)$/s.exec(requests) ?? [];
  const change = before.length === 0 ? 'added' : after.length === 0 ? 'removed' : 'unchanged';
  const host = picture.node({ id: `host\n${requests}`, kind: 'host', label: place, change });
  if (gateway !== undefined) {
    const way = picture.node({ id: `gateway\n${gateway}`, kind: 'gateway', label: gateway, change: 'unchanged' });
    picture.edge(way, host, change);
  }
  for (const share of new Map([...before, ...after].map((each) => [keyOf(each.service), each])).values()) {
    const [old, now] = [before, after].map((side) => shareOf(side, share));
    const service = picture.object('service', share.service, 'unchanged');
    const isSame = old === now;
    const figures = isSame ? percent(now ?? 0) : `${percent(old ?? 0)} → ${percent(now ?? 0)}`;
    picture.edge(host, service, isSame ? 'unchanged' : changeOf(old !== undefined, now !== undefined), figures);
    for (const workload of share.workloads) picture.edge(service, picture.workload(workload), 'unchanged');
  }
}

function shareOf(shares: readonly Share[], { service }: Share): number | undefined {
  return shares.find((each) => keyOf(each.service) === keyOf(service))?.percent;
}

/** Nodes and edges as they come, each once. */
class Picture {
  private readonly nodes = new Map<string, TopologyNode>();
  private readonly edges = new Map<string, TopologyEdge>();

  constructor(private readonly fates: ReadonlyMap<string, TopologyChange>) {}

  /** A node, once by its id. What is known to change stays so. */
  node(node: TopologyNode): string {
    const known = this.nodes.get(node.id);
    if (!known || known.change === 'unchanged') this.nodes.set(node.id, { ...known, ...node });
    return node.id;
  }

  object(kind: 'service' | 'workload' | 'policy', object: ReviewedObject, otherwise: TopologyChange): string {
    const call = callOf(object);
    const id = `object\n${call}`;
    const { namespaceName } = object;
    const change = this.fates.get(call) ?? otherwise;
    const label = `${object.kind} ${object.name}`;
    return this.node({ id, kind, label, change, ...(namespaceName === undefined ? {} : { namespaceName }) });
  }

  /** A workload by what it is called; objects that are called so are the same node. */
  workload(call: string): string {
    const id = `object\n${call}`;
    if (this.nodes.has(id)) return id;
    const [, kind, namespaceName, name] = /^(\S+) ([^/\s]+)\/(\S+)$/.exec(call) ?? [];
    const change = this.fates.get(call) ?? 'unchanged';
    if (kind === undefined || namespaceName === undefined || name === undefined) {
      return this.node({ id, kind: 'workload', label: call, change });
    }
    return this.node({ id, kind: 'workload', label: `${kind} ${name}`, change, namespaceName });
  }

  /** Who reaches a workload: one that is known, or a namespace or addresses outside. */
  peer(text: string): string {
    const known = `object\n${text}`;
    if (this.nodes.has(known)) return known;
    return this.node({ id: `peer\n${text}`, kind: 'namespace', label: text, change: 'unchanged' });
  }

  edge(from: string, to: string, change: TopologyChange, label?: string): void {
    const key = `${from}\n\n${to}`;
    const known = this.edges.get(key);
    if (known && known.change !== 'unchanged') return;
    this.edges.set(key, { from, to, change, ...(label === undefined ? {} : { label }) });
  }

  withDetails(details: ReadonlyMap<string, string>): Topology {
    const nodes = [...this.nodes.values()].map((node) => {
      const detail = details.get(node.id.replace(/^object\n/, ''));
      return detail === undefined ? node : { ...node, detail };
    });
    return { nodes, edges: [...this.edges.values()] };
  }
}
