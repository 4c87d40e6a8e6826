import type { Explanation } from '../explanation';

export const acmeSolverReachable: Explanation = {
  reason:
    'To prove a host by HTTP-01, cert-manager starts a pod beside the Certificate that answers on port 8089, through the gateway. In a namespace that shuts out everybody it does not name the challenge is pending for good, no certificate is issued, and the gateway serves one that no client trusts. Looked at are issuers of the set whose solvers are all HTTP-01, and objects with annotations for it; how other issuers prove hosts is not known.',
  sources: [
    'https://cert-manager.io/docs/configuration/acme/http01/',
    'https://cert-manager.io/docs/installation/best-practice/#network-requirements',
    'pkg/issuer/acme/http/pod.go of cert-manager/cert-manager',
  ],
  example: {
    failing: `apiVersion: cert-manager.io/v1
kind: ClusterIssuer
metadata: { name: letsencrypt }
spec: { acme: { server: https://acme-v02.api.letsencrypt.org/directory, privateKeySecretRef: { name: account }, solvers: [{ http01: { ingress: { ingressClassName: nginx } } }] } }
---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: { name: iris, namespace: vision }
spec: { secretName: iris-tls, dnsNames: [iris.example], issuerRef: { kind: ClusterIssuer, name: letsencrypt } }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: default-deny, namespace: vision }
spec: { podSelector: {}, policyTypes: [Ingress] }`,
    mended: `apiVersion: cert-manager.io/v1
kind: ClusterIssuer
metadata: { name: letsencrypt }
spec: { acme: { server: https://acme-v02.api.letsencrypt.org/directory, privateKeySecretRef: { name: account }, solvers: [{ http01: { ingress: { ingressClassName: nginx } } }] } }
---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: { name: iris, namespace: vision }
spec: { secretName: iris-tls, dnsNames: [iris.example], issuerRef: { kind: ClusterIssuer, name: letsencrypt } }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: default-deny, namespace: vision }
spec: { podSelector: {}, policyTypes: [Ingress] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: acme-solver, namespace: vision }
spec:
  podSelector: { matchLabels: { acme.cert-manager.io/http01-solver: "true" } }
  policyTypes: [Ingress]
  ingress:
    - from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: ingress-nginx } } }]
      ports: [{ port: 8089 }]`,
  },
};
