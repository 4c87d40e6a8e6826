import { itAccepts, itRefuses } from './cases';

const path = '{ path: /price, pathType: Prefix, backend: { service: { name: pricing, port: { number: 80 } } } }';
const ingress = (spec: string): string =>
  `+ { apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: { name: public, namespace: shop }, spec: { ${spec} } }`;
const rules = `rules: [{ host: models.example.com, http: { paths: [${path}] } }]`;
const first = 'Ingress/shop/public: spec.rules[0]';

describe('ingresses', () => {
  itAccepts([
    ingress(`ingressClassName: traefik, ${rules}, tls: [{ hosts: [models.example.com], secretName: tls }]`),
    ingress('defaultBackend: { service: { name: pricing, port: { name: http } } }'),
  ]);
  itRefuses([
    [
      `${ingress(rules)}\nIngress spec.rules.0.http.paths.0.backend.service.name = other`,
      `${first}.http.paths[0].backend.service names no Service of the set: shop/other`,
    ],
    [
      `${ingress(rules)}\nIngress spec.rules.0.http.paths.0.backend.service.port = { name: web }`,
      `${first}.http.paths[0].backend.service: Service/shop/pricing has no port "web"`,
    ],
  ]);
});

describe('routes of gateways', () => {
  const traefik = (service: string): string =>
    `+ { apiVersion: traefik.io/v1alpha1, kind: IngressRoute, metadata: { name: public, namespace: shop }, spec: { routes: [{ match: "Host(\`a.example\`)", kind: Rule, services: [{ ${service} }] }] } }`;
  const weighted = (service: string): string =>
    `+ { apiVersion: traefik.io/v1alpha1, kind: TraefikService, metadata: { name: split, namespace: shop }, spec: { weighted: { services: [{ ${service}, weight: 1 }] } } }`;
  const http = (backend: string): string =>
    `+ { apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute, metadata: { name: public, namespace: shop }, spec: { rules: [{ backendRefs: [{ ${backend} }] }] } }`;
  itAccepts([
    traefik('name: pricing, port: 80'),
    traefik('name: pricing, port: http'),
    traefik('name: split, kind: TraefikService'),
    weighted('name: pricing, port: 80'),
    http('name: pricing, port: 80'),
    http('name: pool, group: inference.networking.k8s.io, kind: InferencePool'),
  ]);
  itRefuses([
    [
      traefik('name: other, port: 80'),
      'IngressRoute/shop/public: spec.routes[0].services[0] names no Service of the set: shop/other',
    ],
    [
      traefik('name: pricing, namespace: default, port: 80'),
      'IngressRoute/shop/public: spec.routes[0].services[0] names no Service of the set: default/pricing',
    ],
    [
      traefik('name: pricing, port: 8000'),
      'IngressRoute/shop/public: spec.routes[0].services[0]: Service/shop/pricing has no port 8000',
    ],
    [
      weighted('name: other, port: 80'),
      'TraefikService/shop/split: spec.weighted.services[0] names no Service of the set: shop/other',
    ],
    [
      http('name: other, port: 80'),
      'HTTPRoute/shop/public: spec.rules[0].backendRefs[0] names no Service of the set: shop/other',
    ],
    [
      http('name: pricing, port: 8000'),
      'HTTPRoute/shop/public: spec.rules[0].backendRefs[0]: Service/shop/pricing has no port 8000',
    ],
  ]);
});
