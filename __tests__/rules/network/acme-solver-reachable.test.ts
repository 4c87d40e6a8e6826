import { ApiObject } from 'cdk8s';
import {
  ClusterProfile,
  GatewayFacts,
  IngressRoute,
  ModelServer,
  RouteRenderer,
  RouteRule,
  RouteTls,
  ServingApp,
  TenantNamespace,
} from '../../../lib';
import { Manifests } from '../../../lib/testing';
import { acmeSolverReachable } from '../../../lib/rules/network/acme-solver-reachable';
import { manifestsFrom, MINIMAL } from '../../support/declare';
import { deploymentYaml, foundBy, namespaceYaml, policyYaml } from '../../support/network-yaml';
import { said } from '../../support/said';

const found = foundBy(acmeSolverReachable);

const issuer = (solvers: string, kind = 'ClusterIssuer', namespace = '') => `apiVersion: cert-manager.io/v1
kind: ${kind}
metadata: { name: letsencrypt${namespace} }
spec: { acme: { solvers: [${solvers}] } }`;
const HTTP01 = issuer('{ http01: { ingress: { ingressClassName: nginx } } }');
const DNS01 = '{ dns01: { route53: { region: eu-central-1 } } }';
const certificate = (host = 'iris.example', kind = 'ClusterIssuer') => `apiVersion: cert-manager.io/v1
kind: Certificate
metadata: { name: iris, namespace: vision }
spec: { secretName: iris-tls, dnsNames: ["${host}"], issuerRef: { kind: ${kind}, name: letsencrypt } }`;
const annotated = (kind: string, apiVersion: string, annotations: string, spec: string) => `apiVersion: ${apiVersion}
kind: ${kind}
metadata: { name: public, namespace: vision, annotations: { ${annotations} } }
spec: ${spec}`;
const ingress = (annotations = 'cert-manager.io/cluster-issuer: letsencrypt') =>
  annotated(
    'Ingress',
    'networking.k8s.io/v1',
    annotations,
    '{ ingressClassName: nginx, tls: [{ hosts: [iris.example], secretName: t }] }',
  );
const gateway = annotated(
  'Gateway',
  'gateway.networking.k8s.io/v1',
  'cert-manager.io/cluster-issuer: letsencrypt',
  '{ gatewayClassName: any, listeners: [{ hostname: iris.example }] }',
);
const SOLVERS = 'podSelector: { matchLabels: { acme.cert-manager.io/http01-solver: "true" } }';
const DENY = policyYaml('{ podSelector: {}, policyTypes: [Ingress] }');
const NEIGHBOURS = policyYaml('{ podSelector: {}, ingress: [{ from: [{ podSelector: {} }] }] }');
const TRAEFIK = { gateway: { traefik: GatewayFacts.traefik()._traefik, pods: { namespaceName: 'traefik' } } };

const ASKS = (by = "ClusterIssuer 'letsencrypt'") =>
  `asks for a certificate that ${by} has proved by HTTP-01, by a pod in the namespace that answers on port 8089: NetworkPolicy 'rules' in namespace 'vision' selects it and`;
const NOBODY = `error: ${ASKS()} lets nobody in on that port`;

describe('is found', () => {
  test.each<[string, string[], object, string]>([
    ['a Certificate in a namespace that lets nobody in', [HTTP01, certificate(), DENY], {}, NOBODY],
    ['an Ingress by annotation', [HTTP01, ingress(), DENY], {}, NOBODY],
    ['a Gateway by annotation', [HTTP01, gateway, DENY], {}, NOBODY],
    [
      'an Issuer of the namespace',
      [issuer('{ http01: {} }', 'Issuer', ', namespace: vision'), certificate('iris.example', 'Issuer'), DENY],
      {},
      `error: ${ASKS("Issuer 'letsencrypt' in namespace 'vision'")} lets nobody in on that port`,
    ],
    [
      'an issuer elsewhere, by an annotation for HTTP-01',
      [ingress('cert-manager.io/cluster-issuer: x, acme.cert-manager.io/http01-edit-in-place: "true"'), DENY],
      {},
      `error: ${ASKS('its issuer')} lets nobody in on that port`,
    ],
    [
      'a policy for the port of the Service',
      [HTTP01, certificate(), policyYaml('{ podSelector: {}, ingress: [{ ports: [{ port: 80 }] }] }')],
      {},
      NOBODY,
    ],
    [
      'a declared gateway that is not let in',
      [HTTP01, certificate(), NEIGHBOURS],
      TRAEFIK,
      `error: ${ASKS()} lets others in on that port, but not the gateway`,
    ],
    [
      'a gateway of the set that is not let in',
      [
        HTTP01,
        ingress(),
        NEIGHBOURS,
        deploymentYaml('edge', '', '', 'edge').replace('"edge:1"', '"registry.k8s.io/ingress-nginx/controller:v1"'),
      ],
      {},
      `error: ${ASKS()} lets others in on that port, but not the gateway`,
    ],
    [
      'the own namespace alone, before a gateway of which nothing is known',
      [HTTP01, certificate(), NEIGHBOURS],
      {},
      `warning: ${ASKS()} lets none in on that port but pods of the same namespace; where the gateway's pods run is not declared`,
    ],
  ])('%s', (_, documents, cluster, message) => {
    expect(found(documents, cluster)).toEqual([message]);
  });
});

describe('is not found', () => {
  const opened = (rest: string) => policyYaml(`{ ${SOLVERS}, ingress: [{ ${rest} }] }`, 'solvers');

  test.each<[string, string[], object]>([
    ['without policies', [HTTP01, certificate()], {}],
    [
      'where policies select other pods',
      [HTTP01, certificate(), policyYaml('{ podSelector: { matchLabels: { a: b } } }')],
      {},
    ],
    ['where the issuer proves by DNS', [issuer(DNS01), certificate(), DENY], {}],
    ['where it may do either', [issuer(`${DNS01}, { http01: {} }`), certificate(), DENY], {}],
    [
      'where the issuer is no ACME',
      [
        'apiVersion: cert-manager.io/v1\nkind: ClusterIssuer\nmetadata: { name: letsencrypt }\nspec: { ca: {} }',
        certificate(),
        DENY,
      ],
      {},
    ],
    ['where the issuer is made elsewhere', [certificate(), ingress(), DENY], {}],
    [
      'where the issuer is of another namespace',
      [issuer('{ http01: {} }', 'Issuer', ', namespace: shop'), certificate('a.example', 'Issuer'), DENY],
      {},
    ],
    [
      'where all of a domain is asked for, which HTTP-01 cannot prove',
      [HTTP01, certificate('*.iris.example'), DENY],
      {},
    ],
    ['where everybody may ask the solvers', [HTTP01, certificate(), DENY, opened('ports: [{ port: 8089 }]')], TRAEFIK],
    ['where the port is called by its name', [HTTP01, certificate(), DENY, opened('ports: [{ port: http }]')], TRAEFIK],
    ['where the gateway may', [HTTP01, certificate(), DENY, opened(`from: [${namespaceYaml('traefik')}]`)], TRAEFIK],
    ['where nothing is asked for', [HTTP01, DENY], {}],
  ])('%s', (_, documents, cluster) => {
    expect(found(documents, cluster)).toEqual([]);
  });
});

describe('in apps', () => {
  const traefik = GatewayFacts.traefik();
  const nginx = GatewayFacts.ingress({ className: 'nginx', pods: { namespaceName: 'ingress-nginx' } });
  const unknown = GatewayFacts.ingress({ className: 'nginx' });

  const app = (gateway: GatewayFacts, http01?: boolean) => {
    const root = new ServingApp({ cluster: ClusterProfile.of({ gateway }) });
    const tenant = new TenantNamespace(root, 'vision');
    new ApiObject(tenant, 'issuer', {
      apiVersion: 'cert-manager.io/v1',
      kind: 'Issuer',
      metadata: { name: 'letsencrypt' },
      spec: { acme: { solvers: [{ http01: { ingress: {} } }] } },
    });
    const server = new ModelServer(tenant, 'iris', MINIMAL);
    const tls = RouteTls.certManager({ issuer: 'letsencrypt', http01 });
    new IngressRoute(tenant, 'public', { host: 'a.example', tls, rules: [RouteRule.pathPrefix('/', server)] });
    return root;
  };

  test.each([
    ['Traefik', traefik, 'error'],
    ['an Ingress', nginx, 'error'],
    ['an Ingress of a gateway that is not known', unknown, 'warning'],
  ])('%s in a tenant with defaultDeny', (_, gateway, severity) => {
    expect(said(app(gateway), 'acme-solver-reachable')).toEqual([
      expect.stringMatching(
        new RegExp(`^${severity}: 'vision/public(/Certificate)?': .*; say http01: true to RouteTls.certManager`),
      ),
    ]);
  });

  test.each([
    ['Traefik', traefik],
    ['an Ingress', nginx],
    ['an Ingress of a gateway that is not known', unknown],
  ])('%s, mended by one prop', (_, gateway) => {
    expect(said(app(gateway, true), 'acme-solver-reachable')).toEqual([]);
  });

  // The pods are cert-manager's: no workload of the set makes them, as the API server's twin would have it.
  test('the prop lets the gateway in to the solvers, on their port', () => {
    const policy = Manifests.fromApp(app(traefik, true)).get('NetworkPolicy', 'public-acme-solver');
    expect(policy.spec).toEqual({
      podSelector: { matchLabels: { 'acme.cert-manager.io/http01-solver': 'true' } },
      policyTypes: ['Ingress'],
      ingress: [
        {
          from: [
            {
              namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'traefik' } },
              podSelector: { matchLabels: { 'app.kubernetes.io/name': 'traefik' } },
            },
          ],
          ports: [{ port: 8089, protocol: 'TCP' }],
        },
      ],
    });
  });

  test('and everybody, where it is not known where the gateway runs', () => {
    const policy = Manifests.fromApp(app(unknown, true)).get('NetworkPolicy', 'public-acme-solver');
    expect(policy.spec.ingress).toEqual([{ ports: [{ port: 8089, protocol: 'TCP' }] }]);
  });

  test('and nothing more is made without it', () => {
    expect(manifestsFrom(app(unknown, false)).all.filter(({ kind }) => kind === 'NetworkPolicy')).toHaveLength(3);
    expect(() => RouteTls.certManager({ issuer: 'a', http01: 'yes' as never })._problems()).not.toThrow();
    expect(RouteTls.certManager({ issuer: 'a', http01: 'yes' as never })._problems()).toEqual([
      expect.stringMatching(/^http01 must be .*true.*false.*'yes'/),
    ]);
  });

  test('a Gateway of the route is asked for in the same way', () => {
    const root = new ServingApp();
    const tenant = new TenantNamespace(root, 'vision');
    const server = new ModelServer(tenant, 'iris', MINIMAL);
    const via = RouteRenderer.gatewayApi(GatewayFacts.gatewayApi({ className: 'eg' }));
    const tls = RouteTls.certManager({ clusterIssuer: 'letsencrypt', http01: true });
    const { resources } = new IngressRoute(tenant, 'public', {
      host: 'a.example',
      via,
      tls,
      rules: [RouteRule.pathPrefix('/', server)],
    });
    expect(resources.map(({ kind }) => kind)).toContain('NetworkPolicy');
  });
});
