import type { IConstruct } from 'constructs';
import { Attachment } from '../private/attachment';
import type { Labels } from '../private/labels';
import { warn } from '../private/warnings';
import type { Relation, Relations } from './relation';
import { UnknownPeers } from './unknown-peers';

const REGISTRY = new Attachment<NamedRelations>('named-relations');

/**
 * Relations with namespaces that were named, not given as constructs. When the app makes such a namespace after all,
 * whatever is in it opens its own end; when it does not, a slip of the keyboard is likely.
 */
export class NamedRelations {
  /** The registry of the app around a construct. */
  public static of(construct: IConstruct): NamedRelations {
    const { root } = construct.node;
    const found = REGISTRY.on(root);
    if (found) return found;
    const registry = new NamedRelations();
    REGISTRY.attach(root, registry);
    warn(root, () => registry.unknown.warnings(root));
    return registry;
  }

  /** Names that should be of namespaces of this app. */
  public readonly unknown = new UnknownPeers();
  private readonly sources = new Map<string, NamedRelation[]>();
  private readonly targets = new Map<string, NamedRelation[]>();

  /** Pods of a named namespace (with certain labels) may be reached by a peer. */
  public admit(name: string, podLabels: Labels | undefined, relation: Relation): void {
    add(this.sources, name, { ...relation, podLabels });
  }

  /** Pods of a named namespace (with certain labels) may reach a peer. */
  public reach(name: string, podLabels: Labels | undefined, relation: Relation): void {
    add(this.targets, name, { ...relation, podLabels });
  }

  /** What others want of all pods of a namespace, looked up when it is rendered. */
  public ofAllPods(namespaceName: string): () => Relations {
    return this.lookup(namespaceName, ({ podLabels }) => podLabels === undefined);
  }

  /** What others want of pods with these labels because of a label, looked up when it is rendered. */
  public ofLabelled(namespaceName: string | undefined, labels: Labels): () => Relations {
    return this.lookup(namespaceName, ({ podLabels }) => podLabels !== undefined && isSubset(podLabels, labels));
  }

  /** What others want of pods with these labels, for whatever reason, looked up when it is rendered. */
  public ofPods(namespaceName: string | undefined, labels: Labels): () => Relations {
    return this.lookup(namespaceName, ({ podLabels }) => isSubset(podLabels ?? {}, labels));
  }

  private lookup(namespaceName: string | undefined, isMeant: (relation: NamedRelation) => boolean): () => Relations {
    const select = (by: Map<string, NamedRelation[]>): Relation[] =>
      namespaceName === undefined ? [] : (by.get(namespaceName) ?? []).filter(isMeant);
    return () => ({ sources: select(this.sources), targets: select(this.targets) });
  }
}

interface NamedRelation extends Relation {
  /** Labels of the pods of the named namespace that are meant; all of them when left out. */
  readonly podLabels: Labels | undefined;
}

function add(by: Map<string, NamedRelation[]>, name: string, relation: NamedRelation): void {
  const list = by.get(name);
  if (list) list.push(relation);
  else by.set(name, [relation]);
}

function isSubset(wanted: Labels, actual: Labels): boolean {
  return Object.entries(wanted).every(([key, value]) => actual[key] === value);
}
