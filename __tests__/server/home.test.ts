import {
  Accelerator,
  ContainerImage,
  FileMount,
  type ModelServerProps,
  PodSecurityLevel,
  SecretKeyRef,
  SecurityProfile,
  ServerVolume,
  ServingRuntime,
} from '../../lib';
import { blueGreen, SERVER } from '../rollout/support';
import { containerOf, declare, MINIMAL } from '../support/declare';

const resources = { ...MINIMAL.resources, accelerator: Accelerator.nvidia(1) };
const root = {
  props: { security: SecurityProfile.baseline({ runAsRoot: true }) },
  around: { tenant: { podSecurity: { enforce: PodSecurityLevel.BASELINE } } },
};
const variableOf = (props: Partial<ModelServerProps>, name = 'USER', around = {}): unknown =>
  containerOf(props, around).env?.find((each: any) => each.name === name)?.value;

describe('the name of the user', () => {
  const RUNTIMES: [string, ServingRuntime][] = [
    ['http', ServingRuntime.http({ port: 8000 })],
    ['grpc', ServingRuntime.grpc({ port: 8000 })],
    ['fastApi', ServingRuntime.fastApi({ app: 'main:app' })],
    ['flaskGunicorn', ServingRuntime.flaskGunicorn({ port: 8000, healthPath: '/' })],
    ['streamlit', ServingRuntime.streamlit()],
    ['mlem', ServingRuntime.mlem()],
  ];

  test.each(RUNTIMES)('is given to %s with an accelerator, and else to none', (_, runtime) => {
    expect(variableOf({ runtime, resources })).toBe('nonroot');
    expect(variableOf({ runtime })).toBeUndefined();
  });

  test.each<[string, Partial<ModelServerProps>, unknown, object]>([
    ['that the image is made for', { runtime: ServingRuntime.http({ port: 8000, user: 2000 }) }, undefined, {}],
    ['of BentoML', { runtime: ServingRuntime.bentoMl() }, undefined, {}],
    ['root', root.props, undefined, root.around],
    ['that the server names', { env: { USER: 'vllm' } }, 'vllm', {}],
    ['that the runtime names', { runtime: ServingRuntime.http({ port: 8000, env: { USER: 'vllm' } }) }, 'vllm', {}],
    ['that a Secret names', { envFromSecrets: { USER: SecretKeyRef.named('iris', 'user') } }, undefined, {}],
    [
      'that the pods run as in place of the one of the image',
      { runtime: ServingRuntime.bentoMl(), security: SecurityProfile.restricted({ user: 20001 }) },
      'nonroot',
      {},
    ],
  ])('is asked of one %s', (_, props, name, around) => {
    expect(variableOf({ resources, ...props }, 'USER', around)).toBe(name);
  });
});

const told = (props: Partial<ModelServerProps>, around = {}): string[] => declare(props, around).app.warnings;

describe("paths below root's home", () => {
  const cache = ServerVolume.emptyDir({ name: 'cache', mountPath: '/root/.cache', sizeLimit: '20Gi' });
  const extra = { name: 'fetch', image: ContainerImage.of('fetch:1'), resources: { cpu: '1', memory: '1Gi' } };
  const CASES: [string, Partial<ModelServerProps>, string][] = [
    ['a volume', { volumes: [cache] }, "volumes[0].mountPath is below /root, got '/root/.cache'"],
    ['a file', { files: [FileMount.secretNamed('/root/.aws', 'aws')] }, 'files[0].mountPath is below /root'],
    [
      'what the runtime writes',
      { runtime: ServingRuntime.http({ port: 8000, writablePaths: [{ path: '/root/.keras', sizeLimit: '1Gi' }] }) },
      "runtime writablePaths is below /root, got '/root/.keras'",
    ],
    ['a variable', { env: { HF_HOME: '/root/.cache/huggingface' } }, "env['HF_HOME'] is below /root"],
    ['an argument', { args: ['--download-dir=/root/models'] }, "args[0] is below /root, got '/root/models'"],
    ['a program', { command: ['/root/.local/bin/serve'] }, 'command[0] is below /root'],
    [
      'a volume of an init container',
      { initContainers: [{ ...extra, volumes: [cache] }] },
      "initContainers['fetch'].volumes[0].mountPath is below /root",
    ],
    [
      'a variable of a sidecar',
      { sidecars: [{ ...extra, env: { A: '/root/a' } }] },
      "sidecars['fetch'].env['A'] is below",
    ],
  ];

  test.each(CASES)('are a warning for another user: %s', (_, props, warning) => {
    expect(told(props).join('\n')).toContain(warning);
    expect(told({ ...root.props, ...props }, root.around).join('\n')).not.toContain('below /root');
  });

  test.each<[string, Partial<ModelServerProps>]>([
    ['root itself', { volumes: [ServerVolume.emptyDir({ name: 'root', mountPath: '/root', sizeLimit: '1Gi' })] }],
    ['one that begins alike', { env: { DIR: '/rootless/a' } }],
    ['a text that is no path', { args: ['see /root/readme'] }],
  ])('are not %s', (_, props) => {
    expect(told(props).join('\n')).not.toContain('below /root');
  });

  test('are said of a side of a release', () => {
    const { warnings } = blueGreen({ server: { ...SERVER, env: { HF_HOME: '/root/hf' } } }).app;
    expect(warnings.filter((warning) => warning.includes('below /root'))).toHaveLength(2);
  });
});

describe('a model that is downloaded to /tmp', () => {
  const volume = (mountPath: string) => ServerVolume.emptyDir({ name: 'big', mountPath, sizeLimit: '80Gi' });
  const warned = (props: Partial<ModelServerProps>): boolean =>
    told(props).some((warning) => warning.includes('evicts the pod above the 1Gi of /tmp'));

  test.each<[string, Partial<ModelServerProps>]>([
    ['with an accelerator', { resources }],
    ['with a token of the hub', { envFromSecrets: { HF_TOKEN: SecretKeyRef.named('hub', 'token') } }],
    ['with the name of a model', { env: { HF_MODEL_ID: 'org/model' } }],
    ['whose cache is below it', { resources, env: { HF_HOME: '$(HOME)/hub' } }],
    [
      'beside a volume in memory',
      {
        resources,
        volumes: [ServerVolume.emptyDir({ name: 'shm', mountPath: '/dev/shm', sizeLimit: '512Mi', inMemory: true })],
      },
    ],
  ])('is a warning: %s', (_, props) => {
    expect(warned(props)).toBe(true);
  });

  test.each<[string, Partial<ModelServerProps>]>([
    ['in the size that is asked for', { resources, volumes: [volume('/tmp')] }],
    ['where the cache is elsewhere', { resources, volumes: [volume('/cache')], env: { HF_HOME: '/cache' } }],
    ['where a volume is mounted at the cache', { resources, volumes: [volume('/tmp/.cache')] }],
    [
      'where the home is a writable path',
      {
        resources,
        runtime: ServingRuntime.http({
          port: 8000,
          env: { HOME: '/home/me' },
          writablePaths: [{ path: '/home/me', sizeLimit: '40Gi' }],
        }),
      },
    ],
    [
      'where it comes from a claim',
      {
        resources,
        volumes: [ServerVolume.persistentVolumeClaim({ name: 'models', mountPath: '/models', claimName: 'models' })],
      },
    ],
    ['which nothing hints at', {}],
  ])('is none %s', (_, props) => {
    expect(warned(props)).toBe(false);
  });

  test('is told with where it goes and what to do', () => {
    expect(told({ resources, replicas: 2 }).join('\n')).toContain(
      "a model that it downloads goes to '/tmp/.cache' and evicts the pod above the 1Gi of /tmp; mount ServerVolume.emptyDir({ name: 'tmp', mountPath: '/tmp', sizeLimit }), or a volume that HF_HOME leads to",
    );
  });
});
