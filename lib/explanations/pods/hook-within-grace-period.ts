import type { Explanation } from '../explanation';

export const hookWithinGracePeriod: Explanation = {
  reason:
    'The grace period begins before the preStop hook, not after it. A hook that sleeps as long or longer is cut short, and the container is killed two seconds after it was told to stop: requests under way are lost. Looked at are sleeps whose time is written in the manifest.',
  sources: [
    'https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/#hook-handler-execution',
    'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination',
  ],
  example: {
    failing: `apiVersion: v1
kind: Pod
metadata: { name: iris, namespace: vision }
spec:
  terminationGracePeriodSeconds: 30
  containers:
    - name: main
      image: registry.example/iris:1.0.0
      lifecycle: { preStop: { exec: { command: [sleep, '60'] } } }`,
    mended: `apiVersion: v1
kind: Pod
metadata: { name: iris, namespace: vision }
spec:
  terminationGracePeriodSeconds: 90
  containers:
    - name: main
      image: registry.example/iris:1.0.0
      lifecycle: { preStop: { exec: { command: [sleep, '60'] } } }`,
  },
};
