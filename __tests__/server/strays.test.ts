import {
  Accelerator,
  BlueGreen,
  Colour,
  type Placement,
  ServerVolume,
  type ServerOverrides,
  SmokeTest,
  TaintEffect,
} from '../../lib';
import { declare, failureOf, MINIMAL, podSpecOf } from '../support/declare';
import { Manifests } from '../../lib/testing';
import { blueGreen, inTenant, OLD, SERVER } from '../rollout/support';

const pod = (spec: object): ServerOverrides => ({ deployment: { spec: { template: { spec } } } });
const volumes = [ServerVolume.emptyDir({ name: 'models', mountPath: '/models', sizeLimit: '1Gi' })];
const OWN = { securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } } };
const POD = 'overrides.deployment.spec.template.spec';

describe('overrides that name what is not there', () => {
  const broken = (overrides: ServerOverrides) =>
    failureOf(() => declare({ overrides, volumes, env: { LEVEL: 'info' } }).app.synthYaml());

  test.each<[string, ServerOverrides, string]>([
    [
      'a container',
      pod({ containers: [{ name: 'irsi', stdin: true }] }),
      `${POD}.containers must name what is there, or give an image of one to add, got 'irsi' where there is 'iris'; did you mean 'iris'?`,
    ],
    [
      'an init container, where there are none',
      pod({ initContainers: [{ name: 'fetch', stdin: true }] }),
      `${POD}.initContainers must name what is there, or give an image of one to add, got 'fetch' where there are none`,
    ],
    [
      'a volume',
      pod({ volumes: [{ name: 'modles' }] }),
      `${POD}.volumes must name what is there, or give a source of one to add, got 'modles' where there is 'tmp' and 'models'; did you mean 'models'?`,
    ],
    [
      'a port of the container',
      pod({ containers: [{ name: 'iris', ports: [{ name: 'htpp', hostPort: 80 }] }] }),
      `${POD}.containers['iris'].ports must name what is there, or give a port of one to add, got 'htpp' where there is 'http'; did you mean 'http'?`,
    ],
    [
      'a variable',
      pod({ containers: [{ name: 'iris', env: [{ name: 'LEVLE' }] }] }),
      `${POD}.containers['iris'].env must name what is there, or give a value of one to add, got 'LEVLE' where there is 'HOME' and 'LEVEL'; did you mean 'LEVEL'?`,
    ],
    [
      'a mount',
      pod({ containers: [{ name: 'iris', volumeMounts: [{ mountPath: '/model', readOnly: true }] }] }),
      `${POD}.containers['iris'].volumeMounts must name what is there, or give a name of one to add, got '/model' where there is '/tmp' and '/models'; did you mean '/models'?`,
    ],
    [
      'a port of the Service',
      { service: { spec: { ports: [{ name: 'htpp', appProtocol: 'http' }] } } },
      "overrides.service.spec.ports must name what is there, or give a port of one to add, got 'htpp' where there is 'http'; did you mean 'http'?",
    ],
  ])('%s, and say too little to add one, are an error', (_, overrides, message) => {
    expect(broken(overrides)).toContain(`ModelServer 'vision/iris': ${message}`);
  });

  test('of a release: the Service and the sides', () => {
    const server = { ...SERVER, overrides: { service: { spec: { ports: [{ name: 'grpc', appProtocol: 'h2c' }] } } } };
    expect(failureOf(() => blueGreen({ server }).app.synthYaml())).toContain(
      "BlueGreen 'vision/ranker': overrides.service.spec.ports must name what is there",
    );
    const sides = { ...SERVER, overrides: pod({ containers: [{ name: 'rnaker', tty: true }] }) };
    expect(failureOf(() => blueGreen({ server: sides }).app.synthYaml())).toContain("did you mean 'ranker'?");
  });

  const told = (overrides: ServerOverrides) => {
    const { app } = declare({ overrides, volumes, env: { LEVEL: 'info' } });
    app.synthYaml();
    return app.warnings;
  };

  test.each<[string, ServerOverrides, string]>([
    [
      'a container',
      pod({ containers: [{ name: 'iriss', image: 'iris:1', ...OWN }] }),
      "containers adds 'iriss', whose name",
    ],
    ['a volume', pod({ volumes: [{ name: 'model', emptyDir: {} }] }), "volumes adds 'model', whose name"],
    [
      'a variable',
      pod({ containers: [{ name: 'iris', env: [{ name: 'LEVLE', value: 'debug' }] }] }),
      "env adds 'LEVLE', whose name reads like that of 'LEVEL', which stays as it is; correct the name, or choose one that differs more",
    ],
    [
      'a port of the Service',
      { service: { spec: { ports: [{ name: 'htp', port: 81 }] } } },
      "ports adds 'htp', whose name",
    ],
  ])('%s, by a name that reads like another, are a warning', (_, overrides, warning) => {
    expect(told(overrides).join('\n')).toContain(warning);
  });

  test.each<[string, ServerOverrides]>([
    ['a container of another name', pod({ containers: [{ name: 'proxy', image: 'proxy:1', ...OWN }] })],
    ['a volume of another name', pod({ volumes: [{ name: 'certs', emptyDir: {} }] })],
    ['what is numbered through', pod({ volumes: [{ name: 'models2', emptyDir: {} }] })],
    [
      'changes of what is there',
      pod({ containers: [{ name: 'iris', stdin: true, env: [{ name: 'LEVEL', value: 'x' }] }] }),
    ],
    ['lists of things without names', pod({ hostAliases: [{ ip: '10.0.0.1', hostnames: ['db'] }] })],
  ])('are silent about %s', (_, overrides) => {
    expect(told(overrides).filter((warning) => warning.includes('overrides'))).toEqual([]);
  });
});

describe('a variable that overrides add', () => {
  const warned = (there: string[], added: string[], others: ServerOverrides & { removed?: string } = {}) => {
    const env = Object.fromEntries(there.map((name) => [name, 'x']));
    const list = [
      ...added.map((name) => ({ name, value: 'x' })),
      ...(others.removed ? [{ name: others.removed, $patch: 'delete' }] : []),
    ];
    const { removals } = others;
    const overrides = { ...pod({ containers: [{ name: 'iris', env: list }] }), ...(removals && { removals }) };
    const { app } = declare({ overrides, env });
    app.synthYaml();
    return app.warnings.filter((warning) => warning.includes('reads like'));
  };

  test.each([
    ['HTTP_PROXY', 'HTTP_PORXY'],
    ['HTTP_PROXY', 'HTP_PROXY'],
    ['HTTP_PROXY', 'HTPP_PROXY'],
    ['HTTP_PROXY', 'HTTP_PROX'],
    ['HTTP_PROXY', 'HTTPPROXY'],
    ['LOG_LEVEL', 'LOG_LEVEK'],
    ['LOG_LEVEL', 'LOG_LEVELS'],
    ['NODE_HOST', 'NODE_HSOT'],
    ['logLevel', 'loglevel'],
  ])('is taken for %s misspelt: %s', (there, added) => {
    expect(warned([there], [added])).toEqual([
      expect.stringContaining(`env adds '${added}', whose name reads like that of '${there}'`),
    ]);
  });

  test.each([
    ['HTTP_PROXY', 'HTTPS_PROXY'],
    ['HTTPS_PROXY', 'HTTP_PROXY'],
    ['BACKEND_WS', 'BACKEND_WSS'],
    ['UID', 'GID'],
    ['RUN_UID', 'RUN_GID'],
    ['MODEL_A', 'MODEL_B'],
    ['modelA', 'modelB'],
    ['A', 'B'],
    ['NODE_IP', 'NODE_ID'],
    ['SENTRY_DSN', 'SENTRY_DNS'],
    ['API_KEY', 'API_KEYS'],
    ['CACHE_READER', 'CACHE_LEADER'],
    ['MODEL_1', 'MODEL_2'],
  ])('is one more beside %s: %s', (there, added) => {
    expect(warned([there], [added])).toEqual([]);
  });

  test('is one more of several that read alike', () => {
    expect(warned(['zonea', 'zoneb'], ['zonec'])).toEqual([]);
    expect(warned(['zonea'], ['zonec'])).toHaveLength(1);
  });

  test('is no other one misspelt that the same overrides remove', () => {
    expect(warned(['LOG_LEVEL'], ['LOG_LEVELS'], { removed: 'LOG_LEVEL' })).toEqual([]);
    const removals = ["deployment.spec.template.spec.containers['iris'].env['LOG_LEVEL']"];
    expect(warned(['LOG_LEVEL'], ['LOG_LEVELS'], { removals })).toEqual([]);
  });

  test('nor is a port of the Service for TLS beside that for HTTP', () => {
    const overrides = { service: { spec: { ports: [{ name: 'https', port: 443, targetPort: 'http' }] } } };
    const { app } = declare({ overrides });
    app.synthYaml();
    expect(app.warnings.join()).not.toContain('reads like');
  });
});

describe('a toleration that several ask for is written once', () => {
  const gpu = { key: 'nvidia.com/gpu', effect: TaintEffect.NO_SCHEDULE };
  const resources = { ...MINIMAL.resources, accelerator: Accelerator.nvidia(1) };
  const rendered = { effect: 'NoSchedule', key: 'nvidia.com/gpu', operator: 'Exists' };
  const once = (placement: Placement, nodePool: Placement = {}) =>
    podSpecOf({ resources, placement }, { tenant: { nodePool } }).tolerations;

  test.each<[string, Placement, Placement]>([
    ['the accelerator and the server', { tolerations: [gpu] }, {}],
    ['the accelerator and the tenant', {}, { tolerations: [gpu] }],
    ['all three', { tolerations: [gpu, gpu] }, { tolerations: [gpu] }],
  ])('%s', (_, placement, nodePool) => {
    expect(once(placement, nodePool)).toEqual([rendered]);
  });

  test('in the pods of a smoke test as well', () => {
    const tenant = { nodePool: { tolerations: [gpu, gpu] } };
    const { app } = inTenant(
      (scope) =>
        new BlueGreen(scope, 'ranker', { server: SERVER, blue: OLD, active: Colour.BLUE, verify: SmokeTest.http('/') }),
      tenant,
    );
    const [job] = Manifests.fromApp(app).find('Job');
    expect(job.spec.template.spec.tolerations).toEqual([rendered]);
  });

  test('others stay, in their order', () => {
    const other = { key: 'nvidia.com/gpu', value: 'a100' };
    expect(once({ tolerations: [other, gpu, other] })).toEqual([
      rendered,
      { key: 'nvidia.com/gpu', operator: 'Equal', value: 'a100' },
    ]);
  });
});
