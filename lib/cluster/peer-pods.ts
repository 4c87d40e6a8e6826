/** Pods that send requests to servers without being asked for by name: a gateway's, a scraper's. */
export interface PeerPods {
  readonly namespaceName: string;
  /** Labels of the pods; nothing where all of the namespace are meant. */
  readonly podLabels?: { readonly [key: string]: string };
}
