import { titleOf } from '../../manifests/object-ref';
import { scaledWorkloadsOf } from '../../model/scaling/scalers';
import { objectAt } from '../../private/json';
import { show } from '../../private/show';
import type { Rule } from '../rule';

export const scalerAndReplicas: Rule = {
  id: 'scaler-and-replicas',
  title: 'what an autoscaler scales says no number of replicas',
  severity: 'warning',
  check: (set) =>
    [...scaledWorkloadsOf(set)].flatMap(([manifest, [scaler]]) => {
      const { replicas } = objectAt(manifest.json, 'spec');
      if (typeof replicas !== 'number') return [];
      const range = `${titleOf(scaler.manifest)}, which keeps ${scaler.fewest} to ${scaler.most} pods`;
      const isOff = replicas === 0 && scaler.manifest.kind === 'HorizontalPodAutoscaler';
      return [
        {
          manifest,
          at: '/spec/replicas',
          message: isOff
            ? `replicas of 0 switches ${titleOf(scaler.manifest)} off`
            : `replicas must be left out beside ${range}, got ${show(replicas)}: every apply sets the number of pods back to it`,
          fix: isOff
            ? 'remove replicas, or remove the autoscaler'
            : 'remove replicas once the autoscaler has taken over, or remove the autoscaler',
          others: [scaler.manifest],
        },
      ];
    }),
};
