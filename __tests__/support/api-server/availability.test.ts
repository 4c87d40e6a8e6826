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
    'PodDisruptionBudget spec.maxUnavailable =\nPodDisruptionBudget spec.minAvailable = 1\nDeployment spec.replicas = 0',
    `${scaled}\nPodDisruptionBudget spec.maxUnavailable =\nPodDisruptionBudget spec.minAvailable = 1`,
    'PodDisruptionBudget spec.selector = {}',
  ]);
  itRefuses([
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
  itAccepts([scaled]);
  itRefuses([
    [
      `${scaled}\nHorizontalPodAutoscaler spec.scaleTargetRef.apiVersion = extensions/v1`,
      `${h}: spec.scaleTargetRef.apiVersion must be apps/v1, got "extensions/v1"`,
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
