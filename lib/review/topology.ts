import type { Manifest } from '../manifests/manifest';
import type { ManifestSet } from '../manifests/manifest-set';
import { keyOf } from '../manifests/object-ref';
import { podSpecOf } from '../manifests/pod-spec';
import type { RoutedRequests } from '../model/routing/routed-requests';
import { routedRequests } from '../model/routing/shares';
import { INFERENCE_POOL, poolsOf } from '../model/pools/inference-pool';
import { podsBehind } from '../model/pools/pool-pods';
import { replicasOf } from '../model/scaling/pods-at-once';
import { type PodGroup, podGroupsOf } from '../model/selection/pod-groups';
import { objectAt, objectsIn } from '../private/json';
import type { ReachChange } from './data/permissions';
import type { Topology } from './data/topology';
import type { ChangedPair, Pairs } from './pairs';
import { Picture, type SideName } from './picture';
import { policiesIn } from './reach-groups';
import { workloadText } from './reach-text';
import type { Side } from './side';

/** A policy that selects more than so many workloads is drawn without them. */
const MOST_SELECTED = 5;
/** Pods that come to an end take no requests. */
const ENDING: readonly string[] = ['Job', 'CronJob'];

/**
 * What a change touches on the way of requests, and what stands beside it: from gateways by hosts and Services to the pods of
 * workloads, the policies that change, and who can reach pods that could not.
 *
 * @param reach what changes of who can reach whom
 */
export function topologyOf(pairs: Pairs, before: Side, after: Side, reach: readonly ReachChange[]): Topology {
  const picture = new Picture();
  const details = detailsOf(pairs);
  for (const [name, side] of [
    ['before', before],
    ['after', after],
  ] as const) {
    addWorkloads(picture, name, side, details);
    addServices(picture, name, side);
    for (const routed of routedRequests(side.set)) addRoute(picture, name, routed);
    addPolicies(picture, name, side, pairs);
  }
  addReach(picture, before, after, reach);
  return picture.touched(changedIds(pairs));
}

/** Objects that differ in more than their labels and annotations. */
function changedIds({ changed }: Pairs): Set<string> {
  return new Set(changed.filter(differs).map((pair) => keyOf(pair.after)));
}

function differs({ verdict }: ChangedPair): boolean {
  return (
    verdict.refused.length > 0 || verdict.changes.some(({ at }) => !/^\/metadata\/(labels|annotations)(\/|$)/.test(at))
  );
}

/** What becomes of workloads, in few words. */
function detailsOf({ changed }: Pairs): Map<string, string> {
  return new Map(
    changed.flatMap((pair): [string, string][] => {
      const text = detailOf(pair);
      return text === undefined ? [] : [[keyOf(pair.after), text]];
    }),
  );
}

function detailOf({ before, after, verdict }: ChangedPair): string | undefined {
  if (verdict.refused.length > 0) return 'change refused';
  const [old, now] = [imageOf(before), imageOf(after)];
  if (old !== now && old !== undefined && now !== undefined) return `${old} → ${now}`;
  return verdict.restarts ? 'pods are replaced' : undefined;
}

/** The image of the first container without its registry: of a digest the beginning. */
function imageOf(manifest: Manifest): string | undefined {
  const [container] = objectsIn(podSpecOf(manifest)?.containers);
  const image = (container as typeof container | undefined)?.image;
  if (typeof image !== 'string') return undefined;
  return image.slice(image.lastIndexOf('/') + 1).replace(/(@sha256:[0-9a-f]{8})[0-9a-f]+$/, '$1');
}

function addWorkloads(picture: Picture, name: SideName, { set }: Side, details: ReadonlyMap<string, string>): void {
  for (const { manifest, namespaceName } of podGroupsOf(set).all) {
    if (manifest.name === '') continue;
    const id = keyOf(manifest);
    const detail = details.get(id) ?? imageOf(manifest);
    picture.node(name, {
      id,
      kind: 'workload',
      label: `${manifest.kind} ${manifest.name}`,
      ...(detail !== undefined && { detail }),
      ...(namespaceName !== undefined && { namespaceName }),
    });
  }
}

function addServices(picture: Picture, name: SideName, { set }: Side): void {
  for (const service of [...set.ofKind('Service', ''), ...poolsOf(set)]) {
    const id = addService(picture, name, service);
    for (const group of podsBehind(set, service)) {
      if (ENDING.includes(group.manifest.kind) || group.manifest.name === '') continue;
      picture.edge(name, id, keyOf(group.manifest), podsText(set, group));
    }
  }
}

/** A Service, or an InferencePool in its place. */
function addService(
  picture: Picture,
  name: SideName,
  service: { readonly kind?: string; readonly name: string; readonly namespaceName: string | undefined },
): string {
  const { kind = 'Service' } = service;
  const apiVersion = kind === 'Service' ? 'v1' : `${INFERENCE_POOL.group}/v1`;
  const id = keyOf({ apiVersion, kind, name: service.name, ...placeOf(service) });
  return picture.node(name, { id, kind: 'service', label: `${kind} ${service.name}`, ...placeOf(service) });
}

function placeOf({ namespaceName }: { readonly namespaceName: string | undefined }): { namespaceName?: string } {
  return namespaceName === undefined ? {} : { namespaceName };
}

function podsText(set: ManifestSet, { manifest }: PodGroup): string {
  const pods = replicasOf(set, manifest).fewest;
  return `${pods} ${pods === 1 ? 'pod' : 'pods'}`;
}

function addRoute(picture: Picture, name: SideName, { route, requests, shares }: RoutedRequests): void {
  const host = picture.node(name, {
    id: ['host', route.kind, route.namespaceName ?? '', requests].join('\n'),
    kind: 'host',
    label: requests,
  });
  for (const gateway of gatewaysOf(route)) {
    const id = picture.node(name, { id: `gateway\n${gateway}`, kind: 'gateway', label: gateway });
    picture.edge(name, id, host);
  }
  for (const share of shares) {
    picture.edge(name, host, addService(picture, name, share), `${share.percent} %`);
  }
}

/** Who serves a route: the class of an Ingress, Traefik, the Gateways of a route of the Gateway API. */
function gatewaysOf({ kind, json, namespaceName }: Manifest): string[] {
  const { ingressClassName, parentRefs } = objectAt(json, 'spec');
  if (kind === 'Ingress')
    return [typeof ingressClassName === 'string' ? `IngressClass ${ingressClassName}` : 'default ingress class'];
  if (kind === 'IngressRoute') return ['Traefik'];
  return objectsIn(parentRefs).map(({ name, namespace }) => {
    const place = typeof namespace === 'string' ? namespace : namespaceName;
    return `Gateway ${place === undefined ? '' : `${place}/`}${String(name)}`;
  });
}

/** Policies that come, go or change, with the pods that they are for. */
function addPolicies(picture: Picture, name: SideName, side: Side, pairs: Pairs): void {
  const touched = new Set([
    ...pairs.added,
    ...pairs.removed,
    ...pairs.changed.filter(differs).flatMap((pair) => [pair.before, pair.after]),
  ]);
  for (const policy of policiesIn(side)) {
    if (!touched.has(policy)) continue;
    const id = picture.node(name, {
      id: keyOf(policy),
      kind: 'policy',
      label: `NetworkPolicy ${policy.name}`,
      ...placeOf(policy),
    });
    const selected = podGroupsOf(side.set).select(policy.namespaceName, objectAt(policy.json, 'spec', 'podSelector'));
    if (selected.length > MOST_SELECTED) continue;
    for (const { manifest } of selected) if (manifest.name !== '') picture.edge(name, id, keyOf(manifest));
  }
}

/** Connections that open are of the side after, those that close of the side before. */
function addReach(picture: Picture, before: Side, after: Side, reach: readonly ReachChange[]): void {
  const workloads = new Map<string, string>();
  for (const side of [before, after])
    for (const group of podGroupsOf(side.set).all) workloads.set(workloadText(group), keyOf(group.manifest));
  const endsOf = (text: string): string[] => {
    const known = text.split(', ').map((each) => workloads.get(each));
    if (known.every((id) => id !== undefined)) return known;
    const id = `peer\n${text}`;
    for (const name of ['before', 'after'] as const) picture.node(name, { id, kind: 'namespace', label: text });
    return [id];
  };
  for (const { kind, from, to, ports } of reach) {
    const name = kind === 'opened' ? 'after' : 'before';
    for (const start of endsOf(from)) for (const end of endsOf(to)) picture.edge(name, start, end, ports);
  }
}
