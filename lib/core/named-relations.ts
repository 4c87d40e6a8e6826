import type { IConstruct } from 'constructs';
import { Attachment } from '../private/attachment';
import type { Labels } from '../private/labels';
import { nearestFirst } from '../private/nearest';
import { show } from '../private/show';
import { warn } from '../private/warnings';
import { ClusterProfile } from './cluster-profile';
import type { Relation, Relations } from './relation';

const REGISTRY = new Attachment<NamedRelations>('named-relations');

/**
 * Relations with namespaces that were named, not given as constructs. When the app makes such a namespace after all,
 * whatever is in it opens its own end; when it does not, a slip of the keyboard is likely.
 */
export class NamedRelations {
  /** The registry of the app around a construct. */
  public static of(construct: IConstruct): NamedRelations {
    const { root } = construct.node;
    const registry = REGISTRY.on(root) ?? new NamedRelations();
    REGISTRY.attach(root, registry);
    return registry;
  }

  private readonly made = new Set<string>();
  private readonly sources = new Map<string, Relation[]>();
  private readonly targets = new Map<string, Relation[]>();

  /** Notes a namespace that the app makes, or at least puts servers into. */
  public makes(namespaceName: string | undefined): void {
    if (namespaceName !== undefined) this.made.add(namespaceName);
  }

  /** Pods of a named namespace (with certain labels) may be reached by a peer. */
  public admit(name: string, podLabels: Labels | undefined, relation: Relation): void {
    add(this.sources, name, podLabels, relation);
  }

  /** Pods of a named namespace (with certain labels) may reach a peer. */
  public reach(name: string, podLabels: Labels | undefined, relation: Relation): void {
    add(this.targets, name, podLabels, relation);
  }

  /**
   * What others want of a namespace, looked up when it is rendered.
   *
   * @param podLabels labels of the pods it is looked up for; left out for all pods of the namespace
   */
  public within(namespaceName: string | undefined, podLabels?: Labels): () => Relations {
    const select = (by: Map<string, Relation[]>): Relation[] =>
      namespaceName === undefined
        ? []
        : (by.get(namespaceName) ?? []).filter((relation) => covers(podLabels, relation as NamedRelation));
    return () => ({ sources: select(this.sources), targets: select(this.targets) });
  }

  /** Warns at synthesis when nothing of the app is in a namespace that a construct names as a peer. */
  public expect(construct: IConstruct, name: string): void {
    warn(construct, () => {
      const { _dnsNamespaceName, _scraper } = ClusterProfile.find(construct);
      const known = [_dnsNamespaceName, _scraper?._peer.namespaceName];
      if (this.made.has(name) || known.includes(name) || name.startsWith('kube-')) return undefined;
      const [nearest] = nearestFirst(name, [...this.made].sort(), (other) => other);
      const hint = nearest === undefined ? '' : `did you mean '${nearest}'? `;
      return `names the namespace ${show(name)} as a peer, which this app does not make; ${hint}A namespace made elsewhere is NamespacePeer.external('${name}')`;
    });
  }
}

interface NamedRelation extends Relation {
  readonly podLabels: Labels | undefined;
}

function add(by: Map<string, Relation[]>, name: string, podLabels: Labels | undefined, relation: Relation): void {
  const named: NamedRelation = { ...relation, podLabels };
  const list = by.get(name);
  if (list) list.push(named);
  else by.set(name, [named]);
}

/** Whether a relation with labelled pods is one of the pods looked at. */
function covers(actual: Labels | undefined, { podLabels }: NamedRelation): boolean {
  return actual === undefined || Object.entries(podLabels ?? {}).every(([key, value]) => actual[key] === value);
}
