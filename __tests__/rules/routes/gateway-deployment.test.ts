import {
  GatewayFacts,
  GatewayImplementation,
  IngressRoute,
  ModelServer,
  RouteRenderer,
  RouteRule,
  ServiceType,
  ServingApp,
  TenantNamespace,
  type TenantNamespaceProps,
} from '../../../lib';
import { NO_CONTEXT } from '../../../lib/rules/context';
import { gatewayDeployment } from '../../../lib/rules/routes/gateway-deployment';
import { runRules } from '../../../lib/rules/run-rules';
import { MINIMAL } from '../../support/declare';
import { setOfYaml } from '../../support/findings';
import { objectOf, workload } from '../../support/workload-yaml';

const found = (yaml: string): string[] =>
  runRules(setOfYaml(yaml), NO_CONTEXT, [gatewayDeployment]).map(({ severity, message }) => `${severity}: ${message}`);
const gateway = (className = 'istio', more = '', name = 'public') =>
  objectOf(
    'gateway.networking.k8s.io/v1',
    'Gateway',
    name,
    `gatewayClassName: ${className}, listeners: [{ name: http, protocol: HTTP, port: 80 }]${more}`,
  );
const gatewayClass = (name: string, controller: string, more = '') =>
  objectOf('gateway.networking.k8s.io/v1', 'GatewayClass', name, `controllerName: ${controller}${more}`);
const quota = (hard: string, more = '') => objectOf('v1', 'ResourceQuota', 'quota', `hard: { ${hard} }${more}`);
const NONE = quota("services.loadbalancers: '0'");
const policy = (name: string, spec: string) => objectOf('networking.k8s.io/v1', 'NetworkPolicy', name, spec);
const DENY = policy('deny', 'podSelector: {}, policyTypes: [Ingress, Egress]');
const FROM_OUTSIDE = 'ingress: [{ from: [{ ipBlock: { cidr: 0.0.0.0/0 } }] }]';
const REFUSED = "ResourceQuota 'quota' (services.loadbalancers 0) refuses the Service";
const SHUT = 'NetworkPolicies shut clients out of the pods';

test.each<[string, string, string[]]>([
  [
    'Istio, by its class',
    gateway() + NONE + DENY,
    [`warning: Istio makes a Deployment and a LoadBalancer Service of it in its namespace: ${REFUSED}, ${SHUT}`],
  ],
  [
    'kgateway',
    gateway('kgateway') + NONE,
    [`warning: kgateway makes a Deployment and a LoadBalancer Service of it in its namespace: ${REFUSED}`],
  ],
  [
    'agentgateway',
    gateway('agentgateway') + DENY,
    [`warning: agentgateway makes a Deployment and a LoadBalancer Service of it in its namespace: ${SHUT}`],
  ],
  [
    'NGINX Gateway Fabric, by the controller of its class',
    gateway('nginx') + gatewayClass('nginx', 'gateway.nginx.org/nginx-gateway-controller') + NONE,
    [`warning: NGINX Gateway Fabric makes a Deployment and a LoadBalancer Service of it in its namespace: ${REFUSED}`],
  ],
  [
    'Cilium, which has no pods there',
    gateway('cilium') + NONE + DENY,
    [`warning: Cilium makes a LoadBalancer Service of it in its namespace: ${REFUSED}`],
  ],
])('%s', (_what, yaml, expected) => {
  expect(found(yaml)).toEqual(expected);
});

test.each([
  ['one load balancer for two Gateways', quota("services.loadbalancers: '1'") + gateway('istio', '', 'other')],
  [
    'one that a Service has',
    quota("services.loadbalancers: '1'") +
      objectOf('v1', 'Service', 'a', 'type: LoadBalancer, ports: [{ port: 80 }], selector: { a: b }'),
  ],
  ['no node ports, which load balancers take as well', quota("services.nodeports: '0'")],
  [
    'policies for other clients',
    DENY + policy('front', 'podSelector: {}, ingress: [{ from: [{ namespaceSelector: {} }] }]'),
  ],
  [
    'policies that open other pods',
    DENY + workload() + policy('iris', `podSelector: { matchLabels: { app: iris } }, ${FROM_OUTSIDE}`),
  ],
  [
    'policies that open what answers challenges',
    DENY +
      policy('acme', `podSelector: { matchLabels: { acme.cert-manager.io/http01-solver: 'true' } }, ${FROM_OUTSIDE}`),
  ],
])('finds %s', (_what, yaml) => {
  expect(found(gateway() + yaml).length).toBeGreaterThan(0);
});

test.each([
  ['a namespace without quota and policies', gateway()],
  ['a quota with room', gateway() + quota("services.loadbalancers: '1', services.nodeports: '5'")],
  ['a quota that counts no Services', gateway() + quota("requests.cpu: '1'")],
  ['a quota of pods of a class', gateway() + quota("pods: '0'", ', scopes: [BestEffort]')],
  ['a quota and policies of another namespace', (gateway() + NONE + DENY).replace('namespace: vision', 'namespace: a')],
  ['Envoy Gateway, whose proxies are beside its controller', gateway('eg') + NONE + DENY],
  ['GKE', gateway('gke-l7-gxlb') + NONE + DENY],
  ['a class that is not known', gateway('acme') + NONE + DENY],
  ['a class of that name with another controller', gateway() + gatewayClass('istio', 'acme.example/a') + NONE + DENY],
  ['a Gateway on a Service that exists', gateway('istio', ', addresses: [{ type: Hostname, value: a.b.svc }]') + NONE],
  [
    'another kind of Service',
    gateway('istio', ', infrastructure: { annotations: { networking.istio.io/service-type: ClusterIP } }') + NONE,
  ],
  [
    'parameters of the Gateway',
    gateway('kgateway', ', infrastructure: { parametersRef: { group: a, kind: A, name: a } }') + NONE,
  ],
  [
    'parameters of the class',
    gateway('kgateway') + gatewayClass('kgateway', 'kgateway.dev/kgateway', ', parametersRef: { name: a }') + NONE,
  ],
  ['pods that policies open to anybody', gateway() + DENY + policy('in', 'podSelector: {}, ingress: [{}]')],
  ['pods that policies open to addresses', gateway() + DENY + policy('in', `podSelector: {}, ${FROM_OUTSIDE}`)],
  [
    'pods that policies open by the label of the Gateway',
    gateway() +
      DENY +
      policy('in', `podSelector: { matchLabels: { gateway.networking.k8s.io/gateway-name: public } }, ${FROM_OUTSIDE}`),
  ],
  [
    'pods that policies open by a label that is not known',
    gateway() + DENY + policy('in', `podSelector: { matchLabels: { istio: ingress } }, ${FROM_OUTSIDE}`),
  ],
  [
    'policies beside those of other kinds',
    gateway() + DENY + objectOf('cilium.io/v2', 'CiliumNetworkPolicy', 'in', 'endpointSelector: {}, ingress: [{}]'),
  ],
])('passes %s', (_what, yaml) => {
  expect(found(yaml)).toEqual([]);
});

describe('a route that makes its own Gateway in a tenant', () => {
  const warned = (implementation: GatewayImplementation, tenant: TenantNamespaceProps): string[] => {
    const app = new ServingApp();
    const vision = new TenantNamespace(app, 'vision', tenant);
    const server = new ModelServer(vision, 'iris', MINIMAL);
    const facts = GatewayFacts.gatewayApi({ implementation, className: 'public' });
    new IngressRoute(vision, 'route', {
      via: RouteRenderer.gatewayApi(facts),
      host: 'iris.example.com',
      rules: [RouteRule.pathPrefix('/', server)],
    });
    app.synthYaml();
    return app.warnings.filter((warning) => warning.includes('[gateway-deployment]'));
  };
  const QUOTA = { quota: { cpu: '8', memory: '16Gi', pods: 20 } };

  test.each([
    GatewayImplementation.ISTIO,
    GatewayImplementation.KGATEWAY,
    GatewayImplementation.AGENTGATEWAY,
    GatewayImplementation.NGINX_GATEWAY_FABRIC,
    GatewayImplementation.CILIUM,
  ])('is told of %s, with the props that name a shared one', (implementation) => {
    expect(warned(implementation, QUOTA)).toEqual([
      expect.stringMatching(
        /services\.loadbalancers 0.*; name a shared Gateway with gatewayName and gatewayNamespaceName/,
      ),
    ]);
  });

  test('is not told where the tenant lets it in', () => {
    const open = { ...QUOTA, defaultDeny: false, exposure: [ServiceType.LOAD_BALANCER] };
    expect(warned(GatewayImplementation.ISTIO, open)).toEqual([]);
    expect(warned(GatewayImplementation.ENVOY_GATEWAY, QUOTA)).toEqual([]);
  });
});
