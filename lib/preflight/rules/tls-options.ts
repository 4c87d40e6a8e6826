import { objectAt } from '../../private/json';
import type { ResolvedObject } from '../manifest-set';
import type { Rule } from '../rule';
import { hostAndRest } from '../routes/host-and-rest';
import { objectsIn, of } from '../routes/service-references';
import { textOr } from '../routes/text';

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

function conflicts(routes: readonly ResolvedObject[]): string[] {
  const owners = new Map<string, { readonly options: string; readonly path: string }>();
  const messages = routes.flatMap(({ manifest, path, namespaceName = '' }) => {
    const { tls, entryPoints, routes: rules } = objectAt(manifest, 'spec');
    if (tls === undefined) return [];
    const { name, namespace = namespaceName } = objectAt(manifest, 'spec', 'tls', 'options');
    const options = name === undefined ? 'default' : `${textOr(namespace, '')}/${textOr(name, '')}`;
    const hosts = objectsIn(rules).flatMap(({ match }) => hostAndRest(String(match)).hosts);
    const points = Array.isArray(entryPoints) ? entryPoints.map(String) : [''];
    return hosts.flatMap((host) =>
      points.flatMap((point) => {
        const owner = owners.get(`${point} ${host}`);
        owners.set(`${point} ${host}`, owner ?? { options, path });
        return owner === undefined || owner.options === options
          ? []
          : [
              `'${path}': must have the same TLS options for the host '${host}' as '${owner.path}', got '${options}' beside '${owner.options}'; Traefik falls back to its default for both`,
            ];
      }),
    );
  });
  return [...new Set(messages)];
}
