import {
  ClusterProfile,
  GatewayFacts,
  GatewayImplementation,
  IngressRoute,
  ModelServer,
  RouteRule,
  ServingApp,
  TenantNamespace,
} from '../../../lib';
import { gkeHealthCheck } from '../../../lib/rules/gke/gke-health-check';
import { gkeIngressClass } from '../../../lib/rules/gke/gke-ingress-class';
import { manifestsFrom, MINIMAL } from '../../support/declare';
import { deploymentYaml, foundBy, serviceYaml } from '../../support/network-yaml';
import { said } from '../../support/said';

const ingress = (className?: string, annotation?: string) => `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: public, namespace: vision${annotation === undefined ? '' : `, annotations: { kubernetes.io/ingress.class: ${annotation} }`} }
spec:
  ${className === undefined ? '' : `ingressClassName: ${className}`}
  rules: [{ http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: iris, port: { number: 80 } } } }] } }]`;

describe('gke-ingress-class', () => {
  const found = foundBy(gkeIngressClass);
  const ignored = (name: string, rest: string) =>
    `error: has the class '${name}' in spec.ingressClassName, which GKE ignores, and the annotation kubernetes.io/ingress.class ${rest}, so that nobody serves it`;

  test.each([
    ['gce in the field', ingress('gce'), ignored('gce', 'is not there')],
    ['gce-internal in the field', ingress('gce-internal'), ignored('gce-internal', 'is not there')],
    ['another class in the annotation', ingress('gce', 'nginx'), ignored('gce', "is 'nginx'")],
    [
      'the class of a Gateway',
      ingress('gke-l7-rilb'),
      "error: has the class 'gke-l7-rilb', which GKE has for Gateways and not for Ingresses, so that nobody serves it",
    ],
  ])('finds %s', (_, document, message) => {
    expect(found([document])).toEqual([message]);
  });

  test.each([
    ['the annotation alone', [ingress(undefined, 'gce')]],
    ['both', [ingress('gce', 'gce-internal')]],
    ['other classes', [ingress('nginx')]],
    ['no class at all', [ingress()]],
    [
      "somebody else's controller of that class",
      [
        ingress('gce'),
        'apiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: { name: gce }\nspec: { controller: x.example/y }',
      ],
    ],
  ])('finds nothing with %s', (_, documents) => {
    expect(found(documents)).toEqual([]);
  });
});

const app = (gateway: GatewayFacts, healthChecks?: boolean) => {
  const root = new ServingApp({ cluster: ClusterProfile.of({ gateway }) });
  const tenant = new TenantNamespace(root, 'vision', { defaultDeny: false });
  const server = new ModelServer(tenant, 'iris', { ...MINIMAL, networkPolicy: false });
  new IngressRoute(tenant, 'public', {
    host: 'a.example',
    healthChecks,
    rules: [RouteRule.pathPrefix('/', server)],
  });
  return root;
};

test.each(['gce', 'gce-internal'])('a route of the class %s says so by the annotation', (className) => {
  const root = app(GatewayFacts.ingress({ className }));
  const { metadata, spec } = manifestsFrom(root).get('Ingress', 'public');
  expect(metadata.annotations).toEqual({ 'kubernetes.io/ingress.class': className });
  expect(spec.ingressClassName).toBeUndefined();
  expect([...said(root, 'gke-ingress-class'), ...said(root, 'gke-health-check')]).toEqual([]);
});

describe('gke-health-check', () => {
  const found = foundBy(gkeHealthCheck);
  const GATEWAY = `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: public, namespace: vision }
spec: { gatewayClassName: gke-l7-rilb }`;
  const ROUTE = `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: iris, namespace: vision }
spec: { parentRefs: [{ name: public }], rules: [{ backendRefs: [{ name: iris, port: 80 }] }] }`;
  const SERVICE = serviceYaml('iris', '{ port: 80, targetPort: 8000 }');
  const PORTS = 'ports: [{ name: http, containerPort: 8000 }, { name: admin, containerPort: 9000 }]';
  const pods = (...probes: string[]) => deploymentYaml('iris', [PORTS, ...probes].join(', '));
  const http = (kind: string, path: string, port: number | string = 8000, rest = '') =>
    `${kind}Probe: { httpGet: { path: ${path}, port: ${port}${rest} } }`;
  const READY = pods(http('readiness', '/health'));
  const policy = (config: string, target = 'iris', namespace = 'vision') => `apiVersion: networking.gke.io/v1
kind: HealthCheckPolicy
metadata: { name: iris, namespace: ${namespace} }
spec: { targetRef: { group: "", kind: Service, name: ${target} }, default: { config: ${config} } }`;
  const HTTP = (path = '') =>
    `{ type: HTTP, httpHealthCheck: { port: 8000${path === '' ? '' : `, requestPath: ${path}`} } }`;
  const configured = (value: string) =>
    SERVICE.replace(
      'namespace: vision',
      `namespace: vision, annotations: { cloud.google.com/backend-config: '${value}' }`,
    );
  const backendConfig = (spec: string) =>
    `apiVersion: cloud.google.com/v1\nkind: BackendConfig\nmetadata: { name: iris, namespace: vision }\nspec: ${spec}`;
  const GCE = ingress(undefined, 'gce');

  const LEADS =
    "warning: leads to Service 'iris' in namespace 'vision', whose health the load balancer asks for at / on port 8000,";
  const asks = (probe: string) => `the ${probe} of the pods of Deployment 'iris' in namespace 'vision' asks`;
  const NO_POLICY = `${LEADS} as no HealthCheckPolicy is for that Service; ${asks('readinessProbe')} /health`;
  const NO_CONFIG = `${LEADS} as no BackendConfig is for that Service; ${asks('livenessProbe')} /health`;

  test.each<[string, string[], string]>([
    ['a Gateway without a policy', [GATEWAY, ROUTE, SERVICE, READY], NO_POLICY],
    ['a policy for another Service', [GATEWAY, ROUTE, SERVICE, READY, policy(HTTP('/health'), 'rose')], NO_POLICY],
    [
      'a policy in another namespace',
      [GATEWAY, ROUTE, SERVICE, READY, policy(HTTP('/health'), 'iris', 'shop')],
      NO_POLICY,
    ],
    [
      'a policy without a path',
      [GATEWAY, ROUTE, SERVICE, READY, policy(HTTP())],
      `${LEADS} as HealthCheckPolicy 'iris' in namespace 'vision' names no other path; ${asks('readinessProbe')} /health`,
    ],
    [
      'probes on a port of their own',
      [GATEWAY, ROUTE, SERVICE, pods(http('readiness', '/', 'admin'))],
      `${LEADS} as no HealthCheckPolicy is for that Service; ${asks('readinessProbe')} / on port 9000`,
    ],
    [
      'an Ingress, where readiness is told by a command',
      [GCE, SERVICE, pods('readinessProbe: { exec: { command: [ready] } }', http('liveness', '/health'))],
      NO_CONFIG,
    ],
    [
      'an Ingress, where readiness is asked on another port',
      [GCE, SERVICE, pods(http('readiness', '/ready', 9000))],
      `${LEADS} as no BackendConfig is for that Service; ${asks('readinessProbe')} /ready on port 9000`,
    ],
    [
      'an Ingress, where readiness is asked with headers',
      [GCE, SERVICE, pods(http('readiness', '/ready', 8000, ', httpHeaders: [{ name: Token, value: x }]'))],
      `${LEADS} as no BackendConfig is for that Service; ${asks('readinessProbe')} /ready`,
    ],
    [
      'an Ingress, where the container does not declare the port',
      [GCE, SERVICE, deploymentYaml('iris', http('readiness', '/ready'))],
      `${LEADS} as no BackendConfig is for that Service; ${asks('readinessProbe')} /ready`,
    ],
    [
      'an Ingress whose BackendConfig names no path',
      [
        GCE,
        configured('{"default": "iris"}'),
        pods(http('liveness', '/health')),
        backendConfig('{ healthCheck: { port: 8000 } }'),
      ],
      `${LEADS} as BackendConfig 'iris' in namespace 'vision' names no other path; ${asks('livenessProbe')} /health`,
    ],
  ])('finds %s', (_, documents, message) => {
    expect(found(documents)).toEqual([message]);
  });

  test.each<[string, string[]]>([
    ['another class', [GATEWAY.replace('gke-l7-rilb', 'eg'), ROUTE, SERVICE, READY]],
    ['a Gateway that is made elsewhere', [ROUTE, SERVICE, READY]],
    ['a policy with a path', [GATEWAY, ROUTE, SERVICE, READY, policy(HTTP('/health'))]],
    [
      'a policy that asks the port of the probes',
      [
        GATEWAY,
        ROUTE,
        SERVICE,
        pods(http('readiness', '/', 'admin')),
        policy('{ type: HTTP, httpHealthCheck: { port: 9000, portSpecification: USE_FIXED_PORT } }'),
      ],
    ],
    ['a policy over TCP', [GATEWAY, ROUTE, SERVICE, READY, policy('{ type: TCP, tcpHealthCheck: { port: 8000 } }')]],
    ['a server that answers /', [GATEWAY, ROUTE, SERVICE, pods(http('readiness', '/health'), http('liveness', '/'))]],
    [
      'probes that tell nothing of HTTP',
      [GATEWAY, ROUTE, SERVICE, pods('readinessProbe: { tcpSocket: { port: 8000 } }')],
    ],
    ['an Ingress that reads the readiness probe', [GCE, SERVICE, READY]],
    [
      'an Ingress that reads one with a host',
      [GCE, SERVICE, pods(http('readiness', '/a', 'http', ', httpHeaders: [{ name: Host, value: x }]'))],
    ],
    [
      'a BackendConfig that is made elsewhere',
      [GCE, configured('{"default": "iris"}'), pods(http('liveness', '/health'))],
    ],
    [
      'a BackendConfig with a path',
      [
        GCE,
        configured('{"default": "iris"}'),
        pods(http('liveness', '/health')),
        backendConfig('{ healthCheck: { requestPath: /health } }'),
      ],
    ],
    ['a BackendConfig in words that are no JSON', [GCE, configured('iris'), pods(http('liveness', '/health'))]],
  ])('finds nothing with %s', (_, documents) => {
    expect(found(documents)).toEqual([]);
  });

  test('finds the server of an app whose route makes no health checks', () => {
    const gateway = GatewayFacts.gatewayApi({
      implementation: GatewayImplementation.GKE,
      gatewayName: 'shared',
      gatewayNamespaceName: 'gateways',
    });
    expect(said(app(gateway), 'gke-health-check')).toEqual([]);
    expect(said(app(gateway, false), 'gke-health-check')).toEqual([
      expect.stringMatching(
        /^warning: 'vision\/public': leads to 'vision\/iris\/Service', .* asks \/ready; add a HealthCheckPolicy \(networking\.gke\.io\/v1\) with targetRef Service 'iris' and requestPath \/ready/,
      ),
    ]);
  });
});
