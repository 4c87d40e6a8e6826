import {
  Accelerator,
  BlueGreen,
  Canary,
  CanaryStage,
  ClusterProfile,
  Colour,
  ContainerImage,
  ServingApp,
  ServingRuntime,
  TenantNamespace,
} from '../../lib';
import { manifestsFrom } from '../support/declare';

const image = (tag: string) => ({ image: ContainerImage.of(`vllm/vllm-openai:${tag}`) });
const server = {
  runtime: ServingRuntime.vllm({ model: '/models/llama' }),
  resources: { cpu: '8', memory: '64Gi', accelerator: Accelerator.nvidia(2) },
};
const app = () => new ServingApp({ cluster: ClusterProfile.of({ kubernetesVersion: '1.34' }) });

/** Arguments and seconds before SIGTERM of each version, by its Deployment. */
const drains = (made: ServingApp) =>
  manifestsFrom(made)
    .all.filter(({ kind }) => kind === 'Deployment')
    .map(({ metadata, spec }) => {
      const [container] = spec.template.spec.containers;
      return [
        metadata.name,
        container.args.includes('--shutdown-timeout'),
        container.lifecycle.preStop.sleep.seconds,
      ] as const;
    });

describe('versions of one server, of which only the newer one has the flag', () => {
  test('each leave in their own way in a canary', () => {
    const made = app();
    new Canary(new TenantNamespace(made, 'chat'), 'llama', {
      server,
      stable: image('v0.17.1'),
      canary: image('v0.33.0'),
      replicas: 10,
      steps: [10, 50],
      stage: CanaryStage.weight(10),
    });
    expect(drains(made)).toEqual([
      ['llama-stable', false, 75],
      ['llama-canary', true, 15],
    ]);
  });

  test('and in a blue/green release', () => {
    const made = app();
    new BlueGreen(new TenantNamespace(made, 'chat'), 'llama', {
      server,
      blue: image('v0.17.1'),
      green: image('v0.33.0'),
      active: Colour.BLUE,
    });
    expect(drains(made).map(([, hasFlag, seconds]) => [hasFlag, seconds])).toEqual([
      [false, 75],
      [true, 15],
    ]);
  });
});
