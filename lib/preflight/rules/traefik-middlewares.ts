import { objectAt } from '../../private/json';
import type { ManifestSet, ResolvedObject } from '../manifest-set';
import type { Rule } from '../rule';
import { objectsIn, of } from '../routes/service-references';
import { textOr } from '../routes/text';

/**
 * "multi-types middleware not supported, consider declaring two different pieces of middleware instead" is what Traefik
 * logs (pkg/server/middleware/middlewares.go), and the router that uses it is gone. So it is with a Middleware that does
 * not exist.
 */
export const traefikMiddlewares: Rule = {
  id: 'traefik-middlewares',
  title: 'every Middleware has one type, and every one that a route of its namespace names exists',
  check(set) {
    const middlewares = of(set, 'Middleware', 'traefik.io');
    const names = new Set(middlewares.map(({ namespaceName = '', name }) => `${namespaceName}/${name}`));
    // Where the app makes none, Middlewares may be the platform's.
    const guarded = new Set(middlewares.map(({ namespaceName = '' }) => namespaceName));
    const wrong = middlewares.flatMap(({ path, manifest }) => {
      const types = Object.keys(objectAt(manifest, 'spec'));
      return types.length === 1
        ? []
        : [
            `'${path}': a Middleware must have exactly one type, got ${types.length === 0 ? 'none' : types.join(', ')}; ${types.length === 0 ? 'give it one' : 'make one Middleware for each'}`,
          ];
    });
    const missing = of(set, 'IngressRoute', 'traefik.io').flatMap(
      ({ path, manifest, madeElsewhere, namespaceName = '' }) =>
        objectsIn(objectAt(manifest, 'spec').routes).flatMap(({ middlewares: used }) =>
          objectsIn(used).flatMap(({ name, namespace = namespaceName }) =>
            guarded.has(String(namespace)) &&
            !String(name).includes('@') &&
            !madeElsewhere?.includes(`Middleware ${String(namespace)}/${String(name)}`) &&
            !names.has(`${String(namespace)}/${String(name)}`)
              ? [
                  `'${path}': names the Middleware '${String(name)}' in '${String(namespace)}', which does not exist; Traefik drops a route whose Middleware is missing: correct the name, or refer to it with MiddlewareRef.madeElsewhere(...)`,
                ]
              : [],
          ),
        ),
    );
    return [...wrong, ...new Set(missing), ...missingOfIngresses(set, middlewares)];
  },
};

/** An Ingress names Middlewares as Traefik does inside, by namespace and name joined by a dash. */
function missingOfIngresses(set: ManifestSet, middlewares: readonly ResolvedObject[]): string[] {
  const known = new Set(middlewares.map(({ namespaceName = '', name }) => `${namespaceName}-${name}@kubernetescrd`));
  return of(set, 'Ingress', 'networking.k8s.io').flatMap(
    ({ path, manifest, madeElsewhere = [], namespaceName = '' }) => {
      const used = objectAt(manifest, 'metadata', 'annotations')['traefik.ingress.kubernetes.io/router.middlewares'];
      const others = madeElsewhere.map(
        (object) => `${object.replace(/^Middleware /, '').replace('/', '-')}@kubernetescrd`,
      );
      const isGuarded = middlewares.some((middleware) => middleware.namespaceName === namespaceName);
      return textOr(used, '')
        .split(',')
        .map((each) => each.trim())
        .filter((each) => isGuarded && each.startsWith(`${namespaceName}-`) && each.endsWith('@kubernetescrd'))
        .filter((each) => !known.has(each) && !others.includes(each))
        .map(
          (each) =>
            `'${path}': names the Middleware '${each}', which does not exist; Traefik drops a route whose Middleware is missing: correct the name, or refer to it with MiddlewareRef.madeElsewhere(...)`,
        );
    },
  );
}
