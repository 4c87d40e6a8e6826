import { parse } from 'yaml';
import {
  limitRangeRefusals,
  podSecurityRefusals,
  quotaRefusals,
  refusalsInNamespace,
  type PodSecurityLevel,
  type Refusal,
} from '../../../lib/model/validation';
import { pod } from './refused';

const lines = (refusals: readonly Refusal[]): string[] =>
  refusals.map(({ at, message, versions }) => `${at} ${message}${versions === undefined ? '' : ` [${versions}]`}`);

function secured(level: PodSecurityLevel, yaml: string, minor: number | null = 36): string[] {
  return lines(podSecurityRefusals(parse(yaml), level, minor === null ? {} : { minor })).map((line) =>
    line.replace(` (Pod Security Standard '${level}')`, ''),
  );
}

/** A pod that `restricted` lets pass. */
const harmless =
  'securityContext: { allowPrivilegeEscalation: false, runAsNonRoot: true, capabilities: { drop: [ALL] }, seccompProfile: { type: RuntimeDefault } }';

describe('Pod Security', () => {
  test.each([
    ['hostNetwork: true', '', ['/spec/hostNetwork must not be true']],
    [
      'volumes: [{ name: a, hostPath: { path: / } }]',
      '',
      ['/spec/volumes/0/hostPath must not be a directory of the node'],
    ],
    [
      '',
      'ports: [{ containerPort: 1, hostPort: 1 }]',
      ['/spec/containers/0/ports/0/hostPort must not be a port of the node, got 1'],
    ],
    ['', 'securityContext: { privileged: true }', ['/spec/containers/0/securityContext/privileged must not be true']],
    [
      '',
      'securityContext: { capabilities: { add: [CHOWN, NET_RAW] } }',
      ["/spec/containers/0/securityContext/capabilities/add/1 must be one of the harmless capabilities, got 'NET_RAW'"],
    ],
    [
      'securityContext: { seccompProfile: { type: Unconfined } }',
      '',
      ["/spec/securityContext/seccompProfile/type must be 'RuntimeDefault' or 'Localhost', got 'Unconfined'"],
    ],
    [
      'securityContext: { seLinuxOptions: { type: spc_t, user: u } }',
      '',
      [
        "/spec/securityContext/seLinuxOptions/type must be a type of containers such as 'container_t', got 'spc_t'",
        '/spec/securityContext/seLinuxOptions/user must be empty',
      ],
    ],
    [
      'securityContext: { sysctls: [{ name: net.core.somaxconn, value: "1" }] }',
      '',
      ["/spec/securityContext/sysctls/0/name must be a safe sysctl, got 'net.core.somaxconn'"],
    ],
    [
      '',
      'securityContext: { procMount: Unmasked }',
      ["/spec/containers/0/securityContext/procMount must be 'Default', got 'Unmasked'"],
    ],
    [
      '',
      'livenessProbe: { httpGet: { port: 1, host: example.com } }',
      ['/spec/containers/0/livenessProbe/httpGet/host must be empty: the pod itself is asked'],
    ],
  ])('baseline forbids %s %s', (spec, container, wanted) => {
    expect(secured('baseline', pod({ spec, container }))).toEqual(wanted);
    expect(secured('privileged', pod({ spec, container }))).toEqual([]);
  });

  test('restricted asks for what a container has to give up', () => {
    expect(secured('restricted', pod({}))).toEqual([
      '/spec/containers/0/securityContext/allowPrivilegeEscalation must be false, got nothing',
      "/spec/containers/0/securityContext/capabilities/drop must hold 'ALL', got []",
      '/spec/containers/0/securityContext/runAsNonRoot must be true, got nothing',
      "/spec/containers/0/securityContext/seccompProfile must be there with the type 'RuntimeDefault' or 'Localhost'",
    ]);
    expect(secured('restricted', pod({ container: harmless }))).toEqual([]);
  });

  test.each([
    ['runAsUser: 0', '/spec/securityContext/runAsUser'],
    ['runAsNonRoot: false', '/spec/securityContext/runAsNonRoot'],
  ])('restricted and a pod with %s', (context, at) => {
    const found = secured('restricted', pod({ spec: `securityContext: { ${context} }`, container: harmless }));
    expect(found.map((line) => line.split(' ')[0])).toEqual([at]);
  });

  test('the newer a version, the more it allows, and the more it forbids', () => {
    const sysctl = pod({ spec: 'securityContext: { sysctls: [{ name: net.ipv4.tcp_rmem, value: "1" }] }' });
    expect([31, 32].map((minor) => secured('baseline', sysctl, minor).length)).toEqual([1, 0]);
    expect(secured('baseline', sysctl, null)).toEqual([expect.stringMatching(/\[before 1\.32\]$/)]);
    const host = pod({ container: 'livenessProbe: { tcpSocket: { port: 1, host: a } }' });
    expect([33, 34].map((minor) => secured('baseline', host, minor).length)).toEqual([0, 1]);
    const root = pod({ spec: 'hostUsers: false\nsecurityContext: { runAsUser: 0 }', container: harmless });
    expect([34, 35].map((minor) => secured('restricted', root, minor).length)).toEqual([1, 0]);
  });

  test('the pod template of a workload is found where it stands', () => {
    const template = parse('{ spec: { hostPID: true, containers: [] } }');
    expect(podSecurityRefusals(template, 'baseline', {}, '/spec/template').map(({ at }) => at)).toEqual([
      '/spec/template/spec/hostPID',
    ]);
  });
});

const limits = (item: string): object => parse(`{ kind: LimitRange, spec: { limits: [${item}] } }`);

describe('LimitRanges', () => {
  test.each([
    [
      '{ type: Container, max: { cpu: 1 } }',
      'limits: { cpu: 2 }',
      [
        '/spec/containers/0/resources/limits/cpu is too much, the LimitRange allows at most 1 of cpu per Container',
        '/spec/containers/0/resources/requests/cpu is too much, the LimitRange allows at most 1 of cpu per Container',
      ],
    ],
    [
      '{ type: Container, min: { cpu: 1 } }',
      'requests: { cpu: 500m }',
      [
        '/spec/containers/0/resources/requests/cpu is too little, the LimitRange asks for at least 1 of cpu per Container',
      ],
    ],
    [
      '{ type: Container, maxLimitRequestRatio: { cpu: 2 } }',
      'requests: { cpu: 1 }, limits: { cpu: 3 }',
      [
        '/spec/containers/0/resources/limits/cpu is too much, the LimitRange allows a limit of cpu of at most 2 times the request per Container',
      ],
    ],
    [
      '{ type: Pod, max: { memory: 1Gi } }',
      'limits: { memory: 2Gi }',
      [
        "/spec/resources/limits/memory is too much, the LimitRange allows at most '1Gi' of memory per Pod",
        "/spec/resources/requests/memory is too much, the LimitRange allows at most '1Gi' of memory per Pod",
      ],
    ],
    ['{ type: Container, default: { cpu: 1 }, max: { cpu: 1 } }', '', []],
  ])('%s of a container with %s', (item, resources, wanted) => {
    const yaml = pod({ container: `resources: { ${resources} }` });
    expect(lines(limitRangeRefusals(parse(yaml), [limits(item) as never]))).toEqual(wanted);
  });

  test('a claim of storage', () => {
    const claim = parse('{ kind: PersistentVolumeClaim, spec: { resources: { requests: { storage: 3Gi } } } }');
    const range = limits('{ type: PersistentVolumeClaim, max: { storage: 2Gi } }') as never;
    expect(lines(limitRangeRefusals(claim, [range]))).toEqual([
      "/spec/resources/requests/storage is too much, the LimitRange allows at most '2Gi' of storage per PersistentVolumeClaim",
    ]);
  });

  test('a default limit below the request makes the pod invalid, as it does in a cluster', () => {
    const yaml = pod({ container: 'resources: { requests: { cpu: 2 } }' });
    const range = limits('{ type: Container, default: { cpu: 1 } }') as never;
    const refusals = refusalsInNamespace(parse(yaml), { limitRanges: [range] }, { minor: 36 });
    expect(refusals.map(({ reason, at }) => [reason, at])).toEqual([
      ['Invalid', '/spec/containers/0/resources/requests/cpu'],
    ]);
  });

  test('what cannot be read stays what cannot be read', () => {
    const range = limits('{ type: Container, default: { cpu: 1 } }') as never;
    for (const broken of ['containers: [x]', 'containers: [{ name: m, image: m, resources: 1 }]', 'containers: {}']) {
      const yaml = parse(`{ apiVersion: v1, kind: Pod, metadata: { name: a }, spec: { ${broken} } }`);
      const [first] = refusalsInNamespace(yaml, { limitRanges: [range] });
      expect(first.reason).toBe('BadRequest');
    }
  });
});

const quota = (hard: string, used = '{}', scope = ''): object =>
  parse(`{ kind: ResourceQuota, metadata: { name: q }, spec: { hard: ${hard} ${scope} }, status: { used: ${used} } }`);

describe('ResourceQuotas', () => {
  test.each([
    [
      '{ pods: 1 }',
      '{ pods: 1 }',
      pod({}),
      ["/spec asks for 1 of pods, the ResourceQuota 'q' allows 1, of which 1 are taken"],
    ],
    ['{ pods: 2 }', '{ pods: 1 }', pod({}), []],
    [
      '{ limits.memory: 4Gi }',
      '{}',
      pod({}),
      ["/spec/containers/0/resources/limits/memory is missing, the ResourceQuota 'q' counts limits.memory"],
    ],
    [
      '{ requests.cpu: 1 }',
      '{}',
      pod({ container: 'resources: { limits: { cpu: 1500m } }' }),
      ["/spec asks for 1500m of requests.cpu, the ResourceQuota 'q' allows 1"],
    ],
    [
      '{ requests.nvidia.com/gpu: 1 }',
      '{}',
      pod({ container: 'resources: { limits: { nvidia.com/gpu: 2 } }' }),
      ["/spec asks for 2 of requests.nvidia.com/gpu, the ResourceQuota 'q' allows 1"],
    ],
    [
      '{ count/deployments.apps: 0 }',
      '{}',
      '{ apiVersion: apps/v1, kind: Deployment }',
      ["/spec asks for 1 of count/deployments.apps, the ResourceQuota 'q' allows 0"],
    ],
    [
      '{ services.nodeports: 1 }',
      '{}',
      '{ apiVersion: v1, kind: Service, spec: { type: NodePort, ports: [{}, {}] } }',
      ["/spec asks for 2 of services.nodeports, the ResourceQuota 'q' allows 1"],
    ],
    [
      '{ services.loadbalancers: 0 }',
      '{}',
      '{ apiVersion: v1, kind: Service, spec: { type: LoadBalancer, ports: [{}] } }',
      ["/spec asks for 1 of services.loadbalancers, the ResourceQuota 'q' allows 0"],
    ],
    [
      '{ fast.storageclass.storage.k8s.io/requests.storage: 1Gi }',
      '{}',
      '{ apiVersion: v1, kind: PersistentVolumeClaim, spec: { storageClassName: fast, resources: { requests: { storage: 2Gi } } } }',
      [
        "/spec asks for 2147483648 of fast.storageclass.storage.k8s.io/requests.storage, the ResourceQuota 'q' allows '1Gi'",
      ],
    ],
  ])('%s, used %s', (hard, used, yaml, wanted) => {
    expect(lines(quotaRefusals(parse(yaml), [quota(hard, used) as never]))).toEqual(wanted);
  });

  test('the largest init container counts where it is larger than what runs', () => {
    const yaml = pod({
      container: 'resources: { limits: { cpu: 1 } }',
      spec: 'initContainers: [{ name: s, image: s, restartPolicy: Always, resources: { limits: { cpu: 1 } } }, { name: i, image: i, resources: { limits: { cpu: 3 } } }]',
    });
    expect(quotaRefusals(parse(yaml), [quota('{ limits.cpu: 4 }') as never])).toEqual([]);
    expect(lines(quotaRefusals(parse(yaml), [quota('{ limits.cpu: 3 }') as never]))).toEqual([
      "/spec asks for 4 of limits.cpu, the ResourceQuota 'q' allows 3",
    ]);
  });

  test.each([
    ['Terminating', 'activeDeadlineSeconds: 5', true],
    ['Terminating', '', false],
    ['NotTerminating', '', true],
    ['BestEffort', '', true],
    ['NotBestEffort', '', false],
    [
      'CrossNamespacePodAffinity',
      'affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: a, namespaces: [b] }] } }',
      true,
    ],
  ])('a quota for the scope %s and a pod with "%s"', (scope, spec, isCounted) => {
    const found = quotaRefusals(parse(pod({ spec })), [quota('{ pods: 0 }', '{}', `, scopes: [${scope}]`) as never]);
    expect(found.length > 0).toBe(isCounted);
  });
});
