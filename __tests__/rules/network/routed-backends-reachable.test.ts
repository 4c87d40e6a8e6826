import type { Chart } from 'cdk8s';
import { ApiObject } from 'cdk8s';
import {
  ClusterProfile,
  GatewayFacts,
  GatewayImplementation,
  IngressController,
  IngressRoute,
  ModelServer,
  NamespacePeer,
  RouteRenderer,
  RouteRule,
  RouteTarget,
  ServingApp,
  TenantNamespace,
} from '../../../lib';
import { UNDECLARED, type ClusterFacts } from '../../../lib/cluster/cluster-facts';
import { NO_CONTEXT } from '../../../lib/rules/context';
import { routedBackendsReachable } from '../../../lib/rules/network/routed-backends-reachable';
import { runRules } from '../../../lib/rules/run-rules';
import { MINIMAL } from '../../support/declare';
import { setOfYaml } from '../../support/findings';
import { said } from '../../support/said';

const RULE = 'routed-backends-reachable';

/** What is found in YAML: the severity and the message. */
const found = (documents: readonly string[], cluster: Partial<ClusterFacts> = {}) =>
  runRules(setOfYaml(...documents), { ...NO_CONTEXT, cluster: { ...UNDECLARED, ...cluster } }, [
    routedBackendsReachable,
  ]).map(({ severity, message }) => `${severity}: ${message}`);

const SERVER = [
  `apiVersion: apps/v1
kind: Deployment
metadata: { name: iris, namespace: vision }
spec:
  selector: { matchLabels: { app: iris } }
  template:
    metadata: { labels: { app: iris } }
    spec: { containers: [{ name: main, image: iris:1, ports: [{ name: http, containerPort: 8000 }] }] }`,
  `apiVersion: v1
kind: Service
metadata: { name: iris, namespace: vision }
spec: { selector: { app: iris }, ports: [{ name: web, port: 80, targetPort: http }] }`,
];
const policy = (spec: string, name = 'rules', namespace = 'vision') => `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: ${name}, namespace: ${namespace} }
spec: ${spec}`;
const admitting = (from: string, port: number | string = 8000) =>
  policy(`{ podSelector: {}, policyTypes: [Ingress], ingress: [{ from: [${from}], ports: [{ port: ${port} }] }] }`);
const ingress = (className = 'nginx') => `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: public, namespace: vision }
spec:
  ingressClassName: ${className}
  rules: [{ http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: iris, port: { number: 80 } } } }] } }]`;
const ingressRoute = `apiVersion: traefik.io/v1alpha1
kind: IngressRoute
metadata: { name: public, namespace: vision }
spec: { routes: [{ kind: Rule, match: "Host(\`a.example\`)", services: [{ name: iris, port: 80 }] }] }`;
const httpRoute = (gateway = 'shared', namespace = 'gateways') => `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: public, namespace: vision }
spec: { parentRefs: [{ name: ${gateway}, namespace: ${namespace} }], rules: [{ backendRefs: [{ name: iris, port: 80 }] }] }`;
const pods = (name: string, namespace: string, image: string, rest = '') => `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: ${namespace} }
spec:
  selector: { matchLabels: { app.kubernetes.io/name: ${name} } }
  template:
    metadata: { labels: { app.kubernetes.io/name: ${name} } }
    spec: { containers: [{ name: main, image: "${image}" }]${rest} }`;
const namespace = (name: string) => `apiVersion: v1\nkind: Namespace\nmetadata: { name: ${name} }`;

const DENY = policy('{ podSelector: {}, policyTypes: [Ingress] }');
const NEIGHBOURS = admitting('{ podSelector: {} }');
const NGINX = 'registry.k8s.io/ingress-nginx/controller:v1.12.1';
const TRAEFIK: Partial<ClusterFacts> = {
  gateway: {
    traefik: GatewayFacts.traefik()._traefik,
    ingress: { className: 'traefik', controller: IngressController.TRAEFIK, strictPrefixMatching: false },
    pods: { namespaceName: 'traefik', podLabels: { 'app.kubernetes.io/name': 'traefik' } },
  },
};
const inNamespace = (name: string) =>
  `{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: ${name} } } }`;

const LEADS =
  "leads to Service 'iris' in namespace 'vision', and there to port 8000 of the pods of Deployment 'iris' in namespace 'vision'";
const RULES = "NetworkPolicy 'rules' in namespace 'vision' selects them and";
const NOBODY = `error: ${LEADS}: ${RULES} lets nobody in on that port`;
const UNDECLARED_GATEWAY = `warning: ${LEADS}: ${RULES} lets none in on that port but pods of the same namespace; where the gateway's pods run is not declared`;

describe('is found in YAML', () => {
  test.each<[string, string[], Partial<ClusterFacts>, string]>([
    ['a default deny and nothing else', [DENY, ingress()], {}, NOBODY],
    ['a policy for another port', [admitting('', 9000), ingress()], {}, NOBODY],
    ['a policy by the number of the Service', [admitting(inNamespace('ingress-nginx'), 80), ingress()], {}, NOBODY],
    ['a policy by a name that the port does not have', [admitting('', 'web'), ingress()], {}, NOBODY],
    [
      'a policy over another protocol',
      [policy('{ podSelector: {}, ingress: [{ ports: [{ port: 8000, protocol: UDP }] }] }'), ingress()],
      {},
      NOBODY,
    ],
    ['neighbours alone, before a gateway of which nothing is known', [NEIGHBOURS, ingress()], {}, UNDECLARED_GATEWAY],
    ['the same with routes of Traefik', [NEIGHBOURS, ingressRoute], {}, UNDECLARED_GATEWAY],
    ['the same with a Gateway elsewhere', [NEIGHBOURS, httpRoute()], {}, UNDECLARED_GATEWAY],
    [
      'neighbours and the scraper alone',
      [admitting(`{ podSelector: {} }, ${inNamespace('monitoring')}`), ingress()],
      { scraper: { namespaceName: 'monitoring' } },
      UNDECLARED_GATEWAY.replace('the same namespace', "namespace 'monitoring' and the same namespace"),
    ],
    [
      'neighbours alone, before a declared gateway',
      [NEIGHBOURS, ingressRoute],
      TRAEFIK,
      `error: ${LEADS}: ${RULES} lets others in on that port, but not the gateway's pods (namespace 'traefik', app.kubernetes.io/name=traefik)`,
    ],
    [
      'the namespace of the gateway, but other pods of it',
      [
        admitting(
          '{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: traefik } }, podSelector: { matchLabels: { app: traefik } } }',
        ),
        ingressRoute,
      ],
      TRAEFIK,
      `error: ${LEADS}: ${RULES} lets others in on that port, but not the gateway's pods (namespace 'traefik', app.kubernetes.io/name=traefik)`,
    ],
    [
      "labels of the gateway's pods without their namespace, which stand for neighbours",
      [admitting('{ podSelector: { matchLabels: { app.kubernetes.io/name: traefik } } }'), ingressRoute],
      TRAEFIK,
      `error: ${LEADS}: ${RULES} lets others in on that port, but not the gateway's pods (namespace 'traefik', app.kubernetes.io/name=traefik)`,
    ],
    [
      'a gateway of the set in a namespace that is not let in',
      [NEIGHBOURS, ingress(), pods('ingress-nginx', 'edge', NGINX)],
      {},
      `error: ${LEADS}: ${RULES} lets others in on that port, but not the gateway's pods, those of Deployment 'ingress-nginx' in namespace 'edge'`,
    ],
    [
      'a gateway of the set whose own policy lets it out to nobody',
      [
        ingress(),
        pods('ingress-nginx', 'edge', NGINX),
        policy('{ podSelector: {}, policyTypes: [Egress] }', 'shut', 'edge'),
      ],
      {},
      "error: leads to Service 'iris' in namespace 'vision', and there to port 8000 of the pods of Deployment 'iris' in namespace 'vision', but NetworkPolicy 'shut' in namespace 'edge' does not let the gateway's pods, those of Deployment 'ingress-nginx' in namespace 'edge', out to them",
    ],
    [
      'a load balancer outside of the cluster, which no label names',
      [NEIGHBOURS, ingress('gce')],
      {},
      `warning: ${LEADS}: ${RULES} lets none in on that port but pods of the same namespace; labels cannot name the load balancer`,
    ],
  ])('%s', (_, documents, cluster, message) => {
    expect(found([...SERVER, ...documents], cluster)).toEqual([message]);
  });

  test('once for each pods behind a Service, and for each route', () => {
    const other = SERVER[0].replace('name: iris, namespace', 'name: iris-2, namespace');
    expect(found([...SERVER, other, DENY, ingress(), ingressRoute])).toHaveLength(4);
  });
});

describe('is not found', () => {
  test.each<[string, string[], Partial<ClusterFacts>]>([
    ['without policies', [ingress()], {}],
    ['where policies select other pods', [policy('{ podSelector: { matchLabels: { app: rose } } }'), ingress()], {}],
    ['where a policy is about egress alone', [policy('{ podSelector: {}, policyTypes: [Egress] }'), ingress()], {}],
    ['where everybody is let in', [policy('{ podSelector: {}, ingress: [{}] }'), ingress()], {}],
    ['where another namespace is let in, of which nothing is known', [admitting(inNamespace('edge')), ingress()], {}],
    ['where all namespaces are let in', [admitting('{ namespaceSelector: {} }'), ingress()], {}],
    [
      'where namespaces are told by labels',
      [admitting('{ namespaceSelector: { matchLabels: { a: b } } }'), ingress()],
      {},
    ],
    ['where addresses are let in', [admitting('{ ipBlock: { cidr: 10.0.0.0/8 } }'), ingress()], TRAEFIK],
    ['where the declared gateway is let in', [admitting(inNamespace('traefik')), ingressRoute], TRAEFIK],
    ['where the port is called by its name', [admitting(inNamespace('traefik'), 'http'), ingressRoute], TRAEFIK],
    [
      'where several policies add up',
      [DENY.replace('rules', 'deny'), admitting(inNamespace('traefik')), ingressRoute],
      TRAEFIK,
    ],
    [
      'where the gateway is declared and the route is for another',
      [admitting(inNamespace('edge')), ingress('internal')],
      TRAEFIK,
    ],
    [
      'where the Gateway is a neighbour, which some implementations serve there',
      [NEIGHBOURS, httpRoute('own', 'vision')],
      {},
    ],
    [
      'where the gateway of the set is let in',
      [admitting(inNamespace('edge')), ingress(), pods('ingress-nginx', 'edge', NGINX), namespace('edge')],
      {},
    ],
    [
      'where the gateway of the set is a neighbour',
      [NEIGHBOURS, ingress(), pods('ingress-nginx', 'vision', NGINX)],
      {},
    ],
    [
      'where the network of the node is used',
      [SERVER[0].replace('spec: { containers', 'spec: { hostNetwork: true, containers'), DENY, ingress()],
      {},
    ],
    [
      'where policies of another kind decide as well',
      [
        DENY,
        ingress(),
        'apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: { name: a, namespace: vision }',
      ],
      {},
    ],
  ])('%s', (_, documents, cluster) => {
    const server = documents.some((each) => each.includes('hostNetwork')) ? SERVER.slice(1) : SERVER;
    expect(found([...server, ...documents], cluster)).toEqual([]);
  });
});

describe('is found in apps', () => {
  const app = (gateway?: GatewayFacts, defaultDeny = true) => {
    const root = new ServingApp({ cluster: ClusterProfile.of({ gateway }) });
    return { root, tenant: new TenantNamespace(root, 'vision', { defaultDeny }) };
  };
  const nginx = GatewayFacts.ingress({ className: 'nginx', controller: IngressController.INGRESS_NGINX });
  const envoy = GatewayFacts.gatewayApi({
    implementation: GatewayImplementation.ENVOY_GATEWAY,
    gatewayName: 'shared',
    gatewayNamespaceName: 'gateways',
  });

  test.each([
    ['nginx', nginx],
    ['Envoy Gateway', envoy],
  ])('%s without declared pods', (_, gateway) => {
    const { root, tenant } = app(gateway);
    const server = new ModelServer(tenant, 'iris', MINIMAL);
    new IngressRoute(tenant, 'public', { host: 'a.example', rules: [RouteRule.pathPrefix('/', server)] });
    expect(said(root, RULE)).toEqual([
      expect.stringMatching(
        /^warning: 'vision\/public': leads to 'vision\/iris\/Service', .*not declared; declare it with the option pods of GatewayFacts, or let them in with allowFrom\(\.\.\.\), on port 8000/,
      ),
    ]);
  });

  test('networkPolicy: false in a tenant with defaultDeny', () => {
    const { root, tenant } = app(GatewayFacts.traefik());
    const server = new ModelServer(tenant, 'iris', { ...MINIMAL, networkPolicy: false });
    new IngressRoute(tenant, 'public', { host: 'a.example', rules: [RouteRule.pathPrefix('/', server)] });
    expect(said(root, RULE)).toEqual([
      expect.stringMatching(
        /^error: 'vision\/public'.* lets? others in on that port, but not the gateway's pods \(namespace 'traefik'/,
      ),
    ]);
  });

  const handMade = (tenant: Chart) => {
    const labels = { app: 'rose' };
    const template = { metadata: { labels }, spec: { containers: [{ name: 'main', image: 'rose:1' }] } };
    new ApiObject(tenant, 'Deployment', {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'rose' },
      spec: { selector: { matchLabels: labels }, template },
    });
    new ApiObject(tenant, 'Service', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'rose' },
      spec: { selector: labels, ports: [{ port: 80, targetPort: 8000 }] },
    });
    new IngressRoute(tenant, 'public', {
      host: 'a.example',
      rules: [RouteRule.pathPrefix('/', RouteTarget.service({ name: 'rose', port: 80 }))],
    });
  };

  test('hand-made pods behind RouteTarget.service', () => {
    const { root, tenant } = app(GatewayFacts.traefik());
    handMade(tenant);
    expect(said(root, RULE)).toEqual([expect.stringMatching(/^error: .*but not the gateway's pods/)]);
  });

  test('and not where the tenant lets the gateway in, or has no policies', () => {
    const { root, tenant } = app(GatewayFacts.traefik());
    handMade(tenant);
    tenant.allowFrom(NamespacePeer.external('traefik'));
    expect(said(root, RULE)).toEqual([]);
    const open = app(GatewayFacts.traefik(), false);
    handMade(open.tenant);
    expect(said(open.root, RULE)).toEqual([]);
  });

  test('and not for a route of another gateway than the declared one', () => {
    const { root, tenant } = app(GatewayFacts.traefik());
    const server = new ModelServer(tenant, 'iris', MINIMAL);
    new IngressRoute(tenant, 'public', {
      host: 'a.example',
      via: RouteRenderer.traefik(GatewayFacts.traefik({ pods: { namespaceName: 'edge' } })),
      rules: [RouteRule.pathPrefix('/', server)],
    });
    expect(said(root, RULE)).toEqual([]);
  });
});
