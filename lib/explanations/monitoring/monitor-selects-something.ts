import type { Explanation } from '../explanation';

export const monitorSelectsSomething: Explanation = {
  reason:
    'A monitor that selects nothing, or asks for a port by a name that nothing has, is accepted and never scraped: no target appears, and no alert that is built on its metrics fires. A ServiceMonitor goes by the labels of Services and the names of their ports, a PodMonitor by those of pods and containers. Of namespaces in which the set has no Services, or no pods, nothing is known; a monitor of all namespaces is looked at where it selects something.',
  sources: [
    'https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.ServiceMonitor',
    'https://prometheus-operator.dev/docs/platform/troubleshooting/',
  ],
  example: {
    failing: `apiVersion: v1
kind: Service
metadata: { name: iris, namespace: vision, labels: { app: iris } }
spec: { selector: { app: iris }, ports: [{ name: http, port: 80 }] }
---
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: { name: iris, namespace: vision }
spec: { selector: { matchLabels: { app: iris } }, endpoints: [{ port: metrics }] }`,
    mended: `apiVersion: v1
kind: Service
metadata: { name: iris, namespace: vision, labels: { app: iris } }
spec: { selector: { app: iris }, ports: [{ name: http, port: 80 }] }
---
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: { name: iris, namespace: vision }
spec: { selector: { matchLabels: { app: iris } }, endpoints: [{ port: http }] }`,
  },
};
