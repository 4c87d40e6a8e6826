import type { Explanation } from '../explanation';

export const uniqueNodePorts: Explanation = {
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
};
