import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import fc from 'fast-check';
import {
  BlueGreen,
  Colour,
  GatewayFacts,
  IngressRoute,
  ModelServer,
  RouteRenderer,
  RouteRule,
  ServingApp,
  TenantNamespace,
} from '../../lib';
import { UsageError } from '../../lib/private/errors';
import { failureOf, MINIMAL } from '../support/declare';

const messagesOf = (action: () => unknown): readonly string[] => {
  try {
    action();
  } catch (error) {
    if (error instanceof UsageError) return error.messages;
    throw error;
  }
  return [];
};
const collecting = () => new ServingApp({ collectProblems: true });
const broken = (tenant: TenantNamespace, id: string, props: object) =>
  new ModelServer(tenant, id, { ...MINIMAL, ...props });

describe('an app that collects problems', () => {
  test('tells of all servers in one run, and writes nothing', () => {
    const app = collecting();
    const vision = new TenantNamespace(app, 'vision');
    broken(vision, 'one', { replicas: -1 });
    broken(vision, 'two', { image: 5, gpus: 1 });
    broken(vision, 'three', {});
    const messages = messagesOf(() => app.synthYaml());
    expect(messages).toEqual([
      "ModelServer 'vision/one': replicas must be a whole number of 0 or more, got -1",
      expect.stringContaining("ModelServer 'vision/two': there is no prop 'gpus'"),
      expect.stringContaining("ModelServer 'vision/two': image must be"),
    ]);
  });

  test.each<[string, (app: ServingApp, server: ModelServer) => unknown, string]>([
    ['a tenant', (app) => new TenantNamespace(app, 'Other'), "TenantNamespace 'Other': name must be"],
    [
      'a release',
      (_, { node }) =>
        new BlueGreen(node.scope as TenantNamespace, 'r', {
          server: { runtime: MINIMAL.runtime, resources: MINIMAL.resources },
          active: Colour.BLUE,
        }),
      "BlueGreen 'vision/r': ",
    ],
    [
      'a route',
      (_, server) =>
        new IngressRoute(server.node.scope as TenantNamespace, 'public', {
          host: 'NO HOST',
          rules: [RouteRule.pathPrefix('/', server)],
          via: RouteRenderer.traefik(GatewayFacts.traefik()),
        }),
      "IngressRoute 'vision/public': host ",
    ],
  ])('%s cannot go on: it throws, with what was wrong before it', (_, make, own) => {
    const app = collecting();
    const server = broken(new TenantNamespace(app, 'vision'), 'one', { replicas: -1 });
    const messages = messagesOf(() => make(app, server));
    expect(messages[0]).toContain("ModelServer 'vision/one': replicas must be");
    expect(messages.some((message) => message.startsWith(own))).toBe(true);
  });

  test('what constructs say at validation is among it, what rules say of broken servers is not', () => {
    const app = collecting();
    const vision = new TenantNamespace(app, 'vision', { quota: { cpu: '1', memory: '1Gi' } });
    broken(vision, 'large', { resources: { cpu: '64', memory: '1Gi' } });
    broken(vision, 'one', { replicas: -1 });
    vision.node.addValidation({ validate: () => ['is not what it should be'] });
    const messages = messagesOf(() => app.synthYaml());
    expect(messages).toEqual([
      expect.stringContaining("ModelServer 'vision/one'"),
      expect.stringContaining('is not what it should be'),
    ]);
  });

  test('is like any other where nothing is wrong', () => {
    const make = (app: ServingApp) => {
      broken(new TenantNamespace(app, 'vision'), 'iris', {});
      return app.synthYaml();
    };
    expect(make(collecting())).toBe(make(new ServingApp()));
  });

  test('says of anything that is passed what a server says by itself, and never fails in another way', () => {
    const members = Object.keys({ ...MINIMAL, replicas: 0, health: 0, drain: 0, service: 0, placement: 0, env: 0 });
    const more = [
      'files',
      'volumes',
      'initContainers',
      'sidecars',
      'overrides',
      'rollout',
      'name',
      'autoscaling',
      'labels',
    ];
    const props = fc.dictionary(fc.constantFrom(...members, ...more), fc.oneof(fc.anything(), fc.constant([{}])), {
      maxKeys: 4,
    });
    fc.assert(
      fc.property(props, (given) => {
        const alone = messagesOf(() => broken(new TenantNamespace(new ServingApp(), 'vision'), 'iris', given));
        const app = collecting();
        const vision = new TenantNamespace(app, 'vision');
        expect(messagesOf(() => broken(vision, 'iris', given))).toEqual([]);
        if (alone.length > 0) expect(messagesOf(() => app.synthYaml())).toEqual([...new Set(alone)]);
      }),
      { numRuns: 300 },
    );
  });
});

test('without it each server throws by itself', () => {
  const vision = new TenantNamespace(new ServingApp(), 'vision');
  expect(failureOf(() => broken(vision, 'one', { replicas: -1 }))).toContain('replicas must be');
});

test('collectProblems is true or false', () => {
  expect(failureOf(() => new ServingApp({ collectProblems: 'yes' as never }))).toBe(
    "ServingApp: collectProblems must be true or false, got 'yes'",
  );
});

describe('several apps of one program are told apart by their folders', () => {
  const before = process.cwd();
  beforeAll(() => {
    process.chdir(fs.mkdtempSync(path.join(os.tmpdir(), 'apps-')));
  });
  afterAll(() => {
    process.chdir(before);
  });
  const platform = (outdir: string | undefined, props: object) => {
    const app = new ServingApp({ outdir, collectProblems: true });
    broken(new TenantNamespace(app, 'vision'), 'iris', props);
    return app;
  };

  test.each<[string, string | undefined, object, string]>([
    ['one problem', 'dist/staging', { replicas: -1 }, "app 'dist/staging': ModelServer 'vision/iris': replicas must"],
    [
      'two',
      'dist/staging',
      { replicas: -1, args: 5 },
      "2 problems in app 'dist/staging':\n  ModelServer 'vision/iris': ",
    ],
    ['the usual folder says nothing', 'dist', { replicas: -1 }, "ModelServer 'vision/iris': replicas must"],
    ['nor does none', undefined, { replicas: -1 }, "ModelServer 'vision/iris': replicas must"],
    ['nor one from the root', '/tmp/dist', { replicas: -1 }, "ModelServer 'vision/iris': replicas must"],
  ])('%s', (_, outdir, props, message) => {
    const failure = failureOf(() => platform(outdir, props).synthYaml());
    expect(failure.startsWith(message)).toBe(true);
  });

  test('constructors of servers say it as well', () => {
    const app = new ServingApp({ outdir: 'dist/staging' });
    const vision = new TenantNamespace(app, 'vision');
    const failure = failureOf(() => broken(vision, 'iris', { replicas: -1 }));
    expect(failure.startsWith("app 'dist/staging': ModelServer 'vision/iris': replicas must")).toBe(true);
  });

  test('and warnings', () => {
    const stderr = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    platform('dist/staging', { image: 'iris:latest' as never });
    const app = new ServingApp({ outdir: 'dist/staging' });
    new ModelServer(new TenantNamespace(app, 'vision'), 'iris', {
      ...MINIMAL,
      args: ['--api-key=sk-0123456789abcdef'],
    });
    app.synth();
    const said = stderr.mock.calls.map(([text]) => String(text));
    stderr.mockRestore();
    expect(said.length).toBeGreaterThan(0);
    expect(said.every((text) => text.startsWith("warning: app 'dist/staging': ModelServer 'vision/iris': "))).toBe(
      true,
    );
  });
});
