import * as http from 'node:http';
import { Duration } from 'cdk8s';
import { spawn } from 'node:child_process';
import type { AddressInfo } from 'node:net';
import {
  ArgoCdHook,
  Canary,
  CanaryStage,
  Colour,
  ContainerImage,
  ImagePullPolicy,
  SmokeTest,
  type SmokeTestOptions,
} from '../../lib';
import { manifestsFrom } from '../support/declare';
import { blueGreen, canary, inTenant, NEW, OLD, SERVER } from './support';

const NAME = 'app.kubernetes.io/name';
const INSTANCE = 'app.kubernetes.io/instance';
const job = (path = '/ready', options: SmokeTestOptions = {}, props: Parameters<typeof canary>[0] = {}): any =>
  manifestsFrom(canary({ stage: CanaryStage.weight(10), verify: SmokeTest.http(path, options), ...props }).app).get(
    'Job',
  );

describe('the Job', () => {
  test('is restricted, small, bounded in time, and does not fail when its pod is evicted', () => {
    const { spec } = job();
    expect(spec).toMatchObject({ backoffLimit: 0, activeDeadlineSeconds: 1030, ttlSecondsAfterFinished: 86400 });
    expect(spec.podFailurePolicy.rules).toEqual([
      { action: 'Ignore', onPodConditions: [{ status: 'True', type: 'DisruptionTarget' }] },
    ]);
    const pod = spec.template.spec;
    expect(pod).toMatchObject({
      automountServiceAccountToken: false,
      restartPolicy: 'Never',
      securityContext: { runAsNonRoot: true, runAsUser: 10001, seccompProfile: { type: 'RuntimeDefault' } },
    });
    expect(pod.containers[0]).toMatchObject({
      image: expect.stringMatching(/^curlimages\/curl:8\.12\.1@sha256:[0-9a-f]{64}$/),
      securityContext: { readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
      resources: { requests: { cpu: '50m', memory: '64Mi' }, limits: { cpu: '50m', memory: '64Mi' } },
    });
  });

  describe.each(['canary', 'blue and green'])('of %s', (kind) => {
    type Given = { readonly imagePullPolicy?: ImagePullPolicy; readonly image?: ContainerImage };
    const release = ({ imagePullPolicy, image }: Given) => {
      const props = { server: { ...SERVER, imagePullPolicy }, verify: SmokeTest.http('/', { image }) };
      return kind === 'canary' ? canary({ stage: CanaryStage.weight(10), ...props }) : blueGreen(props);
    };
    const policiesOf = (given: Given): string[] =>
      manifestsFrom(release(given).app)
        .find('Job')
        .map(({ spec }) => spec.template.spec.containers[0].imagePullPolicy);

    test.each<[string, Given, string]>([
      ['by its digest', {}, 'IfNotPresent'],
      ['as the server says', { imagePullPolicy: ImagePullPolicy.ALWAYS }, 'Always'],
      ['as the server says', { imagePullPolicy: ImagePullPolicy.NEVER }, 'Never'],
      ['always by a tag', { image: ContainerImage.of('registry.example/curl:8') }, 'Always'],
      [
        'as the server says, by a tag',
        { image: ContainerImage.of('registry.example/curl:8'), imagePullPolicy: ImagePullPolicy.IF_NOT_PRESENT },
        'IfNotPresent',
      ],
    ])('asks for its image %s', (_, given, policy) => {
      expect(new Set(policiesOf(given))).toEqual(new Set([policy]));
    });

    test('warns of an image that is no version, as servers do', () => {
      const { warnings } = release({ image: ContainerImage.of('registry.example/curl') }).app;
      expect(
        warnings.filter((warning) => warning.includes("verify.image 'registry.example/curl' has no tag")),
      ).toHaveLength(1);
      expect(release({}).app.warnings.join()).not.toContain('verify');
    });
  });

  test('tries longer than a version may take to start, init containers counted', () => {
    const patienceOf = (given: Parameters<typeof canary>[0]) =>
      Number(
        job('/', {}, given).spec.template.spec.containers[0].env.find(({ name }: any) => name === 'PATIENCE_SECONDS')
          .value,
      );
    expect(patienceOf({})).toBe(600 + 120);
    expect(patienceOf({ canary: { ...NEW, health: { startupBudget: Duration.minutes(30) } } })).toBe(1800 + 120);
    const container = { name: 'fetch', image: ContainerImage.of('fetch:1'), resources: { cpu: '1', memory: '1Gi' } };
    expect(patienceOf({ canary: { ...NEW, initContainers: [container] } })).toBe(1200 + 120);
  });

  test("carries the canary's instance, so that its NetworkPolicy lets it out, but not the name that Services select", () => {
    const { app } = canary({ stage: CanaryStage.weight(10), verify: SmokeTest.http('/ready') });
    const manifests = manifestsFrom(app);
    const { labels } = manifests.get('Job').spec.template.metadata;
    expect([labels[NAME], labels[INSTANCE]]).toEqual(['ranker-verify', 'ranker-canary']);
    const matches = (selector: Record<string, string>) =>
      Object.entries(selector).every(([key, value]) => labels[key] === value);
    expect(manifests.find('Service').filter(({ spec }) => matches(spec.selector))).toEqual([]);
    expect(manifests.find('PodDisruptionBudget').filter(({ spec }) => matches(spec.selector.matchLabels))).toEqual([]);
    expect(manifests.find('Deployment').filter(({ spec }) => matches(spec.selector.matchLabels))).toEqual([]);
    const policies = manifests.find('NetworkPolicy').filter(({ spec }) => matches(spec.podSelector.matchLabels));
    expect(policies.map(({ metadata }) => metadata.name)).toEqual(['ranker-canary']);
  });

  test('asks the canary alone: by replicas through a Service that only the test uses', () => {
    const { app } = canary({ stage: CanaryStage.weight(10), verify: SmokeTest.http('/ready?deep=1') });
    const manifests = manifestsFrom(app);
    expect(manifests.get('Service', 'ranker-canary').spec.selector).toEqual({
      [INSTANCE]: 'ranker-canary',
      [NAME]: 'ranker',
    });
    expect(manifests.get('Job').spec.template.spec.containers[0].args.at(-1)).toBe(
      'http://ranker-canary:80/ready?deep=1',
    );
  });

  test('is there when the canary has pods, and only then', () => {
    const jobs = (stage: CanaryStage) =>
      canary({ steps: [10, 50], stage, verify: SmokeTest.http('/ready') }).release.verifyJobs.map(({ name }) => name);
    expect([jobs(CanaryStage.weight(0)), jobs(CanaryStage.rolledBack())]).toEqual([[], []]);
    expect(jobs(CanaryStage.step(0).firstOfTwo())).toHaveLength(1);
    expect(jobs(CanaryStage.step(1))).toEqual(jobs(CanaryStage.step(0)));
  });

  test('is another one for another image and another test, and the same for another stage', () => {
    const name = (options: SmokeTestOptions, image = 'ranker:1.5') =>
      job('/ready', options, { canary: { image: ContainerImage.of(image) } }).metadata.name as string;
    expect(name({})).toMatch(/^ranker-verify-[0-9a-f]{8}$/);
    const others = [name({}, 'ranker:1.6'), name({ expectedStatus: 204 }), name({ bodyContains: 'ok' })];
    expect(new Set([name({}), ...others]).size).toBe(4);
    expect(name({})).toBe(name({}));
  });

  test('each colour with pods is tested through a Service of its own', () => {
    const { release, app } = blueGreen({ verify: SmokeTest.http('/ready'), green: { ...NEW, replicas: 0 } });
    expect(release.verifyJobs).toHaveLength(1);
    const manifests = manifestsFrom(app);
    expect(manifests.get('Job').spec.template.spec.containers[0].args.at(-1)).toBe('http://ranker-blue:80/ready');
    expect(manifests.get('Service', 'ranker-blue').spec.selector[INSTANCE]).toBe('ranker-blue');
    manifests.has('Service', { metadata: { name: 'ranker-blue', labels: { [INSTANCE]: 'ranker-blue' } } });
  });

  test('can be a hook of Argo CD', () => {
    const { annotations } = job('/', { argoCdHook: ArgoCdHook.POST_SYNC, annotations: { owner: 'me' } }).metadata;
    expect(annotations).toEqual({
      'argocd.argoproj.io/hook': 'PostSync',
      'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation',
      owner: 'me',
    });
    expect(job().metadata.annotations).toBeUndefined();
  });

  test('takes image, resources, pull secrets and service account from where they are given', () => {
    const resources = { cpu: '10m', memory: '16Mi' };
    const server = { ...SERVER, imagePullSecrets: [{ name: 'registry' } as never] };
    const { spec } = job('/', { image: ContainerImage.of('mirror.example/curl:8'), resources }, { server }).spec
      .template;
    expect(spec.containers[0]).toMatchObject({ image: 'mirror.example/curl:8', resources: { requests: resources } });
    expect([spec.imagePullSecrets, spec.serviceAccountName]).toEqual([[{ name: 'registry' }], 'ranker-canary']);
  });

  test('runs where its tenant runs, with what its tenant hands to every pod', () => {
    const { app } = inTenant(
      (tenant) =>
        new Canary(tenant, 'ranker', {
          server: { ...SERVER, placement: { nodeSelector: { gpu: 'a100' } } },
          stable: OLD,
          canary: NEW,
          stage: CanaryStage.weight(50),
          verify: SmokeTest.http('/ready'),
        }),
      {
        imagePullSecretNames: ['registry'],
        nodePool: { nodeSelector: { pool: 'vision' }, tolerations: [{ key: 'pool', value: 'vision' }] },
        priorityClassName: 'high',
        quota: { priorityClasses: { high: { cpu: '10', memory: '10Gi' } } },
      },
    );
    expect(manifestsFrom(app).get('Job').spec.template.spec).toMatchObject({
      imagePullSecrets: [{ name: 'registry' }],
      nodeSelector: { pool: 'vision' },
      tolerations: [{ key: 'pool', operator: 'Equal', value: 'vision' }],
      priorityClassName: 'high',
    });
    expect(manifestsFrom(app).get('Job').spec.template.spec.nodeSelector).not.toHaveProperty('gpu');
  });

  test('annotations do not take the place of the hook', () => {
    const annotations = { 'argocd.argoproj.io/hook': 'PreSync', owner: 'me' };
    expect(job('/', { argoCdHook: ArgoCdHook.SYNC, annotations }).metadata.annotations).toMatchObject({
      'argocd.argoproj.io/hook': 'Sync',
      owner: 'me',
    });
  });

  test('no Job without a test', () => {
    expect(blueGreen({ blue: OLD, active: Colour.BLUE }).release.verifyJobs).toEqual([]);
  });
});

/** Runs the container's command against a server, with the arguments and variables as Kubernetes hands them over. */
async function run(
  answer: http.RequestListener,
  options: SmokeTestOptions = {},
  path = '/predict?a=1',
): Promise<{ code: number; text: string }> {
  // First, for a server that is left open would keep the whole run from ending.
  const [container] = job(path, options).spec.template.spec.containers;
  const server = http.createServer(answer).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const expanded = (text: string): string => text.replaceAll('$$', '$');
  const args = container.args.map((arg: string) =>
    expanded(arg).replace('http://ranker-canary:80', `http://127.0.0.1:${port}`),
  );
  const env = Object.fromEntries(container.env.map(({ name, value }: any) => [name, expanded(value)]));
  const [command, ...rest] = container.command;
  const child = spawn(command, [...rest, ...args], {
    env: { PATH: process.env.PATH, ...env, PATIENCE_SECONDS: '0', INTERVAL_SECONDS: '0', ...patience(options) },
  });
  let text = '';
  child.stdout.on('data', (chunk) => (text += String(chunk)));
  child.stderr.on('data', (chunk) => (text += String(chunk)));
  const code = await new Promise<number>((resolve) =>
    child.once('close', (value) => {
      resolve(value ?? -1);
    }),
  );
  server.close();
  return { code, text };
}

/** A test that is to be tried again is given a few seconds. */
function patience({ deadline: given }: SmokeTestOptions): { PATIENCE_SECONDS?: string } {
  return given ? { PATIENCE_SECONDS: '20' } : {};
}

describe('what the container runs, against a real server', () => {
  const answering =
    (status: number, body = ''): http.RequestListener =>
    (_, response) =>
      response.writeHead(status).end(body);

  test('passes when status and body are as expected', async () => {
    const options = { bodyContains: '"ok"', bodyMatches: '^\\{"status": ?"o[k]"\\}$' };
    expect((await run(answering(200, '{"status": "ok"}'), options)).code).toBe(0);
    expect((await run(answering(200, 'many\nlines\n{"status":"ok"}\nmore'), options)).code).toBe(0);
    expect((await run(answering(404), { expectedStatus: 404 })).code).toBe(0);
  });

  test.each<[string, http.RequestListener, SmokeTestOptions, string]>([
    ['another status', answering(503, 'ok'), {}, 'got status 503, expected 200'],
    ['a body without the text', answering(200, 'o.k.'), { bodyContains: 'ok' }, 'the body does not contain: ok'],
    ['a text that is no pattern', answering(200, 'xyz'), { bodyContains: '...' }, 'the body does not contain: ...'],
    ['a body that does not match', answering(200, 'nok'), { bodyMatches: '^ok' }, 'no line of the body matches: ^ok'],
    ['an empty body', answering(200), { bodyMatches: '.' }, 'no line of the body matches: .'],
  ])('fails for %s, and says why', async (_, answer, options, text) => {
    const result = await run(answer, options);
    expect(result.code).toBe(1);
    expect(result.text).toContain(text);
    expect(result.text).toContain('gave up after 0 s');
  });

  test('tries again until the answer is right', async () => {
    let requests = 0;
    const answer: http.RequestListener = (_, response) => response.writeHead(++requests < 3 ? 503 : 200).end();
    const { code, text } = await run(answer, { deadline: Duration.minutes(20) });
    expect([code, requests]).toEqual([0, 3]);
    expect(text).toContain('the answer is right');
  });

  test('sends method, headers and body exactly as given, whatever a shell or Kubernetes would make of them', async () => {
    const body = `@file $(HOME) $$ \${HOME} \`id\` "quotes" 'ticks' \\n\nline`;
    let seen: unknown[] = [];
    const answer: http.RequestListener = (request, response) => {
      let received = '';
      request.on('data', (chunk) => (received += String(chunk)));
      request.on('end', () => {
        seen = [request.method, request.url, request.headers['x-a'], received];
        response.end();
      });
    };
    const { code } = await run(answer, { body, headers: { 'x-a': '$(id) "b"' } });
    expect(code).toBe(0);
    expect(seen).toEqual(['POST', '/predict?a=1', '$(id) "b"', body]);
  });

  test.each(['/a[1-3]', '/a{b,c}?q={"a":[1]}', '/a/../b', '/models/v1.0:predict?ids[]=1'])(
    'asks for %s exactly, once',
    async (path) => {
      const seen: unknown[] = [];
      const answer: http.RequestListener = (request, response) => {
        seen.push(request.url);
        response.end();
      };
      expect((await run(answer, {}, path)).code).toBe(0);
      expect(seen).toEqual([path]);
    },
  );

  test('sends headers without a value', async () => {
    let seen: unknown;
    const answer: http.RequestListener = (request, response) => {
      seen = request.headers['x-a'];
      response.end();
    };
    expect((await run(answer, { headers: { 'x-a': '' } })).code).toBe(0);
    expect(seen).toBe('');
  });

  test('a body is JSON unless said otherwise, and HEAD asks for no body', async () => {
    const seen: unknown[] = [];
    const answer: http.RequestListener = (request, response) => {
      seen.push([request.method, request.headers['content-type']]);
      request.resume();
      response.end();
    };
    expect((await run(answer, { body: '{}' })).code).toBe(0);
    expect((await run(answer, { method: 'HEAD' })).code).toBe(0);
    expect(seen).toEqual([
      ['POST', 'application/json'],
      ['HEAD', undefined],
    ]);
  });
});
