import { indented, pod, refused } from './refused';

const deployment = (spec: string, template = 'containers: [{ name: m, image: m:1 }]'): string => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: a }
spec:
  selector: { matchLabels: { app: a } }
  template:
    metadata: { labels: { app: a } }
    spec:
${indented(template, 6)}
${indented(spec, 2)}`;

describe('containers of a pod', () => {
  test.each([
    [
      'a name twice',
      pod({ spec: 'initContainers: [{ name: m, image: i }]' }),
      ["/spec/initContainers/0/name there is a container 'm' already"],
    ],
    [
      'an image with blanks',
      pod({ spec: "initContainers: [{ name: i, image: ' i' }]" }),
      ["/spec/initContainers/0/image must not begin or end with white space, got ' i'"],
    ],
    [
      'a port without number',
      pod({ container: 'ports: [{ name: http }]' }),
      ['/spec/containers/0/ports/0/containerPort is missing or 0, must be from 1 to 65535'],
    ],
    [
      'a port name that is too long',
      pod({ container: 'ports: [{ name: metrics-and-health, containerPort: 1 }]' }),
      ['/spec/containers/0/ports/0/name must have at most 15 characters, got 18'],
    ],
    [
      'a port of the node twice',
      pod({ container: 'ports: [{ containerPort: 1, hostPort: 9 }, { containerPort: 2, hostPort: 9 }]' }),
      ['/spec/containers/0/ports/1/hostPort another container takes port 9 of the node already'],
    ],
    [
      'a mount of no volume',
      pod({ container: 'volumeMounts: [{ name: tmp, mountPath: /tmp }]', spec: 'volumes: [{ name: temp }]' }),
      ["/spec/containers/0/volumeMounts/0/name must be a volume of the pod, got 'tmp' (did you mean 'temp'?)"],
    ],
    [
      'a probe of an init container',
      pod({ spec: 'initContainers: [{ name: i, image: i, readinessProbe: { exec: { command: [a] } } }]' }),
      [
        "/spec/initContainers/0/readinessProbe is for containers that keep running, not for an init container (leave it out, or set restartPolicy 'Always' to make it a sidecar)",
      ],
    ],
    [
      'a probe that does two things',
      pod({ container: 'livenessProbe: { exec: { command: [a] }, tcpSocket: { port: 1 } }' }),
      ['/spec/containers/0/livenessProbe/tcpSocket must be the only handler, there is exec already'],
    ],
    [
      'a liveness probe that wants to succeed twice',
      pod({ container: 'livenessProbe: { successThreshold: 2, tcpSocket: { port: 1 } }' }),
      ['/spec/containers/0/livenessProbe/successThreshold must be 1 in a livenessProbe, got 2'],
    ],
    [
      'a sleep that outlasts the pod',
      pod({ container: 'lifecycle: { preStop: { sleep: { seconds: 31 } } }' }),
      ['/spec/containers/0/lifecycle/preStop/sleep/seconds must be from 0 to terminationGracePeriodSeconds 30, got 31'],
    ],
    [
      'a variable from two sources',
      pod({ container: 'env: [{ name: A, value: b, valueFrom: { fieldRef: { fieldPath: metadata.name } } }]' }),
      ['/spec/containers/0/env/0/valueFrom cannot be set together with value (leave one of the two out)'],
    ],
    [
      'a field of the pod that cannot be asked for',
      pod({ container: 'env: [{ name: A, valueFrom: { fieldRef: { fieldPath: metadata.labels } } }]' }),
      [
        "/spec/containers/0/env/0/valueFrom/fieldRef/fieldPath must be a field of the pod that can be asked for here, got 'metadata.labels'",
      ],
    ],
    [
      'a request above its limit',
      pod({ container: 'resources: { requests: { cpu: 2 }, limits: { cpu: 1500m } }' }),
      ["/spec/containers/0/resources/requests/cpu must not be above the limit '1500m', got 2"],
    ],
    [
      'a part of a device',
      pod({ container: 'resources: { limits: { nvidia.com/gpu: 500m } }' }),
      ['/spec/containers/0/resources/limits/nvidia.com~1gpu must be a whole number'],
    ],
    [
      'a device that is asked for without limit',
      pod({ container: 'resources: { requests: { nvidia.com/gpu: 1 } }' }),
      ['/spec/containers/0/resources/limits/nvidia.com~1gpu is missing, must equal the request 1'],
    ],
    [
      'a resource without prefix',
      pod({ container: 'resources: { limits: { gpu: 1 } }' }),
      [
        "/spec/containers/0/resources/limits/gpu must be 'cpu', 'memory', 'ephemeral-storage', 'hugepages-<size>' or 'vendor.example/name', got 'gpu'",
      ],
    ],
    [
      'a claim that the pod does not have',
      pod({ container: 'resources: { claims: [{ name: gpu }] }' }),
      ["/spec/containers/0/resources/claims/0/name must be a resource claim of the pod, got 'gpu'"],
    ],
    [
      'privileges that contradict each other',
      pod({ container: 'securityContext: { privileged: true, allowPrivilegeEscalation: false }' }),
      [
        '/spec/containers/0/securityContext/allowPrivilegeEscalation cannot be false in a privileged container (leave allowPrivilegeEscalation out, or give the privilege up)',
      ],
    ],
  ])('%s', (_, yaml, lines) => {
    expect(refused(yaml)).toEqual(lines);
  });
});

describe('pods', () => {
  test.each([
    [
      'a volume with two sources',
      'volumes: [{ name: a, emptyDir: {}, secret: { secretName: s } }]',
      ['/spec/volumes/0/secret must have one source only, there is emptyDir already'],
    ],
    [
      'a file outside of its volume',
      'volumes: [{ name: a, configMap: { name: c, items: [{ key: k, path: ../k }] } }]',
      ["/spec/volumes/0/configMap/items/0/path must not begin with '..', got '../k'"],
    ],
    [
      'a driver that is none',
      'volumes: [{ name: a, csi: { driver: a_b } }]',
      [
        "/spec/volumes/0/csi/driver must be lower-case letters, digits, '-' and '.', each part beginning and ending with a letter or digit, got 'a_b'",
      ],
    ],
    [
      'a file that is written twice',
      'volumes: [{ name: a, projected: { sources: [{ serviceAccountToken: { path: t } }, { secret: { name: s, items: [{ key: k, path: t }] } }] } }]',
      ["/spec/volumes/0/projected/sources/1/secret/items/0/path there is a file 't' already"],
    ],
    [
      'a profile outside of its folder',
      'securityContext: { seccompProfile: { type: Localhost, localhostProfile: /etc/p } }',
      ["/spec/securityContext/seccompProfile/localhostProfile must be a relative path without '..', got '/etc/p'"],
    ],
    [
      'permissions beyond 0777',
      'volumes: [{ name: a, secret: { secretName: s, defaultMode: 644 } }]',
      ['/spec/volumes/0/secret/defaultMode must be from 0 to 0777 (511), got 644'],
    ],
    [
      'a toleration without key',
      'tolerations: [{ effect: NoSchedule }]',
      ["/spec/tolerations/0/operator must be 'Exists' where there is no key (add a key, or set operator 'Exists')"],
    ],
    [
      'a toleration that ends',
      'tolerations: [{ key: a, operator: Exists, tolerationSeconds: 5 }]',
      ["/spec/tolerations/0/effect must be 'NoExecute' with tolerationSeconds, got ''"],
    ],
    [
      'a spread that names its topology twice',
      'topologySpreadConstraints:\n  - &zone { maxSkew: 1, topologyKey: zone, whenUnsatisfiable: ScheduleAnyway }\n  - *zone',
      ["/spec/topologySpreadConstraints/0 there is another constraint 'zone' with 'ScheduleAnyway'"],
    ],
    [
      'an affinity without weight',
      'affinity: { podAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ podAffinityTerm: { topologyKey: zone } }] } }',
      [
        '/spec/affinity/podAffinity/preferredDuringSchedulingIgnoredDuringExecution/0/weight must be from 1 to 100, got 0',
      ],
    ],
    [
      'nodes that nothing can match',
      'affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: a, operator: In }] }] } } }',
      [
        '/spec/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution/nodeSelectorTerms/0/matchExpressions/0/values must hold a value with the operator In',
      ],
    ],
    [
      'no name server',
      'dnsPolicy: None',
      ["/spec/dnsConfig/nameservers must hold an address with the dnsPolicy 'None'"],
    ],
    [
      'a user namespace beside that of the node',
      'hostUsers: false\nhostPID: true',
      ['/spec/hostPID cannot be true when hostUsers is false'],
    ],
    [
      'a profile without type',
      'securityContext: { seccompProfile: {} }',
      [
        "/spec/securityContext/seccompProfile/type is missing or empty, must be one of 'Localhost', 'RuntimeDefault', 'Unconfined'",
      ],
    ],
  ])('%s', (_, spec, lines) => {
    expect(refused(pod({ spec }))).toEqual(lines);
  });

  test.each([
    ['a volume without source, an empty directory', pod({ spec: 'volumes: [{ name: a }]' })],
    [
      'a sidecar with probes',
      pod({
        spec: 'initContainers: [{ name: i, image: i, restartPolicy: Always, startupProbe: { grpc: { port: 1 } } }]',
      }),
    ],
    [
      'the same port name in two containers',
      pod({
        container: 'ports: [{ name: http, containerPort: 1 }]',
        spec: 'initContainers: [{ name: i, image: i, restartPolicy: Always, ports: [{ name: http, containerPort: 2 }] }]',
      }),
    ],
    ['huge pages beside memory', pod({ container: 'resources: { limits: { memory: 1Gi, hugepages-2Mi: 4Mi } }' })],
    [
      'a label of the pod in a variable',
      pod({ container: 'env: [{ name: A, valueFrom: { fieldRef: { fieldPath: "metadata.labels[\'app\']" } } }]' }),
    ],
  ])('%s is accepted', (_, yaml) => {
    expect(refused(yaml)).toEqual([]);
  });
});

describe('pod templates of workloads', () => {
  test('the labels are those that the selector asks for', () => {
    const yaml = deployment('').replace('labels: { app: a }', 'labels: { app: b }');
    expect(refused(yaml)).toEqual([
      "/spec/template/metadata/labels must be what the selector asks for, app='a' (the pods carry 'b') (give the pod template the labels of spec.selector)",
    ]);
  });

  test.each([
    ['replicas: -1', ['/spec/replicas must be 0 or more, got -1']],
    ['minReadySeconds: 600', ['/spec/progressDeadlineSeconds must be above minReadySeconds 600, got 600']],
    [
      'strategy: { type: Recreate, rollingUpdate: { maxSurge: 1 } }',
      ["/spec/strategy/rollingUpdate is for the type 'RollingUpdate', not 'Recreate' (leave it out)"],
    ],
    [
      'strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 0% } }',
      [
        "/spec/strategy/rollingUpdate/maxUnavailable must not come to 0 pods when maxSurge does, got '0%' beside 0: no pod could be replaced",
      ],
    ],
    [
      'strategy: { rollingUpdate: { maxUnavailable: 101% } }',
      ["/spec/strategy/rollingUpdate/maxUnavailable must be at most 100%, got '101%'"],
    ],
    [
      "strategy: { rollingUpdate: { maxSurge: '1' } }",
      ["/spec/strategy/rollingUpdate/maxSurge must be a whole number, or a percentage such as '25%', got '1'"],
    ],
  ])('%s', (spec, lines) => {
    expect(refused(deployment(spec))).toEqual(lines);
  });

  test('pods that keep running are always restarted', () => {
    expect(refused(deployment('', 'restartPolicy: Never\ncontainers: [{ name: m, image: m:1 }]'))).toEqual([
      "/spec/template/spec/restartPolicy must be 'Always' here, got 'Never' (leave it out)",
    ]);
  });

  test('a StatefulSet mounts its claims', () => {
    const yaml = deployment(
      'serviceName: a\nvolumeClaimTemplates: [{ metadata: { name: data }, spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } } }]',
      'containers: [{ name: m, image: m:1, volumeMounts: [{ name: data, mountPath: /data }] }]',
    ).replace('Deployment', 'StatefulSet');
    expect(refused(yaml)).toEqual([]);
    expect(refused(yaml.replace('name: data }, spec', 'name: date }, spec'))).toEqual([
      "/spec/template/spec/containers/0/volumeMounts/0/name must be a volume of the pod, got 'data' (did you mean 'date'?)",
    ]);
  });
});

describe('jobs', () => {
  const job = (spec: string): string =>
    `apiVersion: batch/v1\nkind: Job\nmetadata: { name: a }\nspec:\n  template: { spec: { restartPolicy: Never, containers: [{ name: m, image: m }] } }\n${indented(spec, 2)}`;
  const cron = (spec: string): string =>
    `apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: a }\nspec:\n  jobTemplate: { spec: { template: { spec: { restartPolicy: Never, containers: [{ name: m, image: m }] } } } }\n${indented(spec, 2)}`;

  test.each([
    ['backoffLimit: -1', ['/spec/backoffLimit must be 0 or more, got -1']],
    [
      'selector: { matchLabels: { app: a } }',
      ['/spec/selector is made by the server (leave it out, or set manualSelector to true)'],
    ],
    [
      'completionMode: Indexed\nparallelism: 2',
      ["/spec/completions is missing, the completionMode 'Indexed' needs it"],
    ],
    [
      'podFailurePolicy: { rules: [{ action: Ignore, onExitCodes: { operator: In, values: [0] } }] }',
      ["/spec/podFailurePolicy/rules/0/onExitCodes/values/0 must not be 0 with the operator 'In'"],
    ],
  ])('%s', (spec, lines) => {
    expect(refused(job(spec))).toEqual(lines);
  });

  test.each([
    "'*/5 * * * *'",
    "'0 3 * * mon-fri'",
    "'0,30 8-18/2 1 jan ?'",
    "'@daily'",
    "'@every 1h30m'",
    "'59 23 31 12 6'",
  ])('the schedule %s is read', (text) => {
    expect(refused(cron(`schedule: ${text}`))).toEqual([]);
  });

  test.each([
    "'* * * *'",
    "'60 * * * *'",
    "'* 24 * * *'",
    "'* * 0 * *'",
    "'* * * 13 *'",
    "'* * * * 7'",
    "'5-1 * * * *'",
    "'*/0 * * * *'",
    "'@sometimes'",
    "'TZ=UTC 0 0 * * *'",
    "'* * * * * *'",
  ])('the schedule %s is not', (text) => {
    expect(refused(cron(`schedule: ${text}`))).toEqual([expect.stringMatching(/^\/spec\/schedule /)]);
  });

  test('a time zone has a name', () => {
    expect(refused(cron("schedule: '@daily'\ntimeZone: Europe/Zurich"))).toEqual([]);
    expect(refused(cron("schedule: '@daily'\ntimeZone: Zurich"))).toEqual([
      "/spec/timeZone must be the name of a time zone such as 'Europe/Zurich', got 'Zurich'",
    ]);
  });
});
