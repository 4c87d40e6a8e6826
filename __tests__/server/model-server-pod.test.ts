import * as kplus from 'cdk8s-plus-28';
import {
  ConfigMapKeyRef,
  ContainerImage,
  FileMount,
  MetricsEndpoint,
  MetricsScraper,
  ModelServer,
  SecretKeyRef,
  SecurityProfile,
  ServerVolume,
  ServingRuntime,
  TaintEffect,
  UnsatisfiableSpread,
} from '../../lib';
import { Match } from '../../lib/testing';
import { containerOf, declare, manifestsFrom, manifestsOf, MINIMAL, podSpecOf } from '../support/declare';

describe('environment, files and volumes', () => {
  test('come from values, Secrets and ConfigMaps, sorted by name', () => {
    const names = containerOf({
      env: { ZONE: 'a', DEBUG: '0' },
      envFromSecrets: { PASSWORD: SecretKeyRef.named('db', 'password') },
      envFromConfigMaps: { LEVEL: ConfigMapKeyRef.named('settings', 'level') },
    }).env;
    expect(names).toEqual([
      { name: 'DEBUG', value: '0' },
      { name: 'HOME', value: '/tmp' },
      { name: 'LEVEL', valueFrom: { configMapKeyRef: { name: 'settings', key: 'level' } } },
      { name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } },
      { name: 'ZONE', value: 'a' },
    ]);
  });

  test('of a ConfigMap of this app replace the pods when its data changes, and only then', () => {
    const checksumWith = (data: { [key: string]: string }) => {
      const { app, tenant } = declare();
      const settings = new kplus.ConfigMap(tenant, 'settings', { metadata: { name: 'settings' }, data });
      new ModelServer(tenant, 'other', { ...MINIMAL, files: [FileMount.configMap('/etc/settings', settings)] });
      return manifestsFrom(app).get('Deployment', 'other').spec.template.metadata.annotations['checksum/settings'];
    };
    expect(checksumWith({ a: '1', b: '2' })).toMatch(/^[0-9a-f]{64}$/);
    expect(checksumWith({ a: '1', b: '2' })).toBe(checksumWith({ b: '2', a: '1' }));
    expect(checksumWith({ a: '1', b: '2' })).not.toBe(checksumWith({ a: '1', b: '3' }));
  });

  test('of a ConfigMap read by a variable, and changed after the server was declared, count too', () => {
    const { app, tenant } = declare();
    const settings = new kplus.ConfigMap(tenant, 'settings', { data: { level: 'info' } });
    new ModelServer(tenant, 'other', {
      ...MINIMAL,
      envFromConfigMaps: { LEVEL: ConfigMapKeyRef.of(settings, 'level') },
    });
    const before = manifestsFrom(app).get('Deployment', 'other');
    settings.addData('more', 'data');
    const after = manifestsFrom(app).get('Deployment', 'other');
    expect(after.spec.template.metadata.annotations).not.toEqual(before.spec.template.metadata.annotations);
  });

  test('are mounted where they are wanted', () => {
    const { tenant, app } = declare();
    const secret = kplus.Secret.fromSecretName(tenant, 'tls', 'tls');
    new ModelServer(tenant, 'other', {
      ...MINIMAL,
      files: [
        FileMount.secret('/etc/tls', secret, { keys: { 'tls.crt': 'cert.pem' } }),
        FileMount.configMapNamed('/etc/conf', 'conf'),
      ],
      volumes: [ServerVolume.persistentVolumeClaim({ name: 'models', mountPath: '/models', claimName: 'models' })],
    });
    manifestsFrom(app).has('Deployment', {
      metadata: { name: 'other' },
      spec: {
        template: {
          spec: {
            containers: [
              {
                volumeMounts: [
                  { name: 'tmp', mountPath: '/tmp' },
                  { name: 'models', mountPath: '/models', readOnly: true },
                  { name: 'etc-tls', mountPath: '/etc/tls', readOnly: true },
                  { name: 'etc-conf' },
                ],
              },
            ],
            volumes: [
              { name: 'tmp', emptyDir: { sizeLimit: '1Gi' } },
              { name: 'models', persistentVolumeClaim: { claimName: 'models', readOnly: true } },
              { name: 'etc-tls', secret: { secretName: 'tls', items: [{ key: 'tls.crt', path: 'cert.pem' }] } },
              { name: 'etc-conf', configMap: { name: 'conf' } },
            ],
          },
        },
      },
    });
  });

  test('mounted at /tmp take the place of the default', () => {
    const { volumes } = podSpecOf({
      volumes: [ServerVolume.emptyDir({ name: 'scratch', mountPath: '/tmp', sizeLimit: '20Gi' })],
    });
    expect(volumes).toEqual([{ name: 'scratch', emptyDir: { sizeLimit: '20Gi' } }]);
  });
});

describe('containers beside the model', () => {
  const models = ServerVolume.emptyDir({ name: 'models', mountPath: '/models', sizeLimit: '10Gi' });
  const download = {
    name: 'download',
    image: ContainerImage.of('fetch:1'),
    resources: { cpu: '1', memory: '1Gi' },
    args: ['s3://models/iris'],
    volumes: [models],
  };
  const proxy = { name: 'proxy', image: ContainerImage.of('proxy:1'), resources: { cpu: '100m', memory: '64Mi' } };

  test('share volumes with the server, and are as restricted as it is', () => {
    const { initContainers, containers, volumes } = podSpecOf({
      volumes: [models],
      initContainers: [download],
      sidecars: [proxy],
    });
    expect(initContainers.map(({ name, restartPolicy }: any) => [name, restartPolicy])).toEqual([
      ['download', undefined],
      ['proxy', 'Always'],
    ]);
    for (const { securityContext } of initContainers) expect(securityContext).toEqual(containers[0].securityContext);
    expect(initContainers[0].volumeMounts).toEqual([
      { name: 'tmp', mountPath: '/tmp' },
      { name: 'models', mountPath: '/models' },
    ]);
    expect(volumes.map(({ name }: any) => name)).toEqual(['tmp', 'models']);
  });

  test('need Kubernetes 1.29 for sidecars', () => {
    expect(() =>
      declare({ sidecars: [proxy], drain: { hasSleepCommand: true } }, { cluster: { kubernetesVersion: '1.28' } }),
    ).toThrow('sidecars need Kubernetes 1.29, got 1.28');
  });
});

describe('placement', () => {
  test('takes every option', () => {
    const spec = podSpecOf({
      placement: {
        nodeSelector: { pool: 'models' },
        tolerations: [{ key: 'dedicated', value: 'models', effect: TaintEffect.NO_EXECUTE, tolerationSeconds: 60 }],
        priorityClassName: 'high',
        runtimeClassName: 'gvisor',
        spread: [
          {
            topologyKey: 'topology.kubernetes.io/zone',
            maxSkew: 2,
            whenUnsatisfiable: UnsatisfiableSpread.DO_NOT_SCHEDULE,
          },
        ],
      },
    });
    expect(spec).toMatchObject({
      nodeSelector: { pool: 'models' },
      priorityClassName: 'high',
      runtimeClassName: 'gvisor',
    });
    expect(spec.tolerations).toEqual([
      { key: 'dedicated', operator: 'Equal', value: 'models', effect: 'NoExecute', tolerationSeconds: 60 },
    ]);
    expect(spec.topologySpreadConstraints).toMatchObject([
      { topologyKey: 'topology.kubernetes.io/zone', maxSkew: 2, whenUnsatisfiable: 'DoNotSchedule' },
    ]);
  });

  test('spreads nothing where asked', () => {
    expect(podSpecOf({ placement: { spread: [] } })).not.toHaveProperty('topologySpreadConstraints');
  });
});

describe('service account', () => {
  test('is taken from elsewhere where given', () => {
    const { app, tenant } = declare();
    const account = kplus.ServiceAccount.fromServiceAccountName(tenant, 'account', 'shared');
    const { serviceAccount } = new ModelServer(tenant, 'other', { ...MINIMAL, serviceAccount: account });
    expect(serviceAccount).toBeUndefined();
    manifestsFrom(app).has('Deployment', {
      metadata: { name: 'other' },
      spec: { template: { spec: { serviceAccountName: 'shared' } } },
    });
  });

  test('has its token mounted where the security profile says so', () => {
    const manifests = manifestsOf({ security: SecurityProfile.restricted({ serviceAccountToken: true }) });
    manifests.has('ServiceAccount', { automountServiceAccountToken: true });
    manifests.has('Deployment', { spec: { template: { spec: { automountServiceAccountToken: true } } } });
  });
});

describe('security', () => {
  test('lets a container listen below 1024 by a safe sysctl', () => {
    const runtime = ServingRuntime.http({ port: 80 });
    const { securityContext } = podSpecOf({
      runtime,
      security: SecurityProfile.restricted({ unprivilegedPortStart: 80 }),
    });
    expect(securityContext.sysctls).toEqual([{ name: 'net.ipv4.ip_unprivileged_port_start', value: '80' }]);
  });

  test('of level baseline is refused by a tenant that enforces restricted', () => {
    expect(() => declare({ security: SecurityProfile.baseline({ runAsRoot: true }) })).toThrow(
      "security must keep the level 'restricted' that the namespace enforces",
    );
  });
});

describe('metrics', () => {
  const cluster = {
    scraper: MetricsScraper.podAnnotations({ namespaceName: 'monitoring', podLabels: { app: 'prometheus' } }),
  };
  const runtime = ServingRuntime.http({ port: 8000, metricsPath: '/metrics', metricsPort: 9090 });

  test('are announced and let in where the cluster has a scraper', () => {
    const manifests = manifestsOf({ runtime }, { cluster });
    manifests.has('Deployment', {
      spec: {
        template: {
          metadata: {
            annotations: {
              'prometheus.io/scrape': 'true',
              'prometheus.io/port': '9090',
              'prometheus.io/path': '/metrics',
            },
          },
        },
      },
    });
    manifests.has('NetworkPolicy', {
      spec: {
        ingress: Match.arrayWith([
          {
            from: [
              {
                namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } },
                podSelector: { matchLabels: { app: 'prometheus' } },
              },
            ],
            ports: [{ port: 9090 }],
          },
        ]),
      },
    });
  });

  test('are neither without a scraper, nor where they are declined', () => {
    for (const manifests of [
      manifestsOf({ runtime }),
      manifestsOf({ runtime, metrics: MetricsEndpoint.none() }, { cluster }),
    ]) {
      expect(manifests.get('Deployment').spec.template.metadata).not.toHaveProperty('annotations');
      expect(manifests.toYaml()).not.toContain('monitoring');
    }
  });

  test('never go through the Service', () => {
    expect(manifestsOf({ runtime }).get('Service').spec.ports).toHaveLength(1);
  });

  test('are where the user says', () => {
    const onPort = manifestsOf({ metrics: MetricsEndpoint.onPort(9100, '/m') }, { cluster }).get('Deployment').spec
      .template;
    expect(onPort.metadata.annotations).toMatchObject({ 'prometheus.io/port': '9100', 'prometheus.io/path': '/m' });
    expect(onPort.spec.containers[0].ports).toContainEqual({ name: 'metrics', containerPort: 9100, protocol: 'TCP' });
  });
});
