import { type Scaler, scalersOf } from '../../model/scaling/scalers';
import { isPlainObject, type JsonObject, objectAt, objectsIn } from '../../private/json';
import type { Rule, Violation } from '../rule';

/**
 * Series that servers of models publish of themselves: gone with the last pod. Those of routers in front that share the
 * prefix are left out (vllm:num_incoming_requests_total of https://github.com/vllm-project/production-stack).
 */
const OF_PODS =
  /(?<![a-zA-Z0-9_:])(vllm:(?!num_incoming_requests)|sglang:|lmdeploy:|llamacpp:|trtllm_|tgi_|nv_inference_|nv_gpu_|te_(queue|request)_|ovms_|bentoml_service_|:tensorflow:serving:)/;
/** What an autoscaler asks the kubelet for: KEDA never takes the last pod away by it, and it wakes none. */
const OF_USE: readonly unknown[] = ['cpu', 'memory'];

export const scaleFromZero: Rule = {
  id: 'scale-from-zero',
  title: 'what may have no pods is scaled by something that is there without them',
  severity: 'warning',
  reason:
    'A ScaledObject has no pods at least unless it says otherwise. Series that pods publish of themselves are gone with the last of them, and KEDA reads an empty answer as 0: nothing ever brings the first pod back. What counts in front of them does: a router, a gateway, a queue, the HTTP add-on. Only series of known servers of models are told.',
  sources: [
    'https://keda.sh/docs/latest/reference/scaledobject-spec/#minreplicacount',
    'https://keda.sh/docs/latest/scalers/prometheus/',
    'https://github.com/vllm-project/production-stack/issues/679',
  ],
  example: {
    failing: `apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: llama, namespace: chat }
spec:
  scaleTargetRef: { name: llama }
  minReplicaCount: 0
  maxReplicaCount: 4
  triggers: [{ type: prometheus, metadata: { query: 'sum(vllm:num_requests_waiting)', threshold: '10' } }]`,
    mended: `apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: llama, namespace: chat }
spec:
  scaleTargetRef: { name: llama }
  minReplicaCount: 1
  maxReplicaCount: 4
  triggers: [{ type: prometheus, metadata: { query: 'sum(vllm:num_requests_waiting)', threshold: '10' } }]`,
  },
  check: (set) =>
    scalersOf(set)
      .filter(({ manifest, fewest }) => manifest.kind === 'ScaledObject' && fewest === 0)
      .flatMap(neverWoken),
};

function neverWoken({ manifest }: Scaler): Violation[] {
  const spec = objectAt(manifest.json, 'spec');
  const waking = objectsIn(spec.triggers).filter(({ type }) => !OF_USE.includes(type));
  const series = waking.map(ownSeries);
  if (waking.length === 0 || series.some((own) => own === undefined)) return [];
  const field = spec.idleReplicaCount === 0 ? 'idleReplicaCount' : 'minReplicaCount';
  const shown = spec[field] === undefined ? '0 (the default)' : '0';
  return [
    {
      manifest,
      ...(spec[field] !== undefined && { at: `/spec/${field}` }),
      message: `${field} must be 1 or more by what the pods publish of themselves (${[...new Set(series)].join(', ')}), got ${shown}: it is gone with the last pod, and nothing brings the first one back`,
      fix:
        field === 'idleReplicaCount'
          ? 'leave idleReplicaCount out, or add a trigger that counts in front of the pods'
          : 'set minReplicaCount to 1, or add a trigger that counts in front of the pods',
    },
  ];
}

/** The prefix of a series of pods that a trigger asks for; nothing where it asks for something else, or it is not known. */
function ownSeries({ type, metadata }: JsonObject): string | undefined {
  const query = isPlainObject(metadata) ? metadata.query : undefined;
  return type === 'prometheus' && typeof query === 'string' ? OF_PODS.exec(query)?.[1] : undefined;
}
