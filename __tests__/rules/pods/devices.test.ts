import { gkeTpuLabels } from '../../../lib/rules/gke/gke-tpu-labels';
import { NO_CONTEXT } from '../../../lib/rules/context';
import { extendedResourceNames } from '../../../lib/rules/pods/extended-resource-names';
import { modelSplitOverParts } from '../../../lib/rules/pods/model-split-over-parts';
import { devicePluginOrClaims } from '../../../lib/rules/pods/device-plugin-or-claims';
import { sharedMemory } from '../../../lib/rules/pods/shared-memory';
import { quotaCountsClaims } from '../../../lib/rules/quota/quota-counts-claims';
import { progressDeadline } from '../../../lib/rules/rollouts/progress-deadline';
import type { Rule } from '../../../lib/rules/rule';
import { runRules } from '../../../lib/rules/run-rules';
import { cpuScalingOnAccelerators } from '../../../lib/rules/scaling/cpu-scaling-on-accelerators';
import { setOfYaml } from '../../support/findings';
import { podAutoscaler } from '../../support/scaler-yaml';
import { objectOf, workload } from '../../support/workload-yaml';

const found = (rule: Rule, yaml: string) =>
  runRules(setOfYaml(yaml), NO_CONTEXT, [rule]).map(
    ({ severity, message, fix }) => `${severity}: ${message}; ${String(fix)}`,
  );
const one = (text: string) => [expect.stringContaining(text) as string];

const asking = (limits: string, more = '', pod = '') =>
  workload({ container: `resources: { limits: { ${limits} } }${more}`, pod });
const exactly = (deviceClass: string, more = '') =>
  `devices: { requests: [{ name: gpu, exactly: { deviceClassName: ${deviceClass}${more} } }] }`;
const template = (deviceClass: string, more = '') =>
  objectOf('resource.k8s.io/v1', 'ResourceClaimTemplate', 'gpu', `spec: { ${exactly(deviceClass, more)} }`);
const claiming = (deviceClass: string, { more = '', limits = '', container = '', pod = '', spec = '' } = {}) =>
  template(deviceClass, more) +
  workload({
    spec,
    container: `resources: { claims: [{ name: gpu }], limits: { ${limits} } }${container}`,
    pod: `resourceClaims: [{ name: gpu, resourceClaimTemplateName: gpu }]${pod}`,
  });

describe('extended-resource-names', () => {
  test.each([
    ['nvidia.com/gpus', 'nvidia.com/gpu'],
    ['nvidia.com/GPU', 'nvidia.com/gpu'],
    ['Nvidia.com/gpu', 'nvidia.com/gpu'],
    ['nvidia/gpu', 'nvidia.com/gpu'],
    ['nvidia.com/gpu-shared', 'nvidia.com/gpu.shared'],
    ['nvidia.com/mig1g.10gb', 'nvidia.com/mig-1g.10gb'],
    ['nvidia.com/mig-1g-10gb', 'nvidia.com/mig-1g.10gb'],
    ['nvidia.com/MIG-3g.40gb', 'nvidia.com/mig-3g.40gb'],
    ['amd.com/gpus', 'amd.com/gpu'],
    ['gpu.intel.com/i915s', 'gpu.intel.com/i915'],
    ['intel.com/xe', 'gpu.intel.com/xe'],
    ['habana.ai/gaudis', 'habana.ai/gaudi'],
    ['aws.amazon.com/neurons', 'aws.amazon.com/neuron'],
    ['aws.amazon.com/neuroncores', 'aws.amazon.com/neuroncore'],
    ['google.com/tpus', 'google.com/tpu'],
    ['cloud.google.com/tpu', 'google.com/tpu'],
  ])('%s is offered by nobody', (name, meant) => {
    expect(found(extendedResourceNames, asking(`${name}: 1`))).toEqual([
      `warning: container 'main' asks for '${name}', which no device plugin offers: its pods stay pending; ask for '${meant}'`,
    ]);
  });

  test('nor counted by a quota', () => {
    const quota = objectOf('v1', 'ResourceQuota', 'quota', 'hard: { requests.nvidia.com/gpus: 4, requests.cpu: 4 }');
    expect(found(extendedResourceNames, quota)).toEqual([
      "warning: hard['requests.nvidia.com/gpus'] counts 'nvidia.com/gpus', which no device plugin offers: nothing is limited; use 'requests.nvidia.com/gpu'",
    ]);
  });

  test.each([
    ...['nvidia.com/gpu', 'nvidia.com/gpu.shared', 'nvidia.com/mig-1g.10gb', 'nvidia.com/mig-1g.5gb.me'],
    ...['nvidia.com/mig-1g.5gb.shared', 'nvidia.com/gpumem', 'nvidia.com/gpucores', 'nvidia.com/pgpu'],
    ...['nvidia.com/GRID_T4-1Q', 'nvidia.com/hostdev', 'amd.com/gpu', 'amd.com/cpx_nps4', 'gpu.intel.com/xe'],
    ...['gpu.intel.com/i915_monitoring', 'habana.ai/gaudi', 'aws.amazon.com/neurondevice', 'google.com/tpu'],
    ...['vendor.example/gpu', 'rdma/ib', 'vpc.amazonaws.com/efa', 'tencent.com/vcuda-core', 'cpu', 'hugepages-2Mi'],
  ])('%s may be offered', (name) => {
    expect(found(extendedResourceNames, asking(`${name}: 1`))).toEqual([]);
  });
});

describe('device-plugin-or-claims', () => {
  test('a claim and a resource for the same hardware are one too many', () => {
    expect(found(devicePluginOrClaims, claiming('gpu.nvidia.com', { limits: 'nvidia.com/gpu: 1' }))).toEqual([
      "error: asks for the same devices by two ways, container 'main' by the resource 'nvidia.com/gpu' and container 'main' by a claim of the DeviceClass 'gpu.nvidia.com': no node has both to give; remove the resource from requests and limits, or the claim",
    ]);
  });

  test.each([
    ['a slice and a claim', claiming('mig.nvidia.com', { limits: 'nvidia.com/mig-1g.10gb: 1' })],
    ['a shared GPU and a claim', claiming('gpu.nvidia.com', { limits: 'nvidia.com/gpu.shared: 1' })],
    ['GPUs of AMD', claiming('gpu.amd.com', { limits: 'amd.com/gpu: 1' })],
    ['Gaudi', claiming('gaudi.intel.com', { limits: 'habana.ai/gaudi: 1' })],
    ['chips and cores', asking('aws.amazon.com/neuron: 1, aws.amazon.com/neuroncore: 2')],
    [
      'two containers',
      claiming('gpu.nvidia.com', {
        pod: ', initContainers: [{ name: side, image: a, restartPolicy: Always, resources: { limits: { nvidia.com/gpu: 1 } } }]',
      }),
    ],
  ])('so are %s', (_what, yaml) => {
    expect(found(devicePluginOrClaims, yaml)).toEqual(one('by two ways'));
  });

  test.each([
    ['claims alone', claiming('gpu.nvidia.com')],
    ['a resource alone', asking('nvidia.com/gpu: 1')],
    ['channels between nodes', claiming('compute-domain-default-channel.nvidia.com', { limits: 'nvidia.com/gpu: 1' })],
    ['devices of two makers', claiming('gpu.amd.com', { limits: 'nvidia.com/gpu: 1' })],
    ['slices of two sizes', asking('nvidia.com/mig-1g.10gb: 1, nvidia.com/mig-2g.20gb: 1')],
    [
      'a template that is not there',
      workload({
        container: 'resources: { claims: [{ name: gpu }], limits: { nvidia.com/gpu: 1 } }',
        pod: 'resourceClaims: [{ name: gpu, resourceClaimTemplateName: gpu }]',
      }),
    ],
  ])('%s are fine', (_what, yaml) => {
    expect(found(devicePluginOrClaims, yaml)).toEqual([]);
  });
});

describe('model-split-over-parts', () => {
  const MIG = 'nvidia.com/mig-3g.40gb: 2';

  test('slices do not speak with each other', () => {
    expect(found(modelSplitOverParts, asking(MIG, ', args: [--tensor-parallel-size=2]'))).toEqual([
      "error: container 'main' splits its model over several devices (--tensor-parallel-size 2) and has 2 nvidia.com/mig-3g.40gb, which cannot exchange with each other; ask for one larger slice, or for whole devices; or leave the flag out",
    ]);
  });

  test.each([
    ['another way to write it', asking(MIG, ", args: ['--tensor-parallel-size', '2']")],
    ['the short flag', asking(MIG, ", command: [vllm, serve, llama, '-tp', '2']")],
    ['SGLang', asking(MIG, ", args: ['--tp', '2']")],
    ['TGI', asking(MIG, ', args: [--num-shard=2]')],
    ['stages', asking(MIG, ', args: [--pipeline-parallel-size=2]')],
    ['a shell', asking(MIG, ", command: [sh, -c, 'exec vllm serve llama --tensor-parallel-size 2']")],
    ['a shared GPU', asking('nvidia.com/gpu.shared: 2', ', args: [--tensor-parallel-size=2]')],
    ['claims', claiming('mig.nvidia.com', { more: ', count: 2', container: ', args: [--tp-size=2]' })],
  ])('%s', (_what, yaml) => {
    expect(found(modelSplitOverParts, yaml)).toEqual(one('cannot exchange with each other'));
  });

  test('two shares are no larger share', () => {
    expect(found(modelSplitOverParts, asking('nvidia.com/gpu.shared: 2'))).toEqual(
      one("warning: container 'main' asks for 2 nvidia.com/gpu.shared, which gives no larger share"),
    );
  });

  test.each([
    ['whole GPUs', asking('nvidia.com/gpu: 2', ', args: [--tensor-parallel-size=2]')],
    ['one slice', asking('nvidia.com/mig-3g.40gb: 1', ', args: [--tensor-parallel-size=1]')],
    ['slices without the flag', asking(MIG)],
    ['a number that is worked out', asking(MIG, ", args: ['--tensor-parallel-size=$(GPUS)']")],
    ['a flag without its number', asking(MIG, ', args: [--tp]')],
    ['a flag that looks like it', asking(MIG, ', args: [--tp-comm=2]')],
  ])('%s may', (_what, yaml) => {
    expect(found(modelSplitOverParts, yaml)).toEqual([]);
  });
});

describe('gke-tpu-labels', () => {
  const [TYPE, TOPOLOGY] = ['cloud.google.com/gke-tpu-accelerator', 'cloud.google.com/gke-tpu-topology'];

  test.each([
    ['none', '', `by no ${TYPE} and no ${TOPOLOGY}: GKE has no node for them; set both labels`],
    ['one', `nodeSelector: { ${TYPE}: tpu-v6e-slice }`, `by no ${TOPOLOGY}: GKE has no node for them; set the label`],
  ])('%s of both labels is not enough', (_what, pod, text) => {
    expect(found(gkeTpuLabels, asking('google.com/tpu: 8', '', pod))).toEqual(one(text));
  });

  test.each([
    ['both', `nodeSelector: { ${TYPE}: tpu-v6e-slice, ${TOPOLOGY}: 2x4 }`],
    ['a ComputeClass', 'nodeSelector: { cloud.google.com/compute-class: tpus }'],
    [
      'an affinity',
      `affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: ${TYPE}, operator: Exists }, { key: ${TOPOLOGY}, operator: In, values: [2x4] }] }] } } }`,
    ],
  ])('%s will do', (_what, pod) => {
    expect(found(gkeTpuLabels, asking('google.com/tpu: 8', '', pod))).toEqual([]);
  });

  test('other devices need none', () => {
    expect(found(gkeTpuLabels, asking('nvidia.com/gpu: 8'))).toEqual([]);
  });
});

describe('quota-counts-claims', () => {
  const quota = (hard: string) => objectOf('v1', 'ResourceQuota', 'quota', `hard: { ${hard} }`);
  const DEVICES = 'gpu.nvidia.com.deviceclass.resource.k8s.io/devices';

  test('a budget of GPUs by resource lets claims pass', () => {
    expect(found(quotaCountsClaims, quota('requests.nvidia.com/gpu: 4') + claiming('gpu.nvidia.com'))).toEqual([
      `warning: gets devices of the DeviceClass 'gpu.nvidia.com' by claims, and ResourceQuota 'quota' in namespace 'vision' limits 'requests.nvidia.com/gpu' alone, which does not count them; count them in the quota by '${DEVICES}'`,
    ]);
  });

  test.each([
    ['one that counts both', quota(`requests.nvidia.com/gpu: 4, ${DEVICES}: 4`) + claiming('gpu.nvidia.com')],
    ['one that counts no GPUs', quota('requests.cpu: 4') + claiming('gpu.nvidia.com')],
    ['one of another maker', quota('requests.amd.com/gpu: 4') + claiming('gpu.nvidia.com')],
    ['a class of the cluster, of which nobody knows', quota('requests.nvidia.com/gpu: 4') + claiming('big-gpu')],
    ['pods without claims', quota('requests.nvidia.com/gpu: 4') + asking('nvidia.com/gpu: 1')],
  ])('%s is fine', (_what, yaml) => {
    expect(found(quotaCountsClaims, yaml)).toEqual([]);
  });
});

describe('what counts accelerators counts claims', () => {
  const SLOW = 'terminationGracePeriodSeconds: 920';
  const IN_PLACE = 'progressDeadlineSeconds: 660, strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } }';
  const START = ', startupProbe: { httpGet: { path: /health, port: 8000 }, periodSeconds: 5, failureThreshold: 120 }';

  test('a new pod waits for the devices of the old one', () => {
    const yaml = claiming('gpu.nvidia.com', { spec: IN_PLACE, container: START, pod: `, ${SLOW}` });
    expect(found(progressDeadline, yaml)).toEqual(one('while the pod before it keeps its gpu.nvidia.com'));
  });

  test('not for those of a claim that all share', () => {
    const shared =
      objectOf('resource.k8s.io/v1', 'ResourceClaim', 'gpu', exactly('gpu.nvidia.com')) +
      workload({
        spec: IN_PLACE,
        container: `resources: { claims: [{ name: gpu }] }${START}`,
        pod: `resourceClaims: [{ name: gpu, resourceClaimName: gpu }], ${SLOW}`,
      });
    expect(found(progressDeadline, shared)).toEqual([]);
  });

  test.each([
    ['exactly', claiming('gpu.nvidia.com', { more: ', count: 4' })],
    [
      'the first of alternatives',
      objectOf(
        'resource.k8s.io/v1',
        'ResourceClaimTemplate',
        'gpu',
        'spec: { devices: { requests: [{ name: gpu, firstAvailable: [{ name: a, deviceClassName: gpu.nvidia.com, count: 4 }, { name: b, deviceClassName: gpu.nvidia.com }] }] } }',
      ) +
        workload({
          container: 'resources: { claims: [{ name: gpu, request: gpu }] }',
          pod: 'resourceClaims: [{ name: gpu, resourceClaimTemplateName: gpu }]',
        }),
    ],
  ])('several devices have shared memory to speak through: %s', (_what, yaml) => {
    expect(found(sharedMemory, yaml)).toEqual(
      one("container 'main' has 4 gpu.nvidia.com and no volume held in memory"),
    );
  });

  test('the request that a container names is its own', () => {
    const yaml =
      objectOf(
        'resource.k8s.io/v1',
        'ResourceClaimTemplate',
        'gpu',
        'spec: { devices: { requests: [{ name: gpu, exactly: { deviceClassName: gpu.nvidia.com, count: 4 } }, { name: nic, exactly: { deviceClassName: rdma.example.com } }] } }',
      ) +
      workload({
        container: 'resources: { claims: [{ name: gpu, request: nic }] }',
        pod: 'resourceClaims: [{ name: gpu, resourceClaimTemplateName: gpu }]',
      });
    expect(found(sharedMemory, yaml)).toEqual([]);
  });

  test('they are not scaled by CPU', () => {
    const yaml = claiming('gpu.nvidia.com') + podAutoscaler();
    expect(found(cpuScalingOnAccelerators, yaml)).toEqual(one('whose pods run on 1 gpu.nvidia.com'));
  });
});
