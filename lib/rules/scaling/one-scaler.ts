import type { Manifest } from '../../manifests/manifest';
import type { ManifestSet } from '../../manifests/manifest-set';
import { keyOf, titleOf } from '../../manifests/object-ref';
import { type Scaler, scaledWorkloadsOf, scalersOf } from '../../model/scaling/scalers';
import { type JsonObject, objectAt, objectsIn } from '../../private/json';
import type { Rule, Violation } from '../rule';

export const oneScaler: Rule = {
  id: 'one-scaler',
  title: 'one autoscaler alone decides on the number of pods of a workload',
  severity: 'error',
  reason:
    'Two HorizontalPodAutoscalers of one workload are both switched off (AmbiguousSelector), and KEDA refuses a ScaledObject for what something else scales. A VerticalPodAutoscaler that changes the requests which a HorizontalPodAutoscaler divides by is a warning: each undoes what the other does. A ScaledObject that is told to take a HorizontalPodAutoscaler over is meant.',
  sources: [
    'https://github.com/kubernetes/kubernetes/pull/112011',
    'https://keda.sh/docs/latest/concepts/admission-webhooks/',
    'https://github.com/kubernetes/autoscaler/blob/master/vertical-pod-autoscaler/docs/known-limitations.md',
  ],
  example: {
    failing: `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: iris, namespace: vision }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: iris }
  maxReplicas: 8
---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: iris, namespace: vision }
spec:
  scaleTargetRef: { name: iris }
  triggers: [{ type: prometheus, metadata: { query: 'sum(queue_depth)', threshold: '4' } }]`,
    mended: `apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: iris, namespace: vision }
spec:
  scaleTargetRef: { name: iris }
  triggers:
    - { type: cpu, metricType: Utilization, metadata: { value: '70' } }
    - { type: prometheus, metadata: { query: 'sum(queue_depth)', threshold: '4' } }`,
  },
  check: (set) => [...several(set), ...verticalToo(set)],
};

function several(set: ManifestSet): Violation[] {
  const first = new Map<string, Scaler>();
  return scalersOf(set).flatMap((scaler) => {
    const { manifest, target } = scaler;
    if (takesOver(manifest)) return [];
    const key = [manifest.namespaceName ?? '', target.apiVersion.split('/')[0], target.kind, target.name].join('\n');
    const other = first.get(key);
    if (!other) first.set(key, scaler);
    // What is one object twice is told as such.
    if (!other || keyOf(other.manifest) === keyOf(manifest)) return [];
    return [
      {
        manifest,
        at: '/spec/scaleTargetRef',
        message: `scales ${target.kind} '${target.name}', which ${titleOf(other.manifest)} scales already`,
        fix: 'keep one, with the metrics of both: the larger number of pods wins',
        others: [other.manifest],
      },
    ];
  });
}

/** https://keda.sh/docs/latest/concepts/scaling-deployments/#transfer-ownership-of-an-existing-hpa */
function takesOver({ json }: Manifest): boolean {
  const annotations = objectAt(json, 'metadata', 'annotations');
  return (
    annotations['scaledobject.keda.sh/transfer-hpa-ownership'] === 'true' ||
    annotations['validations.keda.sh/hpa-ownership'] === 'false'
  );
}

/** VerticalPodAutoscalers that change requests which a share of use is measured by. */
function verticalToo(set: ManifestSet): Violation[] {
  const vertical = set.ofKind('VerticalPodAutoscaler', 'autoscaling.k8s.io');
  if (vertical.length === 0) return [];
  const scaled = [...scaledWorkloadsOf(set)];
  return vertical.flatMap((manifest) => {
    const spec = objectAt(manifest.json, 'spec');
    const { kind, name } = objectAt(spec, 'targetRef');
    if (objectAt(spec, 'updatePolicy').updateMode === 'Off') return [];
    const found = scaled.find(
      ([workload]) =>
        workload.kind === kind && workload.name === name && workload.namespaceName === manifest.namespaceName,
    );
    const shared = found?.[1][0].metrics.filter((metric) => controlled(spec).includes(metric)) ?? [];
    if (!found || shared.length === 0) return [];
    const [workload, [scaler]] = found;
    return [
      {
        manifest,
        at: '/spec/targetRef',
        severity: 'warning',
        message: `changes the requests of ${titleOf(workload)} by its ${shared.join(' and ')}, which ${titleOf(scaler.manifest)} scales it by`,
        fix: "leave that to one of both (controlledResources, or updateMode 'Off')",
        others: [workload, scaler.manifest],
      },
    ];
  });
}

function controlled(spec: JsonObject): unknown[] {
  const policies = objectsIn(objectAt(spec, 'resourcePolicy').containerPolicies);
  const named = policies.flatMap(({ mode, controlledResources }) =>
    mode === 'Off' ? [[]] : Array.isArray(controlledResources) ? [controlledResources as unknown[]] : [],
  );
  return named.length > 0 ? named.flat() : ['cpu', 'memory'];
}
