import type { Explanation } from '../explanation';

export const traefikServices: Explanation = {
  reason: 'Traefik keeps one description for each Service and port: of two that differ, one is lost.',
  sources: ['https://github.com/traefik/traefik/issues/11257'],
  example: {
    failing: `apiVersion: traefik.io/v1alpha1
kind: IngressRoute
metadata: { name: one, namespace: vision }
spec:
  entryPoints: [websecure]
  routes:
    - match: Host(\`a.example\`)
      kind: Rule
      services: [{ name: iris, port: 80, sticky: { cookie: { name: a } } }]
---
apiVersion: traefik.io/v1alpha1
kind: IngressRoute
metadata: { name: two, namespace: vision }
spec:
  entryPoints: [websecure]
  routes:
    - match: Host(\`b.example\`)
      kind: Rule
      services: [{ name: iris, port: 80 }]`,
    mended: `apiVersion: traefik.io/v1alpha1
kind: IngressRoute
metadata: { name: one, namespace: vision }
spec:
  entryPoints: [websecure]
  routes:
    - match: Host(\`a.example\`)
      kind: Rule
      services: [{ name: iris, port: 80 }]
---
apiVersion: traefik.io/v1alpha1
kind: IngressRoute
metadata: { name: two, namespace: vision }
spec:
  entryPoints: [websecure]
  routes:
    - match: Host(\`b.example\`)
      kind: Rule
      services: [{ name: iris, port: 80 }]`,
  },
};
