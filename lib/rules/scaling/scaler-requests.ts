import type { Manifest } from '../../manifests/manifest';
import type { ManifestSet } from '../../manifests/manifest-set';
import { titleOf } from '../../manifests/object-ref';
import { podSpecOf } from '../../manifests/pod-spec';
import { limitItems, ownAmounts } from '../../model/quota/limit-range';
import { type Scaler, scaledWorkloadsOf } from '../../model/scaling/scalers';
import { isPlainObject, type JsonObject, objectAt, objectsIn } from '../../private/json';
import { show } from '../../private/show';
import type { Rule, Violation } from '../rule';

export const scalerRequests: Rule = {
  id: 'scaler-requests',
  title: 'what is scaled by its share of use asks for what is shared',
  severity: 'warning',
  reason:
    'A share of CPU or memory in use is measured by what the containers ask for. Where one of them asks for none the autoscaler has no number and never scales (FailedGetResourceMetric). Limits count as requests, and so do the defaults of LimitRanges; those that others make are not known.',
  sources: [
    'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#how-does-a-horizontalpodautoscaler-work',
    'https://keda.sh/docs/latest/concepts/admission-webhooks/',
  ],
  example: {
    failing: `apiVersion: apps/v1
kind: Deployment
metadata: { name: iris, namespace: vision }
spec:
  selector: { matchLabels: { app: iris } }
  template:
    metadata: { labels: { app: iris } }
    spec: { containers: [{ name: main, image: registry.example/iris:1.0.0, resources: { requests: { memory: 1Gi } } }] }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: iris, namespace: vision }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: iris }
  maxReplicas: 8
  metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 70 } } }]`,
    mended: `apiVersion: apps/v1
kind: Deployment
metadata: { name: iris, namespace: vision }
spec:
  selector: { matchLabels: { app: iris } }
  template:
    metadata: { labels: { app: iris } }
    spec: { containers: [{ name: main, image: registry.example/iris:1.0.0, resources: { requests: { cpu: 1, memory: 1Gi } } }] }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: iris, namespace: vision }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: iris }
  maxReplicas: 8
  metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 70 } } }]`,
  },
  check: (set) =>
    [...scaledWorkloadsOf(set)].flatMap(([workload, scalers]) =>
      scalers.flatMap((scaler) => violationsOf(set, workload, scaler)),
    ),
};

/** A resource of which a share is measured, and of which container where it is one alone. */
interface Share {
  readonly resource: string;
  readonly containerName?: unknown;
}

function violationsOf(set: ManifestSet, workload: Manifest, { manifest }: Scaler): Violation[] {
  const podSpec = podSpecOf(workload);
  const shares = sharesOf(manifest);
  // From 1.34 on a pod may say it for all of its containers.
  if (!podSpec || shares.length === 0 || isPlainObject(podSpec.resources)) return [];
  return shares.flatMap(({ resource, containerName }) => {
    const lacking = objectsIn(podSpec.containers).find(
      (container) =>
        (containerName === undefined || container.name === containerName) &&
        !ownAmounts(container).requests.has(resource),
    );
    if (!lacking || hasDefault(set, workload, resource)) return [];
    return [
      {
        manifest,
        at: manifest.kind === 'ScaledObject' ? '/spec/triggers' : '/spec/metrics',
        message: `scales ${titleOf(workload)} by its share of ${resource} in use, and container ${show(lacking.name)} asks for none`,
        fix: `give the container a request of ${resource}, or aim for an average value`,
        others: [workload],
      },
    ];
  });
}

/** Whether a LimitRange of the namespace fills in a request. */
function hasDefault(set: ManifestSet, { namespaceName }: Manifest, resource: string): boolean {
  return set
    .ofKind('LimitRange', '')
    .filter((range) => range.namespaceName === namespaceName)
    .flatMap(({ json }) => limitItems(json))
    .some(({ type, request }) => type === 'Container' && request.has(resource));
}

function sharesOf({ kind, json }: Manifest): Share[] {
  const spec = objectAt(json, 'spec');
  if (kind === 'ScaledObject') return objectsIn(spec.triggers).flatMap(shareOfTrigger);
  const metrics = objectsIn(spec.metrics);
  // Of version 1, and what the API server writes in where there is none.
  if (metrics.length === 0) return [{ resource: 'cpu' }];
  return metrics.flatMap(({ type, resource, containerResource }) => {
    const source = type === 'Resource' ? resource : type === 'ContainerResource' ? containerResource : undefined;
    if (!isPlainObject(source) || objectAt(source, 'target').type !== 'Utilization') return [];
    return typeof source.name === 'string' ? [{ resource: source.name, containerName: source.container }] : [];
  });
}

/** https://keda.sh/docs/latest/scalers/cpu/ */
function shareOfTrigger({ type, metricType, metadata }: JsonObject): Share[] {
  if (type !== 'cpu' && type !== 'memory') return [];
  const options = isPlainObject(metadata) ? metadata : {};
  return (metricType ?? options.type) === 'Utilization'
    ? [{ resource: type, containerName: options.containerName }]
    : [];
}
