import { itAccepts, itRefuses } from './changes';

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
    [
      'Service spec.ports = [{ name: a, port: 80, targetPort: http }, { name: a, port: 81, targetPort: http }]',
      "Service /spec/ports/1/name there is a port 'a' already",
    ],
    [
      'Service spec.loadBalancerSourceRanges = [10.0.0.0/8]',
      'Service /spec/loadBalancerSourceRanges is for the type LoadBalancer, not ClusterIP',
    ],
    [
      'Service spec.loadBalancerClass = a/b',
      'Service /spec/loadBalancerClass is for the type LoadBalancer, not ClusterIP',
    ],
    [
      'Service spec.type = LoadBalancer\nService spec.loadBalancerClass = a b',
      "Service /spec/loadBalancerClass must be '[prefix/]name' with a name of letters, digits, '-', '_' and '.', beginning and ending with a letter or digit, got 'a b'",
    ],
    [
      'Service spec.type = LoadBalancer\nService spec.externalTrafficPolicy = Local\nService spec.healthCheckNodePort = 70000',
      'Service /spec/healthCheckNodePort must be from 0 to 65535, got 70000',
    ],
    ['port.targetPort = 70000', 'Service /spec/ports/0/targetPort must be from 1 to 65535, got 70000'],
    [
      'Service spec.type = NodePort\nService spec.ports = [{ name: a, port: 80, targetPort: http, nodePort: 30001 }, { name: b, port: 81, targetPort: http, nodePort: 30001 }]',
      'Service /spec/ports/1/nodePort there is a node port 30001/TCP already',
    ],
    [
      'Service spec.sessionAffinity = ClientIP\nService spec.sessionAffinityConfig.clientIP.timeoutSeconds = 0',
      'Service /spec/sessionAffinityConfig/clientIP/timeoutSeconds must be from 1 to 86400, got 0',
    ],
    [
      'Service spec.type = NodePort\nService spec.healthCheckNodePort = 30002',
      "Service /spec/healthCheckNodePort is for the type LoadBalancer with externalTrafficPolicy 'Local'",
    ],
    [
      'Service spec.trafficDistribution = Near',
      "Service /spec/trafficDistribution must be one of 'PreferClose', 'PreferSameZone', 'PreferSameNode', got 'Near'",
    ],
  ]);
  describe('with another range of node ports', () => {
    itAccepts(['Service spec.type = NodePort\nport.nodePort = 80'], { nodePorts: { from: 80, to: 90 } });
  });
});
