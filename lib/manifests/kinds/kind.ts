/** Which minor versions of Kubernetes serve something: the first and the last one, nothing where all that are supported do. */
export interface Span {
  readonly since?: number;
  readonly until?: number;
}

/** What a kind says of replicas that are several pods each: a leader, and workers. */
export interface PodGroupKind {
  /** Path to the spec of the leader; where an object has none there, the leader is made like a worker. */
  readonly leaderPodSpec: readonly string[];
  /** Path to the number of pods, the leader included; one where an object does not say. */
  readonly size: readonly string[];
  /** Label of all pods of an object, whose value is its name. */
  readonly nameLabel: string;
  /** Labels that its controller gives to leaders, whatever the object says. */
  readonly leaderLabels: { readonly [key: string]: string };
  /** Paths to what all groups are replaced for. */
  readonly revision: readonly (readonly string[])[];
}

/** What is known of a kind of objects, whatever one of them says. */
export interface Kind {
  /** API group; empty for the core group. */
  readonly group: string;
  readonly kind: string;
  /** What its objects are called in paths, roles and quotas: `deployments`. */
  readonly plural: string;
  readonly isNamespaced: boolean;
  /** Versions of its API, oldest first; nothing for custom resources, whose versions are those of what is installed. */
  readonly versions?: { readonly [version: string]: Span };
  /** Path to the spec of the pods that it describes, where it describes one pod. */
  readonly podSpec?: readonly string[];
  /** What its replicas are, where each is several pods: `podSpec` is that of the workers. */
  readonly podGroup?: PodGroupKind;
  /** Whether whoever may write an object decides what pods run. */
  readonly runsPods: boolean;
  /** The abbreviation that kubectl knows. */
  readonly shortName?: string;
  readonly subresources: readonly string[];
}

/** A line of the table: what differs from the usual. */
export interface KindRow extends Partial<Omit<Kind, 'group' | 'kind'>> {
  readonly isNamespaced: boolean;
}

/** Lines of the table by group and kind. */
export interface KindRows {
  readonly [group: string]: { readonly [kind: string]: KindRow };
}

/** Objects of the kind live in namespaces. */
export function namespaced(more?: Omit<KindRow, 'isNamespaced'>): KindRow {
  return { isNamespaced: true, ...more };
}

/** Objects of the kind live in no namespace. */
export function clusterScoped(more?: Omit<KindRow, 'isNamespaced'>): KindRow {
  return { isNamespaced: false, ...more };
}

/** Where most kinds, custom ones too, have the spec of their pods. */
export const IN_TEMPLATE: readonly string[] = ['spec', 'template', 'spec'];

/** The plural of a kind, as Kubernetes and its code generators form it. */
export function pluralOf(kind: string): string {
  const word = kind.toLowerCase();
  if (word === 'endpoints') return word;
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  return /(s|x|z|ch|sh)$/.test(word) ? `${word}es` : `${word}s`;
}
