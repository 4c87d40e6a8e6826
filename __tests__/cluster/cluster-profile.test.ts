import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { ClusterProfile, ContainerRuntime, MetricsScraper, MigStrategy, NodeLabelScheme, ServingApp } from '../../lib';
import { UNDECLARED } from '../../lib/cluster/cluster-facts';
import { GatewayFacts } from '../../lib/cluster/gateway-facts';
import { uniqueObjects } from '../../lib/rules/objects/unique-objects';

const version = (scope: Construct) => ClusterProfile.find(scope).kubernetesVersion;

test('the defaults are those of the table in its documentation', () => {
  const profile = ClusterProfile.of({});
  expect(profile.kubernetesVersion).toBe('1.30');
  expect(profile._minor).toBe(30);
  expect(profile._scraper).toBeUndefined();
  expect(profile._dnsNamespaceName).toBe('kube-system');
  expect(profile._nodeLocalDnsAddresses).toEqual(['169.254.20.10']);
  expect(profile._nodePorts).toEqual({ min: 30000, max: 32767 });
  expect(profile._hasSpare('nvidia.com/gpu', 1)).toBe(false);
  expect([profile._gpuOperator, profile._nodeLabels]).toEqual([{}, undefined]);
  expect(profile._facts().containerRuntime).toBeUndefined();
});

test('what is declared takes the place of the default', () => {
  const profile = ClusterProfile.of({
    kubernetesVersion: '1.34',
    scraper: MetricsScraper.podAnnotations({ namespaceName: 'monitoring' }),
    dnsNamespaceName: 'dns',
    nodeLocalDnsAddresses: [],
    nodePortMin: 20000,
    nodePortMax: 20100,
    spareAccelerators: { 'nvidia.com/gpu': 2 },
  });
  expect(profile._minor).toBe(34);
  expect(profile._scraper?._peer).toEqual({ namespaceName: 'monitoring', podLabels: undefined });
  expect(profile._dnsNamespaceName).toBe('dns');
  expect(profile._nodeLocalDnsAddresses).toEqual([]);
  expect(profile._nodePorts).toEqual({ min: 20000, max: 20100 });
  expect([1, 2, 3].map((count) => profile._hasSpare('nvidia.com/gpu', count))).toEqual([true, true, false]);
});

test('a GPU Operator brings its labels of nodes, unless others are declared', () => {
  const labels = (options: object) => ClusterProfile.of(options)._nodeLabels;
  expect(labels({ gpuOperator: {} })).toBe(NodeLabelScheme.GPU_OPERATOR);
  expect(labels({ gpuOperator: {}, nodeLabels: NodeLabelScheme.GKE })).toBe(NodeLabelScheme.GKE);
  expect(labels({ nodeLabels: NodeLabelScheme.KARPENTER_AWS })).toBe(NodeLabelScheme.KARPENTER_AWS);
  expect(
    ClusterProfile.of({ gpuOperator: { runtimeClassName: 'nvidia', migStrategy: MigStrategy.MIXED } })._gpuOperator,
  ).toEqual({ runtimeClassName: 'nvidia', migStrategy: 'mixed' });
});

test.each([
  [ContainerRuntime.containerd('2.1'), { name: 'containerd', major: 2, minor: 1 }],
  [ContainerRuntime.containerd('v1.7.27'), { name: 'containerd', major: 1, minor: 7 }],
  [ContainerRuntime.containerd('2.0.5-k3s1'), { name: 'containerd', major: 2, minor: 0 }],
  [ContainerRuntime.crio('1.34'), { name: 'cri-o', major: 1, minor: 34 }],
])('a container runtime is its name and version: %p', (containerRuntime, facts) => {
  expect(ClusterProfile.of({ containerRuntime })._facts().containerRuntime).toEqual(facts);
});

test.each([28, 29, 30, 31, 32, 33, 34, 35, 36, 37])('Kubernetes 1.%d is a target, however it is written', (minor) => {
  for (const text of [`1.${minor}`, `v1.${minor}`, `1.${minor}.4`, `v1.${minor}.0`]) {
    expect(ClusterProfile.of({ kubernetesVersion: text })._minor).toBe(minor);
  }
});

test.each(['1.27', '1.38', '2.30', '11.30', '1', '1.30-eks', '1.30.', 'latest', '', 1.3])(
  'Kubernetes %p is no target',
  (kubernetesVersion) => {
    expect(() => ClusterProfile.of({ kubernetesVersion: kubernetesVersion as never })).toThrow(
      /^ClusterProfile: kubernetesVersion must be a version of Kubernetes from '1\.28' to '1\.37', got /,
    );
  },
);

test.each([
  [
    { scraper: {} },
    /scraper must be made by MetricsScraper\.podAnnotations\(\.\.\.\) or \.prometheusOperator\(\.\.\.\), got an object/,
  ],
  [{ scraper: MetricsScraper.podAnnotations({ namespaceName: 'Monitoring' }) }, /scraper\.namespaceName must be/],
  [{ scraper: MetricsScraper.podAnnotations({} as never) }, /scraper\.namespaceName must be/],
  [
    { scraper: MetricsScraper.podAnnotations({ namespaceName: 'm', podLabels: { 'a b': 'c' } }) },
    /scraper\.podLabels keys/,
  ],
  [{ dnsNamespaceName: 'Kube_System' }, /dnsNamespaceName must be/],
  [{ nodeLocalDnsAddresses: ['169.254.20.10/32'] }, /nodeLocalDnsAddresses must be IP addresses, got '169/],
  [{ dnsPort: 0 }, /dnsPort must be a whole number from 1 to 65535, got 0/],
  [{ dnsPort: '5353' }, /dnsPort must be a whole number from 1 to 65535, got '5353'/],
  [{ gpuNodesRunOldCrun: 'yes' }, /gpuNodesRunOldCrun must be true or false, got 'yes'/],
  [{ nodePortMin: 0 }, /nodePortMin must be a whole number from 1 to 65535, got 0/],
  [{ nodePortMin: NaN, nodePortMax: 31000 }, /nodePortMin must be a whole number from 1 to 65535, got NaN/],
  [{ nodePortMax: 29999 }, /nodePortMax must be a whole number from 30000 to 65535, got 29999/],
  [{ nodePortMin: 31000, nodePortMax: 30999 }, /nodePortMax must be a whole number from 31000 to 65535/],
  [{ nodePortMin: 40000 }, /nodePortMax, which is 32767 by default, must be a whole number from 40000 to 65535/],
  [{ containerRuntime: 'containerd' }, /containerRuntime must be made by ContainerRuntime\.containerd\(version\)/],
  [
    { containerRuntime: ContainerRuntime.containerd('latest') },
    /containerRuntime must have a version such as '2\.1', got 'latest'/,
  ],
  [
    { containerRuntime: ContainerRuntime.crio(1.34 as never) },
    /containerRuntime must have a version such as '1\.34', got 1\.34/,
  ],
  [{ gpuOperator: { runtimeClassName: 'Nvidia' } }, /gpuOperator\.runtimeClassName must be lower-case letters/],
  [{ gpuOperator: { migStrategy: 'none' } }, /gpuOperator\.migStrategy must be 'single' or 'mixed', got 'none'/],
  [{ gpuOperator: true }, /gpuOperator must be an object/],
  [{ nodeLabels: 'aks' }, /nodeLabels must be 'gpu-operator', 'gke', 'karpenter-aws' or 'eks-auto-mode', got 'aks'/],
  [{ spareAccelerators: { 'nvidia.com/gpu': -1 } }, /spareAccelerators\['nvidia\.com\/gpu'\] must be a whole number/],
])('%p is not possible', (options, problem) => {
  expect(() => ClusterProfile.of(options as never)).toThrow(problem);
});

test('all facts that are not possible are named at once', () => {
  expect(() =>
    ClusterProfile.of({ kubernetesVersion: '1.5', dnsNamespaceName: '', nodeLocalDnsAddresses: ['a', 'b'] }),
  ).toThrow(/^4 problems:/);
});

test('where none was applied the defaults hold', () => {
  expect(version(new App())).toBe('1.30');
  expect(version(new Chart(new App(), 'chart'))).toBe('1.30');
});

test('it is found from any depth, through plain constructs and nested charts', () => {
  const app = new ServingApp({ cluster: ClusterProfile.of({ kubernetesVersion: '1.33' }) });
  const chart = new Chart(new Construct(app, 'team'), 'chart');
  const deep = new Construct(new Construct(new Chart(chart, 'nested'), 'a'), 'b');
  expect([app, chart, deep].map(version)).toEqual(['1.33', '1.33', '1.33']);
});

test('of several the nearest holds, whole: it takes nothing over from those around it', () => {
  const app = new App();
  const [near, far] = [new Chart(app, 'near'), new Chart(app, 'far')];
  ClusterProfile.of({ kubernetesVersion: '1.28', dnsNamespaceName: 'dns' }).applyTo(app);
  ClusterProfile.of({ kubernetesVersion: '1.36' }).applyTo(near);
  expect(version(new Construct(near, 'server'))).toBe('1.36');
  expect(ClusterProfile.find(near)._dnsNamespaceName).toBe('kube-system');
  expect(version(new Construct(far, 'server'))).toBe('1.28');
});

test('it can be applied after children exist, and a later one takes the place of an earlier one', () => {
  const app = new App();
  const child = new Construct(new Chart(app, 'chart'), 'child');
  for (const kubernetesVersion of ['1.31', '1.32']) {
    ClusterProfile.of({ kubernetesVersion }).applyTo(app);
    expect(version(child)).toBe(kubernetesVersion);
  }
});

test('one profile may serve several apps, and applying it leaves no trace in the manifests', () => {
  const profile = ClusterProfile.of({ kubernetesVersion: '1.31' });
  const apps = [new App(), new ServingApp({ cluster: profile })];
  profile.applyTo(apps[0]);
  expect(apps.map(version)).toEqual(['1.31', '1.31']);
  expect(apps.map((app) => app.synthYaml())).toEqual(['', '']);
  expect(Object.keys(apps[0])).toEqual(Object.keys(new App()));
});

describe('a cluster as data, for what knows no constructs', () => {
  test('holds every fact that is declared', () => {
    const profile = ClusterProfile.of({
      kubernetesVersion: '1.34',
      gateway: GatewayFacts.traefik({ version: '3.5' }),
      scraper: MetricsScraper.podAnnotations({ namespaceName: 'monitoring', podLabels: { app: 'prometheus' } }),
      dnsNamespaceName: 'dns',
      nodeLocalDnsAddresses: [],
      nodePortMax: 30100,
      spareAccelerators: { 'nvidia.com/gpu': 2 },
    });
    expect(profile._facts()).toEqual({
      kubernetesMinor: 34,
      gateway: {
        traefik: expect.objectContaining({ minor: 5 }),
        ingress: expect.objectContaining({ className: 'traefik' }),
        pods: { namespaceName: 'traefik', podLabels: { 'app.kubernetes.io/name': 'traefik' } },
      },
      scraper: { namespaceName: 'monitoring', podLabels: { app: 'prometheus' } },
      dns: { namespaceName: 'dns', port: 53, nodeLocalAddresses: [] },
      nodePorts: { min: 30000, max: 30100 },
      spareAccelerators: { 'nvidia.com/gpu': 2 },
    });
  });

  test('says nothing of a version that nobody declared, be it the default one', () => {
    expect(ClusterProfile.of({})._facts()).toEqual(UNDECLARED);
    expect(ClusterProfile.of({ kubernetesVersion: '1.30' })._facts().kubernetesMinor).toBe(30);
  });

  test('is what rules are told of the app', () => {
    const app = new ServingApp({ cluster: ClusterProfile.of({ kubernetesVersion: '1.33' }) });
    const told: unknown[] = [];
    const check = jest.spyOn(uniqueObjects, 'check').mockImplementation((_set, { cluster }) => {
      told.push(cluster.kubernetesMinor);
      return [];
    });
    app.synthYaml();
    check.mockRestore();
    expect(told).toEqual([33]);
  });
});
