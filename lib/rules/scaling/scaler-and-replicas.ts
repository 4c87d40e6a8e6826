import { titleOf } from '../../manifests/object-ref';
import { scaledWorkloadsOf } from '../../model/scaling/scalers';
import { objectAt } from '../../private/json';
import { show } from '../../private/show';
import type { Rule } from '../rule';

export const scalerAndReplicas: Rule = {
  id: 'scaler-and-replicas',
  title: 'what an autoscaler scales says no number of replicas',
  severity: 'warning',
  reason:
    'Every apply that carries `replicas` sets the number of pods back to it, under load as well, until the autoscaler looks again. With 0 replicas a HorizontalPodAutoscaler does nothing at all.',
  sources: [
    'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#migrating-deployments-and-statefulsets-to-horizontal-autoscaling',
    'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#implicit-maintenance-mode-deactivation',
  ],
  example: {
    failing: `apiVersion: apps/v1
kind: Deployment
metadata: { name: iris, namespace: vision }
spec:
  replicas: 2
  selector: { matchLabels: { app: iris } }
  template:
    metadata: { labels: { app: iris } }
    spec: { containers: [{ name: main, image: registry.example/iris:1.0.0, resources: { requests: { cpu: 1 } } }] }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: iris, namespace: vision }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: iris }
  minReplicas: 2
  maxReplicas: 8
  metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 70 } } }]`,
    mended: `apiVersion: apps/v1
kind: Deployment
metadata: { name: iris, namespace: vision }
spec:
  selector: { matchLabels: { app: iris } }
  template:
    metadata: { labels: { app: iris } }
    spec: { containers: [{ name: main, image: registry.example/iris:1.0.0, resources: { requests: { cpu: 1 } } }] }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: iris, namespace: vision }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: iris }
  minReplicas: 2
  maxReplicas: 8
  metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 70 } } }]`,
  },
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
