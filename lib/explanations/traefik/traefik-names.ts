import type { Explanation } from '../explanation';

export const traefikNames: Explanation = {
  reason:
    'Inside, Traefik joins namespace, name and port by `-`, which is not unique: `b-c` in `a` and `c` in `a-b` are one. One of two objects that share such a name silently replaces the other.',
  sources: ['https://github.com/traefik/traefik/pull/13656'],
  example: {
    failing: `apiVersion: traefik.io/v1alpha1
kind: Middleware
metadata: { name: strip-prefix, namespace: team }
spec: { stripPrefix: { prefixes: [/a] } }
---
apiVersion: traefik.io/v1alpha1
kind: Middleware
metadata: { name: prefix, namespace: team-strip }
spec: { stripPrefix: { prefixes: [/b] } }`,
    mended: `apiVersion: traefik.io/v1alpha1
kind: Middleware
metadata: { name: strip-prefix, namespace: team }
spec: { stripPrefix: { prefixes: [/a] } }
---
apiVersion: traefik.io/v1alpha1
kind: Middleware
metadata: { name: drop-b, namespace: team-strip }
spec: { stripPrefix: { prefixes: [/b] } }`,
  },
};
