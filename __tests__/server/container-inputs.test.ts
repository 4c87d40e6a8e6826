import { ConfigMap, Secret } from 'cdk8s-plus-28';
import {
  ContainerImage,
  EnvironmentSource,
  type ExtraContainer,
  FileMount,
  ModelServer,
  type ModelServerProps,
  ServerVolume,
  ServingRuntime,
  type TenantNamespace,
} from '../../lib';
import { Manifests } from '../../lib/testing';
import { blueGreen, canary, NEW, SERVER } from '../rollout/support';
import { containerOf, declare, failureOf, MINIMAL, podSpecOf } from '../support/declare';

const BASE = { image: ContainerImage.of('helper:1'), resources: { cpu: '100m', memory: '64Mi' } };
const extra = (props: Partial<ExtraContainer>, name = 'helper'): ExtraContainer => ({ ...BASE, name, ...props });

/** The three kinds of containers of a pod, with the same props. */
const KINDS = ['the server', 'an init container', 'a sidecar'] as const;
const propsFor = (kind: (typeof KINDS)[number], props: Partial<ExtraContainer>): Partial<ModelServerProps> =>
  kind === 'the server'
    ? props
    : kind === 'a sidecar'
      ? { sidecars: [extra(props)] }
      : { initContainers: [extra(props)] };
const madeOf = (kind: (typeof KINDS)[number], pod: any): any =>
  kind === 'the server' ? pod.containers[0] : pod.initContainers[0];

/** A server beside objects of its namespace. */
const beside = (props: (tenant: TenantNamespace) => Partial<ModelServerProps>, id = 'iris') => {
  const { app, tenant } = declare({}, { id: 'other' });
  new ModelServer(tenant, id, { ...MINIMAL, ...props(tenant) });
  return app;
};
const settings = (tenant: TenantNamespace, data: { [key: string]: string }) =>
  new ConfigMap(tenant, 'settings', { metadata: { name: 'settings' }, data });
const deploymentIn = (app: ReturnType<typeof beside>): any =>
  Manifests.fromApp(app)
    .find('Deployment')
    .find(({ metadata }) => metadata.name === 'iris');

describe.each(KINDS)('%s', (kind) => {
  const prefix =
    kind === 'the server' ? '' : kind === 'a sidecar' ? "sidecars['helper']." : "initContainers['helper'].";

  test('takes all keys of ConfigMaps and Secrets, in the order of writing', () => {
    const envFrom = [
      EnvironmentSource.secretNamed('keys', { prefix: 'KEY_' }),
      EnvironmentSource.configMapNamed('settings'),
    ];
    expect(madeOf(kind, podSpecOf(propsFor(kind, { envFrom }))).envFrom).toEqual([
      { prefix: 'KEY_', secretRef: { name: 'keys' } },
      { configMapRef: { name: 'settings' } },
    ]);
  });

  test('is replaced with the data of a ConfigMap of the app that it takes keys or files of', () => {
    for (const use of [
      (map: ConfigMap) => ({ envFrom: [EnvironmentSource.configMap(map)] }),
      (map: ConfigMap) => ({ files: [FileMount.configMap('/etc/settings', map)] }),
    ]) {
      const sumOf = (level: string): string =>
        deploymentIn(beside((tenant) => propsFor(kind, use(settings(tenant, { LEVEL: level }))))).spec.template.metadata
          .annotations['checksum/settings'];
      expect(sumOf('info')).toMatch(/^[0-9a-f]{64}$/);
      expect(sumOf('info')).not.toBe(sumOf('debug'));
    }
  });

  test('names objects of its own namespace only', () => {
    const use = (props: (map: ConfigMap, secret: Secret) => Partial<ExtraContainer>) => () => {
      const { app } = declare();
      const other = declare({}, { id: 'other' }).tenant;
      expect(app).toBeDefined();
      const [map, secret] = [settings(other, {}), new Secret(other, 'keys', { metadata: { name: 'keys' } })];
      declare({ ...propsFor(kind, props(map, secret)) }, { tenant: { name: 'elsewhere' } });
    };
    for (const props of [
      (map: ConfigMap) => ({ envFrom: [EnvironmentSource.configMap(map)] }),
      (_: ConfigMap, secret: Secret) => ({ envFrom: [EnvironmentSource.secret(secret)] }),
      (map: ConfigMap) => ({ files: [FileMount.configMap('/etc/settings', map)] }),
      (_: ConfigMap, secret: Secret) => ({ files: [FileMount.secret('/etc/keys', secret)] }),
    ])
      expect(failureOf(use(props))).toMatch(/(envFrom|files)\[0\] must be of the server's namespace, 'elsewhere', got/);
  });

  test('may have a terminal and an input', () => {
    expect(madeOf(kind, podSpecOf(propsFor(kind, { tty: true, stdin: true })))).toMatchObject({
      stdin: true,
      tty: true,
    });
    for (const field of ['tty', 'stdin']) {
      expect(madeOf(kind, podSpecOf(propsFor(kind, { [field]: false })))).not.toHaveProperty(field);
      expect(failureOf(() => declare(propsFor(kind, { [field]: 'yes' })))).toContain(`${prefix}${field} must be`);
    }
  });

  test('mounts storage that is made for the pod', () => {
    const volumes = [
      ServerVolume.csi({
        name: 'keys',
        mountPath: '/keys',
        driver: 'secrets-store.csi.k8s.io',
        attributes: { secretProviderClass: 'iris' },
        secretName: 'vault',
        fsType: 'ext4',
      }),
      ServerVolume.ephemeral({ name: 'scratch', mountPath: '/scratch', size: '500Gi', storageClassName: 'fast' }),
      ServerVolume.ephemeral({ name: 'cache', mountPath: '/cache', size: '1Gi', labels: { type: 'cache' } }),
    ];
    const pod = podSpecOf(propsFor(kind, { volumes }));
    expect(pod.volumes).toEqual(
      expect.arrayContaining([
        {
          name: 'keys',
          csi: {
            driver: 'secrets-store.csi.k8s.io',
            fsType: 'ext4',
            nodePublishSecretRef: { name: 'vault' },
            readOnly: true,
            volumeAttributes: { secretProviderClass: 'iris' },
          },
        },
        {
          name: 'cache',
          ephemeral: {
            volumeClaimTemplate: {
              metadata: { labels: { type: 'cache' } },
              spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
            },
          },
        },
        {
          name: 'scratch',
          ephemeral: {
            volumeClaimTemplate: {
              spec: {
                accessModes: ['ReadWriteOnce'],
                resources: { requests: { storage: '500Gi' } },
                storageClassName: 'fast',
              },
            },
          },
        },
      ]),
    );
    expect(madeOf(kind, pod).volumeMounts).toEqual(
      expect.arrayContaining([
        { mountPath: '/keys', name: 'keys', readOnly: true },
        { mountPath: '/scratch', name: 'scratch' },
      ]),
    );
  });

  test.each<[Partial<ExtraContainer>, string]>([
    [{ envFrom: [EnvironmentSource.secretNamed('Keys')] }, 'envFrom[0].secretName must be lower-case letters'],
    [{ envFrom: [EnvironmentSource.configMapNamed('a', { prefix: '1-' })] }, 'envFrom[0].prefix must be'],
    [
      { envFrom: ['keys' as never] },
      "envFrom[0] must be made by EnvironmentSource.configMapNamed(...), .secretNamed(...) or its like, got 'keys'",
    ],
    [{ files: [FileMount.secretNamed('etc', 'keys')] }, 'files[0].mountPath must be'],
    [{ files: ['keys' as never] }, "files must hold FileMount values, got 'keys'"],
    [
      { volumes: [ServerVolume.csi({ name: 'a', mountPath: '/a', driver: 'no driver' })] },
      "volumes[0].driver must be letters, digits, '-' and '.'",
    ],
    [
      { volumes: [ServerVolume.csi({ name: 'a', mountPath: '/a', driver: 'd', attributes: { a: 1 } as never })] },
      "volumes[0].attributes['a'] must be a text, got 1",
    ],
    [
      { volumes: [ServerVolume.ephemeral({ name: 'a', mountPath: '/a', size: '10' + 'm' })] },
      'volumes[0].size must be a quantity of bytes',
    ],
    [
      { volumes: [ServerVolume.ephemeral({ name: 'a', mountPath: '/a', size: '1Gi', storageClassName: 'A' })] },
      'volumes[0].storageClassName must be lower-case letters',
    ],
    [
      { volumes: [ServerVolume.ephemeral({ name: 'a', mountPath: '/a', size: '1Gi', labels: { a: 'b c' } })] },
      "volumes[0].labels['a'] must be",
    ],
  ])('is told what is wrong with %p', (props, message) => {
    expect(failureOf(() => declare(propsFor(kind, props)))).toContain(message);
  });

  test('is warned of what looks like a secret in sight', () => {
    const told = (props: (tenant: TenantNamespace) => Partial<ExtraContainer>): string[] => {
      const app = beside((tenant) => propsFor(kind, props(tenant)));
      Manifests.fromApp(app);
      return app.warnings.filter((warning) => warning.includes('looks like a secret'));
    };
    const all = (tenant: TenantNamespace) => ({
      envFrom: [
        EnvironmentSource.configMap(settings(tenant, { PASSWORD: 'hunter2', LEVEL: 'info' }), { prefix: 'DB_' }),
      ],
    });
    expect(told(all)).toEqual([
      expect.stringContaining(
        `${prefix}envFrom[0] takes 'DB_PASSWORD' from ConfigMap 'settings', and it looks like a secret`,
      ),
    ]);
    expect(told(all).join()).not.toContain('hunter2');
    const volumes = [
      ServerVolume.csi({ name: 'a', mountPath: '/a', driver: 'd', attributes: { accountKey: 'hunter2', share: 'x' } }),
    ];
    expect(told(() => ({ volumes }))).toEqual([expect.stringContaining("volume 'a' tells its driver 'accountKey'")]);
    expect(told((tenant) => ({ envFrom: [EnvironmentSource.configMap(settings(tenant, { LEVEL: 'info' }))] }))).toEqual(
      [],
    );
  });
});

describe('keys of a whole ConfigMap', () => {
  test.each<[string, ServingRuntime, { [key: string]: string }, string | undefined]>([
    [
      'that part the runtime from its probes',
      ServingRuntime.bentoMl(),
      { PORT: '3001' },
      'envFrom[0] must not name a variable that binds the runtime',
    ],
    [
      'behind a prefix that makes them such',
      ServingRuntime.fastApi({ app: 'main:app' }),
      { UVICORN_UDS: '/tmp/a' },
      "got 'UVICORN_UDS'",
    ],
    ['that lose against the variable of the runtime', ServingRuntime.fastApi(), { PORT: '9000' }, undefined],
    ['that mean nothing to it', ServingRuntime.fastApi(), { LEVEL: 'info' }, undefined],
  ])('%s', (_, runtime, data, message) => {
    const app = beside((tenant) => ({ runtime, envFrom: [EnvironmentSource.configMap(settings(tenant, data))] }));
    if (message === undefined) expect(() => app.synthYaml()).not.toThrow();
    else expect(failureOf(() => app.synthYaml())).toContain(message);
  });

  test('that were added after the server was declared count too', () => {
    const { app, tenant } = declare({}, { id: 'other' });
    const map = settings(tenant, {});
    new ModelServer(tenant, 'iris', {
      ...MINIMAL,
      runtime: ServingRuntime.bentoMl(),
      envFrom: [EnvironmentSource.configMap(map)],
    });
    map.addData('PORT', '1234');
    expect(failureOf(() => app.synthYaml())).toContain("got 'PORT'");
  });
});

describe('files of several containers', () => {
  const shared = FileMount.secretNamed('/etc/keys', 'keys');
  const mountsIn = (pod: any) =>
    [...(pod.initContainers ?? []), pod.containers[0]].map(({ volumeMounts }: any) =>
      volumeMounts.map(({ name, mountPath }: any) => `${mountPath} ${name}`),
    );

  test('are one volume where path and content are the same', () => {
    const pod = podSpecOf({
      files: [shared],
      sidecars: [extra({ files: [FileMount.secretNamed('/etc/keys', 'keys')] })],
    });
    expect(pod.volumes.filter(({ secret }: any) => secret)).toEqual([
      { name: 'etc-keys', secret: { secretName: 'keys' } },
    ]);
    expect(mountsIn(pod)).toEqual([
      ['/tmp tmp', '/etc/keys etc-keys'],
      ['/tmp tmp', '/etc/keys etc-keys'],
    ]);
  });

  test('may differ at one path', () => {
    const pod = podSpecOf({
      files: [shared],
      initContainers: [extra({ files: [FileMount.secretNamed('/etc/keys', 'others')] }, 'fetch')],
      sidecars: [extra({ files: [FileMount.configMapNamed('/etc/keys', 'public')] })],
    });
    expect(mountsIn(pod)).toEqual([
      ['/tmp tmp', '/etc/keys fetch-etc-keys'],
      ['/tmp tmp', '/etc/keys helper-etc-keys'],
      ['/tmp tmp', '/etc/keys etc-keys'],
    ]);
  });

  test('do not rename those of the server', () => {
    const before = containerOf({ files: [shared] });
    expect(
      containerOf({ files: [shared], sidecars: [extra({ files: [FileMount.secretNamed('/a', 'keys')] })] }),
    ).toEqual(before);
  });

  test('have a path of their own in their container', () => {
    const files = [shared, FileMount.configMapNamed('/etc/keys', 'public')];
    expect(failureOf(() => declare({ sidecars: [extra({ files })] }))).toContain(
      "sidecars['helper'].volumes and files must each have a mount path of their own, got '/etc/keys' twice",
    );
  });
});

describe('a version of a release', () => {
  const own = {
    envFrom: [EnvironmentSource.configMapNamed('new')],
    tty: true,
    sidecars: [extra({ files: [FileMount.secretNamed('/etc/keys', 'new')] })],
    volumes: [ServerVolume.ephemeral({ name: 'scratch', mountPath: '/scratch', size: '1Gi' })],
  };
  const server = { ...SERVER, envFrom: [EnvironmentSource.configMapNamed('old')], stdin: true };

  test.each([
    ['of blue and green', () => blueGreen({ server, green: { ...NEW, ...own } }).app],
    ['of a canary', () => canary({ server, canary: { ...NEW, ...own } }).app],
  ])('%s has its own, in place of what both share', (_, made) => {
    const [first, second] = Manifests.fromApp(made())
      .find('Deployment')
      .map(({ spec }) => spec.template.spec)
      .sort((a, b) => (a.initContainers?.length ?? 0) - (b.initContainers?.length ?? 0));
    expect(first.containers[0]).toMatchObject({ envFrom: [{ configMapRef: { name: 'old' } }], stdin: true });
    expect(second.containers[0]).toMatchObject({
      envFrom: [{ configMapRef: { name: 'new' } }],
      stdin: true,
      tty: true,
    });
    expect(second.volumes).toContainEqual(expect.objectContaining({ name: 'scratch' }));
  });
});

test('storage that is made for pods counts in a quota as claims of each pod', () => {
  const volumes = [ServerVolume.ephemeral({ name: 'scratch', mountPath: '/scratch', size: '10Gi' })];
  const { tenant } = declare({ volumes, replicas: 3 });
  expect(tenant.used().steady).toMatchObject({ 'requests.storage': '30Gi', 'count/persistentvolumeclaims': '3' });
});
