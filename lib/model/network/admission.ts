import { byCodeUnit, isPlainObject, type JsonObject, objectAt } from '../../private/json';
import type { PodPort } from '../selection/service-pods';
import type { NetworkReach, PeerPods, PolicyPods, PolicyRule } from './reach';

/** Pods of which it is asked whether others let them in: a gateway's, a scraper's. */
export interface Caller {
  /** Where they run, any of it; empty where that is not known. */
  readonly pods: readonly PeerPods[];
  /** Namespaces besides that of the pods they call, of which it is known that they are not there. */
  readonly notIn: ReadonlySet<string>;
  /** Namespaces in which they may be, though nobody said so. */
  readonly maybeIn: ReadonlySet<string>;
}

/**
 * What policies make of a caller.
 *
 * - `open`: it is let in, or may be: what cannot be told from manifests is taken to be let in
 * - `refused`: others are let in, but not the caller, whose pods are known
 * - `nobody`: no policy lets anybody in on the port
 * - `others`: where the caller runs is not known, and let in are only pods of which it is known that they are others
 */
export type Admission = 'open' | 'refused' | 'nobody' | 'others';

/** Whether pods let a caller in on a port of theirs. */
export function admissionOf(reach: NetworkReach, pods: PolicyPods, caller: Caller, port: PodPort): Admission {
  // Policies say nothing of pods in the network of their node.
  if (pods.podSpec?.hostNetwork === true) return 'open';
  const rules = reach.rulesFor(pods, 'ingress', port);
  if (!rules) return 'open';
  if (rules.length === 0) return 'nobody';
  if (caller.pods.length > 0)
    return caller.pods.every((each) => reach.admits(pods, each, port) === 'no') ? 'refused' : 'open';
  return rules.every((rule) => isForOthers(rule, pods.namespaceName, caller)) ? 'others' : 'open';
}

function isForOthers({ peers }: PolicyRule, ownNamespace: string | undefined, caller: Caller): boolean {
  if (peers === 'everyone') return false;
  return peers.every((peer) => {
    if (isPlainObject(peer.ipBlock)) return false;
    const namespaceName = isPlainObject(peer.namespaceSelector) ? onlyNamespace(peer.namespaceSelector) : ownNamespace;
    if (namespaceName === undefined || caller.maybeIn.has(namespaceName)) return false;
    return namespaceName === ownNamespace || caller.notIn.has(namespaceName);
  });
}

/** The namespaces whose pods policies let in on a port, as messages call them. */
export function namespacesLetIn(reach: NetworkReach, pods: PolicyPods, port: PodPort): string {
  const own = pods.namespaceName ?? '';
  const names = (reach.rulesFor(pods, 'ingress', port) ?? []).flatMap(({ peers }) =>
    peers === 'everyone'
      ? []
      : peers.flatMap((peer) =>
          isPlainObject(peer.namespaceSelector) ? (onlyNamespace(peer.namespaceSelector) ?? []) : own,
        ),
  );
  return [...new Set(names)]
    .sort(byCodeUnit)
    .map((name) => (name === own ? 'the same namespace' : `namespace '${name}'`))
    .join(' and ');
}

/** The one namespace that a selector names, if it does. */
export function onlyNamespace(selector: JsonObject): string | undefined {
  const name = objectAt(selector, 'matchLabels')['kubernetes.io/metadata.name'];
  return typeof name === 'string' ? name : undefined;
}
