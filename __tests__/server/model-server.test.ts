import { ApiObject, App, Chart, Duration, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  Accelerator,
  ConfigMapKeyRef,
  ContainerImage,
  FileMount,
  ImagePullPolicy,
  MetricsEndpoint,
  MetricsScraper,
  ModelServer,
  RollingStrategy,
  SecretKeyRef,
  SecurityProfile,
  ServerVolume,
  ServiceType,
  ServingRuntime,
  TaintEffect,
  UnsatisfiableSpread,
} from '../../lib';
import { Manifests, Match } from '../../lib/testing';
import { containerOf, declare, manifestsOf, MINIMAL, podSpecOf } from '../support/declare';

const NAME = 'app.kubernetes.io/name';
const INSTANCE = 'app.kubernetes.io/instance';

describe('a server with nothing but image, runtime and resources', () => {
  test('becomes these manifests', () => {
    expect(manifestsOf()).toMatchSnapshot();
  });

  test('has one object of each kind, all called like its id', () => {
    const kinds = ['Deployment', 'Service', 'ServiceAccount', 'PodDisruptionBudget', 'NetworkPolicy'];
    const manifests = manifestsOf();
    for (const kind of kinds) expect(manifests.get(kind).metadata).toMatchObject({ name: 'iris', namespace: 'vision' });
    expect(manifests.count('HorizontalPodAutoscaler')).toBe(0);
  });

  test('works under a stock App in a stock Chart, with the same objects', () => {
    const chart = new Chart(new App(), 'chart', { namespace: 'vision' });
    new ModelServer(chart, 'iris', MINIMAL);
    const stock = Manifests.fromChart(chart);
    const ours = manifestsOf();
    for (const { kind } of stock) expect(stock.get(kind)).toEqual(ours.get(kind));
    expect(stock.all).toHaveLength(5);
  });

  test('exposes its objects, host, url and backends', () => {
    const { server } = declare({ service: { port: 8080 } });
    expect(server.deployment).toBeInstanceOf(ApiObject);
    expect([server.deployment.kind, server.service.kind, server.serviceAccount?.kind]).toEqual([
      'Deployment',
      'Service',
      'ServiceAccount',
    ]);
    expect([server.networkPolicy?.kind, server.podDisruptionBudget?.kind]).toEqual([
      'NetworkPolicy',
      'PodDisruptionBudget',
    ]);
    expect(server.host).toBe('iris.vision.svc');
    expect(server.url).toBe('http://iris.vision.svc:8080');
    expect(declare().server.url).toBe('http://iris.vision.svc');
    expect(server.trafficBackends).toEqual([{ serviceName: 'iris', port: 8080, weight: 100 }]);
    expect(ApiObject.of(server)).toBe(server.deployment);
  });
});

describe('names', () => {
  test('name, containerName and service.name differ where asked', () => {
    const manifests = manifestsOf({
      name: 'iris-deployment',
      containerName: 'iris',
      service: { name: 'iris-service' },
    });
    manifests.has('Deployment', { metadata: { name: 'iris-deployment' } });
    manifests.has('Service', {
      metadata: { name: 'iris-service' },
      spec: { selector: { [INSTANCE]: 'iris-deployment' } },
    });
    expect(manifests.get('Deployment').spec.template.spec.containers[0].name).toBe('iris');
  });

  test('the container is called like the server by default', () => {
    expect(containerOf({ name: 'other' }).name).toBe('other');
  });
});

describe('labels', () => {
  test('selectors stand on name and instance only', () => {
    const { spec } = manifestsOf().get('Deployment');
    expect(spec.selector).toEqual({ matchLabels: { [INSTANCE]: 'iris', [NAME]: 'iris' } });
  });

  test('version is on the Deployment and its pods, and nowhere else', () => {
    const manifests = manifestsOf();
    const versioned = manifests.all.filter(({ metadata }) => metadata.labels?.['app.kubernetes.io/version']);
    expect(versioned.map(({ kind }) => kind)).toEqual(['Deployment']);
    expect(manifests.get('Deployment').spec.template.metadata.labels['app.kubernetes.io/version']).toBe('0.2.0');
  });

  test('there is no version label where the tag cannot be one, or there is none', () => {
    for (const reference of [`iris:${'a'.repeat(64)}`, 'iris:ends-with-', `iris@sha256:${'0'.repeat(64)}`]) {
      expect(manifestsOf({ image: ContainerImage.of(reference) }).get('Deployment').metadata.labels).not.toHaveProperty(
        ['app.kubernetes.io/version'],
      );
    }
  });

  test("the user's and the tenant's labels are on every object and every pod", () => {
    const manifests = manifestsOf(
      { labels: { team: 'flowers' }, partOf: 'garden' },
      { tenant: { labels: { environment: 'dev' } } },
    );
    const expected = { team: 'flowers', environment: 'dev', 'app.kubernetes.io/part-of': 'garden' };
    for (const { kind, metadata } of manifests)
      if (kind !== 'Namespace') expect(metadata.labels).toMatchObject(expected);
    expect(manifests.get('Deployment').spec.template.metadata.labels).toMatchObject(expected);
  });

  test('annotations are on every object but not on the pods, which have their own', () => {
    const manifests = manifestsOf({
      annotations: { owner: 'flowers@example.com' },
      podAnnotations: { 'sidecar.istio.io/inject': 'false' },
    });
    for (const { kind, metadata } of manifests)
      if (kind !== 'Namespace') expect(metadata.annotations).toEqual({ owner: 'flowers@example.com' });
    expect(manifests.get('Deployment').spec.template.metadata.annotations).toEqual({
      'sidecar.istio.io/inject': 'false',
    });
  });
});

describe('image', () => {
  test.each([
    ['a tag', ContainerImage.of('iris:1'), undefined, 'Always'],
    ['a digest', ContainerImage.of(`iris@sha256:${'0'.repeat(64)}`), undefined, undefined],
    ['the policy given', ContainerImage.of('iris:1'), ImagePullPolicy.IF_NOT_PRESENT, 'IfNotPresent'],
  ])('with %s decides the pull policy', (_, image, imagePullPolicy, expected) => {
    expect(containerOf({ image, imagePullPolicy }).imagePullPolicy).toBe(expected);
  });

  test('pull secrets are named on the pod', () => {
    const { app, tenant } = declare();
    const secret = kplus.Secret.fromSecretName(tenant, 'registry', 'regcred');
    new ModelServer(tenant, 'other', { ...MINIMAL, imagePullSecrets: [secret] });
    Manifests.fromApp(app).has('Deployment', {
      metadata: { name: 'other' },
      spec: { template: { spec: { imagePullSecrets: [{ name: 'regcred' }] } } },
    });
  });
});

describe('replicas', () => {
  test('below two there is no PodDisruptionBudget: it would block node drains', () => {
    expect(manifestsOf({ replicas: 1 }).count('PodDisruptionBudget')).toBe(0);
    expect(manifestsOf({ replicas: 2 }).count('PodDisruptionBudget')).toBe(1);
  });

  test('zero is allowed', () => {
    expect(manifestsOf({ replicas: 0 }).get('Deployment').spec.replicas).toBe(0);
  });

  test('are left to the autoscaler', () => {
    const manifests = manifestsOf({
      autoscaling: { minReplicas: 2, maxReplicas: 6, targetCpuUtilization: 60, targetMemoryUtilization: 80 },
    });
    expect(manifests.get('Deployment').spec).not.toHaveProperty('replicas');
    expect(manifests.get('HorizontalPodAutoscaler').spec).toEqual({
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'iris' },
      minReplicas: 2,
      maxReplicas: 6,
      metrics: [
        { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 60 } } },
        { type: 'Resource', resource: { name: 'memory', target: { type: 'Utilization', averageUtilization: 80 } } },
      ],
    });
  });

  test('are written once for the first release of an autoscaled server', () => {
    expect(manifestsOf({ autoscaling: { maxReplicas: 6, initialReplicas: 3 } }).get('Deployment').spec.replicas).toBe(
      3,
    );
  });

  test('of an autoscaler that may go down to one bring no PodDisruptionBudget', () => {
    expect(manifestsOf({ autoscaling: { minReplicas: 1, maxReplicas: 3 } }).count('PodDisruptionBudget')).toBe(0);
  });

  test('scale down after the wanted time', () => {
    const manifests = manifestsOf({ autoscaling: { maxReplicas: 3, scaleDownAfter: Duration.minutes(10) } });
    expect(manifests.get('HorizontalPodAutoscaler').spec.behavior).toEqual({
      scaleDown: { stabilizationWindowSeconds: 600 },
    });
  });
});

describe('resources', () => {
  test('are requested as they are limited, with local disk for /tmp', () => {
    expect(containerOf().resources).toEqual({
      limits: { cpu: '500m', memory: '1Gi', 'ephemeral-storage': '2Gi' },
      requests: { cpu: '500m', memory: '1Gi', 'ephemeral-storage': '2Gi' },
    });
  });

  test('grow on disk with every emptyDir that is not in memory', () => {
    const volumes = [
      ServerVolume.emptyDir({ name: 'cache', mountPath: '/cache', sizeLimit: '512Mi' }),
      ServerVolume.emptyDir({ name: 'shm', mountPath: '/dev/shm', sizeLimit: '8Gi', inMemory: true }),
    ];
    expect(containerOf({ volumes }).resources.requests['ephemeral-storage']).toBe('2560Mi');
  });

  test('have limits of their own where asked', () => {
    const { limits, requests } = containerOf({
      resources: { cpu: '250m', cpuLimit: '1', memory: '64Mi', memoryLimit: '128Mi', ephemeralStorage: '2Gi' },
    }).resources;
    expect(limits).toEqual({ cpu: '1', memory: '128Mi', 'ephemeral-storage': '3Gi' });
    expect(requests).toEqual({ cpu: '250m', memory: '64Mi', 'ephemeral-storage': '3Gi' });
  });

  test.each([
    [Accelerator.nvidia(2), 'nvidia.com/gpu', 'nvidia.com/gpu'],
    [Accelerator.amd(2), 'amd.com/gpu', 'amd.com/gpu'],
    [Accelerator.nvidiaMig('1g.10gb', 2), 'nvidia.com/mig-1g.10gb', 'nvidia.com/gpu'],
    [Accelerator.of('habana.ai/gaudi', 2), 'habana.ai/gaudi', 'habana.ai/gaudi'],
  ])('of accelerators are whole, and their nodes are tolerated: %#', (accelerator, resource, taint) => {
    const spec = podSpecOf({ resources: { ...MINIMAL.resources, accelerator } });
    expect(spec.containers[0].resources.limits[resource]).toBe('2');
    expect(spec.containers[0].resources.requests[resource]).toBe('2');
    expect(spec.tolerations).toEqual([{ key: taint, operator: 'Exists', effect: 'NoSchedule' }]);
  });
});

describe('rollout', () => {
  const strategyOf = (...args: Parameters<typeof manifestsOf>) =>
    manifestsOf(...args).get('Deployment').spec.strategy.rollingUpdate;
  const gpu = { ...MINIMAL.resources, accelerator: Accelerator.nvidia(1) };

  test('keeps full capacity by default', () => {
    expect(strategyOf()).toEqual({ maxSurge: 1, maxUnavailable: 0 });
  });

  test('is in place with an accelerator of which no spare is declared', () => {
    expect(strategyOf({ resources: gpu })).toEqual({ maxSurge: 0, maxUnavailable: 1 });
    expect(strategyOf({ resources: gpu }, { cluster: { spareAccelerators: { 'nvidia.com/gpu': 1 } } })).toEqual({
      maxSurge: 1,
      maxUnavailable: 0,
    });
    expect(
      strategyOf(
        { resources: { ...gpu, accelerator: Accelerator.nvidia(2) } },
        { cluster: { spareAccelerators: { 'nvidia.com/gpu': 1 } } },
      ),
    ).toEqual({ maxSurge: 0, maxUnavailable: 1 });
  });

  test('in place of a single replica is warned about', () => {
    const { app } = declare({ replicas: 1, resources: gpu });
    expect(app.warnings).toEqual([
      expect.stringContaining("ModelServer 'vision/iris': the only pod stops before the next one starts"),
    ]);
    expect(declare({ replicas: 1, resources: gpu, rollout: RollingStrategy.inPlace() }).app.warnings).toEqual([]);
  });

  test('is what the user says', () => {
    expect(strategyOf({ resources: gpu, rollout: RollingStrategy.zeroDowntime() })).toEqual({
      maxSurge: 1,
      maxUnavailable: 0,
    });
    expect(manifestsOf({ rollout: RollingStrategy.recreate() }).get('Deployment').spec.strategy).toEqual({
      type: 'Recreate',
    });
  });

  test('has a deadline above the startup budget', () => {
    expect(manifestsOf().get('Deployment').spec.progressDeadlineSeconds).toBe(660);
    const slow = manifestsOf({
      health: { startupBudget: Duration.minutes(30) },
      rollout: RollingStrategy.zeroDowntime({ minReady: Duration.seconds(20) }),
    });
    expect(slow.get('Deployment').spec).toMatchObject({ progressDeadlineSeconds: 1880, minReadySeconds: 20 });
  });
});

describe('health', () => {
  test('gives the startup budget to the startup probe', () => {
    const { startupProbe } = containerOf({ health: { startupBudget: Duration.seconds(62) } });
    expect(startupProbe.periodSeconds * startupProbe.failureThreshold).toBe(65);
  });

  test('asks readiness and liveness what the runtime says', () => {
    expect(containerOf()).toMatchObject({
      startupProbe: { httpGet: { path: '/ready', port: 'http' } },
      readinessProbe: { httpGet: { path: '/ready', port: 'http' } },
      livenessProbe: { httpGet: { path: '/live', port: 'http' } },
    });
  });

  test('waits longer before a restart than before taking the pod out, where there is one endpoint only', () => {
    const { readinessProbe, livenessProbe } = containerOf({
      runtime: ServingRuntime.http({ port: 8000, readinessPath: '/health' }),
    });
    const patience = ({ periodSeconds, failureThreshold }: { periodSeconds: number; failureThreshold: number }) =>
      periodSeconds * failureThreshold;
    expect(livenessProbe.httpGet).toEqual(readinessProbe.httpGet);
    expect(patience(livenessProbe)).toBeGreaterThan(2 * patience(readinessProbe));
  });

  test('takes the timing it is given', () => {
    const timing = {
      initialDelay: Duration.seconds(5),
      period: Duration.seconds(7),
      timeout: Duration.seconds(2),
      failureThreshold: 4,
    };
    expect(containerOf({ health: { readiness: timing } }).readinessProbe).toMatchObject({
      initialDelaySeconds: 5,
      periodSeconds: 7,
      timeoutSeconds: 2,
      failureThreshold: 4,
    });
  });
});

describe('drain', () => {
  test('covers the wait and the shutdown by the grace period', () => {
    const spec = podSpecOf({ drain: { delay: Duration.seconds(20), shutdown: Duration.seconds(100) } });
    expect(spec.containers[0].lifecycle).toEqual({ preStop: { sleep: { seconds: 20 } } });
    expect(spec.terminationGracePeriodSeconds).toBe(125);
  });

  test('needs a command of the image below Kubernetes 1.30', () => {
    const cluster = { kubernetesVersion: '1.29' };
    expect(containerOf({ drain: { sleepInImage: true } }, { cluster }).lifecycle).toEqual({
      preStop: { exec: { command: ['sleep', '15'] } },
    });
    expect(() => declare({ drain: { sleepInImage: false } }, { cluster })).toThrow(
      "drain.delay needs Kubernetes 1.30, or an image that contains the command 'sleep', got 1.29",
    );
  });

  test('is switched off by a delay of zero', () => {
    expect(containerOf({ drain: { delay: Duration.seconds(0) } })).not.toHaveProperty('lifecycle');
  });
});

describe('service', () => {
  test('takes every option', () => {
    const { metadata, spec } = manifestsOf({
      service: {
        serviceType: ServiceType.LOAD_BALANCER,
        port: 443,
        portName: 'api',
        nodePort: 30443,
        annotations: { 'lb/class': 'internal' },
        sourceRanges: ['10.0.0.0/8'],
        sessionAffinitySeconds: 600,
      },
    }).get('Service');
    expect(metadata.annotations).toEqual({ 'lb/class': 'internal' });
    expect(spec).toMatchObject({
      type: 'LoadBalancer',
      ports: [{ name: 'api', port: 443, nodePort: 30443, targetPort: 'http', protocol: 'TCP' }],
      loadBalancerSourceRanges: ['10.0.0.0/8'],
      sessionAffinity: 'ClientIP',
      sessionAffinityConfig: { clientIP: { timeoutSeconds: 600 } },
    });
  });

  test.each([ServiceType.NODE_PORT, ServiceType.LOAD_BALANCER])(
    'of type %s opens its port to everyone, without an empty list of peers',
    (serviceType) => {
      const { ingress } = manifestsOf({ service: { serviceType } }).get('NetworkPolicy').spec;
      expect(ingress).toContainEqual({ ports: [{ port: 8000, protocol: 'TCP' }] });
    },
  );
});

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
      return Manifests.fromApp(app).get('Deployment', 'other').spec.template.metadata.annotations['checksum/settings'];
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
    const before = Manifests.fromApp(app).get('Deployment', 'other');
    settings.addData('more', 'data');
    const after = Manifests.fromApp(app).get('Deployment', 'other');
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
    Manifests.fromApp(app).has('Deployment', {
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
      declare({ sidecars: [proxy], drain: { sleepInImage: true } }, { cluster: { kubernetesVersion: '1.28' } }),
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
    Manifests.fromApp(app).has('Deployment', {
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

describe('overrides and patches', () => {
  test('merge into the manifest, lists of named things by name', () => {
    const spec = podSpecOf({
      overrides: {
        deployment: {
          spec: {
            revisionHistoryLimit: 3,
            template: {
              spec: { containers: [{ name: 'iris', stdin: true, env: [{ name: 'A', value: '1' }] }], hostAliases: [] },
            },
          },
        },
      },
    });
    expect(spec.containers).toHaveLength(1);
    expect(spec.containers[0]).toMatchObject({
      name: 'iris',
      stdin: true,
      image: 'registry.example/iris:0.2.0',
      env: [
        { name: 'HOME', value: '/tmp' },
        { name: 'A', value: '1' },
      ],
    });
  });

  test('remove a field with null', () => {
    expect(
      containerOf({
        overrides: {
          deployment: { spec: { template: { spec: { containers: [{ name: 'iris', livenessProbe: null }] } } } },
        },
      }),
    ).not.toHaveProperty('livenessProbe');
  });

  test('survive, patches included, down to the number of accelerators', () => {
    const { app, server } = declare({
      resources: { ...MINIMAL.resources, accelerator: Accelerator.nvidia(1) },
      overrides: {
        service: { spec: { internalTrafficPolicy: 'Local' } },
        serviceAccount: { metadata: { annotations: { 'eks.amazonaws.com/role-arn': 'arn' } } },
      },
    });
    server.deployment.addJsonPatch(
      JsonPatch.replace('/spec/template/spec/containers/0/resources/limits/nvidia.com~1gpu', '4'),
      JsonPatch.replace('/spec/strategy/rollingUpdate/maxSurge', '50%'),
      JsonPatch.add('/spec/template/spec/shareProcessNamespace', true),
    );
    const manifests = Manifests.fromApp(app);
    manifests.has('Deployment', {
      spec: {
        strategy: { rollingUpdate: { maxSurge: '50%' } },
        template: {
          spec: { shareProcessNamespace: true, containers: [{ resources: { limits: { 'nvidia.com/gpu': '4' } } }] },
        },
      },
    });
    manifests.has('Service', { spec: { internalTrafficPolicy: 'Local', type: 'ClusterIP' } });
    manifests.has('ServiceAccount', {
      metadata: { name: 'iris', annotations: { 'eks.amazonaws.com/role-arn': 'arn' } },
    });
  });

  test.each([
    [
      { deployment: { metadata: { name: 'x' } } },
      "overrides.deployment must not set metadata.name: other objects refer to it, use the props name or service.name, got 'x'",
    ],
    [
      { service: { kind: 'Endpoints' } },
      "overrides.service must not set kind: other objects refer to it, use the props name or service.name, got 'Endpoints'",
    ],
    [
      { deployment: 'replicas: 3' as never },
      "overrides.deployment must be a plain object with the fields to merge, got 'replicas: 3'",
    ],
  ])('leave the identity of objects alone: %#', (overrides, message) => {
    expect(() => declare({ overrides })).toThrow(message);
  });

  test('are checked afterwards', () => {
    const { app } = declare({
      overrides: { deployment: { spec: { strategy: { rollingUpdate: { maxSurge: '25' } } } } },
    });
    expect(() => app.synthYaml()).toThrow(
      "'vision/iris/Default': maxSurge must be a whole number of 0 or more or a percentage such as '25%', got '25'",
    );
  });
});
