import { indented, pod, refused } from './refused';

const kind =
  (apiVersion: string, name: string) =>
  (rest: string): string =>
    `apiVersion: ${apiVersion}\nkind: ${name}\nmetadata: { name: a }\n${rest}`;
const spec =
  (apiVersion: string, name: string) =>
  (rest: string): string =>
    kind(apiVersion, name)(`spec:\n${indented(rest, 2)}`);

const service = spec('v1', 'Service');
const ingress = spec('networking.k8s.io/v1', 'Ingress');
const policy = spec('networking.k8s.io/v1', 'NetworkPolicy');
const scaler = spec('autoscaling/v2', 'HorizontalPodAutoscaler');
const target = 'maxReplicas: 3\nscaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: a }\n';

describe('node ports', () => {
  const yaml = service('type: NodePort\nports: [{ port: 80, nodePort: 8080 }]');

  test('are held to the range of the cluster, where it is declared', () => {
    expect(refused(yaml, {})).toEqual([]);
    expect(refused(yaml, { nodePorts: { from: 30000, to: 32767 } })).toEqual([
      '/spec/ports/0/nodePort must be from 30000 to 32767, got 8080',
    ]);
  });
});

describe('namespaces', () => {
  test.each([
    ['enforce: strict', "enforce must be one of 'privileged', 'baseline', 'restricted', got 'strict'"],
    ["warn-version: '1.33'", "warn-version must be 'latest' or a version such as 'v1.33', got '1.33'"],
  ])('pod-security.kubernetes.io/%s', (label, line) => {
    const yaml = `apiVersion: v1\nkind: Namespace\nmetadata: { name: a, labels: { pod-security.kubernetes.io/${label} } }`;
    expect(refused(yaml)).toEqual([`/metadata/labels/pod-security.kubernetes.io~1${line}`]);
  });
});

describe('what breaks a rule of its kind', () => {
  test.each([
    [service('type: ClusterIP'), ['/spec/ports must hold a port']],
    [
      service('ports: [{ port: 80 }, { port: 81 }]'),
      [
        '/spec/ports/0/name is missing or empty, each of several ports needs a name',
        '/spec/ports/1/name is missing or empty, each of several ports needs a name',
      ],
    ],
    [
      service('ports: [{ port: 80, nodePort: 30000 }]'),
      ['/spec/ports/0/nodePort is for the types NodePort and LoadBalancer, not ClusterIP'],
    ],
    [
      service('type: ExternalName'),
      [
        "/spec/externalName is missing or empty, must be lower-case letters, digits, '-' and '.', each part beginning and ending with a letter or digit",
      ],
    ],
    [
      service('ports: [{ port: 80 }]\nexternalTrafficPolicy: Local'),
      ['/spec/externalTrafficPolicy is for the types NodePort and LoadBalancer, or with externalIPs'],
    ],
    [
      service('ports: [{ port: 80 }]\nclusterIP: None\ntype: NodePort'),
      ["/spec/clusterIP must not be 'None' with the type NodePort"],
    ],
    [
      service('ports: [{ port: 80 }]\ntype: LoadBalancer\nloadBalancerSourceRanges: [10.0.0.0]'),
      ["/spec/loadBalancerSourceRanges/0 must be a block of addresses such as '10.0.0.0/8', got '10.0.0.0'"],
    ],
    [ingress('rules: []'), ['/spec must have rules or a defaultBackend']],
    [
      ingress(
        'rules: [{ host: 10.0.0.1, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: a, port: { number: 80 } } } }] } }]',
      ),
      ["/spec/rules/0/host must be a DNS name, not an address, got '10.0.0.1'"],
    ],
    [
      ingress('defaultBackend: { service: { name: a, port: {} } }'),
      ['/spec/defaultBackend/service/port must have the name or the number of a port'],
    ],
    [
      policy('ingress: [{ from: [{ ipBlock: { cidr: 10.0.0.0/8, except: [11.0.0.0/8] } }] }]'),
      ["/spec/ingress/0/from/0/ipBlock/except/0 must be strictly inside '10.0.0.0/8', got '11.0.0.0/8'"],
    ],
    [
      policy('egress: [{ ports: [{ port: 90, endPort: 80 }] }]'),
      ['/spec/egress/0/ports/0/endPort must be at least the port 90, got 80'],
    ],
    [
      policy('egress: [{ to: [{}] }]'),
      ['/spec/egress/0/to/0 must have a podSelector, a namespaceSelector or an ipBlock'],
    ],
    [
      policy('podSelector: { matchExpressions: [{ key: app, operator: In }] }'),
      ['/spec/podSelector/matchExpressions/0/values must hold a value with the operator In'],
    ],
    [scaler(`${target}minReplicas: 4`), ['/spec/maxReplicas must be at least minReplicas 4, got 3']],
    [
      scaler(`${target}metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization } } }]`),
      [
        '/spec/metrics/0/resource/target/averageUtilization is missing: one of averageUtilization, averageValue is needed',
      ],
    ],
    [scaler(`${target}metrics: [{ type: Pods }]`), ["/spec/metrics/0/pods is missing, the type 'Pods' needs it"]],
    [
      scaler('maxReplicas: 3\nscaleTargetRef: { kind: Deployment, name: a }'),
      ["/spec/scaleTargetRef/apiVersion must be a group and a version, got '' (for a Deployment write 'apps/v1')"],
    ],
    [
      spec('policy/v1', 'PodDisruptionBudget')('minAvailable: 1\nmaxUnavailable: 1'),
      ['/spec must have one of minAvailable and maxUnavailable, not both'],
    ],
    [
      spec('v1', 'PersistentVolumeClaim')('accessModes: [ReadWriteOnce]'),
      ['/spec/resources/requests/storage is missing'],
    ],
    [
      spec('v1', 'ResourceQuota')('hard: { gpus: 1 }'),
      [
        "/spec/hard/gpus must be something that a quota counts, such as 'requests.cpu' or 'count/deployments.apps', got 'gpus'",
      ],
    ],
    [
      spec('v1', 'ResourceQuota')('hard: { configmaps: 1 }\nscopes: [BestEffort]'),
      ["/spec/scopes 'BestEffort' cannot count ['configmaps']"],
    ],
    [
      spec('v1', 'LimitRange')('limits: [{ type: Container, min: { cpu: 2 }, max: { cpu: 1 } }]'),
      ['/spec/limits/0/min/cpu must be at most max 1, got 2'],
    ],
    [
      kind('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding')('roleRef: { kind: Role, name: r }'),
      ["/roleRef/kind must be one of 'ClusterRole', got 'Role'"],
    ],
    [
      kind('rbac.authorization.k8s.io/v1', 'Role')('rules: [{ apiGroups: [""], resources: [pods] }]'),
      ['/rules/0/verbs must hold a verb'],
    ],
    [
      kind('scheduling.k8s.io/v1', 'PriorityClass')('value: 1000000001'),
      ['/value must be at most 1000000000, got 1000000001'],
    ],
    [kind('storage.k8s.io/v1', 'StorageClass')(''), ['/provisioner is missing or empty']],
    [
      kind('v1', 'Secret')('type: kubernetes.io/tls\nstringData: { tls.crt: x }'),
      ["/data/tls.key is missing, the type 'kubernetes.io/tls' needs it"],
    ],
    [
      kind('v1', 'ConfigMap')('data: { a/b: x }'),
      ["/data/a~1b the key must be letters, digits, '-', '_' and '.', not '.' and not beginning with '..', got 'a/b'"],
    ],
    [
      kind('v1', 'ConfigMap')('data: { a: x }\nbinaryData: { a: eA== }'),
      ["/binaryData/a the key 'a' is in data already"],
    ],
  ])('%s', (yaml, lines) => {
    expect(refused(yaml)).toEqual(lines);
  });

  test.each([
    ['names', 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: A_B }', '/metadata/name'],
    ['namespaces', 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, namespace: a.b }', '/metadata/namespace'],
    [
      'keys of labels',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, labels: { a/b/c: x } }',
      '/metadata/labels/a~1b~1c',
    ],
    [
      'values of labels',
      "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, labels: { a: 'x y' } }",
      '/metadata/labels/a',
    ],
    [
      'keys of annotations',
      "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, annotations: { 'x y': z } }",
      '/metadata/annotations/x y',
    ],
    ['names of custom resources', 'apiVersion: example.com/v1\nkind: Thing\nmetadata: { name: A_B }', '/metadata/name'],
    [
      'names of CronJobs, which leave room for a time',
      `apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: ${'a'.repeat(53)} }\nspec: { schedule: '@daily', jobTemplate: { spec: { template: { spec: { restartPolicy: Never, containers: [{ name: m, image: m }] } } } } }`,
      '/metadata/name',
    ],
  ])('%s are checked', (_, yaml, at) => {
    expect(refused(yaml).map((line) => line.slice(0, at.length))).toEqual([at]);
  });

  test.each([
    ['a name that the server makes', 'apiVersion: v1\nkind: ConfigMap\nmetadata: { generateName: a- }'],
    [
      'capitals in the prefix of an annotation',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, annotations: { Example.COM/x: z } }',
    ],
    [
      'a role with a colon',
      'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: { name: "system:a" }',
    ],
    ['a headless Service without ports', service('clusterIP: None')],
    ['a policy that lets everything in', policy('ingress: [{}]')],
  ])('%s is accepted', (_, yaml) => {
    expect(refused(yaml)).toEqual([]);
  });
});

describe('limits that are met and passed by one', () => {
  /** 31 domains of 63 characters, and a last one of two labels. */
  const searches = (last: number) => {
    const domains = [...Array.from({ length: 31 }, () => 'a'.repeat(63)), `b.${'b'.repeat(last - 2)}`];
    return pod({ spec: `dnsConfig: { searches: [${domains.join()}] }` });
  };
  const runtime = (handler: string) =>
    `apiVersion: node.k8s.io/v1\nkind: RuntimeClass\nmetadata: { name: a }\nhandler: ${handler}`;

  test('search domains with 2048 characters, the blanks between them included', () => {
    expect(refused(searches(64))).toEqual([]);
    expect(refused(searches(65))).toEqual([
      '/spec/dnsConfig/searches must hold at most 32 domains and 2048 characters',
    ]);
  });

  test('the handler of a RuntimeClass with 63 characters', () => {
    expect(refused(runtime('a'.repeat(63)))).toEqual([]);
    expect(refused(runtime('a'.repeat(64)))).toEqual([expect.stringMatching(/^\/handler /)]);
    expect(refused(runtime("''"))).toEqual([expect.stringMatching(/^\/handler /)]);
  });
});
