import {
  Accelerator,
  CanaryStage,
  ContainerImage,
  RuntimeProbe,
  RuntimeShutdown,
  SecretKeyRef,
  type ServerOptions,
  ServingRuntime,
  SmokeTest,
  type SmokeTestOptions,
} from '../../lib';
import { failureOf } from '../support/declare';
import * as argo from './argo-rollouts/support';
import { blueGreen, canary, SERVER } from './support';

const apiKey = SecretKeyRef.named('keys', 'chat');
const model = '/models/llama';
const resources = { cpu: '8', memory: '64Gi', accelerator: Accelerator.nvidia(1) };
const keyed = ServingRuntime.vllm({ model, apiKey });
const open = ServingRuntime.vllm({ model });
const described = (guardedPaths?: string[]): ServingRuntime =>
  ServingRuntime.describe({
    title: 'Acme',
    ports: { http: 8000 },
    listensByItself: true,
    secrets: [{ variable: 'ACME_KEY', argument: '--key', value: apiKey, guardedPaths }],
    readiness: RuntimeProbe.tcp(),
    shutdown: RuntimeShutdown.unknown(),
  });

type Given = Partial<ServerOptions> & { readonly runtime: ServingRuntime };
const releases = (given: Given, verify: SmokeTest): (() => unknown)[] => {
  const image = ContainerImage.of('vllm/vllm-openai:v0.33.0');
  const props = { server: { ...SERVER, resources, ...given }, verify };
  const [one, two] = [{ image }, { image: ContainerImage.of('vllm/vllm-openai:v0.33.1') }];
  return [
    () => canary({ ...props, stable: one, canary: two, stage: CanaryStage.weight(10) }),
    () => blueGreen({ ...props, blue: one, green: two }),
    () => argo.routed({ ...props, stable: one, canary: two }),
    () => argo.blueGreen({ ...props, blue: one, green: two }),
  ];
};

describe('a test of what is served to none without a key', () => {
  test.each<[string, Given, string, SmokeTestOptions, string]>([
    ['vLLM', { runtime: keyed }, '/v1/models', {}, "(VLLM_API_KEY), got '/v1/models'; ask '/health', or set"],
    [
      'vLLM, with a body',
      { runtime: keyed },
      '/v1/completions',
      { body: '{}' },
      "got '/v1/completions'; ask '/health'",
    ],
    [
      'vLLM by a variable',
      { runtime: open, envFromSecrets: { VLLM_API_KEY: apiKey } },
      '/v1/models',
      {},
      'VLLM_API_KEY',
    ],
    [
      'vLLM by an argument',
      { runtime: open, args: ['--api_key', '$(K)'], envFromSecrets: { K: apiKey } },
      '/v1/models',
      {},
      'VLLM_API_KEY',
    ],
    ['SGLang', { runtime: ServingRuntime.sglang({ model, apiKey }) }, '/generate', {}, 'SGLANG_API_KEY'],
    ['llama.cpp', { runtime: ServingRuntime.llamaCpp({ model, apiKey }) }, '/v1/completions', {}, 'LLAMA_API_KEY'],
    [
      'a described one',
      { runtime: described(['/predict']) },
      '/predict',
      {},
      "got '/predict'; ask an open one, or set",
    ],
  ])('is an error of every release: %s', (_, given, path, options, rest) => {
    for (const release of releases(given, SmokeTest.http(path, options))) {
      const message = failureOf(release);
      expect(message).toContain('verify must not ask a path that the server serves to none without its key');
      expect(message).toContain(rest);
    }
  });

  test.each<[string, Given, string, SmokeTestOptions]>([
    ['an open path', { runtime: keyed }, '/health', {}],
    ['a server without a key', { runtime: open }, '/v1/models', {}],
    ['a header that brings it', { runtime: keyed }, '/v1/models', { headers: { Authorization: 'Bearer x' } }],
    ['the answer to one without a key', { runtime: keyed }, '/v1/models', { expectedStatus: 401 }],
    ['an entry point of its own', { runtime: keyed, command: ['my-vllm'] }, '/v1/models', {}],
    ['a list that llama.cpp shows anybody', { runtime: ServingRuntime.llamaCpp({ model, apiKey }) }, '/v1/models', {}],
    ['a described one of which nobody knows', { runtime: described() }, '/predict', {}],
  ])('is none: %s', (_, given, path, options) => {
    for (const release of releases(given, SmokeTest.http(path, options))) expect(release).not.toThrow();
  });
});

test.each<[string, () => unknown]>([
  ['canary', () => argo.routed({ verify: SmokeTest.http('ready') })],
  ['blue/green', () => argo.blueGreen({ verify: SmokeTest.http('ready') })],
])('what is wrong with the test itself is said with a controller too: %s', (_, release) => {
  expect(failureOf(release)).toContain("verify.path must begin with '/'");
});

describe('a header that looks like a secret is a warning', () => {
  const warningsOf = (headers: { [name: string]: string }): string[] => [
    ...canary({ verify: SmokeTest.http('/ready', { headers }) }).app.warnings,
    ...blueGreen({ verify: SmokeTest.http('/ready', { headers }) }).app.warnings,
  ];

  test.each([
    ['Authorization', 'Bearer sk-something'],
    ['authorization', 'Basic dXNlcjpwYXNz'],
    ['X-Api-Key', 'abc'],
    ['x-token', 'Bearer abc'],
    ['x-any', `Bearer hf_${'a'.repeat(30)}`],
  ])('%s: %s', (name, value) => {
    const warnings = warningsOf({ [name]: value });
    expect(warnings).toHaveLength(2);
    for (const warning of warnings) {
      expect(warning).toContain(`verify.headers['${name}'] looks like a secret`);
      expect(warning).not.toContain(value);
    }
  });

  test.each([
    ['content-type', 'application/json'],
    ['authorization', ''],
    ['x-request-id', 'smoke-test'],
    ['accept', 'text/plain; q=0.5'],
  ])('but not %s: %s', (name, value) => {
    expect(warningsOf({ [name]: value })).toEqual([]);
  });
});
