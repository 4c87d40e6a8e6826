import { Duration } from 'cdk8s';
import { ContainerImage, Delivery, FluxSourceKind, ModelServer, ServingRuntime } from '../../lib';
import { healthCheckExprs } from '../../lib/delivery/flux/health-checks';
import { manifestOf } from '../../lib/manifests/manifest';
import { ManifestSet } from '../../lib/manifests/manifest-set';
import { strictSchemaErrors } from '../support/strict-schemas';
import { appWith, problemsOf, Workspace } from './support';

const flux = (options: object = {}) => Delivery.flux({ name: 'models', sourceName: 'platform', ...options });
let workspace: Workspace;

beforeEach(() => {
  workspace = new Workspace();
});

afterEach(() => {
  workspace.remove();
});

test('the cluster is one Kustomization, which waits as long as a model may take to load', () => {
  appWith({ delivery: flux() }).synth();
  expect(workspace.read('flux/models/models.yaml')).toEqual({
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name: 'models', namespace: 'flux-system' },
    spec: {
      sourceRef: { kind: 'GitRepository', name: 'platform' },
      path: './dist/production',
      interval: '600s',
      retryInterval: '60s',
      // progressDeadlineSeconds 660 of the server, and five minutes.
      timeout: '960s',
      prune: true,
      wait: true,
    },
  });
});

test('every option is where Flux looks for it', () => {
  const delivery = flux({
    sourceKind: FluxSourceKind.OCI_REPOSITORY,
    path: './',
    namespaceName: 'gitops',
    dependsOn: ['gateway', 'operators'],
    interval: Duration.hours(1),
    timeout: Duration.minutes(30),
    prune: false,
    serviceAccountName: 'ml',
    outdir: 'clusters/production',
  });
  appWith({ delivery }).synth();
  expect(workspace.read('clusters/production/models.yaml')).toMatchObject({
    metadata: { namespace: 'gitops' },
    spec: {
      sourceRef: { kind: 'OCIRepository', name: 'platform' },
      path: './',
      dependsOn: [{ name: 'gateway' }, { name: 'operators' }],
      interval: '3600s',
      timeout: '1800s',
      prune: false,
      serviceAccountName: 'ml',
    },
  });
});

test('namespaces and claims are not pruned', () => {
  appWith({ delivery: flux() }).synth();
  const objects = workspace.readAll('dist/production');
  const kept = objects.filter(
    ({ metadata }) => metadata.annotations?.['kustomize.toolkit.fluxcd.io/prune'] === 'disabled',
  );
  expect(kept.map(({ kind }) => kind)).toEqual(['Namespace']);
});

test('what an autoscaler changes is left as it is', () => {
  appWith({
    delivery: flux(),
    more: (tenant) =>
      new ModelServer(tenant, 'scaled', {
        image: ContainerImage.of('iris:0.2.0'),
        runtime: ServingRuntime.bentoMl(),
        resources: { cpu: '500m', memory: '1Gi' },
        autoscaling: { minReplicas: 2, maxReplicas: 5, initialReplicas: 3, targetCpuUtilization: 70 },
      }),
  }).synth();
  expect(workspace.read('flux/models/models.yaml').spec.ignore).toEqual([
    { paths: ['/spec/replicas'], target: { group: 'apps', kind: 'Deployment', name: 'scaled', namespace: 'vision' } },
  ]);
});

test('Flux is told when kinds are ready that it does not know', () => {
  const kinds = ['argoproj.io/v1alpha1/Rollout', 'serving.kserve.io/v1beta1/InferenceService', 'apps/v1/Deployment'];
  const objects = kinds.map((title) => {
    const [group, version, kind] = title.split('/');
    return manifestOf({ apiVersion: `${group}/${version}`, kind, metadata: { name: 'x' } }, { constructPath: 'x' });
  });
  const expressions = healthCheckExprs(new ManifestSet(objects));
  expect(expressions).toEqual([
    {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Rollout',
      current: "status.phase in ['Healthy', 'Paused']",
      failed: "status.phase == 'Degraded'",
    },
    {
      apiVersion: 'serving.kserve.io/v1beta1',
      kind: 'InferenceService',
      current: "status.conditions.exists(e, e.type == 'Ready' && e.status == 'True')",
    },
  ]);
  appWith({ delivery: flux() }).synth();
  const object = workspace.read('flux/models/models.yaml');
  object.spec.healthCheckExprs = expressions;
  expect(strictSchemaErrors(object.apiVersion, object.kind, object) ?? []).toEqual([]);
});

test.each([
  [{ sourceName: '' }, 'delivery.sourceName must'],
  [{ sourceKind: 'Helm' }, "delivery.sourceKind must be 'GitRepository', 'OCIRepository' or 'Bucket', got 'Helm'"],
  [{ dependsOn: ['models'] }, "delivery.dependsOn[0] must be another Kustomization, got 'models'"],
  [{ interval: Duration.seconds(1) }, 'delivery.interval must be a Duration of whole seconds of 60 or more'],
])('%j is refused', (options, problem) => {
  expect(
    problemsOf(() => {
      appWith({ delivery: flux(options) }).synth();
    }).join('\n'),
  ).toContain(problem);
});
