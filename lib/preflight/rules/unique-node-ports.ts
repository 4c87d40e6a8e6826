import { isPlainObject } from '../../private/json';
import type { Rule } from '../rule';

/** The API server refuses the second Service: a node port belongs to the whole cluster. */
export const uniqueNodePorts: Rule = {
  id: 'unique-node-ports',
  title: 'no two Services ask for the same node port',
  check(set) {
    const owners = new Map<string, string>();
    const messages: string[] = [];
    for (const { manifest, path } of set.ofKind('Service')) {
      const ports =
        isPlainObject(manifest.spec) && Array.isArray(manifest.spec.ports) ? (manifest.spec.ports as unknown[]) : [];
      for (const port of ports.filter(isPlainObject)) {
        if (typeof port.nodePort !== 'number') continue;
        const key = `${port.nodePort}/${typeof port.protocol === 'string' ? port.protocol : 'TCP'}`;
        const owner = owners.get(key);
        if (owner === undefined) owners.set(key, path);
        else
          messages.push(
            `'${path}': nodePort must be unique in the cluster, got ${port.nodePort}, which '${owner}' has; leave it out and the cluster chooses one`,
          );
      }
    }
    return messages;
  },
};
