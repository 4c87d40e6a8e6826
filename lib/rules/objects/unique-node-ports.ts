import type { Manifest } from '../../manifests/manifest';
import { titleOf } from '../../manifests/object-ref';
import { isPlainObject, objectAt } from '../../private/json';
import type { Rule, Violation } from '../rule';

export const uniqueNodePorts: Rule = {
  id: 'unique-node-ports',
  title: 'no two Services ask for one node port',
  severity: 'error',
  reason: 'A node port is a number of the whole cluster, whatever its protocol: the second Service is refused.',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport'],
  example: {
    failing: `apiVersion: v1
kind: Service
metadata: { name: iris, namespace: vision }
spec: { type: NodePort, selector: { app: iris }, ports: [{ name: http, port: 80, nodePort: 30080 }] }
---
apiVersion: v1
kind: Service
metadata: { name: rose, namespace: vision }
spec: { type: NodePort, selector: { app: rose }, ports: [{ name: http, port: 80, nodePort: 30080 }] }`,
    mended: `apiVersion: v1
kind: Service
metadata: { name: iris, namespace: vision }
spec: { type: NodePort, selector: { app: iris }, ports: [{ name: http, port: 80, nodePort: 30080 }] }
---
apiVersion: v1
kind: Service
metadata: { name: rose, namespace: vision }
spec: { type: NodePort, selector: { app: rose }, ports: [{ name: http, port: 80 }] }`,
  },
  check(set) {
    const owners = new Map<number, Manifest>();
    return set.ofKind('Service', '').flatMap((service) => portsOf(service).flatMap(violationOf(service, owners)));
  },
};

interface NodePort {
  readonly at: string;
  readonly number: number;
  readonly protocol: string;
}

function portsOf({ json }: Manifest): NodePort[] {
  const spec = objectAt(json, 'spec');
  const ports: unknown[] = Array.isArray(spec.ports) ? spec.ports : [];
  const asked = ports.map((port, index) => ({ at: `/spec/ports/${index}/nodePort`, port }));
  const health = { at: '/spec/healthCheckNodePort', port: { nodePort: spec.healthCheckNodePort } };
  return [...asked, health].flatMap(({ at, port }) => {
    if (!isPlainObject(port)) return [];
    const { nodePort, protocol = 'TCP' } = port;
    return typeof nodePort === 'number' && nodePort !== 0 ? [{ at, number: nodePort, protocol: String(protocol) }] : [];
  });
}

function violationOf(service: Manifest, owners: Map<number, Manifest>): (port: NodePort) => Violation[] {
  const own = new Set<string>();
  return ({ at, number, protocol }) => {
    const owner = owners.get(number);
    owners.set(number, owner ?? service);
    const key = `${number}/${protocol}`;
    const isTaken = owner !== undefined && (owner !== service || own.has(key));
    own.add(key);
    if (!isTaken) return [];
    return [
      {
        manifest: service,
        at,
        message: `nodePort must be unique in the cluster, got ${number}, which ${titleOf(owner)} has`,
        fix: 'leave it out and the cluster chooses one',
        others: [owner],
      },
    ];
  };
}
