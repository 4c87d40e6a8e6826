import type { Explanation } from '../explanation';

export const rolloutAnalysis: Explanation = {
  reason:
    'The controller looks for the templates of an analysis, and at them, when a Rollout needs them: what is missing or not possible leaves it at InvalidSpec, or aborts the release. An argument that nobody gives is found when the analysis starts. An analysis between two steps, or before or after a promotion, must come to an end: a metric with an interval and no count has none. Where a namespace has no templates, or the cluster none, they may be made elsewhere; templates that a template is made of are not looked at.',
  sources: [
    'ValidateMetrics and ValidateAnalysisTemplatesWithType in utils/analysis and pkg/apis/rollouts/validation of argoproj/argo-rollouts, v1.9',
    'https://argo-rollouts.readthedocs.io/en/stable/features/analysis/',
  ],
  example: {
    failing: `apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata: { name: errors, namespace: vision }
spec:
  args: [{ name: service }]
  metrics:
    - name: errors
      interval: 1m
      count: 5
      successCondition: result[0] < 0.01
      provider:
        prometheus:
          address: http://prometheus.monitoring:9090
          query: sum(rate(errors_total{service="{{args.service}}"}[5m]))
---
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: iris, namespace: vision }
spec:
  replicas: 4
  selector: { matchLabels: { app: iris } }
  strategy:
    canary:
      steps:
        - setWeight: 25
        - analysis: { templates: [{ templateName: errors }] }
  template:
    metadata: { labels: { app: iris } }
    spec: { containers: [{ name: main, image: registry.example/iris:1.0.0 }] }`,
    mended: `apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata: { name: errors, namespace: vision }
spec:
  args: [{ name: service }]
  metrics:
    - name: errors
      interval: 1m
      count: 5
      successCondition: result[0] < 0.01
      provider:
        prometheus:
          address: http://prometheus.monitoring:9090
          query: sum(rate(errors_total{service="{{args.service}}"}[5m]))
---
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: iris, namespace: vision }
spec:
  replicas: 4
  selector: { matchLabels: { app: iris } }
  strategy:
    canary:
      steps:
        - setWeight: 25
        - analysis:
            templates: [{ templateName: errors }]
            args: [{ name: service, value: iris }]
  template:
    metadata: { labels: { app: iris } }
    spec: { containers: [{ name: main, image: registry.example/iris:1.0.0 }] }`,
  },
};
