import { Duration } from 'cdk8s';
import {
  GatewayFacts,
  IngressRoute,
  PodSecurityLevel,
  RouteRenderer,
  RouteRule,
  SeldonProtocol,
  ServingRuntime,
} from '../../lib';
import { Manifests } from '../../lib/testing';
import { NEXT, seldon, seldonDeployment } from './support';

const TRAEFIK = RouteRenderer.traefik(GatewayFacts.traefik());

describe('the SeldonDeployment of a model', () => {
  test('names the port of an image that is fixed on 5000 `http`, else Seldon would send requests to 9000', () => {
    const [{ spec }] = seldonDeployment().spec.predictors[0].componentSpecs;
    expect(spec.containers[0].ports).toEqual([{ containerPort: 5000, name: 'http', protocol: 'TCP' }]);
  });

  test('has one predictor whose graph is named like its container', () => {
    const { apiVersion, spec } = seldonDeployment({ containerName: 'classifier' });
    expect(apiVersion).toBe('machinelearning.seldon.io/v1');
    expect(spec).toMatchObject({ name: 'iris', protocol: 'seldon', transport: 'rest' });
    expect(spec.predictors).toHaveLength(1);
    const [{ name, graph, componentSpecs, traffic }] = spec.predictors;
    expect([name, traffic]).toEqual(['default', undefined]);
    expect(graph).toEqual({ children: [], name: 'classifier', type: 'MODEL' });
    expect(componentSpecs[0].spec.containers[0].name).toBe('classifier');
  });

  test('has the pods of a ModelServer, with hook, probes and grace period written, so that Seldon adds none of its own', () => {
    const [{ replicas, spec, metadata }] = seldonDeployment({ replicas: 3 }).spec.predictors[0].componentSpecs;
    expect(replicas).toBe(3);
    expect(spec).toMatchObject({
      serviceAccountName: 'iris',
      terminationGracePeriodSeconds: 50,
      enableServiceLinks: false,
    });
    expect(metadata.labels).toMatchObject({ 'app.kubernetes.io/name': 'iris', 'app.kubernetes.io/version': '0.2.0' });
    expect(spec.containers[0]).toMatchObject({
      // Its CRD knows Kubernetes 1.28, which has no hook that only waits.
      lifecycle: { preStop: { exec: { command: ['sleep', '15'] } } },
      readinessProbe: { httpGet: { path: '/ready', port: 'http' } },
    });
  });

  test('says what the executor takes, since quotas count it', () => {
    expect(seldonDeployment().spec.predictors[0].svcOrchSpec.resources).toEqual({
      limits: { cpu: '500m', memory: '512Mi' },
      requests: { cpu: '500m', memory: '512Mi' },
    });
    const own = seldonDeployment({ executorResources: { cpu: '1', memory: '1Gi', ephemeralStorage: 'none' } });
    expect(own.spec.predictors[0].svcOrchSpec.resources.requests).toEqual({ cpu: '1', memory: '1Gi' });
  });

  test('does without the executor where it is declined', () => {
    const [predictor] = seldonDeployment({ executor: false }).spec.predictors;
    expect(predictor.annotations).toEqual({ 'seldon.io/no-engine': 'true' });
    expect(predictor.svcOrchSpec).toBeUndefined();
  });

  test('lets requests take longer than the 3 seconds of its routes', () => {
    const timeouts = (props: object) => seldonDeployment(props).spec.annotations;
    const both = (text: string) => ({ 'seldon.io/grpc-timeout': text, 'seldon.io/rest-timeout': text });
    expect(timeouts({})).toEqual(both('300000'));
    expect(timeouts({ routeTimeout: Duration.seconds(20) })).toEqual(both('20000'));
  });

  test('scales by the second version of the metrics', () => {
    const [{ hpaSpec, replicas }] = seldonDeployment({ autoscaling: { maxReplicas: 6 } }).spec.predictors[0]
      .componentSpecs;
    expect(replicas).toBeUndefined();
    expect(hpaSpec).toEqual({
      minReplicas: 2,
      maxReplicas: 6,
      metricsv2: [
        { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } },
      ],
    });
  });

  test('speaks one transport, that of the runtime', () => {
    const runtime = ServingRuntime.grpc({ port: 9001 });
    expect(seldonDeployment({ runtime, protocol: SeldonProtocol.V2 }).spec).toMatchObject({
      protocol: 'v2',
      transport: 'grpc',
    });
  });
});

describe('versions beside the stable one', () => {
  test('share the requests in whole percent that add up to 100', () => {
    const { predictors } = seldonDeployment({
      canary: { name: 'v2', traffic: 15, version: { ...NEXT, replicas: 1 } },
    }).spec;
    expect(predictors.map(({ name, traffic }: any) => [name, traffic])).toEqual([
      ['default', 85],
      ['v2', 15],
    ]);
    expect(predictors[1].componentSpecs[0]).toMatchObject({
      replicas: 1,
      spec: { containers: [{ image: 'registry.example/iris:0.3.0' }] },
    });
  });

  test('a shadow gets copies and no share, and is never alone', () => {
    const { predictors } = seldonDeployment({ shadow: { version: NEXT, traffic: 50 } }).spec;
    expect(predictors.map(({ name, traffic, shadow }: any) => [name, traffic, shadow])).toEqual([
      ['default', 100, undefined],
      ['shadow', 50, true],
    ]);
    expect(seldon({ shadow: { version: NEXT } }).model.trafficBackends.map(({ serviceName }) => serviceName)).toEqual([
      'iris-default',
    ]);
  });

  test('share one budget: a pod that two select cannot be evicted', () => {
    const manifests = Manifests.fromApp(seldon({ canary: { traffic: 50, version: NEXT } }).app);
    const budgets = manifests.all.filter(({ kind }) => kind === 'PodDisruptionBudget');
    expect(budgets.map(({ spec }) => spec.selector)).toEqual([{ matchLabels: { 'seldon-deployment-id': 'iris' } }]);
    expect(JSON.stringify(manifests.get('SeldonDeployment'))).not.toContain('pdbSpec');
  });
});

describe('a route leads to the Services that Seldon will make', () => {
  test("by their names, on the executor's port, at the path where clients of Seldon look", () => {
    const { app, tenant, model } = seldon({ canary: { traffic: 10, version: NEXT } });
    new IngressRoute(tenant, 'public', {
      host: 'models.example.com',
      rules: [RouteRule.seldon({ name: 'iris', namespaceName: 'vision' }, model)],
      via: TRAEFIK,
    });
    const manifests = Manifests.fromApp(app);
    expect(manifests.get('IngressRoute').spec.routes[0].services).toEqual([
      { kind: 'Service', name: 'iris-default', port: 8000, weight: 90 },
      { kind: 'Service', name: 'iris-canary', port: 8000, weight: 10 },
    ]);
    const [neighbours, gateway] = manifests.get('NetworkPolicy', 'iris').spec.ingress;
    expect(neighbours.ports.map(({ port }: any) => port)).toEqual([5000, 5001, 8000]);
    expect(gateway.ports).toEqual([{ port: 8000, protocol: 'TCP' }]);
    expect(model.url).toBe('http://iris-default.vision.svc:8000');
  });

  test('without executor on the port of the model', () => {
    const { model } = seldon(
      { executor: false },
      { tenant: { podSecurity: { enforce: PodSecurityLevel.RESTRICTED } } },
    );
    expect(model.trafficBackends).toMatchObject([{ serviceName: 'iris-default', port: 5000 }]);
  });
});
