import { objectOf } from './workload-yaml';

const CPU = '{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 70 } } }';

/** What an autoscaler may say of its own. */
export interface ScalerParts {
  readonly name?: string;
  /** The reference to its target. */
  readonly target?: string;
  /** Its bounds. */
  readonly bounds?: string;
  readonly metrics?: readonly string[];
}

/** A HorizontalPodAutoscaler of the Deployment `iris`, by CPU. */
export function podAutoscaler(parts: ScalerParts = {}): string {
  const { name = 'iris', target = 'apiVersion: apps/v1, kind: Deployment, name: iris', metrics = [CPU] } = parts;
  const { bounds = 'minReplicas: 2, maxReplicas: 8' } = parts;
  const spec = `scaleTargetRef: { ${target} }, ${bounds}, metrics: [${metrics.join(', ')}]`;
  return objectOf('autoscaling/v2', 'HorizontalPodAutoscaler', name, spec);
}

/** A ScaledObject of KEDA for the Deployment `iris`, by a query. */
export function scaledObject(parts: ScalerParts & { readonly metadata?: string } = {}): string {
  const { name = 'iris', target = 'name: iris', bounds = 'minReplicaCount: 1', metadata = '' } = parts;
  const { metrics = ["{ type: prometheus, metadata: { query: 'sum(queue)', threshold: '4' } }"] } = parts;
  const spec = `scaleTargetRef: { ${target} }, ${bounds}, triggers: [${metrics.join(', ')}]`;
  return objectOf('keda.sh/v1alpha1', 'ScaledObject', name, spec, metadata);
}
