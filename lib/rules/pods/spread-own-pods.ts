import { selects } from '../../model/selection/label-selector';
import { isPlainObject, objectsIn } from '../../private/json';
import { show } from '../../private/show';
import { inPods } from '../in-pods';
import type { Rule } from '../rule';

export const spreadOwnPods: Rule = {
  id: 'spread-own-pods',
  title: 'pods that are spread are counted themselves',
  severity: 'warning',
  check: (set) =>
    inPods(set, ({ manifest, podSpec, labels, at }) =>
      objectsIn(podSpec.topologySpreadConstraints).flatMap(({ labelSelector, topologyKey }, index) => {
        // Without a selector the API server warns itself (server-warnings).
        if (!isPlainObject(labelSelector) || selects(labelSelector, labels)) return [];
        return [
          {
            manifest,
            at: `${at}/topologySpreadConstraints/${index}/labelSelector`,
            message: `the spread over ${show(topologyKey)} selects other labels than its own pods have, ${show(Object.keys(labels))}: they are not counted`,
            fix: 'select labels of the pods themselves',
          },
        ];
      }),
    ),
};
