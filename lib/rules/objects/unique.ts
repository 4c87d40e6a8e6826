import { isPlainObject } from '../../private/json';
import { type ResolvedObject, titleOf } from '../../manifests/manifest-set';
import type { Rule } from '../rule';

/** kubectl applies both in turn and the last one wins, without a word. */
export const uniqueObjects: Rule = {
  id: 'unique-objects',
  title: 'no two manifests describe the same object',
  check(set) {
    const first = new Map<string, ResolvedObject>();
    const messages: string[] = [];
    for (const object of set.objects) {
      if (object.name === '') continue;
      const key = [object.group, object.kind, object.namespaceName ?? '', object.name].join('\n');
      const other = first.get(key);
      if (!other) first.set(key, object);
      else
        messages.push(
          `'${object.path}': makes the ${titleOf(object)} that '${other.path}' makes already; give one of them another name`,
        );
    }
    return messages;
  },
};

/**
 * The API server refuses the second Service: a node port belongs to the whole cluster, whatever its protocol. Only within
 * one Service may TCP and UDP share a number (https://github.com/kubernetes/kubernetes/issues/91404).
 */
export const uniqueNodePorts: Rule = {
  id: 'unique-node-ports',
  title: 'no two Services ask for the same node port',
  check(set) {
    const owners = new Map<number, string>();
    const messages: string[] = [];
    for (const { manifest, path } of set.ofKind('Service')) {
      const own = new Set<string>();
      const spec = isPlainObject(manifest.spec) ? manifest.spec : {};
      const ports: unknown[] = Array.isArray(spec.ports) ? spec.ports : [];
      for (const port of [...ports, { nodePort: spec.healthCheckNodePort }].filter(isPlainObject)) {
        const { nodePort, protocol = 'TCP' } = port;
        if (typeof nodePort !== 'number' || nodePort === 0) continue;
        const owner = owners.get(nodePort);
        const key = `${nodePort}/${String(protocol)}`;
        if (owner === undefined) owners.set(nodePort, path);
        else if (owner !== path || own.has(key))
          messages.push(
            `'${path}': nodePort must be unique in the cluster, got ${nodePort}, which '${owner}' has; leave it out and the cluster chooses one`,
          );
        own.add(key);
      }
    }
    return messages;
  },
};
