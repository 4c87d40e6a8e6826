import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import { Manifests } from 'cdk8s-model-serving/testing';
import { Construct } from 'constructs';
import {
  ContainerImage,
  ModelServer,
  PodSecurityLevel,
  SecurityProfile,
  ServingApp,
  ServingRuntime,
  TenantNamespace,
  type TenantNamespaceProps,
} from '../../lib';

const PREFIX = 'pod-security.kubernetes.io';
const tenant = (props?: TenantNamespaceProps, id = 'vision', app: App = new ServingApp()) =>
  new TenantNamespace(app, id, props);
const manifestsOf = (scope: Construct) => Manifests.fromApp(App.of(scope));
const namespaceOf = (props?: TenantNamespaceProps) => manifestsOf(tenant(props)).get('Namespace');
const server = (scope: Construct, name = 'iris', security?: SecurityProfile) =>
  new ModelServer(scope, name, {
    image: ContainerImage.of('iris:1'),
    runtime: ServingRuntime.http({ port: 8080 }),
    resources: { cpu: '1', memory: '1Gi' },
    replicas: 3,
    security,
  });
const configMap = (scope: Construct, id = 'settings', namespace?: string) =>
  new ApiObject(scope, id, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: id, namespace } });

test('a tenant is a namespace of the name of its id, with the strictest Pod Security', () => {
  expect(namespaceOf()).toEqual({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name: 'vision',
      labels: {
        'app.kubernetes.io/managed-by': 'cdk8s-model-serving',
        [`${PREFIX}/audit`]: 'restricted',
        [`${PREFIX}/enforce`]: 'restricted',
        [`${PREFIX}/warn`]: 'restricted',
      },
    },
  });
});

test('the namespace may be called otherwise, and all that is inside follows', () => {
  const vision = tenant({ name: 'team-vision' });
  server(vision);
  configMap(new Construct(vision, 'deep'));
  expect([vision.namespaceName, vision.namespace]).toEqual(['team-vision', 'team-vision']);
  for (const { kind, metadata } of manifestsOf(vision)) {
    expect([kind, metadata.namespace]).toEqual([kind, kind === 'Namespace' ? undefined : 'team-vision']);
  }
});

test('labels are on the Namespace, on every object inside and on every pod', () => {
  const vision = tenant({ labels: { team: 'vision', 'example.com/cost-centre': '42' } });
  server(vision);
  configMap(new Construct(vision, 'deep'));
  const manifests = manifestsOf(vision);
  expect(manifests.all.length).toBeGreaterThan(5);
  const labels = { team: 'vision', 'example.com/cost-centre': '42' };
  for (const { metadata } of manifests) expect(metadata.labels).toMatchObject(labels);
  expect(manifests.get('Deployment').spec.template.metadata.labels).toMatchObject(labels);
});

test('labels of the tenant never reach a selector: changing them replaces no Deployment', () => {
  const vision = tenant({ labels: { team: 'vision' } });
  server(vision);
  const manifests = manifestsOf(vision);
  for (const kind of ['Deployment', 'Service', 'PodDisruptionBudget', 'NetworkPolicy']) {
    const { selector, podSelector } = manifests.get(kind, 'iris').spec;
    expect(JSON.stringify(selector ?? podSelector)).not.toContain('team');
  }
});

test('annotations are on the Namespace alone', () => {
  const vision = tenant({ annotations: { 'example.com/owner': 'vision@example.com' } });
  server(vision);
  for (const { kind, metadata } of manifestsOf(vision)) {
    expect(metadata.annotations?.['example.com/owner']).toBe(kind === 'Namespace' ? 'vision@example.com' : undefined);
  }
});

test.each<[TenantNamespaceProps['podSecurity'], string]>([
  [{ enforce: PodSecurityLevel.BASELINE }, 'audit=baseline enforce=baseline warn=baseline'],
  [
    { enforce: PodSecurityLevel.PRIVILEGED, warn: PodSecurityLevel.RESTRICTED },
    'audit=privileged enforce=privileged warn=restricted',
  ],
  [{ audit: PodSecurityLevel.BASELINE }, 'audit=baseline enforce=restricted warn=restricted'],
  [
    { version: 'v1.36' },
    'audit-version=v1.36 audit=restricted enforce-version=v1.36 enforce=restricted warn-version=v1.36 warn=restricted',
  ],
])('the Pod Security %j is written %s', (podSecurity, written) => {
  const labels = Object.entries(namespaceOf({ podSecurity }).metadata.labels ?? {});
  const levels = labels.filter(([key]) => key.startsWith(PREFIX)).map(([key, value]) => `${key.slice(27)}=${value}`);
  expect(levels.sort().join(' ')).toBe(written);
});

test('a server below the level that the tenant enforces is an error, since its pods would be refused in silence', () => {
  const relaxed = SecurityProfile.baseline();
  expect(() => server(tenant(), 'iris', relaxed)).toThrow(/restricted/);
  expect(() => server(tenant({ podSecurity: { enforce: PodSecurityLevel.BASELINE } }), 'iris', relaxed)).not.toThrow();
});

test.each<[unknown, RegExp]>([
  [{ name: 'default' }, /name must not be 'default' or begin with 'kube-', .*, got 'default'$/],
  [{ name: 'kube-system' }, /name must not be 'default' or begin with 'kube-', .*, got 'kube-system'$/],
  [{ name: 'Vision' }, /name must be lower-case letters/],
  [{ name: 'a.b' }, /name must be lower-case letters/],
  [{ name: 'a'.repeat(64) }, /name must be lower-case letters, .* at most 63 characters/],
  [{ name: 5 }, /name must be lower-case letters, .* got 5$/],
  [{ labels: { 'a b': 'c' } }, /labels keys must be/],
  [{ labels: { 'app.kubernetes.io/name': 'c' } }, /labels must not set 'app\.kubernetes\.io\/name'/],
  [{ annotations: { a: 1 } }, /annotations\['a'\] must be a text, got 1/],
  [
    { podSecurity: { enforce: 'strict' } },
    /podSecurity\.enforce must be 'privileged', 'baseline' or 'restricted', got 's/,
  ],
  [{ podSecurity: { version: '1.36' } }, /podSecurity\.version must be 'latest' or 'v1\.0' to 'v1\.37', got '1\.36'/],
])('%j is refused', (props, problem) => {
  expect(() => tenant(props as TenantNamespaceProps)).toThrow(problem);
  expect(() => tenant(props as TenantNamespaceProps)).toThrow(/^TenantNamespace 'vision': /);
});

test.each(['kubernetes', 'kubeflow', 'default-models', 'n', 'on', '007', 'a'.repeat(63)])(
  '%s is a name, also where YAML has other ideas',
  (name) => {
    expect(manifestsOf(tenant({}, name)).get('Namespace').metadata.name).toBe(name);
    expect(Manifests.fromYaml(App.of(tenant({}, name)).synthYaml()).get('Namespace', name)).toBeDefined();
  },
);

test('everything wrong with a tenant is reported at once', () => {
  expect(() => tenant({ name: 'kube-A', labels: { a: ' ' }, podSecurity: { version: '1' } })).toThrow(/^4 problems:/);
});

describe.each([
  ['ServingApp', () => new ServingApp()],
  ['the App of cdk8s', () => new App()],
])('under %s', (_name, newApp) => {
  test('a chart inside a tenant is an error that says what to use', () => {
    const vision = tenant({}, 'vision', newApp());
    configMap(new Chart(new Construct(vision, 'team'), 'nested'));
    expect(() => App.of(vision).synthYaml()).toThrow(
      `TenantNamespace 'vision': holds the chart 'vision/team/nested', which would get neither the namespace nor a safe place in the order of files; use a Construct`,
    );
  });

  test('an object that names another namespace is an error, at any depth', () => {
    const vision = tenant({}, 'vision', newApp());
    configMap(new Construct(vision, 'team'), 'settings', 'other');
    expect(() => App.of(vision).synthYaml()).toThrow(
      `'vision/team/settings': /metadata/namespace must be 'vision', the namespace of the tenant around it, got 'other'; leave its namespace out, or declare it outside of the tenant`,
    );
  });

  test('an object may name the namespace it is in', () => {
    const vision = tenant({}, 'vision', newApp());
    configMap(vision, 'settings', 'vision');
    expect(App.of(vision).synthYaml()).toContain('namespace: vision');
  });
});

test('a tenant inside a tenant is a chart inside a tenant', () => {
  const vision = tenant();
  new TenantNamespace(vision, 'inner');
  expect(() => manifestsOf(vision)).toThrow(/holds the chart 'vision\/inner'/);
});

test('the tenant is found from everything inside it, and from nothing outside', () => {
  const app = new ServingApp();
  const [vision, ranking] = [tenant({}, 'vision', app), tenant({}, 'ranking', app)];
  expect(TenantNamespace.find(vision)).toBe(vision);
  expect(TenantNamespace.find(new Construct(new Construct(ranking, 'a'), 'b'))).toBe(ranking);
  expect(TenantNamespace.find(server(vision).deployment)).toBe(vision);
  expect(TenantNamespace.find(app)).toBeUndefined();
  expect(TenantNamespace.find(new Chart(app, 'chart'))).toBeUndefined();
});

test('as one end of a connection a tenant is all pods of its namespace', () => {
  expect(tenant({ name: 'team-vision' }).toNetworkPeer()).toEqual({ namespaceName: 'team-vision' });
});

test('a patch that moves an object to another namespace is an error', () => {
  const app = new ServingApp();
  const tenant = new TenantNamespace(app, 'vision');
  const object = new ApiObject(tenant, 'settings', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'settings' },
  });
  object.addJsonPatch(JsonPatch.replace('/metadata/namespace', 'other'));
  expect(() => app.synthYaml()).toThrow(
    "'vision/settings': /metadata/namespace must be 'vision', the namespace of the tenant around it, got 'other'; leave its namespace out, or declare it outside of the tenant",
  );
});
