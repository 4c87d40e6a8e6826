import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { ContainerImage, ModelServer, ServingApp, ServingRuntime, TenantNamespace } from '../lib';
import { Manifests } from '../lib/testing';
import { declare, manifestsFrom, MINIMAL } from './support/declare';

/** What must not change when code is only moved: a changed selector or pod template is an outage or a restart. */
function identities(manifests: Manifests) {
  return manifests.all
    .map(({ kind, metadata, spec }) => ({
      kind,
      name: metadata.name,
      selector: spec?.selector ?? spec?.podSelector,
      template: spec?.template,
    }))
    .sort((a, b) => (a.kind < b.kind ? -1 : 1));
}

test('a server that is moved in the tree keeps every name, selector and pod template', () => {
  const flat = new Chart(new App(), 'flat', { namespace: 'vision' });
  new ModelServer(flat, 'iris', MINIMAL);

  const deep = new Chart(new App(), 'renamed-chart', { namespace: 'vision' });
  new ModelServer(new Construct(new Construct(deep, 'team'), 'models'), 'iris', MINIMAL);

  expect(identities(Manifests.fromChart(deep))).toEqual(identities(Manifests.fromChart(flat)));
});

test('a server whose id changes keeps them too, once its name is pinned', () => {
  const renamed = new Chart(new App(), 'chart', { namespace: 'vision' });
  new ModelServer(renamed, 'flowers', { ...MINIMAL, name: 'iris' });
  const original = new Chart(new App(), 'chart', { namespace: 'vision' });
  new ModelServer(original, 'iris', MINIMAL);
  expect(Manifests.fromChart(renamed).toYaml()).toBe(Manifests.fromChart(original).toYaml());
});

test('a new version changes the image and the version labels and nothing else', () => {
  const yamlWith = (tag: string) => {
    const chart = new Chart(new App(), 'chart');
    new ModelServer(chart, 'iris', { ...MINIMAL, image: ContainerImage.of(`iris:${tag}`) });
    return Manifests.fromChart(chart).toYaml();
  };
  expect(yamlWith('2.0')).toBe(yamlWith('1.0').replaceAll('1.0', '2.0'));
});

describe('taking over hand-written YAML of the same name', () => {
  const HAND_WRITTEN = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: mlops-server, namespace: iris}
spec:
  replicas: 3
  selector: {matchLabels: {app: mlops-server}}
  template:
    metadata: {labels: {app: mlops-server}}
    spec: {containers: [{name: mlops-server, image: 'mlops-server:0.1.0', ports: [{containerPort: 8000}]}]}
---
apiVersion: v1
kind: Service
metadata: {name: mlops-api-service, namespace: iris}
spec:
  selector: {app: mlops-server}
  ports: [{port: 8000, targetPort: 8000}]
`;
  const before = Manifests.fromYaml(HAND_WRITTEN);

  const app = new ServingApp();
  new ModelServer(new TenantNamespace(app, 'iris'), 'mlops-server', {
    image: ContainerImage.of('mlops-server:0.2.0'),
    runtime: ServingRuntime.fastApi({ port: 8000, healthPath: '/health' }),
    replicas: 3,
    resources: { cpu: '250m', memory: '128Mi' },
    service: { name: 'mlops-api-service', port: 8000 },
    selector: { app: 'mlops-server' },
  });
  const after = manifestsFrom(app);

  test("keeps the Deployment's selector, which cannot be changed", () => {
    expect(after.get('Deployment').spec.selector).toEqual(before.get('Deployment').spec.selector);
  });

  test("keeps the Service's selector, which the old pods match until the new ones are ready", () => {
    expect(after.get('Service').spec.selector).toEqual(before.get('Service').spec.selector);
  });

  test('finds the port of the old pods, which know nothing of our port names, by its number', () => {
    expect(after.get('Service').spec.ports[0].targetPort).toBe(8000);
  });

  test('puts the adopted labels on the new pods, beside ours', () => {
    expect(after.get('Deployment').spec.template.metadata.labels).toMatchObject({
      app: 'mlops-server',
      'app.kubernetes.io/instance': 'mlops-server',
    });
  });

  test('selects old and new pods everywhere else as well', () => {
    const { spec } = after.get('Deployment');
    const pod = spec.template.spec;
    expect(after.get('PodDisruptionBudget').spec.selector).toEqual({ matchLabels: { app: 'mlops-server' } });
    expect(after.get('NetworkPolicy', 'mlops-server').spec.podSelector).toEqual({
      matchLabels: { app: 'mlops-server' },
    });
    expect(pod.topologySpreadConstraints[0].labelSelector).toEqual({ matchLabels: { app: 'mlops-server' } });
    expect(
      pod.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].podAffinityTerm.labelSelector,
    ).toEqual({ matchLabels: { app: 'mlops-server' } });
  });

  test('without it the selectors would differ: the API server would refuse the Deployment and cut the Service off', () => {
    expect(manifestsFrom(declare().app).get('Deployment').spec.selector).not.toEqual(
      before.get('Deployment').spec.selector,
    );
  });
});
