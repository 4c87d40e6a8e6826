import { itAccepts, itRefuses } from './cases';

const n = 'NetworkPolicy/shop/pricing';
const peer = `${n}: spec.ingress[0].from[0]`;

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
    ['NetworkPolicy spec.podSelector =', `${n}: spec must have required property podSelector`],
    [
      'NetworkPolicy spec.policyTypes =',
      `${n}: spec.policyTypes is missing, which lets the rules decide what is isolated`,
    ],
    [
      'NetworkPolicy spec.policyTypes = [Ingress]',
      `${n}: spec.egress has no effect, spec.policyTypes does not hold Egress`,
    ],
    [
      'NetworkPolicy spec.policyTypes = [Egress]',
      `${n}: spec.ingress has no effect, spec.policyTypes does not hold Ingress`,
    ],
    ['rule.from = []', `${n}: spec.ingress[0].from is empty, which lets everybody in: leave it out to say so`],
    ['rule.ports = []', `${n}: spec.ingress[0].ports is empty, which means every port: leave it out to say so`],
    ['rule.from = [{}]', `${peer} must have a podSelector, a namespaceSelector or an ipBlock`],
    ['peer.ipBlock = { cidr: 10.0.0.0/8 }', `${peer} must not have an ipBlock and a selector`],
    ['rule.from = [{ ipBlock: { cidr: 10.0.0.0 } }]', `${peer}.ipBlock.cidr must be a CIDR, got "10.0.0.0"`],
    ['rule.from = [{ ipBlock: { cidr: 10.0.0.0/33 } }]', `${peer}.ipBlock.cidr must be a CIDR, got "10.0.0.0/33"`],
    ['rule.from = [{ ipBlock: { cidr: 010.0.0.0/8 } }]', `${peer}.ipBlock.cidr must be a CIDR, got "010.0.0.0/8"`],
    [
      'rule.from = [{ ipBlock: { cidr: 10.0.0.1/8 } }]',
      `${peer}.ipBlock.cidr must not have bits set behind its prefix, got "10.0.0.1/8"`,
    ],
    [
      'rule.from = [{ ipBlock: { cidr: "fd00::1/8" } }]',
      `${peer}.ipBlock.cidr must not have bits set behind its prefix, got "fd00::1/8"`,
    ],
    [
      'rule.from = [{ ipBlock: { cidr: 10.0.0.0/8, except: [11.0.0.0/16] } }]',
      `${peer}.ipBlock.except[0] must be strictly inside 10.0.0.0/8, got "11.0.0.0/16"`,
    ],
    [
      'rule.from = [{ ipBlock: { cidr: 10.0.0.0/8, except: [10.0.0.0/8] } }]',
      `${peer}.ipBlock.except[0] must be strictly inside 10.0.0.0/8, got "10.0.0.0/8"`,
    ],
    [
      'rule.from = [{ ipBlock: { cidr: 10.0.0.0/8, except: ["fd00::/16"] } }]',
      `${peer}.ipBlock.except[0] must be strictly inside 10.0.0.0/8, got "fd00::/16"`,
    ],
    [
      'peer.podSelector.matchLabels = { a: b c }',
      `${peer}.podSelector.matchLabels["a"] must be a label value, got "b c"`,
    ],
    [
      'rule.ports = [{ port: http, endPort: 9000 }]',
      `${n}: spec.ingress[0].ports[0].endPort needs a port that is a number`,
    ],
    [
      'rule.ports = [{ port: 8000, endPort: 7000 }]',
      `${n}: spec.ingress[0].ports[0].endPort must be a whole number from 8000 to 65535, got 7000`,
      `${n}: spec.ingress[0] opens TCP 8000, where no selected pod listens`,
    ],
    [
      'NetworkPolicy spec.egress.0.ports = [{ port: 0 }]',
      `${n}: spec.egress[0].ports[0].port must be a whole number from 1 to 65535, got 0`,
    ],
    [
      'NetworkPolicy spec.egress.0.ports = [{ port: a-name-that-is-long }]',
      `${n}: spec.egress[0].ports[0].port must be at most 15 characters, got 19`,
    ],
    ['NetworkPolicy spec.podSelector.matchLabels.app = other', `${n}: selects the pods of no workload in shop`],
    ['rule.ports = [{ port: 80 }]', `${n}: spec.ingress[0] opens TCP 80, where no selected pod listens`],
    [
      'rule.ports = [{ port: 8000, protocol: UDP }]',
      `${n}: spec.ingress[0] opens UDP 8000, where no selected pod listens`,
    ],
    ['rule.ports = [{ port: web }]', `${n}: spec.ingress[0] opens TCP web, where no selected pod listens`],
  ]);
});
