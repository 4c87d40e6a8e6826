import { parse } from 'yaml';

type Json = { [key: string]: any };

const pod = `
  containers:
    - name: m
      image: m:1
      args: [--port, '8000']
      env: [{ name: A, value: a }, { name: B, value: b }]
      ports: [{ name: http, containerPort: 8000 }]
      resources: { requests: { cpu: '1', memory: 1Gi }, limits: { memory: 1Gi } }
      readinessProbe: { httpGet: { path: /ready, port: http } }
      volumeMounts: [{ name: v, mountPath: /v }]
    - { name: side, image: s:1 }
  tolerations: [{ key: a, operator: Exists }, { key: b, operator: Exists }]
  volumes: [{ name: v, configMap: { name: cm } }, { name: t, emptyDir: {} }]
`;
const template = `{ metadata: { labels: { app: m, tier: x } }, spec: ${flow(pod)} }`;
const selector = '{ matchLabels: { app: m } }';

/** One valid object of each kind, as short as a change of it allows. */
const objects: { readonly [kind: string]: string } = {
  Deployment: `{ apiVersion: apps/v1, spec: { replicas: 3, selector: ${selector}, template: ${template} } }`,
  ReplicaSet: `{ apiVersion: apps/v1, spec: { replicas: 3, selector: ${selector}, template: ${template} } }`,
  DaemonSet: `{ apiVersion: apps/v1, spec: { selector: ${selector}, template: ${template} } }`,
  StatefulSet: `{ apiVersion: apps/v1, spec: { serviceName: m, replicas: 2, selector: ${selector}, template: ${template},
    volumeClaimTemplates: [{ metadata: { name: d },
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } } }] } }`,
  ControllerRevision: '{ apiVersion: apps/v1, revision: 1, data: { a: b } }',
  Job: `{ apiVersion: batch/v1, spec: { template: { metadata: { annotations: { a: b } },
    spec: { restartPolicy: Never, containers: [{ name: j, image: j:1 }] } } } }`,
  CronJob: `{ apiVersion: batch/v1, spec: { schedule: '0 3 * * *', jobTemplate: { spec: { template: {
    spec: { restartPolicy: Never, containers: [{ name: j, image: j:1 }] } } } } } }`,
  Pod: `{ apiVersion: v1, spec: ${flow(pod)} }`,
  Service: `{ apiVersion: v1, spec: { selector: { app: m }, ports: [{ name: http, port: 80, targetPort: http }] } }`,
  PersistentVolumeClaim: `{ apiVersion: v1, spec: { accessModes: [ReadWriteOnce], storageClassName: fast,
    resources: { requests: { storage: 10Gi } } } }`,
  PersistentVolume: `{ apiVersion: v1, spec: { accessModes: [ReadWriteOnce], capacity: { storage: 10Gi },
    nfs: { server: a, path: /a } } }`,
  ConfigMap: '{ apiVersion: v1, data: { a: b } }',
  Secret: '{ apiVersion: v1, data: { a: Yg== } }',
  ServiceAccount: '{ apiVersion: v1 }',
  Namespace: '{ apiVersion: v1 }',
  LimitRange: '{ apiVersion: v1, spec: { limits: [{ type: Container, max: { cpu: 2 }, min: { memory: 1Mi } }] } }',
  ResourceQuota: '{ apiVersion: v1, spec: { hard: { pods: 10 }, scopes: [NotTerminating] } }',
  RoleBinding: `{ apiVersion: rbac.authorization.k8s.io/v1, roleRef: { kind: Role, name: r },
    subjects: [{ kind: Group, name: g }] }`,
  ClusterRoleBinding: `{ apiVersion: rbac.authorization.k8s.io/v1, roleRef: { kind: ClusterRole, name: r },
    subjects: [{ kind: ServiceAccount, name: s, namespace: n }] }`,
  StorageClass: '{ apiVersion: storage.k8s.io/v1, provisioner: p, parameters: { a: b } }',
  VolumeAttributesClass: '{ apiVersion: storage.k8s.io/v1, driverName: d, parameters: { a: b } }',
  CSIDriver: '{ apiVersion: storage.k8s.io/v1, spec: { volumeLifecycleModes: [Persistent] } }',
  IngressClass: '{ apiVersion: networking.k8s.io/v1, spec: { controller: a.example/c } }',
  Ingress: `{ apiVersion: networking.k8s.io/v1, spec: { ingressClassName: a, rules: [{ host: h, http: { paths: [
    { path: /, pathType: Prefix, backend: { service: { name: m, port: { number: 80 } } } }] } }] } }`,
  NetworkPolicy: `{ apiVersion: networking.k8s.io/v1, spec: { podSelector: ${selector},
    ingress: [{ from: [{ podSelector: {} }], ports: [{ port: 80 }] }] } }`,
  PriorityClass: '{ apiVersion: scheduling.k8s.io/v1, value: 10 }',
  RuntimeClass: '{ apiVersion: node.k8s.io/v1, handler: runc }',
  PodDisruptionBudget: `{ apiVersion: policy/v1, spec: { maxUnavailable: 1, selector: ${selector} } }`,
  HorizontalPodAutoscaler: `{ apiVersion: autoscaling/v2, spec: { maxReplicas: 5,
    scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: m } } }`,
  ResourceClaim: `{ apiVersion: resource.k8s.io/v1, spec: { devices: { requests: [
    { name: g, exactly: { deviceClassName: gpu } }] } } }`,
  ResourceClaimTemplate: `{ apiVersion: resource.k8s.io/v1, spec: { spec: { devices: { requests: [
    { name: g, exactly: { deviceClassName: gpu } }] } } } }`,
  DeviceClass: `{ apiVersion: resource.k8s.io/v1, spec: { selectors: [{ cel: { expression: 'true' } }] } }`,
  CustomResourceDefinition: `{ apiVersion: apiextensions.k8s.io/v1, spec: { group: a.example, scope: Namespaced,
    names: { kind: Thing, plural: things }, versions: [{ name: v1, served: true, storage: true }] } }`,
  ValidatingWebhookConfiguration: `{ apiVersion: admissionregistration.k8s.io/v1, webhooks: [{ name: a.example.com,
    clientConfig: { service: { name: a, namespace: n } }, rules: [{ apiGroups: [''], resources: [pods] }] }] }`,
  Rollout: `{ apiVersion: argoproj.io/v1alpha1, spec: { selector: ${selector}, template: ${template} } }`,
  GatewayClass: '{ apiVersion: gateway.networking.k8s.io/v1, spec: { controllerName: a.example/g } }',
  Gateway: `{ apiVersion: gateway.networking.k8s.io/v1, spec: { gatewayClassName: g, listeners: [{ name: a, port: 443,
    protocol: HTTPS, tls: { certificateRefs: [{ name: t }] } }] } }`,
  HTTPRoute: `{ apiVersion: gateway.networking.k8s.io/v1, spec: { parentRefs: [{ name: g }], rules: [
    { backendRefs: [{ name: stable, port: 80, weight: 90 }, { name: canary, port: 80, weight: 10 }] }] } }`,
  GRPCRoute: '{ apiVersion: gateway.networking.k8s.io/v1, spec: { parentRefs: [{ name: g }], rules: [{}] } }',
  InferenceService: `{ apiVersion: serving.kserve.io/v1beta1, spec: { predictor: { minReplicas: 1, canaryTrafficPercent: 10 } } }`,
};

/** An object of a kind, and what a fragment of YAML makes of it: lists are merged by index, `null` removes. */
export function object(kind: string, fragment = '{}'): Json {
  const base = { kind, metadata: { name: 'm', namespace: 'n' }, ...(parse(objects[kind]) as Json) };
  return merged(base, parse(fragment) as Json) as Json;
}

function merged(base: any, change: any): unknown {
  if (change === null || typeof change !== 'object' || base === undefined || typeof base !== 'object') return change;
  if (Array.isArray(change)) return change;
  const isList = Array.isArray(base) && Object.keys(change).every((key) => /^\d+$/.test(key));
  if (Array.isArray(base) && !isList) return change;
  const result: Json = Array.isArray(base) ? ([...base] as any) : { ...base };
  const gone: string[] = [];
  for (const [key, value] of Object.entries(change)) {
    if (value === null) gone.push(key);
    else result[key] = merged(result[key], value);
  }
  for (const key of gone.reverse()) {
    if (Array.isArray(result)) result.splice(Number(key), 1);
    else Reflect.deleteProperty(result, key);
  }
  return result;
}

function flow(block: string): string {
  return JSON.stringify(parse(block));
}
