import { titleOf } from '../../manifests/object-ref';
import type { ServiceReference } from '../../model/routing/service-reference';
import { serviceReferences } from '../../model/routing/service-references';
import { sortedMap } from '../../private/json';
import type { Rule } from '../rule';
import { once } from '../violations';

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

export const traefikServices: Rule = {
  id: 'traefik-services',
  title: 'every reference of Traefik to a Service and port describes it alike',
  severity: 'error',
  reason: 'Traefik keeps one description for each Service and port: of two that differ, one is lost.',
  sources: ['https://github.com/traefik/traefik/issues/11257'],
  example: {
    failing: `apiVersion: traefik.io/v1alpha1
kind: IngressRoute
metadata: { name: one, namespace: vision }
spec:
  entryPoints: [websecure]
  routes:
    - match: Host(\`a.example\`)
      kind: Rule
      services: [{ name: iris, port: 80, sticky: { cookie: { name: a } } }]
---
apiVersion: traefik.io/v1alpha1
kind: IngressRoute
metadata: { name: two, namespace: vision }
spec:
  entryPoints: [websecure]
  routes:
    - match: Host(\`b.example\`)
      kind: Rule
      services: [{ name: iris, port: 80 }]`,
    mended: `apiVersion: traefik.io/v1alpha1
kind: IngressRoute
metadata: { name: one, namespace: vision }
spec:
  entryPoints: [websecure]
  routes:
    - match: Host(\`a.example\`)
      kind: Rule
      services: [{ name: iris, port: 80 }]
---
apiVersion: traefik.io/v1alpha1
kind: IngressRoute
metadata: { name: two, namespace: vision }
spec:
  entryPoints: [websecure]
  routes:
    - match: Host(\`b.example\`)
      kind: Rule
      services: [{ name: iris, port: 80 }]`,
  },
  check(set) {
    const owners = new Map<string, ServiceReference>();
    const violations = serviceReferences(set)
      .filter(({ route }) => route.group === 'traefik.io')
      .flatMap((reference) => {
        const { route, where, at, namespaceName = '', name, port } = reference;
        const key = [namespaceName, name, String(port)].join('\n');
        const owner = owners.get(key);
        owners.set(key, owner ?? reference);
        const different = owner ? OPTIONS.filter((option) => text(owner, option) !== text(reference, option)) : [];
        if (owner === undefined || different.length === 0) return [];
        return [
          {
            manifest: route,
            at,
            message: `${where} describes port ${String(port)} of the Service '${name}' with another ${different.join(', ')} than ${owner.route === route ? 'it does' : titleOf(owner.route)} (${owner.where})`,
            fix: 'Traefik keeps one description, and one of them is lost: give every rule for this Service the same options, or give one of them another port',
            others: owner.route === route ? [] : [owner.route],
          },
        ];
      });
    return once(violations);
  },
};

function text({ entry }: ServiceReference, option: string): string {
  const value = entry[option];
  return JSON.stringify(typeof value === 'object' && value !== null ? sortedMap({ ...value }) : (value ?? null));
}
