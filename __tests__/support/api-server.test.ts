import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { findings, noise } from './api-server';
import { accepted, changed, manifestsOf } from './api-server/accepted';
import { hasStrictSchemas } from './strict-schemas';
import { containersOf, podsOf, replicasOf, templateOf } from './pod-template';

describe('the accepted set', () => {
  it('leads to no findings', () => {
    expect(findings(manifestsOf(accepted))).toEqual([]);
    expect(noise(manifestsOf(accepted))).toEqual([]);
  });

  it.each(['1.30', '1.31', '1.32', '1.33', '1.34', '1.35', '1.36', '1.37'])(
    'leads to none on %s',
    (kubernetesVersion) => {
      expect(findings(manifestsOf(accepted), { kubernetesVersion })).toEqual([]);
    },
  );

  it('is not touched by being looked at', () => {
    const set = manifestsOf(accepted);
    findings(set);
    expect(set).toEqual(manifestsOf(accepted));
  });
});

describe('findings', () => {
  it('begin with the object they are about', () => {
    const found = findings(
      changed(`
        Deployment spec.replicas = -1
        Service spec.selector = { app: nobody }
        Namespace metadata.labels.pod-security~kubernetes~io/warn = strict
        Service metadata.labels = { a b: c }`),
    );
    expect(found.length).toBeGreaterThan(3);
    for (const finding of found) expect(finding).toMatch(/^[A-Z][A-Za-z]+\/(shop|-)\/[a-z]+: \S/);
  });

  it('come all at once, but the set is judged only when its objects can be read', () => {
    expect(
      findings(changed('Deployment spec.replicas = "3"\nService spec.ports.0.port = 0\nService spec.selector = {}')),
    ).toEqual([
      "Deployment/shop/pricing: spec.replicas: must be a whole number of at most 32 bits, got '3'",
      'Service/shop/pricing: spec.ports[0].port: must be from 1 to 65535, got 0',
    ]);
  });

  it('are what the library says of an object, what we promise of it, and what the set says of it', () => {
    const http =
      'apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute, metadata: { name: public, namespace: shop }';
    expect(
      findings(
        changed(`
          container.image = "Pricing:1"
          Deployment status = { replicas: 1 }
          Service spec.selector = { app: nobody }
          + { ${http}, spec: { rules: [{ backendRefs: [{ name: other, port: 80 }] }] } }`),
      ),
    ).toEqual([
      expect.stringMatching(/^Deployment\/shop\/pricing: the image of container 'server' must be a reference /),
      "Deployment/shop/pricing: status is the server's to write",
      'Service/shop/pricing: selects the pods of no workload in shop',
      'HTTPRoute/shop/public: spec.rules[0].backendRefs[0] names no Service of the set: shop/other',
    ]);
  });

  (hasStrictSchemas ? it : it.skip)('are what the schemas of custom resources say', () => {
    const middleware = (spec: string): string =>
      `+ { apiVersion: traefik.io/v1alpha1, kind: Middleware, metadata: { name: a, namespace: shop }, spec: { ${spec} } }`;
    expect(findings(changed(middleware('strip: {}')))).toEqual([
      'Middleware/shop/a: spec.strip is no field of a Middleware',
    ]);
    expect(findings(changed(middleware('chain: 1')))).toEqual(['Middleware/shop/a: spec.chain must be object']);
  });

  it('hang on the version of the cluster and its node ports', () => {
    const set = changed('pod.hostUsers = false\nService spec.type = NodePort\nService spec.ports.0.nodePort = 80');
    const options = { kubernetesVersion: '1.33', nodePortRange: { from: 80, to: 90 } };
    expect(findings(set, options)).toEqual([]);
    expect(findings(set, { ...options, kubernetesVersion: '1.32' })).toHaveLength(1);
    expect(findings(set, { kubernetesVersion: '1.33' })).toHaveLength(1);
    expect(() => findings(set, { kubernetesVersion: 'latest' })).toThrow('latest');
  });

  it('depend on the order', () => {
    const [namespace = {}, account = {}, ...rest] = changed('');
    expect(findings([account, namespace, ...rest])).toEqual([
      'ServiceAccount/shop/pricing: comes before its namespace shop',
    ]);
  });
});

describe('pods of a set', () => {
  it('are one entry for each workload', () => {
    expect(podsOf(changed('')).map((pods) => [pods.namespace, pods.labels, pods.workload.metadata.name])).toEqual([
      ['shop', { app: 'pricing', tier: 'model' }, 'pricing'],
    ]);
  });

  it('have the ports of containers and sidecars, not of init containers', () => {
    const [pods] = podsOf(
      changed(
        `pod.initContainers = [{ name: a, restartPolicy: Always, ports: [{ containerPort: 1 }] }, { name: b, ports: [{ containerPort: 2 }] }]`,
      ),
    );
    expect(pods?.containerPorts.map((port) => port.containerPort)).toEqual([1, 8000]);
    expect(pods && containersOf(pods).map(({ role }) => role)).toEqual(['sidecar', 'init', 'main']);
  });

  it.each([
    ['{ kind: Pod, spec: { containers: [] } }', 'spec'],
    [
      '{ kind: CronJob, spec: { jobTemplate: { spec: { template: { spec: {} } } } } }',
      'spec.jobTemplate.spec.template.spec',
    ],
    ['{ kind: StatefulSet, spec: { template: { spec: {} } } }', 'spec.template.spec'],
    ['{ kind: Deployment, spec: {} }', undefined],
    ['{ kind: ConfigMap, spec: { template: { spec: {} } } }', undefined],
  ])('of %s stand at %s', (text, specPath) => {
    const [manifest] = manifestsOf(text);
    expect(templateOf(manifest as never)?.specPath).toBe(specPath);
  });

  it.each([
    ['{ kind: Deployment, spec: { replicas: 0 } }', 0],
    ['{ kind: Deployment, spec: {} }', 1],
    ['{ kind: Job, spec: { parallelism: 3 } }', 3],
    ['{ kind: Pod }', 1],
  ])('of %s count %i', (text, count) => {
    const [manifest] = manifestsOf(text);
    expect(replicasOf(manifest as never)).toBe(count);
  });
});

it('is independent of the library, but for the one file that asks it for its verdict', () => {
  const files = (folder: string): string[] =>
    readdirSync(folder).flatMap((name) => {
      const file = path.join(folder, name);
      return statSync(file).isDirectory() ? files(file) : [file];
    });
  const sources = [
    ...files(path.join(__dirname, 'api-server')),
    path.join(__dirname, 'api-server.ts'),
    path.join(__dirname, 'pod-template.ts'),
  ];
  expect(sources.filter((file) => /from '[./]*\/lib\/|cdk8s-model-serving'/.test(readFileSync(file, 'utf8')))).toEqual([
    path.join(__dirname, 'api-server', 'verdict.ts'),
  ]);
});
