import type { Manifest } from '../../manifests/manifest';
import { titleOf } from '../../manifests/object-ref';
import { hostAndRest } from '../../model/routing/dialects/traefik/host-and-rest';
import { textOr } from '../../model/routing/text';
import { objectAt, objectsIn } from '../../private/json';
import type { Rule, Violation } from '../rule';
import { once } from '../violations';

export const tlsOptions: Rule = {
  id: 'tls-options',
  title: 'all routes of Traefik for one host have the same TLS options',
  severity: 'error',
  reason:
    'For one host on one entry point Traefik keeps one set of TLS options. Where two routes name different ones, it falls back to the default for both: client certificates are not asked for any more. Two TLSOptions called `default` cancel each other in the same way.',
  sources: [
    'https://doc.traefik.io/traefik/reference/routing-configuration/http/tls/tls-options/#conflicting-tls-options',
  ],
  example: {
    failing: `apiVersion: traefik.io/v1alpha1
kind: IngressRoute
metadata: { name: one, namespace: vision }
spec:
  entryPoints: [websecure]
  tls: { options: { name: mutual } }
  routes:
    - match: Host(\`a.example\`) && Path(\`/a\`)
      kind: Rule
      services: [{ name: iris, port: 80 }]
---
apiVersion: traefik.io/v1alpha1
kind: IngressRoute
metadata: { name: two, namespace: vision }
spec:
  entryPoints: [websecure]
  tls: { options: { name: modern } }
  routes:
    - match: Host(\`a.example\`) && Path(\`/b\`)
      kind: Rule
      services: [{ name: iris, port: 80 }]`,
    mended: `apiVersion: traefik.io/v1alpha1
kind: IngressRoute
metadata: { name: one, namespace: vision }
spec:
  entryPoints: [websecure]
  tls: { options: { name: mutual } }
  routes:
    - match: Host(\`a.example\`) && Path(\`/a\`)
      kind: Rule
      services: [{ name: iris, port: 80 }]
---
apiVersion: traefik.io/v1alpha1
kind: IngressRoute
metadata: { name: two, namespace: vision }
spec:
  entryPoints: [websecure]
  tls: { options: { name: mutual } }
  routes:
    - match: Host(\`a.example\`) && Path(\`/b\`)
      kind: Rule
      services: [{ name: iris, port: 80 }]`,
  },
  check(set) {
    const [first, ...others] = set.ofKind('TLSOption', 'traefik.io').filter(({ name }) => name === DEFAULT);
    return [
      ...others.map((manifest) => ({
        manifest,
        message: `is a second TLSOption called 'default' beside ${titleOf(first)}`,
        fix: 'Traefik drops both, give one of them another name',
        others: [first],
      })),
      ...conflicts(set.ofKind('IngressRoute', 'traefik.io')),
    ];
  },
};

/** A host on an entry point, and the TLS options that a route names for it. */
interface Wish {
  readonly place: string;
  readonly host: string;
  readonly options: string;
  readonly manifest: Manifest;
  /** Whether the host is one of `HostRegexp(...)`: options are found by the names in `Host(...)`. */
  readonly isLost: boolean;
}

function wishesOf(manifest: Manifest): Wish[] {
  const { json, namespaceName = '' } = manifest;
  const { tls, entryPoints, routes } = objectAt(json, 'spec');
  if (tls === undefined) return [];
  const { name, namespace = namespaceName } = objectAt(json, 'spec', 'tls', 'options');
  const options = name === undefined ? DEFAULT : `${textOr(namespace, '')}/${textOr(name, '')}`;
  const points = Array.isArray(entryPoints) ? entryPoints.map(String) : [''];
  return objectsIn(routes).flatMap(({ match }) => {
    const { hosts, patterns } = hostAndRest(String(match));
    return hosts.flatMap((host) =>
      points.map((point) => ({ place: `${point} ${host}`, host, options, manifest, isLost: patterns.includes(host) })),
    );
  });
}

const DEFAULT = 'default';

function conflicts(routes: readonly Manifest[]): Violation[] {
  const owners = new Map<string, Wish>();
  const violations = routes.flatMap(wishesOf).flatMap((wish) => {
    const { place, host, options, manifest, isLost } = wish;
    if (isLost) return options === DEFAULT ? [] : [lost(wish)];
    const owner = owners.get(place);
    owners.set(place, owner ?? wish);
    if (owner === undefined || owner.options === options) return [];
    return [
      {
        manifest,
        at: '/spec/tls',
        message: `must have the same TLS options for the host '${host}' as ${titleOf(owner.manifest)}, got '${options}' beside '${owner.options}'`,
        fix: 'Traefik falls back to its default for both',
        others: [owner.manifest],
      },
    ];
  });
  return once(violations);
}

function lost({ manifest, host, options }: Wish): Violation {
  return {
    manifest,
    at: '/spec/tls',
    message: `names the TLS options '${options}' for HostRegexp(\`${host}\`), for which Traefik keeps none: its default holds, and clients need no certificate`,
    fix: 'name the hosts with Host(...)',
  };
}
