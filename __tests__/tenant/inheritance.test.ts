import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import {
  ContainerImage,
  ModelServer,
  type ModelServerProps,
  SecurityProfile,
  ServiceType,
  ServingApp,
  TaintEffect,
  TenantNamespace,
  type TenantNamespaceProps,
} from '../../lib';
import { declare, failureOf, manifestsOf, MINIMAL, podSpecOf } from '../support/declare';

const podIn = (tenant: TenantNamespaceProps, props: Partial<ModelServerProps> = {}) => podSpecOf(props, { tenant });
const failure = (tenant: TenantNamespaceProps, props: Partial<ModelServerProps> = {}) =>
  failureOf(() => declare(props, { tenant }));

describe('a server inside', () => {
  test("pulls its images with the tenant's Secrets and its own, each once", () => {
    const imagePullSecrets = [{ name: 'own' }, { name: 'team' }] as never;
    expect(podIn({ imagePullSecretNames: ['team', 'mirror'] }, { imagePullSecrets }).imagePullSecrets).toEqual([
      { name: 'team' },
      { name: 'mirror' },
      { name: 'own' },
    ]);
  });

  const nodePool = {
    nodeSelector: { 'node-restriction.kubernetes.io/team': 'vision' },
    tolerations: [{ key: 'team', value: 'vision', effect: TaintEffect.NO_SCHEDULE }],
  };

  test.each<[string, TenantNamespaceProps]>([
    ['of a tenant with nodes', { nodePool }],
    ['of a tenant without any', {}],
  ])('tolerates what it names twice once, in a namespace %s', (_what, tenant) => {
    const tolerations = [{ key: 'spot' }, { key: 'spot' }, { key: 'gpu' }];
    const own = podIn(tenant, { placement: { tolerations } }).tolerations.filter(({ key }: any) => key !== 'team');
    expect(own).toEqual([
      { key: 'spot', operator: 'Exists' },
      { key: 'gpu', operator: 'Exists' },
    ]);
  });

  test("runs on the tenant's nodes, and may ask for more of them", () => {
    const { nodeSelector, tolerations } = podIn(
      { nodePool },
      { placement: { nodeSelector: { disk: 'ssd' }, tolerations: [{ key: 'spot' }] } },
    );
    expect(nodeSelector).toEqual({ disk: 'ssd', 'node-restriction.kubernetes.io/team': 'vision' });
    expect(tolerations).toEqual([
      { effect: 'NoSchedule', key: 'team', operator: 'Equal', value: 'vision' },
      { key: 'spot', operator: 'Exists' },
    ]);
  });

  test('cannot leave them', () => {
    const placement = { nodeSelector: { 'node-restriction.kubernetes.io/team': 'other' } };
    expect(failure({ nodePool }, { placement })).toBe(
      "ModelServer 'vision/iris': placement.nodeSelector['node-restriction.kubernetes.io/team'] must be 'vision', as the tenant's node pool says, got 'other'; leave it out",
    );
  });

  test("has the tenant's priority class and security, unless it says otherwise", () => {
    const tenant = { priorityClassName: 'serving', security: SecurityProfile.restricted({ user: 12345 }) };
    expect(podIn(tenant)).toMatchObject({ priorityClassName: 'serving', securityContext: { runAsUser: 12345 } });
    expect(
      podIn(tenant, { placement: { priorityClassName: 'batch' }, security: SecurityProfile.restricted() }),
    ).toMatchObject({ priorityClassName: 'batch', securityContext: { runAsUser: 10001 } });
  });
});

describe('images from other registries', () => {
  const image = (reference: string) => ({ image: ContainerImage.of(reference) });
  const tenant = { allowedRegistries: ['registry.example/vision', 'docker.io/library', 'docker.io/team'] };

  test('a repository may be named as a whole', () => {
    const whole = { allowedRegistries: ['registry.example/vision/iris'] };
    expect(() => manifestsOf(image('registry.example/vision/iris:1'), { tenant: whole })).not.toThrow();
    expect(failure(whole, image('registry.example/vision/iris2:1'))).toContain('image must come from');
  });

  test.each(['registry.example/vision/iris:1', 'registry.example/vision/a/b:1', 'nginx:1', 'team/iris:1'])(
    '%s is of one that is allowed',
    (reference) => {
      expect(() => manifestsOf(image(reference), { tenant })).not.toThrow();
    },
  );

  test.each(['registry.example/visionary/iris:1', 'registry.example/iris:1', 'other/iris:1', 'library.example/iris:1'])(
    '%s is refused',
    (reference) => {
      expect(failure(tenant, image(reference))).toBe(
        `ModelServer 'vision/iris': image must come from a registry that the tenant allows, 'registry.example/vision' or 'docker.io/library' or 'docker.io/team', got '${reference}'; mirror the image there, or add its registry to allowedRegistries`,
      );
    },
  );

  test('also in init containers and sidecars', () => {
    const container = {
      name: 'fetch',
      image: ContainerImage.of('ghcr.io/x/fetch:1'),
      resources: { cpu: '1', memory: '1Gi' },
    };
    expect(failure(tenant, { ...image('nginx:1'), initContainers: [container] })).toContain(
      "initContainers['fetch'].image must come from a registry that the tenant allows",
    );
    expect(failure(tenant, { ...image('nginx:1'), sidecars: [container] })).toContain("sidecars['fetch'].image must");
  });

  test('also where a patch, an override or a hand-made object brings them in', () => {
    const app = new ServingApp();
    const vision = new TenantNamespace(app, 'vision', tenant);
    const server = new ModelServer(vision, 'iris', { ...MINIMAL, ...image('nginx:1') });
    server.deployment.addJsonPatch(JsonPatch.replace('/spec/template/spec/containers/0/image', 'evil.example/x:1'));
    const podSpec = { containers: [{ name: 'main', image: 'evil.example/y:1' }] };
    new ApiObject(vision, 'cron', {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      spec: { jobTemplate: { spec: { template: { spec: podSpec } } } },
    });
    new ApiObject(vision, 'pod', { apiVersion: 'v1', kind: 'Pod', spec: podSpec });
    new ApiObject(vision, 'volume', {
      apiVersion: 'v1',
      kind: 'Pod',
      spec: { containers: [], volumes: [{ name: 'model', image: { reference: 'evil.example/z:1' } }] },
    });
    const message = failureOf(() => app.synthYaml());
    expect(message).toContain("'vision/iris': the image of container 'iris' must come from a registry");
    expect(message).toContain("'vision/cron': the image of container 'main' must come from a registry");
    expect(message).toContain("'vision/pod': the image of container 'main' must come from a registry");
    expect(message).toContain("'vision/volume': the image of volume 'model' must come from a registry");
  });

  test.each<unknown>(['', 'team', 'registry.example/', 'https://registry.example', 'registry.example/a:1', 5, null])(
    '%j is no registry',
    (registry) => {
      expect(failure({ allowedRegistries: [registry] as never })).toMatch(
        /allowedRegistries must begin with the host of a registry/,
      );
    },
  );
});

describe('exposure', () => {
  const exposed = (serviceType: ServiceType) => ({ service: { serviceType } });

  test.each([ServiceType.NODE_PORT, ServiceType.LOAD_BALANCER])('a %s server needs a tenant that says so', (type) => {
    expect(failure({ exposure: [] }, exposed(type))).toBe(
      `ModelServer 'vision/iris': service.serviceType must be 'ClusterIP', which is how its tenant lets Services be exposed, got '${type}'; add it to the tenant's prop exposure where everyone who reaches the nodes may reach the server`,
    );
    expect(() => manifestsOf(exposed(type), { tenant: { exposure: [type] } })).not.toThrow();
  });

  test('one kind of exposure is not the other', () => {
    expect(failure({ exposure: [ServiceType.NODE_PORT] }, exposed(ServiceType.LOAD_BALANCER))).toContain(
      "service.serviceType must be 'ClusterIP' or 'NodePort'",
    );
  });

  test('hand-made and overridden Services are held to it as well', () => {
    const { app, tenant } = declare(
      { overrides: { service: { spec: { type: 'NodePort' } } } },
      { tenant: { exposure: [] } },
    );
    new ApiObject(tenant, 'raw', { apiVersion: 'v1', kind: 'Service', spec: { type: 'LoadBalancer' } });
    const message = failureOf(() => app.synthYaml());
    expect(message).toContain(
      "'vision/iris/Service': /spec/type must not be 'NodePort' in a tenant whose exposure does not name it; add it to the prop exposure",
    );
    expect(message).toContain("'vision/raw': /spec/type must not be 'LoadBalancer'");
  });
});

test('what is in the namespace without being declared in the tenant is held to the same', () => {
  const { app } = declare({}, { tenant: { exposure: [], allowedRegistries: ['registry.example'] } });
  const chart = new Chart(app, 'beside', { namespace: 'vision' });
  new ApiObject(chart, 'raw', { apiVersion: 'v1', kind: 'Service', spec: { type: 'NodePort', ports: [{ port: 80 }] } });
  new ApiObject(chart, 'pod', { apiVersion: 'v1', kind: 'Pod', spec: { containers: [{ name: 'a', image: 'x' }] } });
  const message = failureOf(() => app.synthYaml());
  expect(message).toContain("'beside/raw': /spec/type must not be 'NodePort'");
  expect(message).toContain("'beside/pod': the image of container 'a' must come from");
});

test('addresses that a Service takes over are refused', () => {
  const { app, tenant } = declare();
  new ApiObject(tenant, 'raw', { apiVersion: 'v1', kind: 'Service', spec: { externalIPs: ['10.0.0.1'] } });
  expect(failureOf(() => app.synthYaml())).toContain("'vision/raw': /spec/externalIPs must not be set in a tenant");
});

test('a patch cannot rename the Namespace', () => {
  const { app, tenant } = declare();
  tenant.resource.addJsonPatch(JsonPatch.replace('/metadata/name', 'other'));
  expect(failureOf(() => app.synthYaml())).toContain("'vision/Namespace': /metadata/name must be 'vision'");
});

test('two tenants of one name are one error, with both paths', () => {
  const app = new ServingApp();
  new TenantNamespace(app, 'a', { name: 'vision' });
  expect(failureOf(() => new TenantNamespace(app, 'b', { name: 'vision' }))).toBe(
    "TenantNamespace 'b': name must differ from those of other tenants, got 'vision', which 'a' has already; declare both teams in one tenant, or give one another name",
  );
});

test('labels of the Namespace alone are on nothing else', () => {
  const manifests = manifestsOf({}, { tenant: { namespaceLabels: { 'istio-injection': 'enabled' } } });
  for (const { kind, metadata } of manifests)
    expect(metadata.labels?.['istio-injection']).toBe(kind === 'Namespace' ? 'enabled' : undefined);
});

test('outside of tenants nothing of this holds', () => {
  const app = new ServingApp();
  new ApiObject(new Chart(app, 'open'), 'raw', {
    apiVersion: 'v1',
    kind: 'Service',
    spec: { type: 'NodePort', ports: [{ port: 80 }] },
  });
  expect(app.synthYaml()).toContain('type: NodePort');
});

test.each<[TenantNamespaceProps, RegExp]>([
  [{ imagePullSecretNames: ['A_b'] }, /imagePullSecretNames\[0\] must be lower-case letters/],
  [{ imagePullSecretNames: [null] as never }, /imagePullSecretNames\[0\] must be/],
  [{ nodePool: { nodeSelector: { 'a b': 'c' } } }, /nodePool\.nodeSelector keys must be/],
  [{ nodePool: { tolerations: [{ key: '' }] } }, /nodePool\.tolerations\[0\]\.key must be/],
  [{ nodePool: { taints: [] } as never }, /nodePool has no prop 'taints'/],
  [{ priorityClassName: 'High!' }, /priorityClassName must be/],
  [{ security: 'restricted' as never }, /security must be made by SecurityProfile/],
  [{ exposure: ['Everyone'] as never }, /exposure must be 'NodePort' or 'LoadBalancer', got 'Everyone'$/],
  [{ exposure: ServiceType.NODE_PORT as never }, /exposure must be a list, got 'NodePort'$/],
  [{ owner: { team: 'a team' } }, /owner\.team must be/],
  [{ owner: { team: 'a' }, labels: { owner: 'b' } }, /labels must not set 'owner' beside owner\.team, got 'b'/],
  [{ namespaceLabels: { 'a b': 'c' } }, /namespaceLabels keys must be/],
  [{ owner: { email: 'nobody' } }, /owner\.email must be an address such as 'team@example\.com', got 'nobody'$/],
  [{ podSecurity: { enforceVersion: 'v1.99' } }, /podSecurity\.enforceVersion must be 'latest' or 'v1\.0' to 'v1\.37'/],
  [
    { podSecurity: { enforced: 'restricted' } as never },
    /podSecurity has no prop 'enforced'; did you mean 'enforce'\?$/,
  ],
  [{ quotas: {} } as never, /there is no prop 'quotas'/],
])('%j is refused', (props, problem) => {
  expect(failureOf(() => new TenantNamespace(new ServingApp(), 'vision', props))).toMatch(problem);
});

test('the owner is on the Namespace and on nothing else: a new one restarts no pod', () => {
  const manifests = manifestsOf({}, { tenant: { owner: { team: 'vision', email: 'vision@example.com' } } });
  for (const { kind, metadata } of manifests)
    expect([kind, metadata.labels?.owner, metadata.annotations?.email]).toEqual(
      kind === 'Namespace' ? [kind, 'vision', 'vision@example.com'] : [kind, undefined, undefined],
    );
});

test('each Pod Security level may have a version of its own', () => {
  const podSecurity = { version: 'v1.30', warnVersion: 'latest' };
  expect(manifestsOf({}, { tenant: { podSecurity } }).get('Namespace').metadata.labels).toMatchObject({
    'pod-security.kubernetes.io/enforce-version': 'v1.30',
    'pod-security.kubernetes.io/audit-version': 'v1.30',
    'pod-security.kubernetes.io/warn-version': 'latest',
  });
});
