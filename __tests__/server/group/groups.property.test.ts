import fc from 'fast-check';
import { ApiObject } from 'cdk8s';
import {
  Accelerator,
  ClaimAccessMode,
  ClusterProfile,
  ContainerImage,
  GroupRestartPolicy,
  type ModelServerProps,
  ModelServerGroup,
  ModelSource,
  RollingStrategy,
  RolloutCount,
  ServingApp,
  ServingRuntime,
  TenantNamespace,
} from '../../../lib';
import { findings } from '../../support/api-server';
import { takenBy } from '../../support/api-server/quota/usage';
import { manifestsFrom } from '../../support/declare';
import { CLUSTER, GROUP, templatesOf } from '../../support/groups';
import { compareExact, quantity } from '../../support/quantity-oracle';
import { strictSchemaErrors } from '../../support/strict-schemas';

/** Parallelism that comes to the devices of a group, each number possibly left out. */
const split = fc
  .record({
    size: fc.integer({ min: 2, max: 5 }),
    devices: fc.constantFrom(1, 2, 4, 8),
    across: fc.constantFrom('nodes', 'layers', 'copies', 'nothing'),
  })
  .map(({ size, devices, across }) => ({
    size,
    devices,
    options: {
      nodes: {},
      layers: { pipelineParallelism: size * devices, tensorParallelism: 1 },
      copies: { dataParallelism: size },
      nothing: { tensorParallelism: size * devices },
    }[across],
  }));
const count = fc.oneof(
  fc.integer({ min: 0, max: 3 }).map((n) => RolloutCount.pods(n)),
  fc.integer({ min: 0, max: 100 }).map((n) => RolloutCount.percent(n)),
);
const group = fc.record({
  split,
  replicas: fc.integer({ min: 0, max: 12 }),
  scaled: fc.boolean(),
  rolling: fc.record({ maxSurge: count, maxUnavailable: count }),
  runtime: fc.constantFrom('vllm', 'sglang'),
  restartPolicy: fc.constantFrom(...Object.values(GroupRestartPolicy)),
  hasClaim: fc.boolean(),
  networkPolicy: fc.boolean(),
  labels: fc.constantFrom<Record<string, string>>({}, { team: 'llm' }),
});
type Group = typeof group extends fc.Arbitrary<infer T> ? T : never;

function propsOf(given: Group): ModelServerProps {
  const { size, devices, options } = given.split;
  const { dataParallelism, ...both } = options as { dataParallelism?: number };
  const model = given.hasClaim ? {} : { model: '/models/llama' };
  const isVllm = given.runtime === 'vllm' || dataParallelism !== undefined;
  return {
    ...GROUP,
    image: isVllm ? GROUP.image : ContainerImage.of('lmsysorg/sglang:v0.5.23'),
    runtime: isVllm ? ServingRuntime.vllm({ ...model, ...options }) : ServingRuntime.sglang({ ...model, ...both }),
    ...(given.hasClaim && {
      source: ModelSource.claim({ name: 'llama', accessMode: ClaimAccessMode.READ_WRITE_MANY }),
    }),
    group: { size, restartPolicy: given.restartPolicy },
    ...(given.scaled
      ? { autoscaling: { minReplicas: 1, maxReplicas: given.replicas + 1, targetMemoryUtilization: 70 } }
      : { replicas: given.replicas }),
    rollout: RollingStrategy.of(given.rolling),
    resources: { cpu: '8', memory: '64Gi', accelerator: Accelerator.nvidia(devices) },
    networkPolicy: given.networkPolicy,
    labels: given.labels,
  };
}

/** A tenant with what is possible of some groups: both counts of a rollout may come to nothing. */
function declareAll(groups: readonly Group[]) {
  const app = new ServingApp({ cluster: ClusterProfile.of(CLUSTER) });
  const tenant = new TenantNamespace(app, 'vision', {
    quota: { gpus: 100_000, cpu: '100k', memory: '900Ti', pods: 100_000, ephemeralStorage: '900Ti' },
  });
  const made = groups.map((given, index) => {
    try {
      return new ModelServerGroup(tenant, `llama-${index}`, propsOf(given));
    } catch (error) {
      expect(String(error)).toMatch(/maxSurge and maxUnavailable must not both be 0/);
      tenant.node.tryRemoveChild(`llama-${index}`);
      return undefined;
    }
  });
  return { app, tenant, servers: made.filter((server) => server !== undefined) };
}

const world = fc.array(group, { minLength: 1, maxLength: 3 });

test('random groups break no rule, and what they are made of passes a strict API server', () => {
  fc.assert(
    fc.property(world, (groups) => {
      // Rules are run by the synthesis, whose errors fail here.
      const { all } = manifestsFrom(declareAll(groups).app);
      for (const manifest of all)
        expect(strictSchemaErrors(manifest.apiVersion, manifest.kind, manifest) ?? []).toEqual([]);
      const pods = templatesOf(all);
      const accounts = all.filter(({ kind }) => kind === 'ServiceAccount' || kind === 'Namespace');
      expect(findings([...accounts, ...pods], { kubernetesVersion: '1.34' })).toEqual([]);
      for (const pod of pods) expect(strictSchemaErrors('apps/v1', 'Deployment', pod) ?? []).toEqual([]);
    }),
    { numRuns: 25 },
  );
});

test('what groups take of a quota equals a sum over their pods by somebody else', () => {
  fc.assert(
    fc.property(world, (groups) => {
      const { tenant } = declareAll(groups);
      const manifests = tenant.node
        .findAll()
        .filter((construct) => ApiObject.isApiObject(construct))
        .map((object) => object.toJson());
      const [taken, used] = [takenBy(manifests, 'vision'), tenant.used()];
      for (const [state, twin] of [
        ['steady', 'steady'],
        ['peak', 'peak'],
        ['terminating', 'withLeaving'],
      ] as const) {
        for (const key of ['pods', 'requests.nvidia.com/gpu', 'requests.cpu', 'limits.memory', 'count/services']) {
          const own = quantity(used[state][key] ?? '0');
          expect([state, key, compareExact(own, taken[twin].get(key) ?? quantity('0'))]).toEqual([state, key, 0]);
        }
      }
    }),
    { numRuns: 40 },
  );
});

test('the pods of a group come to its devices: tensor by pipeline by data', () => {
  fc.assert(
    fc.property(group, (given) => {
      const { app, servers } = declareAll([given]);
      fc.pre(servers.length > 0);
      const { spec } = manifestsFrom(app).get('LeaderWorkerSet');
      const [{ args }] = spec.leaderWorkerTemplate.workerTemplate.spec.containers;
      const numberOf = (flag: RegExp): number => {
        const index: number = args.findIndex((arg: string) => flag.test(arg));
        return index < 0 ? 1 : Number(args[index + 1]);
      };
      const product =
        numberOf(/^--(tensor-parallel|tp)-size$/) *
        numberOf(/^--(pipeline-parallel|pp)-size$/) *
        numberOf(/^--data-parallel-size$/);
      expect(product).toBe(given.split.size * given.split.devices);
      expect(spec.leaderWorkerTemplate.size).toBe(given.split.size);
    }),
    { numRuns: 30 },
  );
});
