import {
  Accelerator,
  CanaryStage,
  type ClusterProfileOptions,
  Colour,
  ContainerImage,
  type ModelServerProps,
  SecurityProfile,
  type ServingApp,
  ServingRuntime,
  ServerVolume,
  SmokeTest,
} from '../../lib';
import { blueGreen, canary, SERVER } from '../rollout/support';
import { containerOf, declare, failureOf, manifestsFrom, manifestsOf } from '../support/declare';

const EXTRA = { image: ContainerImage.of('registry.example/fetch:1.0.0'), resources: { cpu: '100m', memory: '64Mi' } };
const openShift = SecurityProfile.openShift();

/** Fields that `restricted-v2` admits in no fixed form, or not at all: `oc get scc restricted-v2 -o yaml`. */
const FIXED = ['runAsUser', 'runAsGroup', 'fsGroup', 'supplementalGroups', 'seLinuxOptions'];

function podSpecsIn(app: ServingApp): any[] {
  return manifestsFrom(app).all.flatMap(({ spec }) => (spec?.template?.spec ? [spec.template.spec] : []));
}

/** What `restricted-v2` would say of a pod. */
function refusals(pod: any): string[] {
  const containers = [...pod.containers, ...(pod.initContainers ?? [])];
  const contexts = [pod.securityContext, ...containers.map(({ securityContext }: any) => securityContext)];
  return [
    ...contexts.flatMap((context) => Object.keys(context).filter((key) => FIXED.includes(key))),
    ...(pod.securityContext.seccompProfile.type === 'RuntimeDefault' ? [] : ['seccompProfile']),
    ...containers.flatMap(({ securityContext }: any) => [
      ...(securityContext.allowPrivilegeEscalation === false ? [] : ['allowPrivilegeEscalation']),
      ...(securityContext.capabilities.drop.includes('ALL') ? [] : ['drop']),
      ...(securityContext.capabilities.add ?? []),
    ]),
  ];
}

describe('SecurityProfile.openShift() leaves user and groups to the cluster', () => {
  test.each<[string, () => ServingApp]>([
    ['a server', () => declare({ security: openShift }).app],
    [
      'one with an init container, a sidecar and a claim',
      () =>
        declare({
          security: openShift,
          initContainers: [{ ...EXTRA, name: 'fetch' }],
          sidecars: [{ ...EXTRA, name: 'proxy' }],
          volumes: [ServerVolume.persistentVolumeClaim({ name: 'models', claimName: 'models', mountPath: '/models' })],
        }).app,
    ],
    ['one whose tenant says it', () => declare({}, { tenant: { security: openShift } }).app],
    [
      'the smoke test of a canary',
      () =>
        canary({
          server: { ...SERVER, security: openShift },
          stage: CanaryStage.weight(10),
          verify: SmokeTest.http('/ready'),
        }).app,
    ],
    [
      'the smoke test of blue and green',
      () =>
        blueGreen({ server: { ...SERVER, security: openShift }, active: Colour.BLUE, verify: SmokeTest.http('/ready') })
          .app,
    ],
    ['BentoML, whose image has a user', () => declare({ security: openShift, runtime: ServingRuntime.bentoMl() }).app],
  ])('%s', (_, make) => {
    const pods = podSpecsIn(make());
    expect(pods.length).toBeGreaterThan(0);
    expect(pods.flatMap(refusals)).toEqual([]);
  });

  test('everything else is as restricted has it', () => {
    const [assigned, fixed] = [openShift, SecurityProfile.restricted()].map((security) =>
      manifestsOf({ security }).get('Deployment'),
    );
    const context = fixed.spec.template.spec.securityContext;
    for (const key of FIXED) Reflect.deleteProperty(context, key);
    expect(assigned).toEqual(fixed);
    expect(context).toEqual({
      fsGroupChangePolicy: 'OnRootMismatch',
      runAsNonRoot: true,
      seccompProfile: { type: 'RuntimeDefault' },
    });
  });

  test('HOME and all that is written to are volumes of any user', () => {
    const { env, volumeMounts } = containerOf({ security: openShift, runtime: ServingRuntime.bentoMl() });
    const home = env.find(({ name }: any) => name === 'HOME').value;
    expect(volumeMounts.map(({ mountPath }: any) => mountPath)).toContain(home);
  });

  test.each(['user', 'group', 'runAsRoot', 'capabilities'])('%s is no option of it', (member) => {
    const security = SecurityProfile.openShift({ [member]: 1 });
    expect(failureOf(() => declare({ security }))).toContain(`security: there is no prop '${member}'`);
  });

  test.each<[string, ServingRuntime, number]>([
    ['BentoML', ServingRuntime.bentoMl(), 1034],
    ['BentoML with another user', ServingRuntime.bentoMl({ user: 10034 }), 10034],
    ['an image of yours', ServingRuntime.http({ port: 8000, readinessPath: '/ready', user: 1000 }), 1000],
  ])('%s: whose files belong to one user is warned about', (_, runtime, user) => {
    const { warnings } = declare({ security: openShift, runtime }).app;
    expect(warnings).toEqual([expect.stringContaining(`the image's files belong to user ${user}`)]);
    expect(declare({ runtime }).app.warnings).toEqual([]);
  });
});

describe('gpuNodesRunOldCrun: the root of containers that get an NVIDIA device is writable', () => {
  const cluster: ClusterProfileOptions = { gpuNodesRunOldCrun: true, kubernetesVersion: '1.34' };
  const ANNOTATION = 'cdk8s-model-serving/writable-root-filesystem';
  const withDevice = (accelerator?: Accelerator): Partial<ModelServerProps> => ({
    replicas: 1,
    resources: { cpu: '1', memory: '4Gi', accelerator },
    sidecars: [{ ...EXTRA, name: 'proxy' }],
  });
  const seen = (props: Partial<ModelServerProps>, surroundings = {}): unknown[] => {
    const { metadata, spec } = manifestsOf(props, surroundings).get('Deployment');
    const { containers, initContainers } = spec.template.spec;
    return [
      ...[...containers, ...initContainers].map((each: any) => each.securityContext.readOnlyRootFilesystem),
      metadata.annotations?.[ANNOTATION] !== undefined,
      spec.template.metadata.annotations?.[ANNOTATION] !== undefined,
    ];
  };

  test.each<[string, Accelerator | undefined, boolean]>([
    ['a GPU', Accelerator.nvidia(1), true],
    ['a slice of one', Accelerator.nvidiaMig('1g.10gb', 1), true],
    ['a shared one', Accelerator.of('nvidia.com/gpu.shared', 1), true],
    ['a GPU by a claim', Accelerator.devices('gpu.nvidia.com', 1), true],
    ['a slice by a claim', Accelerator.devices('mig.nvidia.com', 1), true],
    ['a GPU of a claim made elsewhere', Accelerator.claimNamed('shared', 'gpu.nvidia.com', 1), true],
    ['a GPU of AMD', Accelerator.amd(1), false],
    ['a GPU of AMD by a claim', Accelerator.devices('gpu.amd.com', 1), false],
    ["a class of the cluster's own", Accelerator.devices('gpus.example.com', 1), false],
    ['no accelerator', undefined, false],
  ])('%s', (_, accelerator, isRelaxed) => {
    const props = withDevice(accelerator);
    expect(seen(props, { cluster })).toEqual([!isRelaxed, true, isRelaxed, false]);
    expect(seen(props, { cluster: { kubernetesVersion: '1.34' } })).toEqual([true, true, false, false]);
  });

  test('who asks for a writable root anyway needs no reason', () => {
    const security = SecurityProfile.restricted({ writableRootFilesystem: true });
    expect(seen({ ...withDevice(Accelerator.nvidia(1)), security }, { cluster })).toEqual([false, false, false, false]);
  });
});

describe('dnsPort: policies open the port of the pods', () => {
  const ports = (cluster: ClusterProfileOptions, tenant = {}): unknown[] =>
    manifestsOf({}, { cluster, tenant })
      .find('NetworkPolicy')
      .filter(({ metadata }) => metadata.name !== 'default-deny')
      .map(({ spec }) =>
        spec.egress.flatMap((rule: any) =>
          (rule.ports ?? []).map(({ port, protocol }: any) => [
            port,
            protocol,
            ...rule.to.map((peer: any) => Object.keys(peer)[0]),
          ]),
        ),
      );
  const both = (port: number, ...peers: string[]): unknown[] => [
    [port, 'UDP', ...peers],
    [port, 'TCP', ...peers],
  ];
  const OPENSHIFT = { dnsNamespaceName: 'openshift-dns', dnsPort: 5353 };

  test.each<[string, ClusterProfileOptions, unknown[]]>([
    ['53 where nothing is said', {}, both(53, 'namespaceSelector', 'ipBlock')],
    ['53 where it is said', { dnsPort: 53 }, both(53, 'namespaceSelector', 'ipBlock')],
    [
      "OpenShift's, and that of caches on the nodes",
      OPENSHIFT,
      [...both(5353, 'namespaceSelector'), ...both(53, 'ipBlock')],
    ],
    ["OpenShift's alone", { ...OPENSHIFT, nodeLocalDnsAddresses: [] }, both(5353, 'namespaceSelector')],
  ])('%s', (_, cluster, rules) => {
    expect(ports(cluster)).toEqual([rules]);
    expect(ports(cluster, { defaultDeny: true })).toEqual([rules, rules]);
  });
});
