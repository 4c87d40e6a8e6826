import { titleOf } from '../../manifests/object-ref';
import { podSpecOf } from '../../manifests/pod-spec';
import { acceleratorsOf, deviceClaimsIn } from '../../model/scaling/accelerators';
import { scaledWorkloadsOf } from '../../model/scaling/scalers';
import type { Rule } from '../rule';

export const cpuScalingOnAccelerators: Rule = {
  id: 'cpu-scaling-on-accelerators',
  title: 'what runs on accelerators is not scaled by CPU and memory alone',
  severity: 'warning',
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
  check: (set) =>
    [...scaledWorkloadsOf(set)].flatMap(([workload, scalers]) =>
      scalers.flatMap(({ manifest, metrics }) => {
        if (metrics.length === 0 || metrics.some((metric) => metric !== 'cpu' && metric !== 'memory')) return [];
        const podSpec = podSpecOf(workload);
        const [device] = podSpec ? acceleratorsOf(podSpec, deviceClaimsIn(set, workload.namespaceName)) : [];
        if (device === undefined) return [];
        return [
          {
            manifest,
            at: manifest.kind === 'ScaledObject' ? '/spec/triggers' : '/spec/metrics',
            message: `scales ${titleOf(workload)} by ${[...new Set(metrics)].join(' and ')} alone, whose pods run on ${device.count} ${device.resource}: CPU and memory say little about the load of an accelerator`,
            fix: 'add a metric of the server, such as requests that wait',
            others: [workload],
          },
        ];
      }),
    ),
};
