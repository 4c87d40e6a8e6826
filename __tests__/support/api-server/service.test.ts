import { selectedBy } from '../api-server';
import { changed } from './accepted';
import { itAccepts, itRefuses } from './cases';

const s = 'Service/shop/pricing';
const d = 'Deployment/shop/pricing';
const secured =
  'securityContext: { runAsNonRoot: true, seccompProfile: { type: RuntimeDefault } }, containers: [{ name: a, image: a, securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [ALL] } } }]';
const twin = `
  Deployment spec.selector.matchLabels = { tier: model }
  PodDisruptionBudget spec.selector.matchLabels = { tier: model }
  copy Deployment other
  Deployment spec.selector.matchLabels = { tier: canary }
  Deployment spec.template.metadata.labels = { app: pricing, tier: canary }`;

describe('services', () => {
  itAccepts([
    'Service spec.type = NodePort\nport.nodePort = 30001',
    'Service spec.type = LoadBalancer\nService spec.loadBalancerSourceRanges = [10.0.0.0/8]\nService spec.externalTrafficPolicy = Local',
    'Service spec.type = NodePort\nService spec.externalTrafficPolicy = Cluster',
    'Service spec.clusterIP = None',
    'port.appProtocol = kubernetes.io/h2c',
    'Service spec.type = LoadBalancer\nService spec.loadBalancerClass = service.example/internal',
    'port.targetPort = 8000',
    'port.port = 8000\nport.targetPort =',
    'Service spec.sessionAffinity = ClientIP\nService spec.sessionAffinityConfig.clientIP.timeoutSeconds = 86400',
    'container.ports.1 = { name: metrics, containerPort: 9000 }\nService spec.ports.1 = { name: metrics, port: 9000, targetPort: metrics }',
    'container.ports.1 = { name: http-udp, containerPort: 8000, protocol: UDP }\nService spec.ports.1 = { name: quic, port: 80, protocol: UDP, targetPort: http-udp }',
    '+ { apiVersion: v1, kind: Service, metadata: { name: store, namespace: shop }, spec: { type: ExternalName, externalName: store.example } }',
    '+ { apiVersion: v1, kind: Service, metadata: { name: db, namespace: shop }, spec: { ports: [{ port: 1 }] } }\n' +
      '+ { apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: { name: db-1, namespace: shop, labels: { kubernetes.io/service-name: db } }, addressType: IPv4, endpoints: [{ addresses: [10.0.0.1] }], ports: [{ port: 1 }] }',
  ]);
  itRefuses([
    ['Service spec.type = NodePort\nService spec.clusterIP = None', `${s}: spec.clusterIP None is not for NodePort`],
    ['Service spec.ports = []', `${s}: spec.ports must hold a port`],
    ['port.appProtocol = a b', `${s}: spec.ports[0].appProtocol must be a qualified name, got "a b"`],
    [
      'Service spec.type = LoadBalancer\nService spec.loadBalancerClass = a b',
      `${s}: spec.loadBalancerClass must be a qualified name, got "a b"`,
    ],
    [
      'Service spec.type = LoadBalancer\nService spec.externalTrafficPolicy = Local\nService spec.healthCheckNodePort = 70000',
      `${s}: spec.healthCheckNodePort must be a whole number from 1 to 65535, got 70000`,
    ],
    ['port.port = 0', `${s}: spec.ports[0].port must be a whole number from 1 to 65535, got 0`],
    [
      'port.targetPort = 70000',
      `${s}: spec.ports[0].targetPort must be a whole number from 1 to 65535, got 70000`,
      `${s}: spec.ports[0]: ${d} has no TCP port 70000`,
    ],
    [
      'port.targetPort = Web_UI',
      `${s}: spec.ports[0].targetPort must be a port name (lower-case letters, digits and single inner hyphens, at least one letter), got "Web_UI"`,
      `${s}: spec.ports[0]: ${d} has no TCP port "Web_UI"`,
    ],
    ['port.name = Web', `${s}: spec.ports[0].name must be a DNS-1123 label, got "Web"`],
    [
      'Service spec.ports = [{ name: a, port: 80, targetPort: http }, { port: 81, targetPort: http }]',
      `${s}: spec.ports[1].name is required where there are several ports`,
    ],
    [
      'Service spec.ports = [{ name: a, port: 80, targetPort: http }, { name: a, port: 81, targetPort: http }]',
      `${s}: spec.ports has two named a`,
    ],
    [
      'Service spec.ports = [{ name: a, port: 80, targetPort: http }, { name: b, port: 80, targetPort: http }]',
      `${s}: spec.ports has 80/TCP twice`,
    ],
    ['port.nodePort = 30001', `${s}: spec.ports[0].nodePort is not for ClusterIP`],
    [
      'Service spec.type = NodePort\nport.nodePort = 29999',
      `${s}: spec.ports[0].nodePort must be a whole number from 30000 to 32767, got 29999`,
    ],
    [
      'Service spec.type = NodePort\nService spec.ports = [{ name: a, port: 80, targetPort: http, nodePort: 30001 }, { name: b, port: 81, targetPort: http, nodePort: 30001 }]',
      `${s}: spec.ports has the node port 30001/TCP twice`,
    ],
    [
      'Service spec.sessionAffinity = ClientIP\nService spec.sessionAffinityConfig.clientIP.timeoutSeconds = 0',
      `${s}: spec.sessionAffinityConfig.clientIP.timeoutSeconds must be a whole number from 1 to 86400, got 0`,
    ],
    [
      'Service spec.sessionAffinityConfig.clientIP.timeoutSeconds = 60',
      `${s}: spec.sessionAffinityConfig is for the session affinity ClientIP`,
    ],
    [
      'Service spec.loadBalancerSourceRanges = [10.0.0.0/8]',
      `${s}: spec.loadBalancerSourceRanges is for the type LoadBalancer`,
    ],
    ['Service spec.loadBalancerClass = a/b', `${s}: spec.loadBalancerClass is for the type LoadBalancer`],
    [
      'Service spec.type = LoadBalancer\nService spec.loadBalancerSourceRanges = [10.0.0.1]',
      `${s}: spec.loadBalancerSourceRanges[0] must be a CIDR, got "10.0.0.1"`,
    ],
    [
      'Service spec.externalTrafficPolicy = Local',
      `${s}: spec.externalTrafficPolicy is for the types NodePort and LoadBalancer`,
    ],
    [
      'Service spec.type = NodePort\nService spec.healthCheckNodePort = 30002',
      `${s}: spec.healthCheckNodePort is for the type LoadBalancer with externalTrafficPolicy Local`,
    ],
    [
      'Service spec.trafficDistribution = Near',
      `${s}: spec.trafficDistribution needs Kubernetes 1.31, the oldest server is 1.30`,
      `${s}: spec.trafficDistribution must be PreferSameZone, PreferSameNode or PreferClose, got "Near"`,
    ],
    [
      '+ { apiVersion: v1, kind: Service, metadata: { name: store, namespace: shop }, spec: { type: ExternalName } }',
      'Service/shop/store: spec.externalName must be a DNS-1123 subdomain, got nothing',
    ],
  ]);
  describe('with another range of node ports', () => {
    itAccepts(['Service spec.type = NodePort\nport.nodePort = 80'], { nodePortRange: { from: 80, to: 90 } });
    itRefuses(
      [
        [
          'Service spec.type = NodePort\nport.nodePort = 30001',
          `${s}: spec.ports[0].nodePort must be a whole number from 80 to 90, got 30001`,
        ],
      ],
      {
        nodePortRange: { from: 80, to: 90 },
      },
    );
  });
});

describe('services and their pods', () => {
  itAccepts([twin]);
  itRefuses([
    ['Service spec.selector = { app: other }', `${s}: selects the pods of no workload in shop`],
    ['Service spec.selector =', `${s}: selects the pods of no workload in shop`],
    [
      'Service spec.selector = { app: pricing, a b: c }',
      `${s}: spec.selector key must be a qualified name, got "a b"`,
      `${s}: selects the pods of no workload in shop`,
    ],
    ['port.targetPort = grpc', `${s}: spec.ports[0]: ${d} has no TCP port "grpc"`],
    ['port.targetPort = 80', `${s}: spec.ports[0]: ${d} has no TCP port 80`],
    ['port.targetPort =', `${s}: spec.ports[0]: ${d} has no TCP port 80`],
    ['port.protocol = UDP', `${s}: spec.ports[0]: ${d} has no UDP port "http"`],
    [
      `${twin}\ncontainer.ports = [{ name: web, containerPort: 8000 }]\ncontainer.readinessProbe =`,
      `${s}: spec.ports[0]: Deployment/shop/other has no TCP port "http"`,
    ],
    [
      `Deployment spec.selector.matchLabels = { tier: model }
       PodDisruptionBudget spec.selector.matchLabels = { tier: model }
       + { apiVersion: batch/v1, kind: Job, metadata: { name: verify, namespace: shop }, spec: { template: { metadata: { labels: { app: pricing } }, spec: { restartPolicy: Never, ${secured} } } } }`,
      `${s}: also selects the pods of Job/shop/verify, which serve nothing`,
    ],
  ]);

  it('lists the workloads behind a Service', () => {
    const set = changed(twin);
    const service = set.find((object) => 'kind' in object && object.kind === 'Service') ?? {};
    expect(selectedBy(service, set).map((pods) => pods.workload.metadata.name)).toEqual(['pricing', 'other']);
  });

  it('lists none behind a Service without a selector', () => {
    const set = changed('Service spec.selector = {}');
    const service = set.find((object) => 'kind' in object && object.kind === 'Service') ?? {};
    expect(selectedBy(service, set)).toEqual([]);
  });
});

describe('node ports of the whole set', () => {
  const exposed = 'Service spec.type = NodePort\nport.nodePort = 30001\ncopy Service other';
  itAccepts([`${exposed}\nport.nodePort = 30002`]);
  itRefuses([
    [exposed, 'Service/shop/other: the node port 30001 belongs to Service/shop/pricing'],
    [
      'Service spec.type = NodePort\nport.nodePort = 30001\ncopy Service other\nService spec.type = LoadBalancer\nport.nodePort =\nService spec.externalTrafficPolicy = Local\nService spec.healthCheckNodePort = 30001',
      'Service/shop/other: the node port 30001 belongs to Service/shop/pricing',
    ],
  ]);
});
