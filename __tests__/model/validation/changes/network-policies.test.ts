import { itAccepts, itRefuses } from './changes';

describe('network policies', () => {
  itAccepts([
    '+ { apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: { name: deny, namespace: shop }, spec: { podSelector: {}, policyTypes: [Ingress, Egress] } }',
    'rule = {}',
    'rule.from = [{ namespaceSelector: {}, podSelector: { matchLabels: { app: gateway } } }, { ipBlock: { cidr: 10.0.0.0/8, except: [10.1.0.0/16] } }]',
    'rule.from = [{ ipBlock: { cidr: "fd00::/8", except: ["fd00:1::/32"] } }]',
    'rule.ports = [{ port: 7000, endPort: 9000 }]',
    'rule.ports = [{ port: http }]',
    'NetworkPolicy spec.policyTypes = [Ingress]\nNetworkPolicy spec.egress =',
  ]);
  itRefuses([
    [
      'peer.ipBlock = { cidr: 10.0.0.0/8 }',
      'NetworkPolicy /spec/ingress/0/from/0 must not have a selector beside an ipBlock',
    ],
    [
      'rule.ports = [{ port: http, endPort: 9000 }]',
      'NetworkPolicy /spec/ingress/0/ports/0/endPort needs a port that is a number',
    ],
    [
      'NetworkPolicy spec.egress.0.ports = [{ port: a-name-that-is-long }]',
      'NetworkPolicy /spec/egress/0/ports/0/port must have at most 15 characters, got 19',
    ],
  ]);
});
