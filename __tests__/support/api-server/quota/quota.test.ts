import { itAccepts, itRefuses } from '../cases';

const quota = (hard: string, rest = ''): string =>
  `+ { apiVersion: v1, kind: ResourceQuota, metadata: { name: quota, namespace: shop }, spec: { hard: { ${hard} }${rest} } }`;
const range = (item: string): string =>
  `+ { apiVersion: v1, kind: LimitRange, metadata: { name: limits, namespace: shop }, spec: { limits: [${item}] } }`;
const d = 'Deployment/shop/pricing';
const c = `${d}: spec.template.spec.containers[0]`;

describe('containers under quotas and limit ranges', () => {
  const defaults = range('{ type: Container, default: { cpu: 1, memory: 1Gi } }');
  itAccepts([
    `${quota('limits.cpu: 10, requests.memory: 10Gi')}\n${defaults}\ncontainer.resources =`,
    `${quota('limits.cpu: 10')}\ncontainer.resources = { limits: { cpu: 1 } }`,
    `${quota('cpu: 10')}\ncontainer.resources = { limits: { cpu: 1 } }`,
    range('{ type: Container, max: { cpu: 1 }, min: { cpu: 500m } }'),
  ]);
  itRefuses([
    [
      `${quota('limits.cpu: 10, memory: 10Gi')}\ncontainer.resources =`,
      `${c} must specify limits.cpu, ResourceQuota/shop/quota counts it`,
      `${c} must specify requests.memory, ResourceQuota/shop/quota counts it`,
    ],
    [range('{ type: Container, max: { cpu: 900m } }'), `${c} has limits of cpu beyond the max "900m" of its namespace`],
    [
      range('{ type: Container, min: { cpu: 600m } }'),
      `${c} has requests of cpu beyond the min "600m" of its namespace`,
    ],
    [
      `${range('{ type: Container, default: { cpu: 400m } }')}\ncontainer.resources = { requests: { cpu: 500m } }`,
      `${c} asks for more cpu than the default limit of its namespace`,
    ],
  ]);
});

describe('workloads in a quota', () => {
  const sidecar =
    'pod.initContainers = [{ name: a, image: a, restartPolicy: Always, resources: { requests: { cpu: 250m } }, securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [ALL] } } }]';
  const job = (spec: string): string =>
    `+ { apiVersion: batch/v1, kind: Job, metadata: { name: once, namespace: shop }, spec: { ${spec}, template: { spec: { restartPolicy: Never, automountServiceAccountToken: false, securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: RuntimeDefault } }, containers: [{ name: a, image: "a:1", resources: { requests: { cpu: 500m } }, securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [ALL] } } }] } } } }`;
  const init = sidecar.replace('restartPolicy: Always, ', '').replace('250m', '2');
  itAccepts([
    quota('requests.cpu: 1500m'),
    `${quota('requests.cpu: 1')}\nrollout = { maxSurge: 0, maxUnavailable: 1 }`,
    `${quota('requests.cpu: 1')}\nDeployment spec.strategy = { type: Recreate }`,
    quota('pods: 3, services: 1, configmaps: 1, count/deployments.apps: 1, count/networkpolicies.networking.k8s.io: 1'),
    `${quota('requests.cpu: 2250m')}\n${sidecar}`,
    `${quota('requests.cpu: 6')}\n${init}`,
    `${quota('services.nodeports: 1')}\nService spec.type = NodePort`,
    `${quota('services.nodeports: 0')}\nService spec.type = LoadBalancer\nService spec.allocateLoadBalancerNodePorts = false`,
    quota('requests.cpu: 1', ', scopes: [Terminating]'),
    `${quota('requests.cpu: 1')}\nDeployment spec.paused = true`,
    `${quota('requests.cpu: 1500m')}\n${job('parallelism: 9')}`,
    `${quota('requests.cpu: 1500m')}\n${job('suspend: true, parallelism: 9').replace('cpu: 500m', 'cpu: 9')}`,
  ]);
  itRefuses([
    [
      `${quota('requests.cpu: 1500m')}\n${job('parallelism: 1').replace('cpu: 500m', 'cpu: 501m')}`,
      'Job/shop/once: can never start: no pod of it fits requests.cpu "1500m" of its namespace',
    ],
    [quota('requests.cpu: 999m'), 'ResourceQuota/shop/quota: requests.cpu "999m" is less than the set asks for'],
    [
      quota('requests.cpu: 1499m'),
      `${d}: can never be updated: no pod more fits requests.cpu "1499m" of its namespace`,
    ],
    [quota('pods: 2'), `${d}: can never be updated: no pod more fits pods 2 of its namespace`],
    [
      `${quota('requests.cpu: 2249m')}\n${sidecar}`,
      `${d}: can never be updated: no pod more fits requests.cpu "2249m" of its namespace`,
    ],
    [`${quota('requests.cpu: 3')}\n${init}`, 'ResourceQuota/shop/quota: requests.cpu 3 is less than the set asks for'],
    [quota('services: 0'), 'ResourceQuota/shop/quota: services 0 is less than the set asks for'],
    [
      `${quota('services.nodeports: 0')}\nService spec.type = NodePort`,
      'ResourceQuota/shop/quota: services.nodeports 0 is less than the set asks for',
    ],
    [
      `${quota('services.loadbalancers: 0, services.nodeports: 1')}\nService spec.type = LoadBalancer`,
      'ResourceQuota/shop/quota: services.loadbalancers 0 is less than the set asks for',
    ],
    [
      `${quota('requests.cpu: 2')}\nDeployment spec.replicas =\n+ { apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: { name: a, namespace: shop }, spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: pricing }, minReplicas: 2, maxReplicas: 5, metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 70 } } }] } }`,
      'ResourceQuota/shop/quota: requests.cpu 2 is less than the set asks for',
    ],
    [
      `${quota('requests.nvidia.com/gpu: 2')}\ncontainer.resources.limits.nvidia~com/gpu = 1`,
      `${d}: can never be updated: no pod more fits requests.nvidia.com/gpu 2 of its namespace`,
    ],
  ]);
});
