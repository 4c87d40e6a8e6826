import type { Rule } from '../rule';
import { of, serviceReferences } from '../routes/service-references';

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
