import { parseAllDocuments } from 'yaml';
import { checkManifests } from '../../../lib/command';
import { hasStrictSchemas, strictSchemaErrors } from '../../support/strict-schemas';

/** Rollouts and templates as people write them: with fields, and forms of values, that the constructs do not write. */
const MANIFESTS = `
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: iris, namespace: vision }
spec:
  replicas: 10
  revisionHistoryLimit: 3
  rollbackWindow: { revisions: 2 }
  restartAt: '2026-01-01T00:00:00Z'
  progressDeadlineAbort: true
  analysis: { successfulRunHistoryLimit: 2 }
  selector: { matchLabels: { app: iris } }
  strategy:
    canary:
      canaryService: iris-canary
      stableService: iris
      maxSurge: '20'
      maxUnavailable: 1
      canaryMetadata: { labels: { role: canary } }
      antiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: { weight: 50 } }
      minPodsPerReplicaSet: 1
      replicaProgressThreshold: { type: Percent, value: 90 }
      abortScaleDownDelaySeconds: 60
      analysis: { startingStep: 2, templates: [{ templateName: errors }], args: [{ name: service, valueFrom: { fieldRef: { fieldPath: metadata.name } } }] }
      trafficRouting:
        managedRoutes: [{ name: by-header }, { name: copy }]
        istio: { virtualService: { name: iris, routes: [primary] } }
      steps:
        - setWeight: 10
        - pause: { duration: 30 }
        - pause: { duration: 1h }
        - pause: {}
        - setHeaderRoute: { name: by-header, match: [{ headerName: x, headerValue: { exact: '1' } }] }
        - setMirrorRoute: { name: copy, percentage: 5, match: [{ method: { exact: GET }, path: { prefix: / } }] }
        - experiment: { duration: 5m, templates: [{ name: a, specRef: canary, replicas: 1, weight: 5 }], analyses: [{ name: a, templateName: errors, args: [{ name: service, value: iris }] }] }
        - plugin: { name: a/b, config: { any: thing } }
        - analysis: { templates: [{ templateName: once }, { templateName: everywhere, clusterScope: true }], dryRun: [{ metricName: '*' }], measurementRetention: [{ metricName: errors, limit: 5 }] }
  template:
    metadata: { labels: { app: iris } }
    spec: { containers: [{ name: main, image: 'registry.example/iris:1' }] }
---
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: rose, namespace: vision }
spec:
  workloadRef: { apiVersion: apps/v1, kind: Deployment, name: rose, scaleDown: progressively }
  strategy:
    blueGreen:
      activeService: rose
      previewService: rose-preview
      previewReplicaCount: 1
      autoPromotionEnabled: true
      autoPromotionSeconds: 30
      maxUnavailable: '25'
      scaleDownDelayRevisionLimit: 1
      activeMetadata: { labels: { role: active } }
---
apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata: { name: errors, namespace: vision }
spec:
  args: [{ name: service }, { name: token, valueFrom: { secretKeyRef: { name: a, key: b } } }]
  dryRun: [{ metricName: slow }]
  metrics:
    - name: errors
      interval: 1m
      successCondition: result[0] < 0.01
      failureLimit: 3
      consecutiveErrorLimit: 4
      provider: { prometheus: { address: 'http://prometheus:9090', query: 'x{s="{{args.service}}"}', timeout: 40, headers: [{ key: a, value: b }] } }
    - name: slow
      interval: 30s
      initialDelay: 1m
      count: '3'
      provider: { web: { url: 'http://x', jsonPath: '{$.data}', method: POST, timeoutSeconds: 5, headers: [{ key: a, value: '{{args.token}}' }] } }
---
apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata: { name: once, namespace: vision }
spec:
  metrics:
    - name: smoke
      provider: { job: { spec: { backoffLimit: 1, template: { spec: { restartPolicy: Never, containers: [{ name: main, image: 'x:1' }] } } } } }
---
apiVersion: argoproj.io/v1alpha1
kind: ClusterAnalysisTemplate
metadata: { name: everywhere }
spec:
  metrics:
    - name: everywhere
      count: 3
      interval: 1m
      provider: { datadog: { apiVersion: v2, interval: 5m, query: x } }
`;
const OBJECTS = parseAllDocuments(MANIFESTS).map((document) => document.toJS() as { [key: string]: unknown });

test('every field and form of a value that Argo Rollouts knows may be written', () => {
  const found = checkManifests(OBJECTS).filter(({ rule }) => rule === 'known-fields' || rule.startsWith('rollout-'));
  expect(found.map(({ at, message }) => `${at ?? ''}: ${message}`)).toEqual([]);
});

(hasStrictSchemas ? test : test.skip)('which its own schemas say too', () => {
  for (const object of OBJECTS.filter(({ kind }) => kind !== 'ClusterAnalysisTemplate'))
    expect(strictSchemaErrors(String(object.apiVersion), String(object.kind), object)).toEqual([]);
});
