import { itAccepts, itRefuses } from './cases';

const n = 'NetworkPolicy/shop/pricing';

describe('network policies and their pods', () => {
  itAccepts([
    '+ { apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: { name: deny, namespace: shop }, spec: { podSelector: {}, policyTypes: [Ingress, Egress] } }',
    'rule = {}',
    'rule.ports = [{ port: 7000, endPort: 9000 }]',
    'rule.ports = [{ port: http }]',
  ]);
  itRefuses([
    ['NetworkPolicy spec.podSelector.matchLabels.app = other', `${n}: selects the pods of no workload in shop`],
    ['rule.ports = [{ port: 80 }]', `${n}: spec.ingress[0] opens TCP 80, where no selected pod listens`],
    [
      'rule.ports = [{ port: 8000, protocol: UDP }]',
      `${n}: spec.ingress[0] opens UDP 8000, where no selected pod listens`,
    ],
    ['rule.ports = [{ port: web }]', `${n}: spec.ingress[0] opens TCP web, where no selected pod listens`],
  ]);
});
