import { titleOf } from '../../manifests/object-ref';
import { controllersIn, labelsText, PodIndex } from '../../model/selection/pod-index';
import type { Rule } from '../rule';

/**
 * Two controllers whose selectors match the same pods fight over them
 * (https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector).
 */
export const ownPods: Rule = {
  id: 'own-pods',
  title: 'workloads select only their own pods',
  severity: 'error',
  check(set) {
    const workloads = controllersIn(set);
    const index = new PodIndex(workloads);
    return workloads.flatMap(({ manifest, selector }) =>
      index
        .select(manifest.namespaceName, selector)
        .filter((other) => other.manifest !== manifest)
        .map((other) => ({
          manifest,
          at: '/spec/selector/matchLabels',
          message: `its selector ${labelsText(selector)} matches the pods of ${titleOf(other.manifest)} as well`,
          fix: 'selectors must match their own pods only, change the labels or the selector of one',
          others: [other.manifest],
        })),
    );
  },
};
