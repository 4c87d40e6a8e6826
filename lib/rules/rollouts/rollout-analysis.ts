import type { Manifest } from '../../manifests/manifest';
import type { ManifestSet } from '../../manifests/manifest-set';
import { titleOf } from '../../manifests/object-ref';
import { ARGO } from '../../model/rollout/argo/strategy';
import type { Rule, Violation } from '../rule';
import { type AnalysisUse, templateIn, type TemplateUse, usesOf } from './argo/analysis-uses';
import { endlessMetrics, metricNames, openArguments, templateProblems } from './argo/metrics';
import { rolloutsOf, violationsOf } from './argo/problem';

export const rolloutAnalysis: Rule = {
  id: 'rollout-analysis',
  title: 'the analyses of a Rollout of Argo have templates, with every argument and an end',
  severity: 'error',
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
  check: (set) => [
    ...(['AnalysisTemplate', 'ClusterAnalysisTemplate'] as const)
      .flatMap((kind) => set.ofKind(kind, ARGO))
      .flatMap((template) => violationsOf(template, templateProblems(template))),
    ...rolloutsOf(set).flatMap((rollout) => usesOf(rollout).flatMap((use) => useViolations(set, rollout, use))),
  ],
};

function useViolations(set: ManifestSet, rollout: Manifest, use: AnalysisUse): Violation[] {
  const found = use.templates.map((named) => ({ named, template: templateIn(set, rollout, named) }));
  const templates = found.flatMap(({ template }) => (template ? [template] : []));
  return [
    ...found.flatMap(({ named, template }) => (template ? [] : missing(set, rollout, named))),
    ...templates.flatMap((template) => [
      ...argumentViolations(rollout, use, template),
      ...(use.isBackground ? [] : endlessViolations(rollout, use, template)),
    ]),
    ...sameNames(rollout, use, templates),
  ];
}

function missing(set: ManifestSet, rollout: Manifest, { at, kind, name }: TemplateUse): Violation[] {
  const { namespaceName, madeElsewhere } = rollout;
  const isCluster = kind === 'ClusterAnalysisTemplate';
  if (madeElsewhere?.includes(`${kind} ${isCluster ? '' : (namespaceName ?? '')}/${name}`)) return [];
  const there = set.ofKind(kind, ARGO).filter((each) => isCluster || each.namespaceName === namespaceName);
  if (there.length === 0 && (isCluster || !set.find('Namespace', '', namespaceName ?? ''))) return [];
  const names = there.slice(0, 5).map((each) => each.name);
  return [
    {
      manifest: rollout,
      at,
      message: `an analysis must name a template that exists, got ${kind} '${name}' where there ${names.length === 1 ? 'is' : 'are'} ${names.join(', ') || 'none'}`,
      fix: `correct the name, make the ${kind}, or set clusterScope as the template is`,
    },
  ];
}

function argumentViolations(rollout: Manifest, { at, given }: AnalysisUse, template: Manifest): Violation[] {
  const open = openArguments(template).filter((name) => !given.has(name));
  if (open.length === 0) return [];
  return [
    {
      manifest: rollout,
      at: `${at}/args`,
      message: `an analysis must give every argument that has no value, ${titleOf(template)} lacks ${open.join(', ')}`,
      fix: 'add them to args of the analysis, or give them a value in the template',
      others: [template],
    },
  ];
}

function endlessViolations(rollout: Manifest, { at }: AnalysisUse, template: Manifest): Violation[] {
  const endless = endlessMetrics(template);
  if (endless.length === 0) return [];
  return [
    {
      manifest: rollout,
      at,
      message: `this analysis must come to an end, and ${titleOf(template)} measures ${endless.join(', ')} for ever: an interval without a count`,
      fix: 'set count, or have the analysis run in the background of the canary',
      others: [template],
    },
  ];
}

function sameNames(rollout: Manifest, { at }: AnalysisUse, templates: readonly Manifest[]): Violation[] {
  const names = [...new Set(templates)].flatMap(metricNames);
  const own = [...new Set(templates)].filter((each) => new Set(metricNames(each)).size < metricNames(each).length);
  const twice = [...new Set(names.filter((name, index) => names.indexOf(name) < index))];
  // Two in one template are told of that.
  if (twice.length === 0 || own.length > 0) return [];
  return [
    {
      manifest: rollout,
      at: `${at}/templates`,
      message: `metrics of one analysis must have names of their own, got ${twice.join(', ')} in ${templates.map(titleOf).join(' and ')}`,
      fix: 'rename one',
      others: templates,
    },
  ];
}
