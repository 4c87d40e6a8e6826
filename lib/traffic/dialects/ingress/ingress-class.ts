import type { RoutePlan } from '../../plan/route-plan';

/** GKE goes by the annotation alone: https://cloud.google.com/kubernetes-engine/docs/concepts/ingress#controller_summary */
const BY_ANNOTATION: readonly unknown[] = ['gce', 'gce-internal'];

/** The class as the field of the spec, where the controller reads that. */
export function ingressClassName({ gateway }: RoutePlan): string | undefined {
  const className = gateway._ingress?.className;
  return BY_ANNOTATION.includes(className) ? undefined : className;
}

/** The class as the annotation, where the controller reads nothing else. */
export function classAnnotations({ gateway }: RoutePlan): { [key: string]: string } {
  const className = gateway._ingress?.className;
  return className !== undefined && BY_ANNOTATION.includes(className)
    ? { 'kubernetes.io/ingress.class': className }
    : {};
}
