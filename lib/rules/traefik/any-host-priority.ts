import type { Manifest } from '../../manifests/manifest';
import type { ManifestSet } from '../../manifests/manifest-set';
import { titleOf } from '../../manifests/object-ref';
import { hostAndRest } from '../../model/routing/dialects/traefik/host-and-rest';
import { objectAt, objectsIn } from '../../private/json';
import type { Rule, Violation } from '../rule';
import { once } from '../violations';

export const anyHostPriority: Rule = {
  id: 'any-host-priority',
  title: 'a route of Traefik without a host gives way to those that name one',
  severity: 'warning',
  reason:
    'Traefik does not ask for hosts first: of the rules that match, the one with the highest priority wins, and without one the longest text. A rule without a host whose path is long then takes requests of hosts that shorter rules name. Looked at are rules of a host and a path alone, on entry points that both are served on.',
  sources: [
    'https://doc.traefik.io/traefik/reference/routing-configuration/http/routing/rules-and-priority/#priority-calculation',
  ],
  example: {
    failing: `apiVersion: traefik.io/v1alpha1
kind: IngressRoute
metadata: { name: rest, namespace: vision }
spec:
  entryPoints: [web]
  routes: [{ kind: Rule, match: 'PathPrefix(\`/v1/models/iris/predict\`)', services: [{ name: iris, port: 80 }] }]
---
apiVersion: traefik.io/v1alpha1
kind: IngressRoute
metadata: { name: rose, namespace: vision }
spec:
  entryPoints: [web]
  routes: [{ kind: Rule, match: 'Host(\`a.io\`)', services: [{ name: rose, port: 80 }] }]`,
    mended: `apiVersion: traefik.io/v1alpha1
kind: IngressRoute
metadata: { name: rest, namespace: vision }
spec:
  entryPoints: [web]
  routes:
    - kind: Rule
      match: 'PathPrefix(\`/v1/models/iris/predict\`)'
      priority: -1
      services: [{ name: iris, port: 80 }]
---
apiVersion: traefik.io/v1alpha1
kind: IngressRoute
metadata: { name: rose, namespace: vision }
spec:
  entryPoints: [web]
  routes: [{ kind: Rule, match: 'Host(\`a.io\`)', services: [{ name: rose, port: 80 }] }]`,
  },
  check(set) {
    const routers = routersOf(set);
    const named = routers.filter(({ hosts, isPrefix }) => hosts.length > 0 && isPrefix);
    return once(
      routers
        .filter(({ hosts }) => hosts.length === 0)
        .flatMap((any) => named.filter((other) => isShadowed(other, any)).map((other) => violationOf(any, other))),
    );
  },
};

/** A rule of an IngressRoute that is of hosts and a path alone. */
interface Router {
  readonly route: Manifest;
  readonly index: number;
  readonly match: string;
  readonly hosts: readonly string[];
  readonly path: string;
  readonly isPrefix: boolean;
  readonly priority: number;
  /** None for all of them. */
  readonly entryPoints: readonly unknown[];
}

/** What is left of a rule behind its hosts: nothing, a path, a prefix, or a prefix of whole elements. */
const PATHS = [
  /^$/,
  /^Path\(`([^`]*)`\)$/,
  /^PathPrefix\(`([^`]*)`\)$/,
  /^\(Path\(`([^`]*)`\)\|\|PathPrefix\(`\1\/`\)\)$/,
];

function routersOf(set: ManifestSet): Router[] {
  return set.ofKind('IngressRoute', 'traefik.io').flatMap((route) => {
    const { routes, entryPoints } = objectAt(route.json, 'spec');
    return objectsIn(routes).flatMap(({ match, priority }, index) => {
      if (typeof match !== 'string') return [];
      const { hosts, rest } = hostAndRest(match);
      const form = PATHS.findIndex((path) => path.test(rest));
      if (form < 0) return [];
      const path = PATHS[form].exec(rest)?.[1] ?? '/';
      return [
        {
          route,
          index,
          match,
          hosts,
          path,
          isPrefix: form !== 1,
          priority: typeof priority === 'number' && priority !== 0 ? priority : match.length,
          entryPoints: Array.isArray(entryPoints) ? (entryPoints as unknown[]) : [],
        },
      ];
    });
  });
}

function isShadowed(named: Router, any: Router): boolean {
  const [own, theirs] = [any.entryPoints, named.entryPoints];
  const isShared = own.length === 0 || theirs.length === 0 || own.some((each) => theirs.includes(each));
  return isShared && any.path.startsWith(named.path) && any.priority >= named.priority;
}

function violationOf(any: Router, named: Router): Violation {
  return {
    manifest: any.route,
    at: `/spec/routes/${any.index}`,
    message: `takes ${any.path} on every host with the priority ${any.priority}, also on the host '${named.hosts[0]}', on which ${titleOf(named.route)} takes ${named.path} with the priority ${named.priority}`,
    fix: 'give it a priority below that of rules with a host, such as -1, or name its hosts',
    others: named.route === any.route ? [] : [named.route],
  };
}
