import { objectAt, sortedMap } from '../../private/json';
import type { ManifestSet, ResolvedObject } from '../../manifests/manifest-set';
import { objectsIn, of, type ServiceReference, serviceReferences } from '../../model/routing/service-references';
import { textOr } from '../../model/routing/text';
import type { Rule } from '../rule';

/** A thing that Traefik knows by namespace, name and more, joined by dashes. */
interface Named {
  readonly joined: string;
  readonly identity: string;
  readonly path: string;
  readonly title: string;
}

/**
 * Inside, Traefik joins namespace, name and port by `-`, which is not unique: `b-c` in `a` and `c` in `a-b` are one
 * (https://github.com/traefik/traefik/pull/13656). One of two objects that share such a name silently replaces the other.
 */
export const traefikNames: Rule = {
  id: 'traefik-names',
  title: 'no two objects have the same name inside of Traefik',
  check(set) {
    const named = (kind: string): Named[] =>
      of(set, kind, 'traefik.io').map(({ namespaceName = '', name, path }) => ({
        joined: `${namespaceName}-${name}`,
        identity: `${kind} ${namespaceName}/${name}`,
        path,
        title: `the ${kind} '${name}' in '${namespaceName}'`,
      }));
    // Kinds whose names do not meet each other; a TraefikService and a Service with its port do.
    return [
      clashes(named('Middleware')),
      clashes(named('TLSOption')),
      clashes(named('ServersTransport')),
      clashes(named('IngressRoute')),
      clashes([...named('TraefikService'), ...services(set)]),
    ].flat();
  },
};

function services(set: Parameters<Rule['check']>[0]): Named[] {
  return serviceReferences(set)
    .filter(({ route }) => route.group === 'traefik.io')
    .map(({ route, namespaceName = '', name, port }) => ({
      joined: `${namespaceName}-${name}-${String(port)}`,
      identity: `Service ${namespaceName}/${name}:${String(port)}`,
      path: route.path,
      title: `port ${String(port)} of the Service '${name}' in '${namespaceName}'`,
    }));
}

function clashes(all: readonly Named[]): string[] {
  const owners = new Map<string, Named>();
  const messages = all.flatMap((item) => {
    const owner = owners.get(item.joined);
    owners.set(item.joined, owner ?? item);
    return owner === undefined || owner.identity === item.identity
      ? []
      : [
          `'${item.path}': ${item.title} has the name '${item.joined}' inside of Traefik, as has ${owner.title} ('${owner.path}'); give one of them another name`,
        ];
  });
  return [...new Set(messages)];
}

/** What belongs to the Service itself; the weight belongs to the reference. */
const OPTIONS = [
  'healthCheck',
  'nativeLB',
  'nodePortLB',
  'passHostHeader',
  'passiveHealthCheck',
  'responseForwarding',
  'scheme',
  'serversTransport',
  'sticky',
  'strategy',
];

/** https://github.com/traefik/traefik/issues/11257: Traefik keeps one description for each Service and port. */
export const traefikServices: Rule = {
  id: 'traefik-services',
  title: 'every reference of Traefik to a Service and port describes it alike',
  check(set) {
    const owners = new Map<string, ServiceReference>();
    const messages = serviceReferences(set)
      .filter(({ route }) => route.group === 'traefik.io')
      .flatMap((reference) => {
        const { route, where, namespaceName = '', name, port } = reference;
        const key = [namespaceName, name, String(port)].join('\n');
        const owner = owners.get(key);
        owners.set(key, owner ?? reference);
        const different = owner && OPTIONS.filter((option) => text(owner, option) !== text(reference, option));
        return different && different.length > 0
          ? [
              `'${route.path}': ${where} describes port ${String(port)} of the Service '${name}' with another ${different.join(', ')} than '${owner.route.path}' (${owner.where}); Traefik keeps one description, and one of them is lost: give every rule for this Service the same options, or give one of them another port`,
            ]
          : [];
      });
    return [...new Set(messages)];
  },
};

function text({ entry }: ServiceReference, option: string): string {
  const value = entry[option];
  return JSON.stringify(typeof value === 'object' && value !== null ? sortedMap({ ...value }) : (value ?? null));
}

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
