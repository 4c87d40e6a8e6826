import type { Manifest } from '../../manifests/manifest';
import type { ManifestSet } from '../../manifests/manifest-set';
import { textOr } from '../../model/routing/text';
import { objectAt, objectsIn } from '../../private/json';
import type { Rule, Violation } from '../rule';
import { once } from '../violations';

export const traefikMiddlewares: Rule = {
  id: 'traefik-middlewares',
  title: 'every Middleware has one type, and every one that a route of its namespace names exists',
  severity: 'error',
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
  check(set) {
    const middlewares = set.ofKind('Middleware', 'traefik.io');
    return [
      ...middlewares.flatMap(typeViolations),
      ...missingOfRoutes(set, middlewares),
      ...missingOfIngresses(set, middlewares),
    ];
  },
};

function typeViolations(manifest: Manifest): Violation[] {
  const types = Object.keys(objectAt(manifest.json, 'spec'));
  if (types.length === 1) return [];
  return [
    {
      manifest,
      at: '/spec',
      message: `a Middleware must have exactly one type, got ${types.length === 0 ? 'none' : types.join(', ')}`,
      fix: types.length === 0 ? 'give it one' : 'make one Middleware for each',
    },
  ];
}

const MISSING_FIX =
  'Traefik drops a route whose Middleware is missing: correct the name, or say that somebody else makes it';

function missingOfRoutes(set: ManifestSet, middlewares: readonly Manifest[]): Violation[] {
  const names = new Set(middlewares.map(({ namespaceName = '', name }) => `${namespaceName}/${name}`));
  // Where none is made, Middlewares may be the platform's.
  const guarded = new Set(middlewares.map(({ namespaceName = '' }) => namespaceName));
  const violations = set.ofKind('IngressRoute', 'traefik.io').flatMap((manifest) => {
    const { json, madeElsewhere, namespaceName = '' } = manifest;
    return objectsIn(objectAt(json, 'spec').routes).flatMap(({ middlewares: used }) =>
      objectsIn(used)
        .map(({ name, namespace = namespaceName }) => ({ name: String(name), namespace: String(namespace) }))
        .filter(({ name, namespace }) => guarded.has(namespace) && !name.includes('@'))
        .filter(({ name, namespace }) => !names.has(`${namespace}/${name}`))
        .filter(({ name, namespace }) => !madeElsewhere?.includes(`Middleware ${namespace}/${name}`))
        .map(({ name, namespace }) => ({
          manifest,
          message: `names the Middleware '${name}' in '${namespace}', which does not exist`,
          fix: MISSING_FIX,
        })),
    );
  });
  return once(violations);
}

/** An Ingress names Middlewares as Traefik does inside, by namespace and name joined by a dash. */
function missingOfIngresses(set: ManifestSet, middlewares: readonly Manifest[]): Violation[] {
  const known = new Set(middlewares.map(({ namespaceName = '', name }) => `${namespaceName}-${name}@kubernetescrd`));
  return set.ofKind('Ingress', 'networking.k8s.io').flatMap((manifest) => {
    const { json, madeElsewhere = [], namespaceName = '' } = manifest;
    const used = objectAt(json, 'metadata', 'annotations')['traefik.ingress.kubernetes.io/router.middlewares'];
    const others = madeElsewhere.map(
      (object) => `${object.replace(/^Middleware /, '').replace('/', '-')}@kubernetescrd`,
    );
    const isGuarded = middlewares.some((middleware) => middleware.namespaceName === namespaceName);
    return textOr(used, '')
      .split(',')
      .map((each) => each.trim())
      .filter((each) => isGuarded && each.startsWith(`${namespaceName}-`) && each.endsWith('@kubernetescrd'))
      .filter((each) => !known.has(each) && !others.includes(each))
      .map((each) => ({
        manifest,
        at: '/metadata/annotations/traefik.ingress.kubernetes.io~1router.middlewares',
        message: `names the Middleware '${each}', which does not exist`,
        fix: MISSING_FIX,
      }));
  });
}
