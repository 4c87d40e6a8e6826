import type { Manifest } from '../../manifests/manifest';
import type { ManifestSet } from '../../manifests/manifest-set';
import { titleOf } from '../../manifests/object-ref';
import { serviceReferences } from '../../model/routing/service-references';
import type { Rule, Violation } from '../rule';
import { once } from '../violations';

/** A thing that Traefik knows by namespace, name and more, joined by dashes. */
interface Named {
  readonly joined: string;
  readonly identity: string;
  readonly manifest: Manifest;
  readonly title: string;
}

export const traefikNames: Rule = {
  id: 'traefik-names',
  title: 'no two objects have the same name inside of Traefik',
  severity: 'error',
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
  check(set) {
    const named = (kind: string): Named[] =>
      set.ofKind(kind, 'traefik.io').map((manifest) => ({
        joined: `${manifest.namespaceName ?? ''}-${manifest.name}`,
        identity: `${kind} ${manifest.namespaceName ?? ''}/${manifest.name}`,
        manifest,
        title: `the ${kind} '${manifest.name}' in '${manifest.namespaceName ?? ''}'`,
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

function services(set: ManifestSet): Named[] {
  return serviceReferences(set)
    .filter(({ route }) => route.group === 'traefik.io')
    .map(({ route, namespaceName = '', name, port }) => ({
      joined: `${namespaceName}-${name}-${String(port)}`,
      identity: `Service ${namespaceName}/${name}:${String(port)}`,
      manifest: route,
      title: `port ${String(port)} of the Service '${name}' in '${namespaceName}'`,
    }));
}

function clashes(all: readonly Named[]): Violation[] {
  const owners = new Map<string, Named>();
  const violations = all.flatMap(({ joined, identity, manifest, title }) => {
    const owner = owners.get(joined);
    owners.set(joined, owner ?? { joined, identity, manifest, title });
    if (owner === undefined || owner.identity === identity) return [];
    return [
      {
        manifest,
        message: `${title} has the name '${joined}' inside of Traefik, as has ${owner.title} (${titleOf(owner.manifest)})`,
        fix: 'give one of them another name',
        others: [owner.manifest],
      },
    ];
  });
  return once(violations);
}
