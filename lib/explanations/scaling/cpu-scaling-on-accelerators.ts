import type { Explanation } from '../explanation';

export const cpuScalingOnAccelerators: Explanation = {
  reason:
    'A model on an accelerator is busy there: its CPU says little about the load, and its memory stays what the weights take. Requests queue while the autoscaler sees nothing to do. Requests waiting, latency and use of the accelerator are what goes with the load.',
  sources: [
    'https://cloud.google.com/kubernetes-engine/docs/best-practices/machine-learning/inference/autoscaling',
    'https://docs.vllm.ai/projects/production-stack/en/latest/use_cases/autoscaling-keda.html',
  ],
  example: {
    failing: `apiVersion: apps/v1
kind: Deployment
metadata: { name: llama, namespace: vision }
spec:
  selector: { matchLabels: { app: llama } }
  template:
    metadata: { labels: { app: llama } }
    spec:
      containers:
        - name: main
          image: registry.example/llama:1.0.0
          resources: { requests: { cpu: 4 }, limits: { nvidia.com/gpu: 1 } }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: llama, namespace: vision }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: llama }
  maxReplicas: 8
  metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 70 } } }]`,
    mended: `apiVersion: apps/v1
kind: Deployment
metadata: { name: llama, namespace: vision }
spec:
  selector: { matchLabels: { app: llama } }
  template:
    metadata: { labels: { app: llama } }
    spec:
      containers:
        - name: main
          image: registry.example/llama:1.0.0
          resources: { requests: { cpu: 4 }, limits: { nvidia.com/gpu: 1 } }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: llama, namespace: vision }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: llama }
  maxReplicas: 8
  metrics: [{ type: Pods, pods: { metric: { name: requests_waiting }, target: { type: AverageValue, averageValue: 4 } } }]`,
  },
};
