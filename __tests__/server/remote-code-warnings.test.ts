import {
  Accelerator,
  ContainerImage,
  type ModelServerProps,
  ModelSource,
  SecretKeyRef,
  SecurityProfile,
  ServerVolume,
  ServingRuntime,
} from '../../lib';
import { declare } from '../support/declare';

const source = ModelSource.claim({ name: 'weights', path: 'model' });
const image = ContainerImage.of('registry.example/server:1');
const resources = { cpu: '4', memory: '32Gi', accelerator: Accelerator.nvidia(1) };
const args = ['--trust-remote-code'];

const warningsOf = (props: Partial<ModelServerProps>): string[] => {
  const { app } = declare({ image, resources, ...props });
  app.synthYaml();
  return app.warnings.filter((warning) => /the model's code/.test(warning));
};
const volume = ServerVolume.emptyDir({ name: 'hub', mountPath: '/var/cache/huggingface', sizeLimit: '1Gi' });

test.each<[string, ServingRuntime, string]>([
  ['vLLM', ServingRuntime.vllm({}), '--trust-remote-code'],
  ['SGLang', ServingRuntime.sglang({}), '--trust-remote-code'],
  ['TGI', ServingRuntime.textGeneration({}), '--trust-remote-code'],
  ['TensorRT-LLM', ServingRuntime.tensorRtLlm({}), '--trust_remote_code'],
])('code of a model that %s runs is copied to where nothing can be written', (_, runtime, flag) => {
  expect(warningsOf({ runtime, source, args: [flag] })).toEqual([
    expect.stringContaining(
      `${flag} has the model's code copied to '/var/cache/huggingface/modules', where nothing can be written; set env['HF_MODULES_CACHE'] to '/tmp/modules', or mount a volume there`,
    ),
  ]);
});

test('TGI is told by a variable as well', () => {
  const tgi = ServingRuntime.textGeneration({});
  const withValue = (value: string) => warningsOf({ runtime: tgi, source, env: { TRUST_REMOTE_CODE: value } });
  expect(withValue('true')).toEqual([expect.stringContaining("TRUST_REMOTE_CODE has the model's code copied")]);
  expect(withValue('false')).toEqual([]);
});

const runtime = ServingRuntime.vllm({});

test.each<[string, Partial<ModelServerProps>]>([
  ['without the flag', { runtime, source }],
  ['where the flag says no', { runtime, source, args: ['--trust-remote-code=false'] }],
  ['where it is copied to /tmp', { runtime, source, args, env: { HF_MODULES_CACHE: '/tmp/modules' } }],
  ['where the cache is elsewhere', { runtime, source, args, env: { HF_HOME: '/tmp/hub/' } }],
  ['where the cache is on a volume', { runtime, source, args, volumes: [volume] }],
  [
    'where that is said elsewhere',
    { runtime, source, args, envFromSecrets: { HF_HOME: SecretKeyRef.named('a', 'b') } },
  ],
  ['where the server downloads the model', { runtime: ServingRuntime.vllm({ model: 'org/model' }), args }],
  ['of a server that keeps to its home', { args }],
  [
    'with a root that can be written to',
    { runtime, source, args, security: SecurityProfile.restricted({ writableRootFilesystem: true }) },
  ],
  [
    'where overrides mount a volume',
    {
      runtime,
      source,
      args,
      overrides: {
        deployment: {
          spec: {
            template: {
              spec: {
                containers: [{ name: 'iris', volumeMounts: [{ name: 'tmp', mountPath: '/var/cache/huggingface' }] }],
              },
            },
          },
        },
      },
    },
  ],
])('there is no such warning %s', (_, props) => {
  expect(warningsOf(props)).toEqual([]);
});

test.each<[string, Partial<ModelServerProps>, string]>([
  ['a volume that is only read', { volumes: [volume.asReadOnly()] }, '/var/cache/huggingface/modules'],
  ['a variable of the user', { env: { HF_MODULES_CACHE: '/modules' } }, '/modules'],
  ['a directory in the image', { source: undefined, runtime: ServingRuntime.vllm({ model: '/model' }) }, '/var/cache'],
])('nor does %s help', (_, props, directory) => {
  expect(warningsOf({ runtime, source, args, ...props })).toEqual([expect.stringContaining(`'${directory}`)]);
});
