import { objectAt } from '../../private/json';
import type { ResolvedObject } from '../../manifests/manifest-set';
import { hostAndRest } from '../../model/routing/host-and-rest';
import { objectsIn, of } from '../../model/routing/service-references';
import { textOr } from '../../model/routing/text';
import type { Rule } from '../rule';

/**
 * For one host on one entry point Traefik keeps one set of TLS options. Where two routes name different ones, it falls
 * back to the default for both: client certificates are not asked for any more
 * (https://doc.traefik.io/traefik/reference/routing-configuration/http/tls/tls-options/#conflicting-tls-options). Two
 * TLSOptions called `default` cancel each other in the same way.
 */
export const tlsOptions: Rule = {
  id: 'tls-options',
  title: 'all routes of Traefik for one host have the same TLS options',
  check(set) {
    const defaults = of(set, 'TLSOption', 'traefik.io').filter(({ name }) => name === 'default');
    return [
      ...defaults
        .slice(1)
        .map(
          ({ path }) =>
            `'${path}': is a second TLSOption called 'default' beside '${defaults[0].path}'; Traefik drops both, give one of them another name`,
        ),
      ...conflicts(of(set, 'IngressRoute', 'traefik.io')),
    ];
  },
};

/** A host on an entry point, and the TLS options that a route names for it. */
interface Wish {
  readonly place: string;
  readonly host: string;
  readonly options: string;
  readonly path: string;
  /** Whether the host is one of `HostRegexp(...)`: options are found by the names in `Host(...)`. */
  readonly isLost: boolean;
}

function wishesOf({ manifest, path, namespaceName = '' }: ResolvedObject): Wish[] {
  const { tls, entryPoints, routes } = objectAt(manifest, 'spec');
  if (tls === undefined) return [];
  const { name, namespace = namespaceName } = objectAt(manifest, 'spec', 'tls', 'options');
  const options = name === undefined ? DEFAULT : `${textOr(namespace, '')}/${textOr(name, '')}`;
  const points = Array.isArray(entryPoints) ? entryPoints.map(String) : [''];
  return objectsIn(routes).flatMap(({ match }) => {
    const { hosts, patterns } = hostAndRest(String(match));
    return hosts.flatMap((host) =>
      points.map((point) => ({ place: `${point} ${host}`, host, options, path, isLost: patterns.includes(host) })),
    );
  });
}

const DEFAULT = 'default';

function conflicts(routes: readonly ResolvedObject[]): string[] {
  const owners = new Map<string, Wish>();
  const messages = routes.flatMap(wishesOf).flatMap((wish) => {
    const { place, host, options, path, isLost } = wish;
    if (isLost)
      return options === DEFAULT
        ? []
        : [
            `'${path}': names the TLS options '${options}' for HostRegexp(\`${host}\`), for which Traefik keeps none: its default holds, and clients need no certificate; name the hosts with Host(...)`,
          ];
    const owner = owners.get(place);
    owners.set(place, owner ?? wish);
    return owner === undefined || owner.options === options
      ? []
      : [
          `'${path}': must have the same TLS options for the host '${host}' as '${owner.path}', got '${options}' beside '${owner.options}'; Traefik falls back to its default for both`,
        ];
  });
  return [...new Set(messages)];
}
