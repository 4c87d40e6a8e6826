import type { PoolMetrics } from '../core/pool-members';
import { emitDocument } from '../manifests/yaml/emitter';
import type { JsonObject } from '../private/json';

/**
 * Engines whose metrics the picker knows by itself (`defaultEngineConfigs` in
 * pkg/epp/framework/plugins/datalayer/extractor/metrics/factories.go of llm-d/llm-d-router, v0.9), told by the gauge of
 * requests that wait.
 */
const ENGINES: { readonly [waiting: string]: string } = {
  'vllm:num_requests_waiting': 'vllm',
  'sglang:num_queue_reqs': 'sglang',
  trtllm_num_requests_waiting: 'trtllm-serve',
};

/** What the picker calls an engine that it does not know. */
const OWN_ENGINE = 'own';

/** Metrics that say how long the queue of a pod is: without, a picker has nothing to pick by. */
export type PickableMetrics = PoolMetrics & { readonly waiting: string };

/**
 * What the picker picks by: the queue, the use of the cache where the runtime tells it, and whether the beginning of the
 * prompt was there before. Weights as in the chart `routerlib` of llm-d/llm-d-router.
 */
export function pickerConfig({ path, waiting, running, cacheUse }: PickableMetrics): string {
  const known = ENGINES[waiting] as string | undefined;
  const scorers: readonly (readonly [type: string, weight: number])[] = [
    ['queue-scorer', 2],
    ...(cacheUse === undefined ? [] : [['kv-cache-utilization-scorer', 2] as const]),
    ['prefix-cache-scorer', 3],
  ];
  const own = { name: OWN_ENGINE, queuedRequestsSpec: waiting, runningRequestsSpec: running, kvUsageSpec: cacheUse };
  const parameters = known === undefined ? { defaultEngine: OWN_ENGINE, engineConfigs: [given(own)] } : engine(known);
  return emitDocument({
    apiVersion: 'llm-d.ai/v1alpha1',
    kind: 'EndpointPickerConfig',
    plugins: [
      ...scorers.map(([type]) => ({ type })),
      { type: 'metrics-data-source', parameters: { scheme: 'http', path } },
      { type: 'core-metrics-extractor', ...(parameters && { parameters }) },
    ],
    schedulingProfiles: [{ name: 'default', plugins: scorers.map(([pluginRef, weight]) => ({ pluginRef, weight })) }],
  });
}

/** vLLM is the picker's own default. */
function engine(name: string): JsonObject | undefined {
  return name === 'vllm' ? undefined : { defaultEngine: name };
}

function given(values: { readonly [key: string]: string | undefined }): JsonObject {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
