import { itAccepts, itRefuses } from './cases';

const b = 'PodDisruptionBudget/shop/pricing';
const h = 'HorizontalPodAutoscaler/shop/pricing';
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
    'PodDisruptionBudget spec.maxUnavailable =\nPodDisruptionBudget spec.minAvailable = 1\nDeployment spec.replicas = 0',
    `${scaled}\nPodDisruptionBudget spec.maxUnavailable =\nPodDisruptionBudget spec.minAvailable = 1`,
    'PodDisruptionBudget spec.selector = {}',
  ]);
  itRefuses([
    ['PodDisruptionBudget spec.minAvailable = 1', `${b}: spec must have minAvailable or maxUnavailable, one of them`],
    ['PodDisruptionBudget spec.maxUnavailable =', `${b}: spec must have minAvailable or maxUnavailable, one of them`],
    ['PodDisruptionBudget spec.maxUnavailable = 101%', `${b}: spec.maxUnavailable must be at most 100%, got "101%"`],
    [
      'PodDisruptionBudget spec.maxUnavailable = half',
      `${b}: spec.maxUnavailable must be a whole number or a percentage like "25%", got "half"`,
    ],
    [
      'PodDisruptionBudget spec.unhealthyPodEvictionPolicy = Always',
      `${b}: spec.unhealthyPodEvictionPolicy must be one of ["AlwaysAllow","IfHealthyBudget"]`,
    ],
    [
      'PodDisruptionBudget spec.selector =',
      `${b}: spec.selector is required: without it no pod is protected`,
      `${b}: selects the pods of no workload in shop`,
    ],
    ['PodDisruptionBudget spec.selector.matchLabels.app = other', `${b}: selects the pods of no workload in shop`],
    ['PodDisruptionBudget spec.maxUnavailable = 0', `${b}: never lets a pod be evicted: maxUnavailable 0`],
    ['PodDisruptionBudget spec.maxUnavailable = 0%', `${b}: never lets a pod be evicted: maxUnavailable "0%"`],
    [
      'PodDisruptionBudget spec.maxUnavailable =\nPodDisruptionBudget spec.minAvailable = 2',
      `${b}: never lets a pod be evicted: minAvailable 2 of 2`,
    ],
    [
      'PodDisruptionBudget spec.maxUnavailable =\nPodDisruptionBudget spec.minAvailable = 51%',
      `${b}: never lets a pod be evicted: minAvailable "51%" of 2`,
    ],
    [
      'copy PodDisruptionBudget other',
      'PodDisruptionBudget/shop/other: the pods of Deployment/shop/pricing have the budget PodDisruptionBudget/shop/pricing already',
    ],
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
      `${scaled}\nHorizontalPodAutoscaler spec.minReplicas = 5`,
      `${h}: spec.minReplicas 5 must not be above spec.maxReplicas 4`,
    ],
    [
      `${scaled}\nHorizontalPodAutoscaler spec.minReplicas = 0`,
      `${h}: spec.minReplicas must be a whole number 1 or more, got 0`,
    ],
    [
      `${scaled}\nHorizontalPodAutoscaler spec.metrics.0.resource.name = gpu`,
      `${h}: spec.metrics[0].resource.name must be a resource, got "gpu"`,
    ],
    [
      `${scaled}\nHorizontalPodAutoscaler spec.metrics = [{ type: Pods, pods: { metric: { name: a/b }, target: { type: AverageValue, averageValue: 1 } } }]`,
      `${h}: spec.metrics[0].pods.metric.name must be a path segment (not . or .., without / and %), got "a/b"`,
    ],
    [
      `${scaled}\nHorizontalPodAutoscaler spec.metrics = [{ type: Object, object: { describedObject: { kind: a/b, name: "" }, metric: { name: a }, target: { type: Value, value: 1 } } }]`,
      `${h}: spec.metrics[0].object.describedObject.kind must be a path segment (not . or .., without / and %), got "a/b"`,
      `${h}: spec.metrics[0].object.describedObject.name must be a path segment (not . or .., without / and %), got ""`,
    ],
    [
      `${scaled}\nHorizontalPodAutoscaler spec.metrics = [{ type: ContainerResource, containerResource: { name: vendor.example/a b, container: A, target: { type: Utilization, averageUtilization: 1 } } }]`,
      `${h}: spec.metrics[0].containerResource.name must be a qualified name, got "vendor.example/a b"`,
      `${h}: spec.metrics[0].containerResource.container must be a DNS-1123 label, got "A"`,
    ],
    [
      `${scaled}\nHorizontalPodAutoscaler spec.behavior.scaleUp = { selectPolicy: Most, policies: [{ type: Nodes, value: 1, periodSeconds: 1 }] }`,
      `${h}: spec.behavior.scaleUp.selectPolicy must be Max, Min or Disabled, got "Most"`,
      `${h}: spec.behavior.scaleUp.policies[0].type must be Pods or Percent, got "Nodes"`,
    ],
    [
      `${scaled}\nHorizontalPodAutoscaler spec.scaleTargetRef.apiVersion = extensions/v1`,
      `${h}: spec.scaleTargetRef.apiVersion must be apps/v1, got "extensions/v1"`,
    ],
    [`${scaled}\nHorizontalPodAutoscaler spec.metrics = []`, `${h}: spec.metrics must hold a metric`],
    [
      `${scaled}\nHorizontalPodAutoscaler spec.metrics = [{ type: Resource }]`,
      `${h}: spec.metrics[0] of the type Resource must have the field resource and no other`,
    ],
    [
      `${scaled}\nHorizontalPodAutoscaler spec.metrics.0.resource.target = { type: Utilization, averageUtilization: 0 }`,
      `${h}: spec.metrics[0].resource.target.averageUtilization must be a whole number 1 or more, got 0`,
    ],
    [
      `${scaled}\nHorizontalPodAutoscaler spec.metrics.0.resource.target = { type: AverageValue }`,
      `${h}: spec.metrics[0].resource.target must have a type and the value of that type, got {"type":"AverageValue"}`,
    ],
    [
      `${scaled}\nHorizontalPodAutoscaler spec.metrics.0.resource.target = { type: AverageValue, averageValue: 0 }`,
      `${h}: spec.metrics[0].resource.target.averageValue must be a quantity above 0, got 0`,
    ],
    [
      `${scaled}\nHorizontalPodAutoscaler spec.behavior.scaleDown = { stabilizationWindowSeconds: 3601 }`,
      `${h}: spec.behavior.scaleDown.stabilizationWindowSeconds must be a whole number from 0 to 3600, got 3601`,
    ],
    [
      `${scaled}\nHorizontalPodAutoscaler spec.behavior.scaleUp = { policies: [{ type: Pods, value: 0, periodSeconds: 1801 }] }`,
      `${h}: spec.behavior.scaleUp.policies[0].value must be a whole number 1 or more, got 0`,
      `${h}: spec.behavior.scaleUp.policies[0].periodSeconds must be a whole number from 1 to 1800, got 1801`,
    ],
    [
      `${scaled}\nHorizontalPodAutoscaler spec.scaleTargetRef.name = other\nDeployment spec.replicas = 2`,
      `${h}: spec.scaleTargetRef names nothing in the set: Deployment "other"`,
    ],
    [
      `${scaled}\nDeployment spec.replicas = 2`,
      `Deployment/shop/pricing: spec.replicas would undo what ${h} has scaled at every apply`,
    ],
    [
      `${scaled}\ncopy HorizontalPodAutoscaler other`,
      `HorizontalPodAutoscaler/shop/other: Deployment/shop/pricing is scaled by ${h} already`,
    ],
    [
      `${scaled}\nHorizontalPodAutoscaler spec.minReplicas = 1\nPodDisruptionBudget spec.maxUnavailable =\nPodDisruptionBudget spec.minAvailable = 1`,
      `${b}: never lets a pod be evicted: minAvailable 1 of 1`,
    ],
  ]);
  describe('of another kind', () => {
    const keda =
      'Deployment spec.replicas =\n+ { apiVersion: keda.sh/v1alpha1, kind: ScaledObject, metadata: { name: pricing, namespace: shop }, spec: { scaleTargetRef: { name: pricing }, triggers: [{ type: cpu, metadata: { value: "70" } }] } }';
    itAccepts([keda, `${keda}\nScaledObject spec.minReplicaCount = 2`]);
    itRefuses([
      [
        `${keda}\nDeployment spec.replicas = 2`,
        'Deployment/shop/pricing: spec.replicas would undo what ScaledObject/shop/pricing has scaled at every apply',
      ],
      [
        `${keda}\nScaledObject spec.minReplicaCount = 1\nPodDisruptionBudget spec.maxUnavailable =\nPodDisruptionBudget spec.minAvailable = 1`,
        `${b}: never lets a pod be evicted: minAvailable 1 of 1`,
      ],
    ]);
  });
  describe('when replicas are allowed beside them', () => {
    itAccepts([`${scaled}\nDeployment spec.replicas = 2`], { replicasWithAutoscaler: true });
  });
});
