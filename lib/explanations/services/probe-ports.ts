import type { Explanation } from '../explanation';

export const probePorts: Explanation = {
  reason:
    'A probe that names a port which its container does not have fails for good: the pod is never ready, or is restarted again and again. Names of other containers of the pod do not count. The API server takes it.',
  sources: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#use-a-named-port',
    'ResolveContainerPort in pkg/probe/util.go of kubernetes/kubernetes',
  ],
  example: {
    failing: `apiVersion: v1
kind: Pod
metadata: { name: iris, namespace: vision }
spec:
  containers:
    - name: main
      image: registry.example/iris:1.0.0
      ports: [{ name: web, containerPort: 8000 }]
      readinessProbe: { httpGet: { path: /ready, port: http } }`,
    mended: `apiVersion: v1
kind: Pod
metadata: { name: iris, namespace: vision }
spec:
  containers:
    - name: main
      image: registry.example/iris:1.0.0
      ports: [{ name: web, containerPort: 8000 }]
      readinessProbe: { httpGet: { path: /ready, port: web } }`,
  },
};
