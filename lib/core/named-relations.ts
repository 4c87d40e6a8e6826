import { classNameOf } from './class-name';
import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { chartOf } from './chart-of';
import { append } from '../private/append';
import type { Labels } from '../private/labels';
import { nearestWithin } from '../private/nearest';
import { show } from '../private/show';
import { Attachment } from './attachment';
import { ClusterProfile } from './cluster-profile';
import type { Relation, Relations } from './relation';
import { warn } from './warnings';

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
    append(this.sources, name, { ...relation, podLabels });
  }

  /** Pods of a named namespace (with certain labels) may reach a peer. */
  public reach(name: string, podLabels: Labels | undefined, relation: Relation): void {
    append(this.targets, name, { ...relation, podLabels });
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

function isSubset(wanted: Labels, actual: Labels): boolean {
  return Object.entries(wanted).every(([key, value]) => actual[key] === value);
}

/** Namespaces that every cluster has: https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/#initial-namespaces */
const INITIAL = ['default', 'kube-node-lease', 'kube-public', 'kube-system'];

/** Names of namespaces that constructs gave as peers, and that this app should therefore make. */
class UnknownPeers {
  private readonly expected = new Map<IConstruct, Set<string>>();

  /** Notes that a construct names a namespace of this app. */
  public expect(construct: IConstruct, name: string): void {
    const names = this.expected.get(construct);
    if (names) names.add(name);
    else this.expected.set(construct, new Set([name]));
  }

  /** A sentence for each name that is of no namespace of the app, with the name that was likely meant. */
  public warnings(root: IConstruct): string[] {
    if (this.expected.size === 0) return [];
    const made = namespacesIn(root);
    return [...this.expected].flatMap(([construct, names]) => {
      const { _dnsNamespaceName, _gateway, _scraper } = ClusterProfile.find(construct);
      const declared = [_dnsNamespaceName, _gateway?._peer?.namespaceName, _scraper?._peer.namespaceName];
      const known = new Set([...made, ...INITIAL, ...declared]);
      const own = chartOf(construct).namespace;
      return [...names]
        .filter((name) => !known.has(name))
        .map((name) => {
          const subject = `${classNameOf(construct)} '${construct.node.path}'`;
          const meant = nearestWithin(name, made, own);
          const hint = meant === undefined ? '' : `did you mean '${meant}'? If not, `;
          return `${subject}: names the namespace ${show(name)} as a peer, which this app does not make; ${hint}a namespace made elsewhere is NamespacePeer.external('${name}')`;
        });
    });
  }
}

/** Names of the namespaces that an app makes or puts objects into. */
function namespacesIn(root: IConstruct): string[] {
  const names = new Set<string>();
  const add = (name: string | undefined): void => {
    if (name !== undefined) names.add(name);
  };
  for (const construct of root.node.findAll()) {
    if (Chart.isChart(construct)) add(construct.namespace);
    else if (ApiObject.isApiObject(construct) && construct.kind === 'Namespace') add(construct.name);
  }
  return [...names].sort();
}
