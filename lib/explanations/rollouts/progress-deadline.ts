import type { Explanation } from '../explanation';

export const progressDeadline: Explanation = {
  reason:
    'A rollout that makes no progress for progressDeadlineSeconds is reported as failed, and nothing counts as progress while a new pod starts, nor while it waits for a device or a volume that the pod before it keeps until it has shut down. The startup probe and the grace period say how long both may take. An error where the wait alone is past the deadline and is sure to come: with Recreate, and for a ReadWriteOncePod claim. Of Deployments that KServe makes, whose deadline nobody can raise, a pod must be past it. How long init containers and the pulling of images take is not known.',
  sources: [
    'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#progress-deadline-seconds',
    'setDefaultDeploymentSpec in pkg/controller/v1beta1/inferenceservice/reconcilers/deployment/deployment_reconciler.go of kserve/kserve',
    'DeploymentProgressing and DeploymentTimedOut in pkg/controller/deployment/util/deployment_util.go of kubernetes/kubernetes',
  ],
  example: {
    failing: `apiVersion: apps/v1
kind: Deployment
metadata: { name: llama, namespace: vision }
spec:
  progressDeadlineSeconds: 660
  strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } }
  selector: { matchLabels: { app: llama } }
  template:
    metadata: { labels: { app: llama } }
    spec:
      terminationGracePeriodSeconds: 920
      containers:
        - name: main
          image: registry.example/llama:1.0.0
          resources: { limits: { nvidia.com/gpu: 1 } }
          startupProbe: { httpGet: { path: /health, port: 8000 }, periodSeconds: 5, failureThreshold: 120 }`,
    mended: `apiVersion: apps/v1
kind: Deployment
metadata: { name: llama, namespace: vision }
spec:
  progressDeadlineSeconds: 1580
  strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } }
  selector: { matchLabels: { app: llama } }
  template:
    metadata: { labels: { app: llama } }
    spec:
      terminationGracePeriodSeconds: 920
      containers:
        - name: main
          image: registry.example/llama:1.0.0
          resources: { limits: { nvidia.com/gpu: 1 } }
          startupProbe: { httpGet: { path: /health, port: 8000 }, periodSeconds: 5, failureThreshold: 120 }`,
  },
};
