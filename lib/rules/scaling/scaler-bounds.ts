import { countIn } from '../../model/quota/amounts';
import { type Scaler, scalersOf } from '../../model/scaling/scalers';
import { objectAt } from '../../private/json';
import { show } from '../../private/show';
import type { Rule, Violation } from '../rule';

export const scalerBounds: Rule = {
  id: 'scaler-bounds',
  title: 'the fewest pods of an autoscaler are not more than its most',
  severity: 'error',
  reason:
    'The API server refuses a HorizontalPodAutoscaler whose minimum is above its maximum; a ScaledObject of KEDA is taken and becomes one that is refused, so that nothing scales. Pods while nothing happens (idleReplicaCount) must be fewer than the minimum.',
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
  check: (set) => scalersOf(set).flatMap((scaler) => [...crossed(scaler), ...idle(scaler)]),
};

function crossed({ manifest, fewest, most }: Scaler): Violation[] {
  if (fewest <= most) return [];
  const [least, greatest] =
    manifest.kind === 'ScaledObject' ? ['minReplicaCount', 'maxReplicaCount'] : ['minReplicas', 'maxReplicas'];
  const spec = objectAt(manifest.json, 'spec');
  const given = (field: string, value: number): string =>
    spec[field] === undefined ? `${value} (the default)` : `${value}`;
  return [
    {
      manifest,
      at: `/spec/${spec[greatest] === undefined ? least : greatest}`,
      message: `${least} must be at most ${greatest} of ${given(greatest, most)}, got ${given(least, fewest)}`,
      fix: `raise ${greatest}, or lower ${least}`,
    },
  ];
}

function idle({ manifest, fewest }: Scaler): Violation[] {
  if (manifest.kind !== 'ScaledObject') return [];
  const { idleReplicaCount, minReplicaCount } = objectAt(manifest.json, 'spec');
  const count = countIn(idleReplicaCount, -1);
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
