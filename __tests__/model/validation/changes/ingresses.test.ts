import { itAccepts, itRefuses } from './changes';

const path = (rest = ''): string =>
  `{ path: /price, pathType: Prefix, backend: { service: { name: pricing, port: { number: 80 } } }${rest} }`;
const ingress = (spec: string): string =>
  `+ { apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: { name: public, namespace: shop }, spec: { ${spec} } }`;
const rules = (paths: string, host = 'models.example.com'): string =>
  `rules: [{ host: "${host}", http: { paths: [${paths}] } }]`;

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
    [
      ingress(rules(path(), 'a.*.com')),
      "Ingress /spec/rules/0/host must be '*.' followed by a DNS name in lower case, got 'a.*.com'",
    ],
    [
      ingress(rules(path(), '*')),
      "Ingress /spec/rules/0/host must be '*.' followed by a DNS name in lower case, got '*'",
    ],
    [
      `${ingress(rules(path()))}\nIngress spec.rules.0.http.paths.0.path = /a//b`,
      "Ingress /spec/rules/0/http/paths/0/path must not hold '//', '/./', '/../' and '%2f', got '/a//b'",
    ],
    [
      `${ingress(rules(path()))}\nIngress spec.rules.0.http.paths.0.path = /a/..`,
      "Ingress /spec/rules/0/http/paths/0/path must not hold '//', '/./', '/../' and '%2f', got '/a/..'",
    ],
    [
      `${ingress(rules(path()))}\nIngress spec.rules.0.http.paths.0.backend.resource = { kind: A, name: a }`,
      'Ingress /spec/rules/0/http/paths/0/backend must have one of service and resource, not both',
    ],
    [
      `${ingress(rules(path()))}\nIngress spec.rules.0.http.paths.0.backend.service.port.name = http`,
      'Ingress /spec/rules/0/http/paths/0/backend must have the name or the number of a port, not both',
    ],
    [
      ingress(`${rules(path())}, tls: [{ hosts: [10.0.0.1], secretName: A }]`),
      "Ingress /spec/tls/0/secretName must be lower-case letters, digits, '-' and '.', each part beginning and ending with a letter or digit, got 'A'",
    ],
  ]);
});
