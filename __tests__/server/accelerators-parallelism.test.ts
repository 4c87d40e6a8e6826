import { Accelerator, DeviceClaim, GpuProduct, MigStrategy, ModelServer, ServingRuntime } from '../../lib';
import { containerOf, declare, failureOf, manifestsFrom, MINIMAL } from '../support/declare';

const DRA = { kubernetesVersion: '1.34', gpuOperator: {} };
const model = (accelerator: Accelerator) => ({
  runtime: ServingRuntime.vllm({ model: 'meta-llama/Llama-3.1-8B-Instruct' }),
  resources: { cpu: '4', memory: '24Gi', accelerator },
});
const splitOver = ({ args }: { args: readonly string[] }) =>
  args.flatMap((arg, index) => (/tensor-parallel-size/.test(arg) ? [/=(\d+)$/.exec(arg)?.[1] ?? args[index + 1]] : []));

test.each<[string, Accelerator, string]>([
  ['devices of a device plugin', Accelerator.nvidia(4), '4'],
  ['devices of claims', Accelerator.devices('gpu.nvidia.com', 2), '2'],
  ['all devices of a node', Accelerator.devices('gpu.nvidia.com', 8, { allocateAll: true }), '8'],
  ['a claim of others', Accelerator.claimNamed('gpus', 'gpu.nvidia.com', 2), '2'],
])('a model is split over %s', (_what, accelerator, count) => {
  expect(splitOver(containerOf(model(accelerator), { cluster: DRA }))).toEqual([count]);
});

test('a model is split over the devices of a shared claim', () => {
  const { app, tenant } = declare({}, { cluster: DRA });
  const claim = new DeviceClaim(tenant, 'llama', { deviceClass: 'gpu.nvidia.com', count: 2 });
  new ModelServer(tenant, 'llama', { ...MINIMAL, ...model(Accelerator.claim(claim)) });
  expect(splitOver(manifestsFrom(app).get('Deployment', 'llama').spec.template.spec.containers[0])).toEqual(['2']);
});

const single = { strategy: MigStrategy.SINGLE, gpuProduct: GpuProduct.A100_SXM4_80GB };

test.each<[string, Accelerator]>([
  ['slices', Accelerator.nvidiaMig('3g.40gb', 2)],
  ['slices under the name of whole GPUs', Accelerator.nvidiaMig('3g.40gb', 2, single)],
  ['slices by claims', Accelerator.devices('mig.nvidia.com', 2)],
  ['shared GPUs by their name', Accelerator.of('nvidia.com/gpu.shared', 2)],
])('no model is split over %s', (_what, accelerator) => {
  expect(failureOf(() => declare(model(accelerator), { cluster: DRA }))).toContain(
    'a model must be on one accelerator where accelerators are parts of a device or shared',
  );
});

test.each<[string, Accelerator]>([
  ['one slice', Accelerator.nvidiaMig('3g.40gb', 1)],
  ['a shared GPU', Accelerator.nvidiaShared({ resource: 'nvidia.com/gpu' })],
])('%s holds a whole model', (_what, accelerator) => {
  expect(() => declare(model(accelerator), { cluster: DRA })).not.toThrow();
});
