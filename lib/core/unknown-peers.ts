import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { nearestWithin } from '../private/nearest';
import { show } from '../private/show';
import { ClusterProfile } from './cluster-profile';

/** Namespaces that every cluster has: https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/#initial-namespaces */
const INITIAL = ['default', 'kube-node-lease', 'kube-public', 'kube-system'];

/** Names of namespaces that constructs gave as peers, and that this app should therefore make. */
export class UnknownPeers {
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
      const own = Chart.of(construct).namespace;
      return [...names]
        .filter((name) => !known.has(name))
        .map((name) => {
          const subject = `${construct.constructor.name} '${construct.node.path}'`;
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
