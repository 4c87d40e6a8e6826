import type { Explanation } from '../explanation';

export const gatewayDeployment: Explanation = {
  reason:
    'Istio, kgateway, agentgateway and NGINX Gateway Fabric run the proxies of a Gateway in its own namespace, behind a Service of type LoadBalancer; Cilium makes the Service alone. Where a quota has no room for it the Gateway never gets an address, and where policies isolate every pod of the namespace nobody reaches the proxies. Such namespaces are for what is served, and the Gateway is shared: routes name it by its namespace. An implementation is known as for pool-gateway; a Gateway whose Service is chosen by addresses, annotations or parameters is taken to be let in by quotas.',
  sources: [
    'https://istio.io/latest/docs/tasks/traffic-management/ingress/gateway-api/#automated-deployment',
    'https://docs.nginx.com/nginx-gateway-fabric/install/deploy-data-plane',
    'https://kgateway.dev/docs/setup/default',
    'SetNamespaceAndOwnerWithGVK in controller/pkg/deployer/deployer.go of agentgateway/agentgateway',
    'getService in operator/pkg/model/translation/gateway-api/translator.go of cilium/cilium',
  ],
  example: {
    failing: `apiVersion: v1
kind: ResourceQuota
metadata: { name: quota, namespace: vision }
spec: { hard: { services.loadbalancers: "0" } }
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: public, namespace: vision }
spec: { gatewayClassName: istio, listeners: [{ name: http, protocol: HTTP, port: 80 }] }`,
    mended: `apiVersion: v1
kind: ResourceQuota
metadata: { name: quota, namespace: vision }
spec: { hard: { services.loadbalancers: "0" } }
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: public, namespace: gateways }
spec: { gatewayClassName: istio, listeners: [{ name: http, protocol: HTTP, port: 80, allowedRoutes: { namespaces: { from: All } } }] }`,
  },
};
