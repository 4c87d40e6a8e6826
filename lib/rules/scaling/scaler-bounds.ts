import { countIn } from '../../model/quota/amounts';
import { type Scaler, scalersOf } from '../../model/scaling/scalers';
import { objectAt } from '../../private/json';
import { show } from '../../private/show';
import type { Rule, Violation } from '../rule';

export const scalerBounds: Rule = {
  id: 'scaler-bounds',
  title: 'the fewest pods of a ScaledObject are not more than its most',
  severity: 'error',
  reason:
    'A ScaledObject whose minimum is above its maximum is taken by the API server, and becomes a HorizontalPodAutoscaler that is refused, so that nothing scales. One that is written so by hand is refused at once (valid-objects). Pods while nothing happens (idleReplicaCount) must be fewer than the minimum.',
  sources: [
    'https://keda.sh/docs/latest/reference/scaledobject-spec/',
    'ValidateHorizontalPodAutoscaler in pkg/apis/autoscaling/validation/validation.go of kubernetes/kubernetes',
  ],
  example: {
    failing: `apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: iris, namespace: vision }
spec:
  scaleTargetRef: { name: iris }
  minReplicaCount: 8
  maxReplicaCount: 4
  triggers: [{ type: prometheus, metadata: { query: 'sum(queue_depth)', threshold: '4' } }]`,
    mended: `apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: iris, namespace: vision }
spec:
  scaleTargetRef: { name: iris }
  minReplicaCount: 4
  maxReplicaCount: 8
  triggers: [{ type: prometheus, metadata: { query: 'sum(queue_depth)', threshold: '4' } }]`,
  },
  check: (set) =>
    scalersOf(set)
      // Of HorizontalPodAutoscalers the API server says so.
      .filter(({ manifest }) => manifest.kind === 'ScaledObject')
      .flatMap((scaler) => [...crossed(scaler), ...idle(scaler)]),
};

function crossed({ manifest, most }: Scaler): Violation[] {
  const { minReplicaCount, maxReplicaCount } = objectAt(manifest.json, 'spec');
  if (countIn(minReplicaCount, 0) <= most) return [];
  const shown = maxReplicaCount === undefined ? `${most} (the default)` : `${most}`;
  return [
    {
      manifest,
      at: `/spec/${maxReplicaCount === undefined ? 'minReplicaCount' : 'maxReplicaCount'}`,
      message: `minReplicaCount must be at most maxReplicaCount of ${shown}, got ${show(minReplicaCount)}`,
      fix: 'raise maxReplicaCount, or lower minReplicaCount',
    },
  ];
}

function idle({ manifest }: Scaler): Violation[] {
  const { idleReplicaCount, minReplicaCount } = objectAt(manifest.json, 'spec');
  const [count, fewest] = [countIn(idleReplicaCount, -1), countIn(minReplicaCount, 0)];
  if (count < 0 || count < fewest) return [];
  return [
    {
      manifest,
      at: '/spec/idleReplicaCount',
      message: `idleReplicaCount must be less than minReplicaCount of ${minReplicaCount === undefined ? '0 (the default)' : fewest}, got ${show(idleReplicaCount)}`,
      fix: 'raise minReplicaCount, or leave idleReplicaCount out',
    },
  ];
}
