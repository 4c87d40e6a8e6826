import type { Manifest } from '../../../../manifests/manifest';
import type { ManifestSet } from '../../../../manifests/manifest-set';
import { type JsonObject, objectAt, objectsIn } from '../../../../private/json';
import type { Claim } from '../../claim';
import { ingressesOf, type IngressPath, pathsOf } from '../../ingresses';
import { textOr } from '../../text';
import { byMethod, hostAndRest } from './host-and-rest';
import { TRAEFIK_KINDS } from './kinds';

/** What Traefik's own routes take, and the Ingresses that the same Traefik serves. */
export function traefikClaims(set: ManifestSet): Claim[] {
  const redirects = redirectsOf(set);
  const own = set.ofKind('IngressRoute', TRAEFIK_KINDS.group).flatMap((route) => ofIngressRoute(route, redirects));
  // Of entry points that nothing else is served on, nothing needs to be known.
  const gateways = new Set(own.map(({ gateway }) => gateway));
  return [...own, ...ingressesOf(set).flatMap((route) => ofIngress(route, gateways))];
}

/** A Traefik without a class takes what has none, and what says `traefik`. */
const CLASS = 'traefik';

function gatewayOf(className: string, entryPoint: string): string {
  return `Traefik ${className} ${entryPoint}`;
}

function classOf(route: Manifest): string {
  const { ingressClassName } = objectAt(route.json, 'spec');
  return textOr(ingressClassName, annotationOf(route, 'kubernetes.io/ingress.class') ?? CLASS);
}

function annotationOf({ json }: Manifest, name: string): string | undefined {
  const value = objectAt(json, 'metadata', 'annotations')[name];
  return typeof value === 'string' ? value : undefined;
}

function ofIngressRoute(route: Manifest, redirects: ReadonlyMap<string, string>): Claim[] {
  const { routes, entryPoints } = objectAt(route.json, 'spec');
  const className = classOf(route);
  const points = Array.isArray(entryPoints) ? entryPoints.map(String) : [''];
  return objectsIn(routes).flatMap(({ match, middlewares }) => {
    const { hosts, rest } = hostAndRest(String(match));
    const first = objectsIn(middlewares).at(0);
    const answer = first ? redirects.get(keyOf(first, route)) : undefined;
    return (hosts.length > 0 ? hosts : ['*']).flatMap((host) =>
      points.flatMap((point) =>
        byMethod(rest).map((conditions) => ({
          route,
          gateway: gatewayOf(className, point),
          host,
          conditions,
          text: String(match),
          answer,
        })),
      ),
    );
  });
}

/** Middlewares that answer by a redirect to another scheme, and to which. */
function redirectsOf(set: ManifestSet): ReadonlyMap<string, string> {
  return new Map(
    set.ofKind('Middleware', TRAEFIK_KINDS.group).flatMap((middleware): [string, string][] => {
      const { redirectScheme } = objectAt(middleware.json, 'spec');
      return redirectScheme === undefined
        ? []
        : [[keyOf({ name: middleware.name }, middleware), JSON.stringify(redirectScheme)]];
    }),
  );
}

function keyOf({ name, namespace }: JsonObject, { namespaceName = '' }: Manifest): string {
  return `${textOr(namespace, namespaceName)}/${String(name)}`;
}

function ofIngress(route: Manifest, gateways: ReadonlySet<string>): Claim[] {
  const className = classOf(route);
  const points = annotationOf(route, 'traefik.ingress.kubernetes.io/router.entrypoints')?.split(',');
  const prefix = gatewayOf(className, '');
  const served = [...gateways].filter(
    (gateway) =>
      gateway.startsWith(prefix) &&
      (points === undefined || gateway === prefix || points.includes(gateway.slice(prefix.length))),
  );
  return pathsOf(route).flatMap((path) =>
    rulesOf(path).flatMap((conditions) =>
      served.map((gateway) => ({ route, gateway, host: hostOf(path), conditions, text: path.text })),
    ),
  );
}

/** What Traefik makes of a path, with `strictPrefixMatching` and without. */
function rulesOf({ path, type }: IngressPath): string[] {
  if (type === 'Exact') return [`Path(\`${path}\`)`];
  const letters = `PathPrefix(\`${path}\`)`;
  return path === '/' ? [letters] : [letters, `(Path(\`${path}\`)||PathPrefix(\`${path}/\`))`];
}

/** A wildcard as routes of Traefik's own spell it. */
function hostOf({ host }: IngressPath): string {
  return host.startsWith('*.') ? `^[a-z0-9-]+${host.slice(1).replace(/[.]/g, '\\.')}$` : host;
}
