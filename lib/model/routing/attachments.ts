import type { Manifest } from '../../manifests/manifest';
import { objectAt, objectsIn } from '../../private/json';

/** The class of an Ingress: https://kubernetes.io/docs/concepts/services-networking/ingress/#deprecated-annotation */
export function ingressClassOf({ json }: Manifest): string | undefined {
  const { ingressClassName } = objectAt(json, 'spec');
  const annotation = objectAt(json, 'metadata', 'annotations')['kubernetes.io/ingress.class'];
  return typeof ingressClassName === 'string'
    ? ingressClassName
    : typeof annotation === 'string'
      ? annotation
      : undefined;
}

/** The Gateways that a route attaches to. */
export function parentsOf(route: Manifest): { readonly name: string; readonly namespaceName: string | undefined }[] {
  return objectsIn(objectAt(route.json, 'spec').parentRefs).flatMap(({ kind = 'Gateway', name, namespace }) =>
    kind === 'Gateway' && typeof name === 'string'
      ? [{ name, namespaceName: typeof namespace === 'string' ? namespace : route.namespaceName }]
      : [],
  );
}
