import { itAccepts, itRefuses } from './cases';

const path = (rest = ''): string =>
  `{ path: /price, pathType: Prefix, backend: { service: { name: pricing, port: { number: 80 } } }${rest} }`;
const ingress = (spec: string): string =>
  `+ { apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: { name: public, namespace: shop }, spec: { ${spec} } }`;
const rules = (paths: string, host = 'models.example.com'): string =>
  `rules: [{ host: "${host}", http: { paths: [${paths}] } }]`;
const at = 'Ingress/shop/public';
const first = `${at}: spec.rules[0]`;

describe('ingresses', () => {
  itAccepts([
    ingress(`ingressClassName: traefik, ${rules(path())}, tls: [{ hosts: [models.example.com], secretName: tls }]`),
    ingress(rules(path(), '*.example.com')),
    ingress('defaultBackend: { service: { name: pricing, port: { name: http } } }'),
    ingress(
      rules(
        '{ path: "/a(/|$)(.*)", pathType: ImplementationSpecific, backend: { service: { name: pricing, port: { number: 80 } } } }',
      ),
    ),
  ]);
  itRefuses([
    [ingress(''), `${at}: spec must have rules or a defaultBackend`],
    [
      `${ingress(rules(path()))}\nIngress metadata.annotations.kubernetes~io/ingress~class = traefik`,
      `${at}: the annotation kubernetes.io/ingress.class is deprecated, use spec.ingressClassName`,
    ],
    [
      ingress(`ingressClassName: A, ${rules(path())}`),
      `${at}: spec.ingressClassName must be a DNS-1123 subdomain, got "A"`,
    ],
    [ingress(rules('')), `${first}.http.paths must hold a path`],
    [ingress(rules(path(), '10.0.0.1')), `${first}.host must be a DNS name, not an address, got "10.0.0.1"`],
    [ingress(rules(path(), 'a.*.com')), `${first}.host must be a DNS-1123 subdomain, got "a.*.com"`],
    [ingress(rules(path(), '*')), `${first}.host must be a wildcard DNS-1123 subdomain, got "*"`],
    [
      `${ingress(rules(path()))}\nIngress spec.rules.0.http.paths.0.path = price`,
      `${first}.http.paths[0].path must be an absolute path, got "price"`,
    ],
    [
      `${ingress(rules(path()))}\nIngress spec.rules.0.http.paths.0.path = /a//b`,
      `${first}.http.paths[0].path must not contain //, /./, /../ or %2f, got "/a//b"`,
    ],
    [
      `${ingress(rules(path()))}\nIngress spec.rules.0.http.paths.0.path = /a/..`,
      `${first}.http.paths[0].path must not contain //, /./, /../ or %2f, got "/a/.."`,
    ],
    [
      `${ingress(rules(path()))}\nIngress spec.rules.0.http.paths.0.backend.resource = { kind: A, name: a }`,
      `${first}.http.paths[0].backend must have a service or a resource, one of them`,
    ],
    [
      `${ingress(rules(path()))}\nIngress spec.rules.0.http.paths.0.backend.service.port.name = http`,
      `${first}.http.paths[0].backend.service.port must have a name or a number, one of them`,
    ],
    [
      `${ingress(rules(path()))}\nIngress spec.rules.0.http.paths.0.backend.service.port.number = 0`,
      `${first}.http.paths[0].backend.service.port.number must be a whole number from 1 to 65535, got 0`,
      `${first}.http.paths[0].backend.service: Service/shop/pricing has no port 0`,
    ],
    [
      ingress(`${rules(path())}, tls: [{ hosts: [10.0.0.1], secretName: A }]`),
      `${at}: spec.tls[0].hosts must be a DNS name, not an address, got "10.0.0.1"`,
      `${at}: spec.tls[0].secretName must be a DNS-1123 subdomain, got "A"`,
    ],
    [
      `${ingress(rules(path()))}\nIngress spec.rules.0.http.paths.0.backend.service.name = other`,
      `${first}.http.paths[0].backend.service names no Service of the set: shop/other`,
    ],
    [
      `${ingress(rules(path()))}\nIngress spec.rules.0.http.paths.0.backend.service.port = { name: web }`,
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
