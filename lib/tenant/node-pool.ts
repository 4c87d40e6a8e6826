import { checkTolerations, type Toleration } from '../core/toleration';
import { checkSelectorLabels } from '../private/labels';

/** The nodes that a tenant's servers run on. */
export interface NodePool {
  /**
   * Labels of the nodes. Those with the prefix `node-restriction.kubernetes.io/` cannot be changed by a node itself
   * (https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#node-isolation-restriction).
   *
   * @default - any node
   */
  readonly nodeSelector?: { readonly [label: string]: string };

  /**
   * Taints of the nodes that keep others away.
   *
   * @default - none
   */
  readonly tolerations?: Toleration[];
}

/** Checks a node pool. */
export function checkNodePool({ nodeSelector, tolerations }: NodePool = {}): (string | undefined)[] {
  return [
    ...checkSelectorLabels('nodePool.nodeSelector', nodeSelector),
    ...checkTolerations('nodePool.tolerations', tolerations),
  ];
}
