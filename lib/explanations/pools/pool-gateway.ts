import type { Explanation } from '../explanation';

export const poolGateway: Explanation = {
  reason:
    'A gateway that knows no InferencePools refuses the route, or answers 500 to the share of the pool. Some that know them ignore weights over several pools of one rule, or ask one picker for all of them. A gateway is known by what is declared of the cluster, by its GatewayClass or by the controller of that; of others nothing is said. GRPCRoutes to pools are in no conformance test.',
  sources: [
    'https://github.com/kubernetes-sigs/gateway-api-inference-extension/tree/main/conformance/reports',
    'https://github.com/kgateway-dev/kgateway/issues/11667',
    'https://github.com/envoyproxy/ai-gateway/pull/2657',
  ],
  example: {
    failing: `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: public, namespace: llm }
spec: { gatewayClassName: cilium, listeners: [{ name: http, protocol: HTTP, port: 80 }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: llama, namespace: llm }
spec:
  parentRefs: [{ name: public }]
  rules: [{ backendRefs: [{ group: inference.networking.k8s.io, kind: InferencePool, name: llama }] }]`,
    mended: `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: public, namespace: llm }
spec: { gatewayClassName: istio, listeners: [{ name: http, protocol: HTTP, port: 80 }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: llama, namespace: llm }
spec:
  parentRefs: [{ name: public }]
  rules: [{ backendRefs: [{ group: inference.networking.k8s.io, kind: InferencePool, name: llama }] }]`,
  },
};
