import { EndpointPicker } from '../../lib/pools/endpoint-picker';
import { InferencePool } from '../../lib/pools/inference-pool';
import type { InferencePoolProps } from '../../lib/pools/inference-pool-props';
import { ServingRuntime } from '../../lib/runtimes/serving-runtime';
import { declare } from './declare';
import type { WayIn } from './ways-in';

/** A server of a large model, which has the metrics that pickers pick by, in a pool. */
const pool = (props: (target: InferencePoolProps['target']) => object): unknown => {
  const { tenant, server } = declare({ runtime: ServingRuntime.vllm({ model: '/models/llama' }) });
  return new InferencePool(tenant, 'iris', props(server) as InferencePoolProps);
};
const picker = (make: (options: never) => EndpointPicker, fine: object = {}): WayIn => ({
  fine,
  use: (value) => pool((target) => ({ target, picker: make(value) })),
});

/** Ways of structs into pools. */
export const WAYS_IN_OF_POOLS: { readonly [name: string]: WayIn } = {
  'new InferencePool(props)': {
    fine: {},
    use: (value: object) => pool((target) => ({ target, ...value })),
  },
  'EndpointPicker.llmD(options)': picker((value) => EndpointPicker.llmD(value)),
  'EndpointPicker.service(options)': picker((value) => EndpointPicker.service(value), { name: 'llama-epp' }),
};
