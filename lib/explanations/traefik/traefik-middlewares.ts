import type { Explanation } from '../explanation';

export const traefikMiddlewares: Explanation = {
  reason:
    'Traefik refuses a Middleware of several types ("multi-types middleware not supported"), and drops a route whose Middleware does not exist.',
  sources: ['pkg/server/middleware/middlewares.go of traefik/traefik'],
  example: {
    failing: `apiVersion: traefik.io/v1alpha1
kind: Middleware
metadata: { name: both, namespace: vision }
spec: { stripPrefix: { prefixes: [/a] }, compress: {} }`,
    mended: `apiVersion: traefik.io/v1alpha1
kind: Middleware
metadata: { name: strip, namespace: vision }
spec: { stripPrefix: { prefixes: [/a] } }
---
apiVersion: traefik.io/v1alpha1
kind: Middleware
metadata: { name: compress, namespace: vision }
spec: { compress: {} }`,
  },
};
