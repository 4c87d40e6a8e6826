import * as kplus from 'cdk8s-plus-28';
import { ApiObject, App, Chart, Duration } from 'cdk8s';
import { Accelerator, ContainerImage, ImagePullPolicy, ModelServer, ServerVolume } from '../../lib';
import { Manifests } from '../../lib/testing';
import { containerOf, declare, manifestsFrom, manifestsOf, MINIMAL, podSpecOf } from '../support/declare';

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
    expect(server.trafficBackends).toEqual([expect.objectContaining({ serviceName: 'iris', port: 8080, weight: 100 })]);
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
    for (const reference of [
      'iris:latest',
      `iris:${'a'.repeat(64)}`,
      'iris:ends-with-',
      `iris@sha256:${'0'.repeat(64)}`,
    ]) {
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
    ['a digest', ContainerImage.of(`iris@sha256:${'0'.repeat(64)}`), undefined, 'IfNotPresent'],
    ['the policy given', ContainerImage.of('iris:1'), ImagePullPolicy.IF_NOT_PRESENT, 'IfNotPresent'],
  ])('with %s decides the pull policy', (_, image, imagePullPolicy, expected) => {
    expect(containerOf({ image, imagePullPolicy }).imagePullPolicy).toBe(expected);
  });

  test('pull secrets are named on the pod', () => {
    const { app, tenant } = declare();
    const secret = kplus.Secret.fromSecretName(tenant, 'registry', 'regcred');
    new ModelServer(tenant, 'other', { ...MINIMAL, imagePullSecrets: [secret] });
    manifestsFrom(app).has('Deployment', {
      metadata: { name: 'other' },
      spec: { template: { spec: { imagePullSecrets: [{ name: 'regcred' }] } } },
    });
  });
});

describe('replicas', () => {
  test('below two there is no PodDisruptionBudget: it would protect nothing', () => {
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

  test('of an autoscaler that may go above one bring a PodDisruptionBudget, which lets go of a single pod', () => {
    const manifests = manifestsOf({ autoscaling: { minReplicas: 1, maxReplicas: 4 } });
    expect(manifests.get('PodDisruptionBudget').spec).toMatchObject({ maxUnavailable: 1 });
    expect(manifestsOf({ autoscaling: { minReplicas: 1, maxReplicas: 1 } }).count('PodDisruptionBudget')).toBe(0);
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
      ServerVolume.emptyDir({ name: 'shm', mountPath: '/dev/shm', sizeLimit: '512Mi', inMemory: true }),
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
