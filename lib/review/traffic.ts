import type { Manifest } from '../manifests/manifest';
import { refOf } from '../manifests/manifest';
import type { RoutedRequests } from '../model/routing/routed-requests';
import { INFERENCE_POOL } from '../model/pools/inference-pool';
import { routedRequests } from '../model/routing/shares';
import type { Share, TrafficChange } from './data/traffic';
import { backingOf, serves } from './services';
import type { Side } from './side';

/**
 * Requests whose target or shares change, by what takes them.
 *
 * @param inCluster what is there afterwards, with what the manifests hold no more and nobody deletes
 */
export function trafficChanges(before: Side, after: Side, inCluster: Side): TrafficChange[] {
  const [was, now] = [byRequests(before), byRequests(after)];
  const all = [...new Set([...was.keys(), ...now.keys()])];
  return all
    .flatMap((key): TrafficChange[] => {
      const [old, fresh] = [was.get(key), now.get(key)];
      const [oldShares, newShares] = [sharesOf(before, old), sharesOf(inCluster, fresh)];
      if (JSON.stringify(oldShares) === JSON.stringify(newShares)) return [];
      const { route, requests } = (fresh ?? old) as RoutedRequests;
      const isOutage = answered(oldShares) && !answered(newShares) && fresh !== undefined;
      return [
        {
          requests: `${requests} (${route.kind} ${route.name})`,
          route: refOf(route),
          before: oldShares,
          after: newShares,
          message:
            isOutage && text(oldShares) === text(newShares)
              ? withoutPods(requests, newShares)
              : messageOf(requests, old, fresh, oldShares, newShares),
          isOutage,
        },
      ];
    })
    .sort((a, b) => Number(b.isOutage) - Number(a.isOutage));
}

function byRequests({ set }: Side): Map<string, RoutedRequests> {
  return new Map(
    routedRequests(set).map((each) => [`${each.route.kind} ${each.route.namespaceName ?? ''} ${each.requests}`, each]),
  );
}

function sharesOf(side: Side, routed: RoutedRequests | undefined): Share[] {
  return (routed?.shares ?? []).map(({ kind, namespaceName, name, percent }) => {
    const service = backendOf(side, kind, namespaceName, name);
    return {
      service: {
        ...(kind ? POOL : { apiVersion: 'v1', kind: 'Service' }),
        name,
        ...(namespaceName !== undefined && { namespaceName }),
      },
      workloads: service
        ? backingOf(side, service)
            .filter(serves)
            .map(({ workload }) => workload)
        : [],
      percent,
    };
  });
}

const POOL = { apiVersion: `${INFERENCE_POOL.group}/v1`, kind: INFERENCE_POOL.kind };

function backendOf(
  { set }: Side,
  kind: 'InferencePool' | undefined,
  namespaceName: string | undefined,
  name: string,
): Manifest | undefined {
  return kind
    ? set.find(kind, INFERENCE_POOL.group, name, namespaceName)
    : set.find('Service', '', name, namespaceName);
}

/** Whether somebody answers: a Service that is not in the manifests may. */
function answered(shares: readonly Share[]): boolean {
  return shares.some(({ percent, workloads }) => percent > 0 && workloads.length > 0);
}

function messageOf(
  requests: string,
  old: RoutedRequests | undefined,
  now: RoutedRequests | undefined,
  before: readonly Share[],
  after: readonly Share[],
): string {
  if (!old) return `${requests} is routed, to ${text(after)}`;
  if (!now) return `${requests} is routed no more; before it went to ${text(before)}`;
  return `${requests} goes to ${text(after)}; before to ${text(before)}`;
}

/** Who gets the requests is the same, and has nobody to answer them. */
function withoutPods(requests: string, shares: readonly Share[]): string {
  const names = shares.map(({ service: { kind, name } }) => `${kind} ${name}`);
  return `${requests} goes to ${text(shares)} as before; ${names.join(' and ')} ${names.length === 1 ? 'has' : 'have'} no pods`;
}

function text(shares: readonly Share[]): string {
  const parts = shares.map(
    ({ service: { kind, name }, percent }) => `${kind === 'Service' ? '' : `${kind} `}${name} (${percent} %)`,
  );
  return parts.length === 0 ? 'nobody' : parts.join(', ');
}
