import { sortedMap } from '../../private/json';
import type { Rule } from '../rule';
import { type ServiceReference, serviceReferences } from '../routes/service-references';

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
