import { checkTolerations, TOLERATION, type Toleration } from '../core/toleration';
import { checkSelectorLabels } from '../private/labels';
import { MAP, struct } from '../private/shape';

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

/** Shape of a node pool. */
export const NODE_POOL = struct<NodePool>({ nodeSelector: MAP, tolerations: [TOLERATION] });

/** Checks a node pool. */
export function checkNodePool({ nodeSelector, tolerations }: NodePool = {}): (string | undefined)[] {
  return [
    ...checkSelectorLabels('nodePool.nodeSelector', nodeSelector),
    ...checkTolerations('nodePool.tolerations', tolerations),
  ];
}
