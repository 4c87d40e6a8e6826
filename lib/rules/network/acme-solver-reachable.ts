import { titleOf } from '../../manifests/object-ref';
import {
  gatewayOfChallenge,
  http01Challenges,
  type Http01Challenge,
  SOLVER_PORT,
} from '../../model/certificates/solvers';
import { type Admission, admissionOf, namespacesLetIn } from '../../model/network/admission';
import { type NetworkReach, networkReachOf } from '../../model/network/reach';
import type { Rule, Violation } from '../rule';
import { namesOf } from './policies/policy-text';

export const acmeSolverReachable: Rule = {
  id: 'acme-solver-reachable',
  title: 'network policies let the gateway in to the pods that answer HTTP-01 challenges',
  severity: 'error',
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
  check(set, { cluster }) {
    const reach = networkReachOf(set);
    if (reach.isEmpty) return [];
    return http01Challenges(set).flatMap((challenge) => {
      const gateway = gatewayOfChallenge(set, cluster, challenge.asker);
      const admission = admissionOf(reach, challenge.pods, gateway, SOLVER_PORT);
      return admission === 'open' ? [] : [violationOf(reach, challenge, admission)];
    });
  },
};

function violationOf(
  reach: NetworkReach,
  { asker, issuer, pods }: Http01Challenge,
  admission: Exclude<Admission, 'open'>,
): Violation {
  const policies = reach.policiesOf(pods, 'ingress');
  const [select, lets] = policies.length === 1 ? ['selects', 'lets'] : ['select', 'let'];
  const says: { readonly [kind in typeof admission]: string } = {
    nobody: `${lets} nobody in on that port`,
    refused: `${lets} others in on that port, but not the gateway`,
    others: `${lets} none in on that port but pods of ${namespacesLetIn(reach, pods, SOLVER_PORT)}; where the gateway's pods run is not declared`,
  };
  const by = issuer ? titleOf(issuer) : 'its issuer';
  return {
    manifest: asker,
    message: `asks for a certificate that ${by} has proved by HTTP-01, by a pod in the namespace that answers on port 8089: ${namesOf(policies)} ${select} it and ${says[admission]}`,
    fix: "let the gateway's pods in with a NetworkPolicy that selects the label acme.cert-manager.io/http01-solver, on port 8089",
    others: [...(issuer ? [issuer] : []), ...policies],
    ...(admission === 'others' && { severity: 'warning' }),
  };
}
