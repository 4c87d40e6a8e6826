import {
  ClusterProfile,
  type GatewayApiOptions,
  GatewayFacts,
  type IngressGatewayOptions,
  type TraefikGatewayOptions,
} from '../../lib';
import { failureOf } from '../support/declare';

const profile = (gateway: GatewayFacts) => failureOf(() => ClusterProfile.of({ gateway }));
const untyped = (value: unknown): never => value as never;

test.each<[TraefikGatewayOptions, string]>([
  [{ version: '2.11' }, "version must be a version of Traefik from '3.0' to '3.7', got '2.11'"],
  [{ version: '3.8' }, "version must be a version of Traefik from '3.0' to '3.7', got '3.8'"],
  [{ version: untyped(3.7) }, 'version must be a version of Traefik'],
  [{ httpEntryPoint: 'we b' }, "httpEntryPoint must be a name of letters, digits, '-' and '_', got 'we b'"],
  [{ httpsEntryPoint: 'web' }, "httpsEntryPoint must differ from httpEntryPoint, got 'web' for both"],
  [{ allowEmptyServices: untyped('yes') }, "allowEmptyServices must be true or false, got 'yes'"],
  [{ pods: { namespaceName: 'A' } }, 'pods.namespaceName must be lower-case letters'],
  [{ pods: untyped({ namespaceName: 'a', labels: {} }) }, "pods has no prop 'labels'; did you mean 'podLabels'?"],
  [{ pods: { namespaceName: 'a', podLabels: { 'a b': 'c' } } }, 'pods.podLabels keys must be'],
  [untyped(7), 'options must be an object, got 7'],
])('a Traefik of %j is refused', (options, message) => {
  expect(profile(GatewayFacts.traefik(options))).toContain(`ClusterProfile: gateway: ${message}`);
});

test.each<[IngressGatewayOptions, string]>([
  [untyped({}), "className must be given: the IngressClass of the controller, for example 'nginx'"],
  [{ className: '' }, "className must be lower-case letters, digits, '-' and '.'"],
  [
    { className: 'nginx', pods: untyped({}) },
    "pods.namespaceName must be given: where the gateway's pods run, for example 'ingress-nginx'",
  ],
  [
    { className: 'x', controller: untyped('haproxy') },
    "controller must be 'traefik', 'ingress-nginx' or 'other', got 'haproxy'; write IngressController.TRAEFIK, IngressController.INGRESS_NGINX or IngressController.OTHER",
  ],
])('a controller of %j is refused', (options, message) => {
  expect(profile(GatewayFacts.ingress(options))).toContain(`gateway: ${message}`);
});

test.each<[GatewayApiOptions, string]>([
  [{}, 'must name either a Gateway that exists (gatewayName) or a class to make Gateways of (className), got neither'],
  [
    { gatewayName: 'a', className: 'b' },
    'must name either a Gateway that exists (gatewayName) or a class to make Gateways of (className), got both',
  ],
  [{ className: 'b', gatewayNamespaceName: 'c' }, "gatewayNamespaceName needs gatewayName, got 'c'"],
  [{ className: 'b', version: 'latest' }, "version must be a version such as '1.8', got 'latest'"],
  [
    { className: 'b', implementation: untyped('envoy') },
    "implementation must be 'envoy-gateway', 'kgateway', 'cilium', 'nginx-gateway-fabric', 'gke', 'traefik', 'istio', 'agentgateway' or 'other', got 'envoy'; write GatewayImplementation.ENVOY_GATEWAY, GatewayImplementation.KGATEWAY,",
  ],
  [{ className: 'b', httpListener: 'https' }, "httpsListener must differ from httpListener, got 'https' for both"],
])('a Gateway of %j is refused', (options, message) => {
  expect(profile(GatewayFacts.gatewayApi(options))).toContain(`gateway: ${message}`);
});

test('what is no gateway is refused', () => {
  expect(profile(untyped({ className: 'traefik' }))).toContain(
    'ClusterProfile: gateway must be made by GatewayFacts.traefik(...), .ingress(...) or .gatewayApi(...), got an object (className)',
  );
});

test.each(['3.0', 'v3.6', '3.7.9'])('Traefik %s is taken', (version) => {
  ClusterProfile.of({ gateway: GatewayFacts.traefik({ version }) });
});
