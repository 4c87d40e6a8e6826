import type { Explanation } from '../explanation';

export const ignoredFields: Explanation = {
  reason:
    'The API server takes much that does nothing: fields whose feature its version has switched off by default, rules of a direction that a NetworkPolicy does not limit, labels that Pod Security does not know, budgets without a selector, hooks that no kubelet carries out, names in roles that no request has. What was meant never happens, and nothing says so.',
  sources: [
    'https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates/',
    'https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-resource',
    'https://kubernetes.io/docs/concepts/security/pod-security-admission/#pod-security-admission-labels-for-namespaces',
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/#role-and-clusterrole',
  ],
  example: {
    failing: `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: iris, namespace: vision }
spec:
  podSelector: { matchLabels: { app: iris } }
  policyTypes: [Ingress]
  egress: [{ ports: [{ port: 443 }] }]`,
    mended: `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: iris, namespace: vision }
spec:
  podSelector: { matchLabels: { app: iris } }
  policyTypes: [Ingress, Egress]
  egress: [{ ports: [{ port: 443 }] }]`,
  },
};
