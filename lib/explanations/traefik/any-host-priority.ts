import type { Explanation } from '../explanation';

export const anyHostPriority: Explanation = {
  reason:
    'Traefik does not ask for hosts first: of the rules that match, the one with the highest priority wins, and without one the longest text. A rule without a host whose path is long then takes requests of hosts that shorter rules name. Looked at are rules of a host and a path alone, on entry points that both are served on.',
  sources: [
    'https://doc.traefik.io/traefik/reference/routing-configuration/http/routing/rules-and-priority/#priority-calculation',
  ],
  example: {
    failing: `apiVersion: traefik.io/v1alpha1
kind: IngressRoute
metadata: { name: rest, namespace: vision }
spec:
  entryPoints: [web]
  routes: [{ kind: Rule, match: 'PathPrefix(\`/v1/models/iris/predict\`)', services: [{ name: iris, port: 80 }] }]
---
apiVersion: traefik.io/v1alpha1
kind: IngressRoute
metadata: { name: rose, namespace: vision }
spec:
  entryPoints: [web]
  routes: [{ kind: Rule, match: 'Host(\`a.io\`)', services: [{ name: rose, port: 80 }] }]`,
    mended: `apiVersion: traefik.io/v1alpha1
kind: IngressRoute
metadata: { name: rest, namespace: vision }
spec:
  entryPoints: [web]
  routes:
    - kind: Rule
      match: 'PathPrefix(\`/v1/models/iris/predict\`)'
      priority: -1
      services: [{ name: iris, port: 80 }]
---
apiVersion: traefik.io/v1alpha1
kind: IngressRoute
metadata: { name: rose, namespace: vision }
spec:
  entryPoints: [web]
  routes: [{ kind: Rule, match: 'Host(\`a.io\`)', services: [{ name: rose, port: 80 }] }]`,
  },
};
