import * as fs from 'node:fs';
import * as path from 'node:path';
import { ApiObject, JsonPatch } from 'cdk8s';
import { load, loadAll } from 'js-yaml';
import {
  Accelerator,
  BlueGreen,
  Colour,
  ContainerImage,
  Delivery,
  ModelCache,
  ModelServer,
  ModelSource,
  ServingRuntime,
  SmokeTest,
} from '../../lib';
import { ignoredDifferences } from '../../lib/delivery/argo-cd/ignored-differences';
import { manifestOf } from '../../lib/manifests/manifest';
import { ManifestSet } from '../../lib/manifests/manifest-set';
import type { JsonObject } from '../../lib/private/json';
import { strictSchemaErrors } from '../support/strict-schemas';
import { appWith, problemsOf, Workspace } from './support';

const REPOSITORY = 'https://git.example/platform.git';
const argoCd = (options: object = {}) => Delivery.argoCd({ name: 'models', repoUrl: REPOSITORY, ...options });
const image = ContainerImage.of('iris:0.2.0');
const runtime = ServingRuntime.bentoMl();
const resources = { cpu: '500m', memory: '1Gi' };
const ROLLED_OUT = `
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: r, namespace: vision }
spec: { strategy: { canary: { canaryService: r-canary, stableService: r-stable } } }
---
apiVersion: v1
kind: Service
metadata: { name: r-stable, namespace: vision }
---
apiVersion: v1
kind: Service
metadata: { name: r-canary, namespace: vision }
---
apiVersion: v1
kind: Service
metadata: { name: r-stable, namespace: another }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: r, namespace: vision }
spec: { rules: [{ backendRefs: [{ name: r-stable, port: 80, weight: 100 }] }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: another, namespace: vision }
spec: { rules: [{ backendRefs: [{ name: iris, port: 80, weight: 100 }] }] }
`;
/** The Services of a Rollout in each of its forms. */
const FORMS: { readonly [form: string]: readonly [strategy: string, services: readonly string[]] } = {
  canary: ['{ canary: { canaryService: a, stableService: b } }', ['a', 'b']],
  'ping and pong': ['{ canary: { pingPong: { pingService: a, pongService: b } } }', ['a', 'b']],
  'blue and green': ['{ blueGreen: { activeService: a, previewService: b } }', ['a', 'b']],
};
let workspace: Workspace;

beforeEach(() => {
  workspace = new Workspace();
});

afterEach(() => {
  workspace.remove();
});

const annotationsIn = (kind: string, name: string) =>
  workspace.readAll('dist/production').find((object) => object.kind === kind && object.metadata.name.startsWith(name))
    .metadata.annotations;

test('the cluster is one Application beside the manifests', () => {
  appWith({ delivery: argoCd() }).synth();
  expect(fs.readdirSync('dist/production')).toEqual(['00-namespaces.k8s.yaml', 'vision.k8s.yaml']);
  expect(workspace.read('argocd/models/models.yaml')).toEqual({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: 'models', namespace: 'argocd' },
    spec: {
      project: 'default',
      destination: { server: 'https://kubernetes.default.svc' },
      source: { repoURL: REPOSITORY, targetRevision: 'HEAD', path: 'dist/production' },
      syncPolicy: {
        automated: { prune: true, selfHeal: true },
        retry: { limit: 10, backoff: { duration: '10s', factor: 2, maxDuration: '5m' } },
        syncOptions: ['PruneLast=true'],
      },
    },
  });
});

test('every option is where Argo CD looks for it', () => {
  const delivery = argoCd({
    path: 'rendered/production',
    targetRevision: 'main',
    destinationName: 'production',
    project: 'ml',
    namespaceName: 'gitops',
    automated: false,
    outdir: 'applications',
  });
  appWith({ delivery }).synth();
  const { metadata, spec } = workspace.read('applications/models.yaml');
  expect(metadata.namespace).toBe('gitops');
  expect(spec).toMatchObject({
    project: 'ml',
    destination: { name: 'production' },
    source: { targetRevision: 'main', path: 'rendered/production' },
  });
  expect(spec.syncPolicy.automated).toBeUndefined();
});

test('each chart may be an Application of its own, and one that goes takes its file with it', () => {
  const names = () => fs.readdirSync('argocd/models');
  appWith({ delivery: argoCd({ perChart: true }), tenants: ['vision', 'search'] }).synth();
  expect(names()).toEqual(['models-namespaces.yaml', 'models-search.yaml', 'models-vision.yaml']);
  const include = (name: string) => workspace.read(`argocd/models/${name}.yaml`).spec.source.directory;
  expect(include('models-vision')).toEqual({ include: 'vision.k8s.yaml' });
  expect(include('models-namespaces')).toEqual({ include: '00-namespaces.k8s.yaml' });
  appWith({ delivery: argoCd({ perChart: true }) }).synth();
  expect(names()).toEqual(['models-namespaces.yaml', 'models-vision.yaml']);
});

test('a namespace is deleted by nobody unasked, and a claim not at all', () => {
  appWith({
    delivery: argoCd(),
    more: (tenant) =>
      new ApiObject(tenant, 'claim', {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { name: 'weights', annotations: { 'argocd.argoproj.io/sync-options': 'Replace=true' } },
        spec: { accessModes: ['ReadWriteMany'], resources: { requests: { storage: '1Gi' } } },
      }),
  }).synth();
  const options = 'argocd.argoproj.io/sync-options';
  expect(annotationsIn('Namespace', 'vision')[options]).toBe('Prune=confirm,Delete=confirm');
  expect(annotationsIn('PersistentVolumeClaim', 'weights')[options]).toBe('Replace=true,Prune=false,Delete=false');
});

test('a server comes after the Job that downloads its weights, and its autoscaler with it', () => {
  appWith({
    delivery: argoCd(),
    more: (tenant) => {
      const source = ModelSource.huggingFace({ repository: 'a/b', revision: 'a'.repeat(40), size: '1Gi' });
      const cache = new ModelCache(tenant, 'weights', { source, size: '10Gi' });
      new ModelServer(tenant, 'chat', {
        image: ContainerImage.of('vllm/vllm-openai:v0.33.0'),
        runtime: ServingRuntime.vllm({ servedModelNames: ['chat'] }),
        source: cache.source,
        resources: { cpu: '4', memory: '32Gi', accelerator: Accelerator.nvidia(1) },
      });
    },
  }).synth();
  const wave = 'argocd.argoproj.io/sync-wave';
  expect(annotationsIn('Deployment', 'chat')[wave]).toBe('1');
  expect(annotationsIn('Job', 'weights')?.[wave]).toBeUndefined();
  expect(annotationsIn('Deployment', 'iris')?.[wave]).toBeUndefined();
});

test('a smoke test, which is deleted when it is done, is a hook', () => {
  appWith({
    delivery: argoCd(),
    more: (tenant) =>
      new BlueGreen(tenant, 'ranker', {
        server: { runtime, resources },
        blue: { image },
        green: { image: ContainerImage.of('iris:0.3.0') },
        active: Colour.BLUE,
        verify: SmokeTest.http('/readyz'),
      }),
  }).synth();
  expect(annotationsIn('Job', 'ranker-verify')).toMatchObject({
    'argocd.argoproj.io/hook': 'PostSync',
    'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation',
  });
});

test('what an autoscaler changes is ignored, where the manifest says it', () => {
  appWith({
    delivery: argoCd(),
    more: (tenant) =>
      new ModelServer(tenant, 'scaled', {
        image,
        runtime,
        resources,
        autoscaling: { minReplicas: 2, maxReplicas: 5, initialReplicas: 3, targetCpuUtilization: 70 },
      }),
  }).synth();
  const { spec } = workspace.read('argocd/models/models.yaml');
  expect(spec.ignoreDifferences).toEqual([
    { group: 'apps', kind: 'Deployment', name: 'scaled', namespace: 'vision', jsonPointers: ['/spec/replicas'] },
  ]);
  expect(spec.syncPolicy.syncOptions).toEqual(['PruneLast=true', 'RespectIgnoreDifferences=true']);
});

test('what Argo Rollouts changes is ignored: selectors of its Services, weights of what routes to them', () => {
  const objects = (loadAll(ROLLED_OUT) as JsonObject[]).map((json) => manifestOf(json, { constructPath: 'x' }));
  expect(ignoredDifferences(new ManifestSet(objects), objects)).toEqual([
    ...['r-stable', 'r-canary'].map((name) => ({
      kind: 'Service',
      name,
      namespace: 'vision',
      jsonPointers: ['/spec/selector/rollouts-pod-template-hash'],
    })),
    {
      group: 'gateway.networking.k8s.io',
      kind: 'HTTPRoute',
      name: 'r',
      namespace: 'vision',
      jqPathExpressions: ['.spec.rules[].backendRefs[].weight'],
    },
  ]);
});

test('rules that a Rollout adds to routes for pinned headers are ignored as well, those of several rules numbered', () => {
  const managed = ROLLED_OUT.replace(
    'stableService: r-stable }',
    'stableService: r-stable, trafficRouting: { managedRoutes: [{ name: r-pin-0 }] } }',
  );
  const objects = (loadAll(managed) as JsonObject[]).map((json) => manifestOf(json, { constructPath: 'x' }));
  expect(ignoredDifferences(new ManifestSet(objects), objects).at(-1)).toMatchObject({
    kind: 'HTTPRoute',
    jqPathExpressions: [
      '.spec.rules[].backendRefs[].weight',
      '.spec.rules[] | select((.name // "") | test("^r-pin-0(-[0-9]+)?$"))',
    ],
  });
});

test.each(Object.entries(FORMS))(
  'the Services of a Rollout by %s are those that it changes',
  (_form, [strategy, services]) => {
    const rollout = `apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: { name: r, namespace: vision }\nspec: { strategy: ${strategy} }\n`;
    const made = ['a', 'b', 'c'].map(
      (name) => `---\napiVersion: v1\nkind: Service\nmetadata: { name: ${name}, namespace: vision }\n`,
    );
    const objects = (loadAll(rollout + made.join('')) as JsonObject[]).map((json) =>
      manifestOf(json, { constructPath: 'x' }),
    );
    expect(ignoredDifferences(new ManifestSet(objects), objects).map(({ name }) => name)).toEqual(services);
  },
);

test('an object that is too large for the note of kubectl is applied by the server', () => {
  appWith({
    delivery: argoCd(),
    more: (tenant) =>
      new ApiObject(tenant, 'large', {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'large' },
        data: { a: 'x'.repeat(300_000) },
      }),
  }).synth();
  expect(workspace.read('argocd/models/models.yaml').spec.syncPolicy.syncOptions).toContain('ServerSideApply=true');
});

test.each([
  [{ name: 'My Models' }, 'delivery.name must'],
  [
    { repoUrl: 'platform' },
    "delivery.repoUrl must be an address such as 'https://git.example/platform.git', got 'platform'",
  ],
  [
    { path: '../dist' },
    "delivery.path must be a folder inside the repository, without '/' in front and without '..', got '../dist'",
  ],
  [
    { destinationName: 'a', destinationServer: 'https://b' },
    'delivery.destinationName and destinationServer are two ways to name one cluster; give one',
  ],
  [
    { destinationServer: 'b' },
    "delivery.destinationServer must be a URL such as 'https://kubernetes.default.svc', got 'b'",
  ],
  [{ prune: 'no' }, "delivery.prune must be true or false, got 'no'"],
  [
    { outdir: 'dist/production/argocd' },
    "delivery.outdir must not be in the folder of the manifests, 'dist/production', which is applied, got 'dist/production/argocd'",
  ],
  [{ perTenant: true }, "delivery: there is no prop 'perTenant'"],
])('%j is refused, and nothing is written', (options, problem) => {
  const problems = problemsOf(() => {
    appWith({ delivery: argoCd(options) }).synth();
  });
  expect(problems.join('\n')).toContain(problem);
  expect(fs.readdirSync('.')).toEqual([]);
});

test('an Application that would prune a namespace is refused', () => {
  const app = appWith({
    delivery: argoCd(),
    more: (tenant) => {
      ApiObject.of(tenant.node.findChild('Namespace')).addJsonPatch(
        JsonPatch.add('/metadata/annotations', { 'argocd.argoproj.io/sync-options': 'Prune=true' }),
      );
    },
  });
  expect(
    problemsOf(() => {
      app.synth();
    }),
  ).toEqual([
    expect.stringContaining(
      "has the sync option 'Prune=true': Argo CD would delete the namespace with everything in it; write Prune=confirm or =false",
    ),
  ]);
});

test('what is no Delivery is refused', () => {
  expect(problemsOf(() => appWith({ delivery: {} as never }))).toEqual([
    'ServingApp: delivery must be made by Delivery.argoCd(...) or .flux(...), got an object (empty)',
  ]);
});

test('Applications pass the strict schema of their kind', () => {
  appWith({ delivery: argoCd({ perChart: true, destinationName: 'p' }), tenants: ['a', 'b'] }).synth();
  for (const object of workspace.readAll('argocd/models'))
    expect(strictSchemaErrors('argoproj.io/v1alpha1', 'Application', object) ?? []).toEqual([]);
});

test('docs/gitops.md shows the Application that comes out', () => {
  const page = fs.readFileSync(path.join(__dirname, '../../docs/gitops.md'), 'utf8');
  const [, shown] = /```yaml\n(apiVersion: argoproj.io\/v1alpha1\nkind: Application\n.*?)```/s.exec(page) ?? [];
  appWith({ delivery: argoCd({ name: 'models-production', targetRevision: 'main' }) }).synth();
  expect(load(shown)).toEqual(workspace.read('argocd/models-production/models-production.yaml'));
});
