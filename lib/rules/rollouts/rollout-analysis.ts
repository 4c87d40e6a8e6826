import { objectAt } from '../../private/json';
import type { Rule } from '../rule';
import { analysisViolations } from './argo/analysis-problems';
import { templateProblems } from './argo/metric-problems';

export const rolloutAnalysis: Rule = {
  id: 'rollout-analysis',
  title: 'the analyses of a Rollout name templates that exist, with all arguments, and come to an end',
  severity: 'error',
  reason:
    'Analysis templates are looked at when a release begins: one that is missing, that has an argument too few or a metric without a provider aborts it or keeps it waiting, and a metric with an interval and no count never ends, which is for analyses beside the steps alone. Templates of namespaces of which the set has none are taken to be made elsewhere; whether queries find anything is not known.',
  sources: [
    'https://argo-rollouts.readthedocs.io/en/stable/features/analysis/',
    'utils/analysis/factory.go and pkg/apis/rollouts/validation/validation_references.go of argoproj/argo-rollouts at v1.9.1',
  ],
  example: {
    failing: `apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: iris, namespace: vision }
spec:
  selector: { matchLabels: { app: iris } }
  strategy: { canary: { steps: [{ setWeight: 50 }, { analysis: { templates: [{ templateName: errors }] } }] } }
  template:
    metadata: { labels: { app: iris } }
    spec: { containers: [{ name: main, image: registry.example/iris:1.0.0 }] }
---
apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata: { name: errors, namespace: vision }
spec:
  args: [{ name: service }]
  metrics:
    - name: errors
      interval: 1m
      successCondition: result[0] < 0.01
      provider: { prometheus: { address: 'http://prometheus:9090', query: 'errors{service="{{args.service}}"}' } }`,
    mended: `apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: iris, namespace: vision }
spec:
  selector: { matchLabels: { app: iris } }
  strategy:
    canary:
      steps:
        - setWeight: 50
        - analysis: { templates: [{ templateName: errors }], args: [{ name: service, value: iris }] }
  template:
    metadata: { labels: { app: iris } }
    spec: { containers: [{ name: main, image: registry.example/iris:1.0.0 }] }
---
apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata: { name: errors, namespace: vision }
spec:
  args: [{ name: service }]
  metrics:
    - name: errors
      interval: 1m
      count: 5
      successCondition: result[0] < 0.01
      provider: { prometheus: { address: 'http://prometheus:9090', query: 'errors{service="{{args.service}}"}' } }`,
  },
  check: (set) => [
    ...['Rollout', 'Experiment'].flatMap((kind) =>
      set.ofKind(kind, 'argoproj.io').flatMap((manifest) => analysisViolations(set, manifest)),
    ),
    ...['AnalysisTemplate', 'ClusterAnalysisTemplate'].flatMap((kind) =>
      set
        .ofKind(kind, 'argoproj.io')
        .flatMap((manifest) =>
          templateProblems(objectAt(manifest.json, 'spec')).map((problem) => ({ manifest, ...problem })),
        ),
    ),
  ],
};
