import { itAccepts, itRefuses } from './changes';

const cpu = '{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 70 } } }';
const scaler = (spec: string): string =>
  `+ { apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: { name: pricing, namespace: shop }, spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: pricing }, ${spec} } }`;
const scaled = `Deployment spec.replicas =\n${scaler(`minReplicas: 2, maxReplicas: 4, metrics: [${cpu}]`)}`;

describe('disruption budgets', () => {
  itAccepts([
    'PodDisruptionBudget spec.maxUnavailable = 1%',
    'PodDisruptionBudget spec.maxUnavailable =\nPodDisruptionBudget spec.minAvailable = 1',
    'PodDisruptionBudget spec.maxUnavailable =\nPodDisruptionBudget spec.minAvailable = 50%',
    'PodDisruptionBudget spec.unhealthyPodEvictionPolicy = AlwaysAllow',
    'PodDisruptionBudget spec.selector = {}',
  ]);
});

describe('autoscalers', () => {
  itAccepts([
    scaled,
    `Deployment spec.replicas =\n${scaler(`maxReplicas: 4, metrics: [{ type: Pods, pods: { metric: { name: queue }, target: { type: AverageValue, averageValue: 500m } } }]`)}\nHorizontalPodAutoscaler spec.minReplicas = 2`,
    `${scaled}\nHorizontalPodAutoscaler spec.behavior.scaleDown = { stabilizationWindowSeconds: 3600, policies: [{ type: Percent, value: 10, periodSeconds: 60 }] }`,
  ]);
  itRefuses([
    [
      `${scaled}\nHorizontalPodAutoscaler spec.metrics.0.pods = { metric: { name: queue }, target: { type: AverageValue, averageValue: 1 } }`,
      "HorizontalPodAutoscaler /spec/metrics/0/pods is not for the type 'Resource'",
    ],
    [
      `${scaled}\nHorizontalPodAutoscaler spec.metrics = [{ type: Pods, pods: { metric: { name: a/b }, target: { type: AverageValue, averageValue: 1 } } }]`,
      "HorizontalPodAutoscaler /spec/metrics/0/pods/metric/name must be a text other than '.' and '..', without '/' and '%', got 'a/b'",
    ],
    [
      `${scaled}\nHorizontalPodAutoscaler spec.metrics = [{ type: Object, object: { describedObject: { kind: a/b, name: "" }, metric: { name: a }, target: { type: Value, value: 1 } } }]`,
      "HorizontalPodAutoscaler /spec/metrics/0/object/describedObject/kind must be a text other than '.' and '..', without '/' and '%', got 'a/b'",
      "HorizontalPodAutoscaler /spec/metrics/0/object/describedObject/name is missing or empty, must be a text other than '.' and '..', without '/' and '%'",
    ],
    [
      `${scaled}\nHorizontalPodAutoscaler spec.metrics = [{ type: ContainerResource, containerResource: { name: vendor.example/a b, container: A, target: { type: Utilization, averageUtilization: 1 } } }]`,
      "HorizontalPodAutoscaler /spec/metrics/0/containerResource/container must be lower-case letters, digits and '-', beginning and ending with a letter or digit, got 'A'",
    ],
    [
      `${scaled}\nHorizontalPodAutoscaler spec.behavior.scaleUp = { selectPolicy: Most, policies: [{ type: Nodes, value: 1, periodSeconds: 1 }] }`,
      "HorizontalPodAutoscaler /spec/behavior/scaleUp/selectPolicy must be one of 'Max', 'Min', 'Disabled', got 'Most'",
      "HorizontalPodAutoscaler /spec/behavior/scaleUp/policies/0/type must be one of 'Percent', 'Pods', got 'Nodes'",
    ],
    [
      `${scaled}\nHorizontalPodAutoscaler spec.metrics.0.resource.target = { type: Utilization, averageUtilization: 0 }`,
      'HorizontalPodAutoscaler /spec/metrics/0/resource/target/averageUtilization must be 1 or more, got 0',
    ],
    [
      `${scaled}\nHorizontalPodAutoscaler spec.metrics.0.resource.target = { type: AverageValue, averageValue: 0 }`,
      'HorizontalPodAutoscaler /spec/metrics/0/resource/target/averageValue must be above 0, got 0',
    ],
    [
      `${scaled}\nHorizontalPodAutoscaler spec.behavior.scaleDown = { stabilizationWindowSeconds: 3601 }`,
      'HorizontalPodAutoscaler /spec/behavior/scaleDown/stabilizationWindowSeconds must be from 0 to 3600, got 3601',
    ],
    [
      `${scaled}\nHorizontalPodAutoscaler spec.behavior.scaleUp = { policies: [{ type: Pods, value: 0, periodSeconds: 1801 }] }`,
      'HorizontalPodAutoscaler /spec/behavior/scaleUp/policies/0/value must be 1 or more, got 0',
      'HorizontalPodAutoscaler /spec/behavior/scaleUp/policies/0/periodSeconds must be from 1 to 1800, got 1801',
    ],
  ]);
});
