import * as kplus from 'cdk8s-plus-28';
import { Chart } from 'cdk8s';
import {
  ConfigMapKeyRef,
  FileMount,
  ModelServer,
  type ModelServerProps,
  SecretKeyRef,
  TenantNamespace,
} from '../../lib';
import { declare, failureOf, manifestsFrom, MINIMAL } from '../support/declare';

const helper = { name: 'helper', image: MINIMAL.image, resources: MINIMAL.resources };

/** Objects in a tenant of their own, and a server in another that uses them. */
function elsewhere() {
  const { app, tenant } = declare();
  const scope = new TenantNamespace(app, 'other');
  return {
    app,
    tenant,
    scope,
    settings: new kplus.ConfigMap(scope, 'settings', { data: { level: 'info' } }),
    secret: new kplus.Secret(scope, 'secret', { stringData: { token: 'x' } }),
    account: new kplus.ServiceAccount(scope, 'account'),
  };
}

type World = ReturnType<typeof elsewhere>;

test.each<[string, string, (world: World) => Partial<ModelServerProps>]>([
  ['serviceAccount', 'ServiceAccount', ({ account }) => ({ serviceAccount: account })],
  ['imagePullSecrets[0]', 'Secret', ({ secret }) => ({ imagePullSecrets: [secret] })],
  ['files[0]', 'ConfigMap', ({ settings }) => ({ files: [FileMount.configMap('/etc/a', settings)] })],
  ['files[0]', 'Secret', ({ secret }) => ({ files: [FileMount.secret('/etc/a', secret)] })],
  [
    "envFromConfigMaps['A']",
    'ConfigMap',
    ({ settings }) => ({ envFromConfigMaps: { A: ConfigMapKeyRef.of(settings, 'level') } }),
  ],
  ["envFromSecrets['A']", 'Secret', ({ secret }) => ({ envFromSecrets: { A: SecretKeyRef.of(secret, 'token') } })],
  [
    "initContainers['helper'].envFromSecrets['A']",
    'Secret',
    ({ secret }) => ({ initContainers: [{ ...helper, envFromSecrets: { A: SecretKeyRef.of(secret, 'token') } }] }),
  ],
  [
    "sidecars['helper'].envFromConfigMaps['A']",
    'ConfigMap',
    ({ settings }) => ({
      sidecars: [{ ...helper, envFromConfigMaps: { A: ConfigMapKeyRef.of(settings, 'level') } }],
    }),
  ],
])('%s of another namespace is an error that names both: %s', (property, kind, props) => {
  const world = elsewhere();
  const message = failureOf(() => new ModelServer(world.tenant, 'web', { ...MINIMAL, ...props(world) }));
  expect(message).toContain(
    `ModelServer 'vision/web': ${property} must be of the server's namespace, 'vision', got ${kind} 'other/`,
  );
  expect(message).toContain("of 'other'; pods find objects in their own namespace only");
  // The same objects are fine for a server beside them.
  const neighbour = new ModelServer(world.scope, 'web', { ...MINIMAL, ...props(world) });
  expect(neighbour.deployment.name).toBe('web');
  expect(() => world.app.synthYaml()).not.toThrow();
});

test('an object of a chart without a namespace is not of the server, one in a chart beside it is', () => {
  const { app, tenant } = declare();
  const declareWith = (chart: Chart) => {
    const settings = new kplus.ConfigMap(chart, 'settings', { data: { a: 'b' } });
    return new ModelServer(tenant, chart.node.id, { ...MINIMAL, files: [FileMount.configMap('/a', settings)] });
  };
  expect(failureOf(() => declareWith(new Chart(app, 'nowhere')))).toContain(
    "got ConfigMap 'nowhere/settings/Resource' of nothing",
  );
  expect(declareWith(new Chart(app, 'beside', { namespace: 'vision' })).name).toBe('beside');
});

test('what is only referred to by name is the business of whoever made it', () => {
  const { app, tenant, scope } = elsewhere();
  const settings = kplus.ConfigMap.fromConfigMapName(scope, 'imported', 'settings');
  new ModelServer(tenant, 'web', {
    ...MINIMAL,
    envFromConfigMaps: { A: ConfigMapKeyRef.of(settings, 'any'), B: ConfigMapKeyRef.named('x', 'any') },
    files: [FileMount.configMap('/a', settings, { keys: { any: 'any' } })],
  });
  expect(() => app.synthYaml()).not.toThrow();
});

describe('keys of a ConfigMap of this app', () => {
  const world = () => {
    const { app, tenant } = declare();
    const settings = new kplus.ConfigMap(tenant, 'settings', { data: { level: 'info' } });
    new ModelServer(tenant, 'web', {
      ...MINIMAL,
      envFromConfigMaps: { A: ConfigMapKeyRef.of(settings, 'levle') },
      files: [FileMount.configMap('/etc/a', settings, { keys: { level: 'level', model: 'model.bin' } })],
    });
    return { app, settings };
  };

  test('that it lacks are errors at synthesis, all at once', () => {
    const message = failureOf(() => world().app.synthYaml());
    expect(message).toContain(
      "'vision/web': variable 'A' of container 'web' must name a key of the ConfigMap 'vision-settings-c8c9e55a', which has ['level'], got 'levle'; add the key",
    );
    expect(message).toContain(
      "volume 'etc-a' must name a key of the ConfigMap 'vision-settings-c8c9e55a', which has ['level'], got 'model'",
    );
    expect(message).not.toContain("got 'level'");
  });

  test('may be added after the server was declared, as text or as bytes', () => {
    const { app, settings } = world();
    settings.addData('levle', 'debug');
    settings.addBinaryData('model', 'AAAA');
    expect(() => app.synthYaml()).not.toThrow();
  });
});

describe('checksums', () => {
  const long = 'a'.repeat(63);
  const annotationsOf = (names: readonly string[], text = 'x') => {
    const { app, tenant } = declare();
    const files = names.map((name, index) => {
      const data = { key: index === 0 ? text : 'y' };
      const settings = new kplus.ConfigMap(tenant, `c${index}`, { metadata: { name }, data });
      return FileMount.configMap(`/etc/${index}`, settings);
    });
    new ModelServer(tenant, 'web', { ...MINIMAL, files });
    return manifestsFrom(app).get('Deployment', 'web').spec.template.metadata.annotations as Record<string, string>;
  };

  test('of ConfigMaps whose names begin alike do not take the place of each other', () => {
    const names = [`${long}-1`, `${long}-2`];
    const before = annotationsOf(names);
    expect(Object.keys(before)).toHaveLength(2);
    for (const key of Object.keys(before)) expect(key).toMatch(/^checksum\/[a-z0-9][-.a-z0-9]{0,61}[a-z0-9]$/);
    expect(annotationsOf(names, 'changed')).not.toEqual(before);
    expect(Object.keys(annotationsOf([...names].reverse())).sort()).toEqual(Object.keys(before).sort());
  });

  test('are called like the ConfigMap where that fits', () => {
    expect(Object.keys(annotationsOf([long, 'settings']))).toEqual([`checksum/${long}`, 'checksum/settings']);
  });

  test('are not made of Secrets', () => {
    const { app, tenant } = declare();
    const secret = new kplus.Secret(tenant, 'secret', { stringData: { pin: '1234' } });
    new ModelServer(tenant, 'web', { ...MINIMAL, files: [FileMount.secret('/etc/a', secret)] });
    expect(manifestsFrom(app).get('Deployment', 'web').spec.template.metadata).not.toHaveProperty('annotations');
  });
});
