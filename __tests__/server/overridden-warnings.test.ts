import { Duration } from 'cdk8s';
import {
  Accelerator,
  type ModelServerProps,
  RollingStrategy,
  RolloutCount,
  ServerVolume,
  ServingRuntime,
} from '../../lib';
import { declare } from '../support/declare';

type Changes = Record<string, unknown>;

const warningsWith = (props: Partial<ModelServerProps>, overrides?: ModelServerProps['overrides']): string[] => {
  const { app } = declare({ ...props, ...(overrides && { overrides }) });
  app.synthYaml();
  return app.warnings.map((warning) => warning.replace("ModelServer 'vision/iris': ", ''));
};
const ofSpec = (spec: Changes): ModelServerProps['overrides'] => ({ deployment: { spec } });
const ofPod = (spec: Changes): ModelServerProps['overrides'] => ofSpec({ template: { spec } });
const ofContainer = (fields: Changes): ModelServerProps['overrides'] =>
  ofPod({ containers: [{ name: 'iris', ...fields }] });
const ELSEWHERE = ofPod({ priorityClassName: 'high' });

const http = { port: 8000, readinessPath: '/ready', livenessPath: '/live' };
const shell = ServingRuntime.http({ ...http, command: ['sh', '-c', 'serve'] });
const gpu = { cpu: '4', memory: '16Gi', accelerator: Accelerator.nvidia(1) };

describe('a warning about what overrides changed is left out, and stays where they change something else', () => {
  test.each<[string, Partial<ModelServerProps>, RegExp, ModelServerProps['overrides']]>([
    [
      'downloads into /tmp, whose volume is gone',
      { env: { MODEL_ID: 'org/model' } },
      /evicts the pod above the 1Gi of \/tmp/,
      ofPod({
        containers: [{ name: 'iris', volumeMounts: [{ mountPath: '/tmp', $patch: 'delete' }] }],
        volumes: [{ name: 'tmp', $patch: 'delete' }],
      }),
    ],
    [
      'downloads into /tmp, without HOME',
      { env: { MODEL_ID: 'org/model' } },
      /evicts the pod above the 1Gi of \/tmp/,
      ofContainer({ env: [{ name: 'HOME', $patch: 'delete' }] }),
    ],
    [
      'downloads into /tmp, which is larger',
      { env: { MODEL_ID: 'org/model' } },
      /evicts the pod above the 1Gi of \/tmp/,
      ofPod({ volumes: [{ name: 'tmp', emptyDir: { sizeLimit: '50Gi' } }] }),
    ],
    [
      'downloads elsewhere',
      { env: { MODEL_ID: 'org/model' } },
      /evicts the pod above the 1Gi of \/tmp/,
      ofContainer({ env: [{ name: 'HF_HOME', value: '/data' }] }),
    ],
    [
      'a secret in a variable',
      { env: { API_TOKEN: 'abc' } },
      /env\['API_TOKEN'\] looks like a secret/,
      ofContainer({ env: [{ name: 'API_TOKEN', $patch: 'delete' }] }),
    ],
    [
      'a secret in an argument',
      { args: ['--api-key', 'abc'] },
      /'--api-key'/,
      ofContainer({ args: ['--api-key', '$(API_KEY)'] }),
    ],
    [
      'a path of root',
      { volumes: [ServerVolume.emptyDir({ name: 'cache', mountPath: '/root/.cache', sizeLimit: '1Gi' })] },
      /is below \/root/,
      ofContainer({ volumeMounts: [{ mountPath: '/root/.cache', $patch: 'delete' }] }),
    ],
    [
      'a variable that names a path of root',
      { env: { CACHE: '/root/.cache' } },
      /env\['CACHE'\] is below \/root/,
      ofContainer({ env: [{ name: 'CACHE', value: '/cache' }] }),
    ],
    ['a shell', { runtime: shell }, /begins with the shell 'sh'/, ofContainer({ command: ['serve'] })],
    [
      'an amount that is not usual',
      { resources: { cpu: '1', memory: '2Mi' } },
      /resources\.memory/,
      ofContainer({ resources: { requests: { memory: '2Gi' }, limits: { memory: '2Gi' } } }),
    ],
    [
      'a rollout that stops all pods',
      {
        replicas: 2,
        rollout: RollingStrategy.of({ maxSurge: RolloutCount.pods(0), maxUnavailable: RolloutCount.pods(2) }),
      },
      /may stop all pods at once/,
      ofSpec({ strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } }),
    ],
    [
      'a rollout of one pod with a device',
      { replicas: 1, resources: gpu },
      /every rollout is an outage/,
      ofSpec({ replicas: 2 }),
    ],
    [
      'a model that nothing mounts',
      { runtime: ServingRuntime.vllm({ model: '/models/llama', version: '0.33.0' }), resources: gpu, replicas: 2 },
      /serves '\/models\/llama', where nothing is mounted/,
      ofPod({
        containers: [{ name: 'iris', volumeMounts: [{ name: 'weights', mountPath: '/models' }] }],
        volumes: [{ name: 'weights', persistentVolumeClaim: { claimName: 'weights' } }],
      }),
    ],
    [
      'a model of the hub that nothing lets it out to, from a mirror',
      { runtime: ServingRuntime.vllm({ model: 'org/llama', version: '0.33.0' }), resources: gpu, replicas: 2 },
      /lets it out to nobody/,
      ofContainer({ env: [{ name: 'HF_ENDPOINT', value: 'http://mirror' }] }),
    ],
    [
      'a long pause',
      { drain: { shutdown: Duration.hours(30) } },
      /drain\.shutdown/,
      ofPod({ terminationGracePeriodSeconds: 60 }),
    ],
  ])('%s', (_, props, warning, overrides) => {
    const has = (given?: ModelServerProps['overrides']): boolean =>
      warningsWith(props, given).some((text) => warning.test(text));
    expect([has(), has(ELSEWHERE), has(overrides)]).toEqual([true, true, false]);
  });

  test('also where removals take it away', () => {
    const props = { env: { API_TOKEN: 'abc' } };
    const removals = ["deployment.spec.template.spec.containers['iris'].env['API_TOKEN']"];
    expect(warningsWith(props)).toHaveLength(1);
    expect(warningsWith(props, { removals })).toEqual([]);
  });

  test('and one of two that are alike stays', () => {
    const props = { env: { API_TOKEN: 'abc', DB_PASSWORD: 'def' } };
    const [left, ...others] = warningsWith(props, ofContainer({ env: [{ name: 'API_TOKEN', $patch: 'delete' }] }));
    expect(others).toEqual([]);
    expect(left).toContain("env['DB_PASSWORD']");
  });

  test('sessions are kept together by the Service', () => {
    const props = { runtime: ServingRuntime.streamlit({}) };
    const has = (overrides?: ModelServerProps['overrides']): boolean =>
      warningsWith(props, overrides).some((text) => text.includes('keeps sessions'));
    expect([has(), has({ service: { spec: { sessionAffinity: 'ClientIP' } } })]).toEqual([true, false]);
  });
});
