import type { Manifest } from '../../manifests/manifest';
import type { ManifestSet } from '../../manifests/manifest-set';
import { isPlainObject, type JsonObject, objectAt, objectsIn } from '../../private/json';
import { oncePerSet } from '../once-per-set';
import { expressionsOf, selects } from '../selection/label-selector';
import { type PodPort, portNamed } from '../selection/service-pods';
import { namespacesWithOtherPolicies } from './other-policies';
import { PolicyIndex } from './policy-index';

/** Pods whose policies are looked at. */
export interface PolicyPods {
  readonly namespaceName: string | undefined;
  readonly labels: JsonObject;
  /** For ports that policies call by their names. */
  readonly podSpec?: JsonObject;
}

/** The other end of a connection: pods of a namespace. */
export interface PeerPods {
  /** Nothing where it is not known. */
  readonly namespaceName: string | undefined;
  /** Nothing where they are not known. */
  readonly labels?: JsonObject;
}

/** Whether a connection is let through: `unknown` where it hangs on labels that are not in the set. */
export type Reach = 'yes' | 'no' | 'unknown';

type Direction = 'ingress' | 'egress';

/** A rule of a policy: who is let through, and on which ports; none named means all. */
export interface PolicyRule {
  readonly policy: Manifest;
  readonly peers: 'everyone' | readonly JsonObject[];
  readonly ports: readonly JsonObject[];
}

/**
 * What the NetworkPolicies of a set let through
 * (https://kubernetes.io/docs/concepts/services-networking/network-policies/): pods that no policy selects for a direction
 * are open there, all others take what any of their policies lists.
 */
export class NetworkReach {
  /** Whether there are any; without, all pods are open. */
  public readonly isEmpty: boolean;
  private readonly policies: readonly Manifest[];
  private readonly notAlone: ReadonlySet<string>;
  /** Made when somebody asks about pods: of many sets nobody does. */
  private index?: PolicyIndex;
  /** Several rules ask about the same pods. */
  private readonly known = {
    ingress: new Map<PolicyPods, readonly Manifest[]>(),
    egress: new Map<PolicyPods, readonly Manifest[]>(),
  };
  private readonly namespaces: ReadonlyMap<string, Manifest>;

  public constructor(set: ManifestSet) {
    this.policies = set.ofKind('NetworkPolicy', 'networking.k8s.io');
    this.isEmpty = this.policies.length === 0;
    this.notAlone = namespacesWithOtherPolicies(set);
    this.namespaces = new Map(set.ofKind('Namespace', '').map((namespace) => [namespace.name, namespace]));
  }

  /** The policies that select pods for a direction; none means that the pods are open there. */
  public policiesOf(pods: PolicyPods, direction: Direction): readonly Manifest[] {
    const known = this.known[direction].get(pods);
    if (known) return known;
    this.index ??= new PolicyIndex(this.policies);
    const found = this.index.candidates(pods.namespaceName, pods.labels).filter(({ json }) => {
      const spec = objectAt(json, 'spec');
      return appliesTo(spec, direction) && selects(objectAt(spec, 'podSelector'), pods.labels);
    });
    this.known[direction].set(pods, found);
    return found;
  }

  /** Whether pods take connections of others on a port of theirs. */
  public admits(pods: PolicyPods, from: PeerPods, port: PodPort): Reach {
    return this.through(pods, from, port, 'ingress', pods.podSpec);
  }

  /** Whether pods may open connections to others on a port of those; where it is not known, on any but that of DNS. */
  public letsOut(pods: PolicyPods, to: PeerPods & { readonly podSpec?: JsonObject }, port?: PodPort): Reach {
    return this.through(pods, to, port, 'egress', to.podSpec);
  }

  /** Whether pods may open connections to addresses outside of the cluster on a port. */
  public letsOutside(pods: PolicyPods, port: PodPort): boolean {
    const policies = this.policiesOf(pods, 'egress');
    if (policies.length === 0 || this.hasOthers(pods)) return true;
    return policies.some(({ json }) =>
      rulesOf(json, 'egress').some((rule) => {
        const peers = objectsIn(rule.to);
        const isOpen = peers.length === 0 || peers.some(({ ipBlock }) => isPlainObject(ipBlock));
        return isOpen && hasPort(rule, port, undefined);
      }),
    );
  }

  /**
   * Whom the policies name that select pods for a direction, rule by rule, as far as a rule is for a port, or for any but that
   * of DNS; nothing where no policy selects the pods, or more than NetworkPolicies decides.
   */
  public rulesFor(pods: PolicyPods, direction: Direction, port?: PodPort): PolicyRule[] | undefined {
    const policies = this.policiesOf(pods, direction);
    if (policies.length === 0 || this.hasOthers(pods)) return undefined;
    return policies.flatMap((policy) =>
      rulesOf(policy.json, direction)
        .filter((rule) => hasPort(rule, port, direction === 'ingress' ? pods.podSpec : undefined))
        .map((rule) => {
          const peers = objectsIn(direction === 'ingress' ? rule.from : rule.to);
          return { policy, peers: peers.length === 0 ? 'everyone' : peers, ports: objectsIn(rule.ports) };
        }),
    );
  }

  private hasOthers({ namespaceName }: PolicyPods): boolean {
    return this.notAlone.has('') || this.notAlone.has(namespaceName ?? '');
  }

  private through(
    pods: PolicyPods,
    peer: PeerPods,
    port: PodPort | undefined,
    direction: Direction,
    listener: JsonObject | undefined,
  ): Reach {
    const policies = this.policiesOf(pods, direction);
    if (policies.length === 0) return 'yes';
    let best: Reach = this.hasOthers(pods) ? 'unknown' : 'no';
    for (const { json } of policies) {
      for (const rule of rulesOf(json, direction)) {
        if (!hasPort(rule, port, listener)) continue;
        const peers = objectsIn(direction === 'ingress' ? rule.from : rule.to);
        const reach = peers.length === 0 ? 'yes' : this.anyOf(peers, pods.namespaceName, peer);
        if (reach === 'yes') return 'yes';
        if (reach === 'unknown') best = 'unknown';
      }
    }
    return best;
  }

  private anyOf(peers: readonly JsonObject[], ownNamespace: string | undefined, other: PeerPods): Reach {
    const all = peers.map((peer) => this.isPeer(peer, ownNamespace, other));
    return all.includes('yes') ? 'yes' : all.includes('unknown') ? 'unknown' : 'no';
  }

  private isPeer(peer: JsonObject, ownNamespace: string | undefined, other: PeerPods): Reach {
    // Whether pods count for an address block hangs on the network plugin and on their addresses.
    if (isPlainObject(peer.ipBlock)) return 'unknown';
    const inNamespace = isPlainObject(peer.namespaceSelector)
      ? this.selectsNamespace(peer.namespaceSelector, other.namespaceName)
      : sameNamespace(ownNamespace, other.namespaceName);
    if (inNamespace === 'no' || !isPlainObject(peer.podSelector)) return inNamespace;
    const isEmpty =
      Object.keys(objectAt(peer, 'podSelector', 'matchLabels')).length === 0 &&
      expressionsOf(peer.podSelector).length === 0;
    if (isEmpty) return inNamespace;
    if (!other.labels) return 'unknown';
    return selects(peer.podSelector, other.labels) ? inNamespace : 'no';
  }

  private selectsNamespace(selector: JsonObject, name: string | undefined): Reach {
    if (Object.keys(objectAt(selector, 'matchLabels')).length === 0 && expressionsOf(selector).length === 0)
      return 'yes';
    if (name === undefined) return 'unknown';
    const namespace = this.namespaces.get(name);
    const labels = { ...(namespace && objectAt(namespace.json, 'metadata', 'labels')), [NAME]: name };
    if (selects(selector, labels)) return 'yes';
    // Of a namespace made elsewhere nothing but the name is known.
    const asksForName = Object.hasOwn(objectAt(selector, 'matchLabels'), NAME);
    const isOtherName = asksForName && objectAt(selector, 'matchLabels')[NAME] !== name;
    return namespace || isOtherName ? 'no' : onlyName(selector) ? 'no' : 'unknown';
  }
}

/** What the policies of a set let through, worked out once. */
export const networkReachOf = oncePerSet((set) => new NetworkReach(set));

const NAME = 'kubernetes.io/metadata.name';

/** Of the service, and of the pods of OpenShift's. */
const DNS_PORTS: readonly unknown[] = [53, 5353];

function onlyName(selector: JsonObject): boolean {
  const keys = [...Object.keys(objectAt(selector, 'matchLabels')), ...expressionsOf(selector).map(({ key }) => key)];
  return keys.every((key) => key === NAME);
}

function sameNamespace(own: string | undefined, other: string | undefined): Reach {
  if (own === undefined && other === undefined) return 'yes';
  return own === undefined || other === undefined ? 'unknown' : own === other ? 'yes' : 'no';
}

/** https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/: egress by default only where there are rules for it. */
function appliesTo({ policyTypes, egress }: JsonObject, direction: Direction): boolean {
  if (Array.isArray(policyTypes) && policyTypes.length > 0)
    return policyTypes.includes(direction === 'ingress' ? 'Ingress' : 'Egress');
  return direction === 'ingress' || (Array.isArray(egress) && egress.length > 0);
}

function rulesOf(json: JsonObject, direction: Direction): readonly JsonObject[] {
  return objectsIn(objectAt(json, 'spec')[direction]);
}

/** No ports at all means all of them. A name is that of a port of the pods that listen. */
function hasPort({ ports }: JsonObject, wanted: PodPort | undefined, listener: JsonObject | undefined): boolean {
  const list = objectsIn(ports);
  if (list.length === 0) return true;
  if (!wanted) return list.some(({ port }) => !DNS_PORTS.includes(port));
  return list.some(({ port, endPort, protocol = 'TCP' }) => {
    if (protocol !== wanted.protocol) return false;
    if (port === undefined || port === null) return true;
    if (typeof port === 'number')
      return typeof endPort === 'number' ? wanted.number >= port && wanted.number <= endPort : port === wanted.number;
    return listener ? portNamed(listener, port, wanted.protocol)?.number === wanted.number : false;
  });
}
