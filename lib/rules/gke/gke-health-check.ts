import { titleOf } from '../../manifests/object-ref';
import { gkeBalancerOf, type GkeBalancer, healthSettingsOf, unseenProbe } from '../../model/health/gke-health';
import type { HttpProbe } from '../../model/health/http-probes';
import { routedPods, type RoutedPods } from '../../model/routing/routed-pods';
import type { Manifest } from '../../manifests/manifest';
import type { Rule, Violation } from '../rule';
import { once } from '../violations';

export const gkeHealthCheck: Rule = {
  id: 'gke-health-check',
  title: "load balancers of GKE ask for health where the server's probes do",
  severity: 'warning',
  reason:
    'A load balancer of GKE asks `/` for health by itself, and takes pods that answer anything but 200 out of the backend: all pods are ready, and every request is answered 502. A Gateway learns another path from a HealthCheckPolicy alone; an Ingress from a BackendConfig, or from a readiness probe that asks the serving port over HTTP, without headers, where the container declares the port. Whether a server answers `/` as well is not known: found are those whose probes ask something else. Looked at are Gateways of a GKE class and Ingresses with the annotation of one.',
  sources: [
    'https://cloud.google.com/kubernetes-engine/docs/how-to/configure-gateway-resources#configure_health_check',
    'https://cloud.google.com/kubernetes-engine/docs/concepts/ingress#def_inf_hc',
    'https://cloud.google.com/kubernetes-engine/docs/troubleshooting/ingress-health-checks',
  ],
  example: {
    failing: `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: public, namespace: vision }
spec: { gatewayClassName: gke-l7-global-external-managed, listeners: [{ name: http, protocol: HTTP, port: 80 }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: iris, namespace: vision }
spec: { parentRefs: [{ name: public }], rules: [{ backendRefs: [{ name: iris, port: 80 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: iris, namespace: vision }
spec: { selector: { app: iris }, ports: [{ name: http, port: 80, targetPort: 8000 }] }
---
apiVersion: v1
kind: Pod
metadata: { name: iris, namespace: vision, labels: { app: iris } }
spec:
  containers:
    - name: main
      image: registry.example/iris:1.0.0
      readinessProbe: { httpGet: { path: /health, port: 8000 } }`,
    mended: `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: public, namespace: vision }
spec: { gatewayClassName: gke-l7-global-external-managed, listeners: [{ name: http, protocol: HTTP, port: 80 }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: iris, namespace: vision }
spec: { parentRefs: [{ name: public }], rules: [{ backendRefs: [{ name: iris, port: 80 }] }] }
---
apiVersion: networking.gke.io/v1
kind: HealthCheckPolicy
metadata: { name: iris, namespace: vision }
spec:
  targetRef: { group: "", kind: Service, name: iris }
  default: { config: { type: HTTP, httpHealthCheck: { requestPath: /health } } }
---
apiVersion: v1
kind: Service
metadata: { name: iris, namespace: vision }
spec: { selector: { app: iris }, ports: [{ name: http, port: 80, targetPort: 8000 }] }
---
apiVersion: v1
kind: Pod
metadata: { name: iris, namespace: vision, labels: { app: iris } }
spec:
  containers:
    - name: main
      image: registry.example/iris:1.0.0
      readinessProbe: { httpGet: { path: /health, port: 8000 } }`,
  },
  check(set, { cluster }) {
    const balancers = new Map<Manifest, GkeBalancer | undefined>();
    return once(
      routedPods(set).flatMap((routed) => {
        const { route, service, group, port } = routed;
        if (!balancers.has(route)) balancers.set(route, gkeBalancerOf(set, cluster, route));
        const balancer = balancers.get(route);
        const settings = balancer && healthSettingsOf(set, balancer, service);
        if (!balancer || !settings || settings.kind === 'elsewhere') return [];
        if (settings.kind === 'found' && !(settings.asksRoot && (settings.port ?? port.number) === port.number))
          return [];
        const probe = unseenProbe(balancer, group, port.number);
        return probe
          ? [violationOf(balancer, routed, probe, 'manifest' in settings ? settings.manifest : undefined)]
          : [];
      }),
    );
  },
};

const MADE = { Gateway: 'HealthCheckPolicy', Ingress: 'BackendConfig' };

function violationOf(
  balancer: GkeBalancer,
  { route, at, service, group, port }: RoutedPods,
  { kind, path, port: asked }: HttpProbe,
  settings: Manifest | undefined,
): Violation {
  const where = asked === undefined || asked === port.number ? path : `${path} on port ${asked}`;
  const why = settings
    ? `as ${titleOf(settings)} names no other path`
    : `as no ${MADE[balancer]} is for that ${service.kind}`;
  return {
    manifest: route,
    at,
    message: `leads to ${titleOf(service)}, whose health the load balancer asks for at / on port ${port.number}, ${why}; the ${kind} of the pods of ${titleOf(group.manifest)} asks ${where}`,
    fix: remedy(balancer, service, path),
    others: [service, group.manifest, ...(settings ? [settings] : [])],
  };
}

function remedy(balancer: GkeBalancer, { kind, name }: Manifest, path: string): string {
  return balancer === 'Gateway'
    ? `add a HealthCheckPolicy (networking.gke.io/v1) with targetRef ${kind} '${name}' and requestPath ${path}`
    : `add a BackendConfig (cloud.google.com/v1) with healthCheck.requestPath ${path}, and name it in the annotation cloud.google.com/backend-config of Service '${name}'`;
}
