import type { Explanation } from '../explanation';

export const gkeHealthCheck: Explanation = {
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
};
