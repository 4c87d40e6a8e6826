import type { Manifest } from '../../manifests/manifest';
import type { ManifestSet } from '../../manifests/manifest-set';
import { isPlainObject, type JsonObject, objectAt, objectsIn } from '../../private/json';

/** The pods that requests for a model are spread over, and what picks one of them (https://gateway-api-inference-extension.sigs.k8s.io/api-types/inferencepool/). */
export const INFERENCE_POOL = { group: 'inference.networking.k8s.io', kind: 'InferencePool' } as const;

/** The most target ports of a pool (`MaxItems` in api/v1/inferencepool_types.go of kubernetes-sigs/gateway-api-inference-extension, v1.6). */
export const MAX_TARGET_PORTS = 8;

/** The InferencePools of a set. */
export function poolsOf(set: ManifestSet): readonly Manifest[] {
  return set.ofKind(INFERENCE_POOL.kind, INFERENCE_POOL.group);
}

/** Whether an object is an InferencePool. */
export function isPool({ kind, group }: Manifest): boolean {
  return kind === INFERENCE_POOL.kind && group === INFERENCE_POOL.group;
}

/** The labels that a pool selects pods of its namespace by. */
export function poolLabels({ json }: Manifest): JsonObject {
  return objectAt(json, 'spec', 'selector', 'matchLabels');
}

/** The ports of the pods that a gateway sends requests to. */
export function targetPortsOf({ json }: Manifest): number[] {
  return objectsIn(objectAt(json, 'spec').targetPorts).flatMap(({ number }) =>
    typeof number === 'number' ? [number] : [],
  );
}

/** What picks the pod that gets a request. */
export interface PickerRef {
  /** Whether it is a Service, which it is by itself. */
  readonly isService: boolean;
  readonly name: string;
  /** Port of the Service; nothing where the pool says none. */
  readonly port: number | undefined;
}

/** What a pool says of its picker; nothing where it names none. */
export function pickerRefOf({ json }: Manifest): PickerRef | undefined {
  const ref = objectAt(json, 'spec').endpointPickerRef;
  if (!isPlainObject(ref) || typeof ref.name !== 'string') return undefined;
  const { group = '', kind = 'Service', name } = ref;
  const { number } = objectAt(ref, 'port');
  return { isService: group === '' && kind === 'Service', name, port: typeof number === 'number' ? number : undefined };
}
