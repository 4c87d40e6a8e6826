import type { Explanation } from '../explanation';

export const certificateSecrets: Explanation = {
  reason:
    'cert-manager makes one certificate for a Secret: of two objects that ask for the same one, the second is refused or both write it in turn, and the hosts of one go without.',
  sources: ['https://cert-manager.io/docs/usage/ingress/', 'https://cert-manager.io/docs/usage/certificate/'],
  example: {
    failing: `apiVersion: cert-manager.io/v1
kind: Certificate
metadata: { name: iris, namespace: vision }
spec: { secretName: tls, dnsNames: [iris.example], issuerRef: { name: letsencrypt } }
---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: { name: rose, namespace: vision }
spec: { secretName: tls, dnsNames: [rose.example], issuerRef: { name: letsencrypt } }`,
    mended: `apiVersion: cert-manager.io/v1
kind: Certificate
metadata: { name: iris, namespace: vision }
spec: { secretName: tls-iris, dnsNames: [iris.example], issuerRef: { name: letsencrypt } }
---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: { name: rose, namespace: vision }
spec: { secretName: tls-rose, dnsNames: [rose.example], issuerRef: { name: letsencrypt } }`,
  },
};
