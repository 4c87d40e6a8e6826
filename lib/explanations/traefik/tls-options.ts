import type { Explanation } from '../explanation';

export const tlsOptions: Explanation = {
  reason:
    'For one host on one entry point Traefik keeps one set of TLS options. Where two routes name different ones, it falls back to the default for both: client certificates are not asked for any more. Two TLSOptions called `default` cancel each other in the same way.',
  sources: [
    'https://doc.traefik.io/traefik/reference/routing-configuration/http/tls/tls-options/#conflicting-tls-options',
  ],
  example: {
    failing: `apiVersion: traefik.io/v1alpha1
kind: IngressRoute
metadata: { name: one, namespace: vision }
spec:
  entryPoints: [websecure]
  tls: { options: { name: mutual } }
  routes:
    - match: Host(\`a.example\`) && Path(\`/a\`)
      kind: Rule
      services: [{ name: iris, port: 80 }]
---
apiVersion: traefik.io/v1alpha1
kind: IngressRoute
metadata: { name: two, namespace: vision }
spec:
  entryPoints: [websecure]
  tls: { options: { name: modern } }
  routes:
    - match: Host(\`a.example\`) && Path(\`/b\`)
      kind: Rule
      services: [{ name: iris, port: 80 }]`,
    mended: `apiVersion: traefik.io/v1alpha1
kind: IngressRoute
metadata: { name: one, namespace: vision }
spec:
  entryPoints: [websecure]
  tls: { options: { name: mutual } }
  routes:
    - match: Host(\`a.example\`) && Path(\`/a\`)
      kind: Rule
      services: [{ name: iris, port: 80 }]
---
apiVersion: traefik.io/v1alpha1
kind: IngressRoute
metadata: { name: two, namespace: vision }
spec:
  entryPoints: [websecure]
  tls: { options: { name: mutual } }
  routes:
    - match: Host(\`a.example\`) && Path(\`/b\`)
      kind: Rule
      services: [{ name: iris, port: 80 }]`,
  },
};
