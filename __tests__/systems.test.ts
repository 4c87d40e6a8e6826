import { celestialBodies } from '../apps/celestial-bodies';
import { environments } from '../apps/environments';
import { intentClassifier } from '../apps/intent-classifier';
import { iris, irisBlueGreen, irisCanary } from '../apps/iris';
import { mlem } from '../apps/mlem';
import { testApi } from '../apps/test-api';
import { CanaryStage, Colour, ServingApp } from '../lib';
import type { Manifests } from '../lib/testing';
import { manifestsFrom } from './support/declare';

/** The manifests of one system alone. */
function system(declare: (app: ServingApp) => unknown): Manifests {
  const app = new ServingApp();
  declare(app);
  return manifestsFrom(app);
}

/** The number of the container port that a Service's port leads to. */
function targetPortOf(manifests: Manifests, service: string, deployment: string, namespace?: string): unknown {
  const { targetPort } = manifests.get('Service', service, namespace).spec.ports[0];
  const { ports } = manifests.get('Deployment', deployment, namespace).spec.template.spec.containers[0];
  return ports.find(({ name }: { name: string }) => name === targetPort).containerPort;
}

describe('celestial bodies classifier: BentoML behind a load balancer', () => {
  const manifests = system((app) => celestialBodies(app, 'europe-west6-docker.pkg.dev/mlops-project/registry'));
  const deployment = 'celestial-bodies-classifier-deployment';

  test('runs one replica of the image in the namespace celestial-bodies', () => {
    manifests.has('Deployment', {
      metadata: { name: deployment, namespace: 'celestial-bodies' },
      spec: {
        replicas: 1,
        template: {
          spec: {
            containers: [
              {
                name: 'celestial-bodies-classifier',
                image: 'europe-west6-docker.pkg.dev/mlops-project/registry/celestial-bodies-classifier:latest',
                ports: [{ containerPort: 3000 }],
              },
            ],
          },
        },
      },
    });
  });

  test('is reached through a LoadBalancer on port 80', () => {
    manifests.has('Service', {
      metadata: { name: 'celestial-bodies-classifier-service' },
      spec: { type: 'LoadBalancer', ports: [{ name: 'http', port: 80, protocol: 'TCP' }] },
    });
    expect(targetPortOf(manifests, 'celestial-bodies-classifier-service', deployment)).toBe(3000);
  });

  test('changes image and replicas without touching the Service', () => {
    const moved = system((app) => celestialBodies(app, 'other.example'));
    expect(moved.get('Deployment')).not.toEqual(manifests.get('Deployment'));
    expect(moved.get('Service')).toEqual(manifests.get('Service'));
  });
});

describe('intent classifier: Flask on Gunicorn in a shared cluster', () => {
  const manifests = system(intentClassifier);

  test('runs two replicas with the command of the hand-written form', () => {
    const { metadata, spec } = manifests.get('Deployment', 'intent-classifier');
    expect([metadata.namespace, spec.replicas]).toEqual(['intent-namespace', 2]);
    const [container] = spec.template.spec.containers;
    expect([container.name, container.image]).toEqual(['intent-classifier', 'tagore8661/intent-classifier-mlops:v1']);
    const words = [...container.command, ...container.args];
    expect(words[0]).toBe('gunicorn');
    expect(words.join(' ')).toMatch(/--workers[ =]4\b/);
    expect(words.join(' ')).toMatch(/--bind[ =]0\.0\.0\.0:6000\b/);
    expect(words[words.length - 1]).toBe('app:app');
  });

  test('asks the port, since no health route is known', () => {
    const [container] = manifests.get('Deployment').spec.template.spec.containers;
    for (const probe of ['startupProbe', 'readinessProbe', 'livenessProbe'])
      expect(container[probe].tcpSocket).toEqual({ port: 'http' });
  });

  test('is reached through a node port', () => {
    manifests.has('Service', {
      metadata: { name: 'intent-service' },
      spec: { type: 'NodePort', ports: [{ port: 80 }] },
    });
    expect(targetPortOf(manifests, 'intent-service', 'intent-classifier')).toBe(6000);
  });

  test('is reached through an Ingress of the class traefik, without the deprecated annotation', () => {
    manifests.has('Ingress', {
      metadata: { name: 'intent-ingress', namespace: 'intent-namespace' },
      spec: {
        ingressClassName: 'traefik',
        rules: [
          {
            host: 'example.com',
            http: {
              paths: [
                {
                  path: '/predict',
                  pathType: 'Prefix',
                  backend: { service: { name: 'intent-service', port: { number: 80 } } },
                },
              ],
            },
          },
        ],
      },
    });
    expect(manifests.get('Ingress').metadata.annotations).toBeUndefined();
  });
});

describe("MLEM's deployment", () => {
  const tags = ['4ee45dc33804b58ee2c7f2f6be447cda', 'd57e4cacec82ebd72572d434ec148f1d'];
  const [before, after] = tags.map((tag) =>
    system((app) => {
      mlem(app, { tag });
    }),
  );

  test('has its defaults: image ml:latest, pulled always, port 8080, node port, namespace mlem', () => {
    before.has('Deployment', {
      metadata: { name: 'ml', namespace: 'mlem' },
      spec: {
        template: {
          spec: { containers: [{ image: 'ml:latest', imagePullPolicy: 'Always', ports: [{ containerPort: 8080 }] }] },
        },
      },
    });
    before.has('Service', { metadata: { name: 'ml' }, spec: { type: 'NodePort', ports: [{ port: 8080 }] } });
  });

  test('runs from Amazon ECR behind a LoadBalancer', () => {
    before.has('Deployment', {
      metadata: { name: 'classifier' },
      spec: {
        template: {
          spec: { containers: [{ image: `342840881361.dkr.ecr.us-east-1.amazonaws.com/classifier:${tags[0]}` }] },
        },
      },
    });
    before.has('Service', {
      metadata: { name: 'classifier' },
      spec: { type: 'LoadBalancer', ports: [{ port: 8080 }] },
    });
  });

  test('changes the image and the version label when the model is swapped, and nothing else', () => {
    expect(after.toYaml()).toBe(before.toYaml().replaceAll(tags[0], tags[1]));
    const lines = before
      .toYaml()
      .split('\n')
      .filter((line) => line.includes(tags[0]));
    expect(lines.map((line) => line.trim().split(':')[0])).toEqual(
      ['app.kubernetes.io/version', 'app.kubernetes.io/version', 'image'].sort(),
    );
  });

  test('swaps without downtime: pods are ready when the model answers, and none leaves before', () => {
    const { strategy, template } = before.get('Deployment', 'classifier').spec;
    expect(strategy.rollingUpdate).toEqual({ maxSurge: 1, maxUnavailable: 0 });
    expect(template.spec.containers[0].readinessProbe.httpGet.path).toBe('/interface.json');
  });
});

describe('Python test API', () => {
  const manifests = system(testApi);

  test('is exposed by a LoadBalancer on port 5000', () => {
    manifests.has('Service', {
      metadata: { name: 'py-flask-test-api-http', namespace: 'test-api' },
      spec: { type: 'LoadBalancer', ports: [{ port: 5000 }] },
    });
    expect(targetPortOf(manifests, 'py-flask-test-api-http', 'py-flask-test-api')).toBe(5000);
  });

  test('is asked on its one route', () => {
    manifests.has('Deployment', {
      metadata: { name: 'py-flask-test-api' },
      spec: {
        template: {
          spec: {
            containers: [
              { image: 'alexioannides/py-flask-test-api:latest', readinessProbe: { httpGet: { path: '/test_api' } } },
            ],
          },
        },
      },
    });
  });
});

describe('one FastAPI service in three environments', () => {
  const manifests = system(environments);

  test.each([
    ['prod', '0.1.0', 30001],
    ['qualif', '0.2.0', undefined],
    ['dev', '0.3.0', undefined],
  ])('runs in %s with version %s', (environment, version, nodePort) => {
    const { metadata, spec } = manifests.get('Deployment', 'api-deploy', environment);
    expect(spec).toMatchObject({
      replicas: 10,
      minReadySeconds: 10,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 1 } },
    });
    expect(spec.template.spec.containers[0]).toMatchObject({
      name: 'api-pod',
      image: `api:${version}`,
      ports: [{ containerPort: 8000 }],
    });
    expect([metadata.labels?.environment, spec.template.metadata.labels.environment]).toEqual([
      environment,
      environment,
    ]);
    const service = manifests.get('Service', 'api-svc', environment).spec;
    expect([service.type, service.ports[0].port, service.ports[0].protocol, service.ports[0].nodePort]).toEqual([
      'NodePort',
      8000,
      'TCP',
      nodePort,
    ]);
  });

  test('labels everything in an environment', () => {
    for (const { kind, metadata } of manifests)
      expect(metadata.labels?.environment).toBe(kind === 'Namespace' ? metadata.name : metadata.namespace);
  });

  test('uses the same names everywhere', () => {
    const names = (namespace: string) =>
      manifests.all
        .filter(({ metadata }) => metadata.namespace === namespace)
        .map(({ kind, metadata }) => `${kind}/${metadata.name}`);
    expect(names('qualif')).toEqual(names('prod'));
    expect(names('dev')).toEqual(names('prod'));
  });
});

describe('Iris predictor', () => {
  const manifests = system(iris);

  test('hands the backend to the frontend by its Service, written once', () => {
    const { env } = manifests.get('Deployment', 'mlops-client').spec.template.spec.containers[0];
    expect(env).toContainEqual({ name: 'API_URL', value: 'http://mlops-api-service:8000' });
    manifests.has('Service', {
      metadata: { name: 'mlops-api-service', namespace: 'iris' },
      spec: { ports: [{ port: 8000 }] },
    });
    expect(targetPortOf(manifests, 'mlops-api-service', 'mlops-server')).toBe(8000);
  });

  test('shows the frontend on port 8501', () => {
    manifests.has('Deployment', {
      metadata: { name: 'mlops-client' },
      spec: {
        template: { spec: { containers: [{ image: 'mlops-client:latest', ports: [{ containerPort: 8501 }] }] } },
      },
    });
    expect(targetPortOf(manifests, 'mlops-client', 'mlops-client')).toBe(8501);
  });

  test('rolls the backend in the numbers given', () => {
    const { replicas, strategy, template } = manifests.get('Deployment', 'mlops-server').spec;
    expect([replicas, strategy]).toEqual([
      3,
      { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 1 } },
    ]);
    expect(template.spec.containers[0]).toMatchObject({
      image: 'mlops-server:0.2.0',
      imagePullPolicy: 'Always',
      resources: { requests: { memory: '64Mi', cpu: '250m' }, limits: { memory: '128Mi', cpu: '500m' } },
      readinessProbe: { httpGet: { path: '/health' }, initialDelaySeconds: 5, periodSeconds: 5 },
      livenessProbe: { httpGet: { path: '/health' }, initialDelaySeconds: 15, periodSeconds: 20 },
    });
  });
});

describe('Iris predictor, blue/green', () => {
  const [blueFirst, flipped] = [Colour.BLUE, Colour.GREEN].map((active) =>
    system((app) => {
      irisBlueGreen(app, active);
    }),
  );

  test.each([
    ['mlops-server-blue', '0.1.0'],
    ['mlops-server-green', '0.2.0'],
  ])('%s runs version %s with three replicas', (name, version) => {
    const { metadata, spec } = blueFirst.get('Deployment', name);
    expect([metadata.namespace, spec.replicas]).toEqual(['iris-blue-green', 3]);
    const [container] = spec.template.spec.containers;
    expect([container.name, container.image]).toEqual(['mlops-server', `mlops-server:${version}`]);
    expect(targetPortOf(blueFirst, 'mlops-server-svc', name)).toBe(8000);
  });

  test('is reached on port 8000 of one Service that selects exactly one colour, blue first', () => {
    const selected = [blueFirst, flipped].map((manifests) => {
      const { ports, selector } = manifests.get('Service', 'mlops-server-svc').spec;
      expect(ports[0].port).toBe(8000);
      return manifests
        .find('Deployment')
        .filter(({ spec }) =>
          Object.entries(selector).every(([key, value]) => spec.template.metadata.labels[key] === value),
        )
        .map(({ metadata }) => metadata.name);
    });
    expect(selected).toEqual([['mlops-server-blue'], ['mlops-server-green']]);
  });
});

describe('Iris predictor, canary', () => {
  const at = (stage?: CanaryStage) =>
    system((app) => {
      irisCanary(app, stage);
    });
  const replicas = (stage?: CanaryStage) =>
    ['stable', 'canary'].map((side) => at(stage).get('Deployment', `mlops-server-${side}`).spec.replicas);

  test('sends one request in ten to the new version: nine pods and one behind one Service on port 8000', () => {
    const manifests = at();
    expect(replicas()).toEqual([9, 1]);
    const images = manifests.find('Deployment').map(({ spec }) => spec.template.spec.containers[0].image);
    expect(images).toEqual(['mlops-server:0.1.0', 'mlops-server:0.2.0']);
    const { ports, selector } = manifests.get('Service', 'mlops-server-svc', 'iris-canary').spec;
    expect([ports[0].port, Object.keys(selector)]).toEqual([8000, ['app.kubernetes.io/name']]);
    for (const { metadata, spec } of manifests.find('Deployment')) {
      expect(spec.template.metadata.labels).toMatchObject(selector);
      expect(targetPortOf(manifests, 'mlops-server-svc', metadata.name)).toBe(8000);
    }
  });

  test('grows step by step, and is rolled back to nothing', () => {
    expect([CanaryStage.step(1), CanaryStage.step(2), CanaryStage.rolledBack()].map(replicas)).toEqual([
      [7, 3],
      [5, 5],
      [10, 0],
    ]);
  });
});
