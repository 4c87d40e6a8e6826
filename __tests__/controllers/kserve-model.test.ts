import { Duration } from 'cdk8s';
import {
  ContainerImage,
  IngressRoute,
  KServeModel,
  RouteRenderer,
  RouteRule,
  GatewayFacts,
  ServingRuntime,
} from '../../lib';
import { warningsOn } from '../../lib/core/warnings';
import { Manifests } from '../../lib/testing';
import { inferenceService, kserve, NEXT, SERVER } from './support';

const TRAEFIK = RouteRenderer.traefik(GatewayFacts.traefik());

describe('the InferenceService of a model', () => {
  test('runs its container as the custom predictor that KServe looks for, in the standard mode', () => {
    const { apiVersion, metadata, spec } = inferenceService();
    expect(apiVersion).toBe('serving.kserve.io/v1beta1');
    expect(metadata.annotations).toEqual({
      'serving.kserve.io/autoscalerClass': 'none',
      'serving.kserve.io/deploymentMode': 'Standard',
    });
    expect(spec.predictor.containers).toEqual([
      expect.objectContaining({
        name: 'kserve-container',
        image: 'registry.example/iris:0.2.0',
        ports: [{ containerPort: 5000, name: 'http', protocol: 'TCP' }],
        readinessProbe: expect.objectContaining({ httpGet: { path: '/ready', port: 'http' } }),
      }),
    ]);
  });

  test('has the pods of a ModelServer: account, volumes, security, grace period, strategy', () => {
    const { predictor } = inferenceService({ replicas: 3 }).spec;
    expect(predictor).toMatchObject({
      minReplicas: 3,
      serviceAccountName: 'iris',
      enableServiceLinks: false,
      terminationGracePeriodSeconds: 50,
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      deploymentStrategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      volumes: [{ name: 'tmp', emptyDir: { sizeLimit: '1Gi' } }],
    });
    expect(predictor.labels).toMatchObject({ 'app.kubernetes.io/version': '0.2.0' });
  });

  test('says both requests and limits, so that no default of 1 CPU and 2Gi is filled in', () => {
    const [{ resources }] = inferenceService().spec.predictor.containers;
    for (const amounts of [resources.requests, resources.limits])
      expect(amounts).toMatchObject({ cpu: '500m', memory: '1Gi' });
  });

  test('turns the autoscaler off that KServe adds by default, or says what it goes by', () => {
    const scaled = (autoscaling: object) => inferenceService({ autoscaling: { maxReplicas: 5, ...autoscaling } });
    expect(scaled({}).metadata.annotations['serving.kserve.io/autoscalerClass']).toBe('hpa');
    expect(scaled({}).spec.predictor).toMatchObject({
      minReplicas: 2,
      maxReplicas: 5,
      scaleMetric: 'cpu',
      scaleTarget: 70,
    });
    // The short form knows no more than all of the request.
    expect(scaled({ targetCpuUtilization: 150 }).spec.predictor.autoScaling.metrics).toEqual([
      { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 150 } } },
    ]);
    expect(scaled({ targetMemoryUtilization: 80 }).spec.predictor.autoScaling.metrics[0].resource.name).toBe('memory');
  });

  test('is kept inside the cluster unless it is exposed: KServe makes an Ingress of its own', () => {
    const label = 'networking.kserve.io/visibility';
    expect(inferenceService().metadata.labels[label]).toBe('cluster-local');
    expect(inferenceService({ exposed: true }).metadata.labels[label]).toBeUndefined();
  });

  test('hands on how long a request may take, where the runtime has an end for it', () => {
    const runtime = ServingRuntime.flaskGunicorn({ port: 6000, app: 'app:app', workerTimeout: Duration.seconds(90) });
    expect(inferenceService({ runtime }).spec.predictor.timeout).toBe(90);
    expect(inferenceService().spec.predictor.timeout).toBeUndefined();
  });
});

describe('what is legal and likely not meant is warned of', () => {
  const warnings = (props: object) => warningsOn(kserve(props).model).join('\n');

  test("a model that takes longer than KServe's Deployment is given, by what init containers do first", () => {
    const image = ContainerImage.of('registry.example/fetch:1.0.0');
    const initContainers = [{ name: 'fetch', image, resources: { cpu: '1', memory: '1Gi' } }];
    const props = { health: { startupBudget: Duration.minutes(8) }, initContainers };
    expect(warnings(props)).toContain(
      "may take 960 s to be ready, and KServe's Deployment is reported as failed after 600 s without progress",
    );
    expect(warnings({ health: props.health })).toBe('');
  });

  test('nothing of a model that takes what is usual', () => {
    expect(warnings({})).toBe('');
  });

  test('a canary without pods', () => {
    const canary = { trafficPercent: 0, version: NEXT };
    expect(warnings({ servingRuntime: true, canary })).toContain("its canary 'canary' has no pods");
    const tried = { ...canary, version: { ...NEXT, replicas: 1 } };
    expect(warnings({ servingRuntime: true, canary: tried })).not.toContain('has no pods');
  });
});

describe('what KServe does not make stands beside it', () => {
  const { app } = kserve();
  const manifests = Manifests.fromApp(app);
  const selector = { matchLabels: { 'serving.kserve.io/inferenceservice': 'iris' } };

  test('a NetworkPolicy and a budget that find its pods by the label of KServe', () => {
    expect(manifests.get('NetworkPolicy', 'iris').spec.podSelector).toEqual(selector);
    expect(manifests.get('PodDisruptionBudget', 'iris').spec).toEqual({
      maxUnavailable: 1,
      selector,
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
    });
  });

  test('its ServiceAccount, and no Deployment, Service or autoscaler', () => {
    expect(manifests.get('ServiceAccount', 'iris').automountServiceAccountToken).toBe(false);
    for (const kind of ['Deployment', 'Service', 'HorizontalPodAutoscaler'])
      expect(manifests.all.filter((object) => object.kind === kind)).toEqual([]);
  });
});

describe('a route leads to the Service that KServe will make', () => {
  test('by its name, on port 80, and the gateway is let in to the pods', () => {
    const { app, tenant, model } = kserve();
    new IngressRoute(tenant, 'public', {
      host: 'models.example.com',
      rules: [RouteRule.pathPrefix('/iris', model)],
      via: TRAEFIK,
    });
    const manifests = Manifests.fromApp(app);
    expect(manifests.get('IngressRoute').spec.routes[0].services).toEqual([
      { kind: 'Service', name: 'iris-predictor', port: 80 },
    ]);
    const [, gateway] = manifests.get('NetworkPolicy', 'iris').spec.ingress;
    expect(gateway).toMatchObject({ ports: [{ port: 5000, protocol: 'TCP' }] });
    expect(model.url).toBe('http://iris-predictor.vision.svc');
  });

  test('clients inside the cluster come to the port of the pods where the Services have no address', () => {
    const { model } = kserve({}, { cluster: { kserve: { version: '0.20', headlessServices: true } } });
    expect(model.url).toBe('http://iris-predictor.vision.svc:5000');
  });

  test('servers are handed its URL, and both ends are opened', () => {
    const { app, tenant, model } = kserve();
    const other = new KServeModel(tenant, 'front', SERVER);
    other.connectTo(model, { env: 'MODEL_URL' });
    const [container] = Manifests.fromApp(app).get('InferenceService', 'front').spec.predictor.containers;
    expect(container.env).toContainEqual({ name: 'MODEL_URL', value: 'http://iris-predictor' });
  });
});

describe('a canary of the standard mode', () => {
  const canary = { trafficPercent: 20, version: NEXT };
  const declare = (props: object = {}) => kserve({ servingRuntime: true, replicas: 5, canary, ...props });

  test('stands beside the stable predictor as a model of a ServingRuntime that both share', () => {
    const manifests = Manifests.fromApp(declare().app);
    const { predictor, canary: canaries } = manifests.get('InferenceService').spec;
    expect(manifests.get('ServingRuntime').spec).toEqual({
      containers: [{ name: 'kserve-container' }],
      supportedModelFormats: [{ autoSelect: false, name: 'custom' }],
    });
    expect(predictor.model).toMatchObject({
      image: 'registry.example/iris:0.2.0',
      modelFormat: { name: 'custom' },
      runtime: 'iris',
    });
    expect(predictor.name).toBeUndefined();
    expect(canaries).toEqual([
      {
        predictor: expect.objectContaining({
          name: 'canary',
          model: expect.objectContaining({ image: 'registry.example/iris:0.3.0' }),
        }),
        trafficPercent: 20,
      },
    ]);
  });

  test('sets nothing that KServe refuses of canaries: numbers of its autoscaler, nodes of several', () => {
    const [{ predictor }] = inferenceService({
      servingRuntime: true,
      autoscaling: { maxReplicas: 4 },
      canary,
    }).spec.canary;
    for (const field of ['maxReplicas', 'scaleTarget', 'scaleMetric', 'autoScaling', 'workerSpec'])
      expect(predictor).not.toHaveProperty(field);
  });

  test("names the container in the canary's model, which the CRD wants, and not in the stable one, which the webhook refuses", () => {
    const { predictor, canary: canaries } = inferenceService({ servingRuntime: true, canary }).spec;
    expect(predictor.model.name).toBeUndefined();
    expect(canaries[0].predictor.model.name).toBe('kserve-container');
  });

  test('takes its share by a route to both Services', () => {
    const { app, tenant, model } = declare();
    new IngressRoute(tenant, 'public', {
      host: 'models.example.com',
      rules: [RouteRule.pathPrefix('/iris', model)],
      via: TRAEFIK,
    });
    expect(Manifests.fromApp(app).get('IngressRoute').spec.routes[0].services).toEqual([
      { kind: 'Service', name: 'iris-predictor', port: 80, weight: 80 },
      { kind: 'Service', name: 'iris-canary-predictor', port: 80, weight: 20 },
    ]);
  });

  test.each([
    [0, ['iris-predictor 100']],
    [100, ['iris-canary-predictor 100']],
  ])('with %i percent is a colour of a blue/green release', (trafficPercent, backends) => {
    const { model } = declare({ canary: { trafficPercent, version: { ...NEXT, replicas: 5 } } });
    expect(model.trafficBackends.map(({ serviceName, weight }) => `${serviceName} ${weight}`)).toEqual(backends);
  });
});

describe('on Knative', () => {
  const KNATIVE = { mode: 'Knative', networkPolicy: false } as never;
  const knative = (props: object = {}) => inferenceService({ ...(KNATIVE as object), ...props });

  test('one container with one port and no field that Knative hides behind a feature', () => {
    const { metadata, spec } = knative();
    expect(metadata.annotations).toEqual({ 'serving.kserve.io/deploymentMode': 'Knative' });
    for (const field of [
      'affinity',
      'topologySpreadConstraints',
      'securityContext',
      'terminationGracePeriodSeconds',
      'deploymentStrategy',
    ])
      expect(spec.predictor).not.toHaveProperty(field);
    const [container] = spec.predictor.containers;
    expect(container).toMatchObject({
      ports: [{ containerPort: 5000, protocol: 'TCP' }],
      readinessProbe: { httpGet: { port: 5000 } },
      livenessProbe: { initialDelaySeconds: 600 },
      securityContext: { runAsUser: 10001, seccompProfile: { type: 'RuntimeDefault' } },
    });
    for (const field of ['lifecycle', 'startupProbe']) expect(container).not.toHaveProperty(field);
  });

  test('a canary is the one version that is written, with its share: the other is in the history', () => {
    const { predictor, canary } = knative({ canary: { trafficPercent: 10, version: NEXT } }).spec;
    expect(canary).toBeUndefined();
    expect(predictor.canaryTrafficPercent).toBe(10);
    expect(predictor.containers[0].image).toBe('registry.example/iris:0.3.0');
  });

  test('is a way back with a share of 0, which is written: leaving it out would promote', () => {
    expect(knative({ canary: { trafficPercent: 0, version: NEXT } }).spec.predictor.canaryTrafficPercent).toBe(0);
    expect(knative().spec.predictor).not.toHaveProperty('canaryTrafficPercent');
  });

  test('no route can lead to it', () => {
    const { model } = kserve({ mode: 'Knative', networkPolicy: false } as never);
    expect(() => model.trafficBackends).toThrow(/no route can lead to a model on Knative/);
  });
});
