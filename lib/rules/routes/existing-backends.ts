import { oncePerSet } from '../../model/once-per-set';
import type { Manifest } from '../../manifests/manifest';
import type { ManifestSet } from '../../manifests/manifest-set';
import { setWithMade } from '../../model/operators/made-objects';
import { INFERENCE_POOL, poolsOf } from '../../model/pools/inference-pool';
import { poolReferences } from '../../model/routing/pool-references';
import type { ServiceReference } from '../../model/routing/service-reference';
import { serviceReferences } from '../../model/routing/service-references';
import { objectAt, objectsIn } from '../../private/json';
import { show } from '../../private/show';
import type { Rule, Violation } from '../rule';

export const existingBackends: Rule = {
  id: 'existing-backends',
  title: 'routes lead to Services and InferencePools that exist, and to ports that they have',
  severity: 'error',
  reason:
    'A route to a Service that does not exist answers 404 or 500, or takes its other backends down with it: on the Gateway API the share of its weight, on Traefik the whole route. Of namespaces in which nothing is made, nothing is known.',
  sources: ['https://gateway-api.sigs.k8s.io/reference/spec/#httpbackendref'],
  example: {
    failing: `apiVersion: v1
kind: Service
metadata: { name: iris, namespace: vision }
spec: { selector: { app: iris }, ports: [{ name: http, port: 80 }] }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: public, namespace: vision }
spec:
  ingressClassName: nginx
  rules:
    - host: models.example
      http:
        paths:
          - path: /iris
            pathType: Prefix
            backend: { service: { name: rose, port: { number: 80 } } }`,
    mended: `apiVersion: v1
kind: Service
metadata: { name: iris, namespace: vision }
spec: { selector: { app: iris }, ports: [{ name: http, port: 80 }] }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: public, namespace: vision }
spec:
  ingressClassName: nginx
  rules:
    - host: models.example
      http:
        paths:
          - path: /iris
            pathType: Prefix
            backend: { service: { name: iris, port: { number: 80 } } }`,
  },
  check(given) {
    const set = setWithMade(given);
    const inServices = serviceReferences(given).flatMap((reference) => {
      const { route, name, namespaceName } = reference;
      if (
        !knownNamespaces(set).has(namespaceName) ||
        route.madeElsewhere?.includes(`Service ${namespaceName ?? ''}/${name}`)
      )
        return [];
      const service = set.find('Service', '', name, namespaceName);
      return service ? portViolations(reference, service) : [missing(reference, set)];
    });
    return [...inServices, ...poolReferences(set).flatMap((reference) => missingPool(reference, set))];
  },
};

/** Namespaces of which something is known: that they are made, or what Services they have. */
const knownNamespaces = oncePerSet(
  (set): ReadonlySet<string | undefined> =>
    new Set([
      ...set.ofKind('Namespace', '').map(({ name }) => name),
      ...set.ofKind('Service', '').map(({ namespaceName }) => namespaceName),
    ]),
);

function missing({ route, where, at, name, namespaceName }: ServiceReference, set: ManifestSet): Violation {
  const there = set
    .ofKind('Service', '')
    .filter((service) => service.namespaceName === namespaceName)
    .map((service) => service.name);
  return {
    manifest: route,
    at,
    message: `${where} must be a Service that exists, got '${name}' in the namespace '${namespaceName ?? ''}', which has ${there.length === 0 ? 'none' : there.slice(0, 5).join(', ')}`,
    fix: 'correct the name, or say that somebody else makes the Service',
  };
}

/** Pools are often made by a chart, which is not among the manifests: looked for are those of namespaces that have some. */
function missingPool({ route, where, at, name, namespaceName }: ServiceReference, set: ManifestSet): Violation[] {
  if (set.find(INFERENCE_POOL.kind, INFERENCE_POOL.group, name, namespaceName)) return [];
  const there = poolsOf(set)
    .filter((pool) => pool.namespaceName === namespaceName)
    .map((pool) => pool.name);
  if (there.length === 0) return [];
  return [
    {
      manifest: route,
      at,
      message: `${where} must be an InferencePool that exists, got '${name}' in the namespace '${namespaceName ?? ''}', which has ${there.slice(0, 5).join(', ')}`,
      fix: 'correct the name, or make the pool',
    },
  ];
}

function portViolations({ route, where, at, name, port }: ServiceReference, service: Manifest): Violation[] {
  const { type, ports: listed } = objectAt(service.json, 'spec');
  const ports = objectsIn(listed);
  // One that is an alias of another name has no ports to choose from: what a route says is where the name leads.
  if (ports.length === 0 && type === 'ExternalName') return [];
  const has = ports
    .map((each) => `${String(each.port)}${typeof each.name === 'string' ? ` (${each.name})` : ''}`)
    .join(', ');
  const violation = (message: string, fix?: string): Violation[] => [
    { manifest: route, at, message, ...(fix !== undefined && { fix }), others: [service] },
  ];
  if (ports.length === 0)
    return violation(
      `${where} leads to the Service '${name}', which has no ports`,
      'give the Service the port that its pods listen on',
    );
  if (port === undefined) return violation(`${where} must say a port of the Service '${name}', which has ${has}`);
  return ports.some((each) => each.port === port || (typeof port === 'string' && each.name === port))
    ? []
    : violation(`${where} must be a port of the Service '${name}', which has ${has}, got ${show(port)}`);
}
