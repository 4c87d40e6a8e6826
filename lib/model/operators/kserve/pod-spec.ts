import type { Manifest } from '../../../manifests/manifest';
import { isPlainObject, type JsonObject, objectAt, objectsIn } from '../../../private/json';
import { KSERVE_CONTAINER } from './naming';

/** What KServe gives a container that says nothing: key `resource` of the ConfigMap `inferenceservice-config`. */
const DEFAULT_RESOURCES = { cpu: '1', memory: '2Gi' };

/** What the init container that fetches weights takes: key `storageInitializer` of the same ConfigMap. */
const STORAGE_INITIALIZER: JsonObject = {
  name: 'storage-initializer',
  image: 'kserve/storage-initializer',
  resources: { requests: { cpu: '100m', memory: '100Mi' }, limits: { cpu: '1', memory: '1Gi' } },
};

/** Frameworks that have a field of their own in place of `model`. */
const FRAMEWORKS = [
  'model',
  'huggingface',
  'lightgbm',
  'onnx',
  'paddle',
  'pmml',
  'pytorch',
  'sklearn',
  'tensorflow',
  'triton',
  'xgboost',
  'art',
];

/** Fields of a component that are no part of the pods' spec. */
const OF_COMPONENT = new Set([
  ...FRAMEWORKS,
  'annotations',
  'autoScaling',
  'batcher',
  'canaryTrafficPercent',
  'containerConcurrency',
  'deploymentStrategy',
  'labels',
  'logger',
  'maxReplicas',
  'minReplicas',
  'name',
  'scaleMetric',
  'scaleMetricType',
  'scaleTarget',
  'storageContainerName',
  'storageUris',
  'timeout',
  'workerSpec',
]);

/** Fields of a model that are none of its container's. */
const OF_MODEL = new Set([
  'confidential',
  'modelFormat',
  'protocolVersion',
  'runtime',
  'runtimeVersion',
  'storage',
  'storageUri',
]);

/**
 * The spec of the pods of a component. Of a model whose runtime is elsewhere the container is what the model says of it:
 * its image may be nobody's to know.
 */
export function podSpecOfComponent(owner: Manifest, spec: JsonObject): JsonObject {
  const own = Object.fromEntries(Object.entries(spec).filter(([field]) => !OF_COMPONENT.has(field)));
  const model = modelOf(spec);
  const given = objectsIn(spec.containers).map((container) =>
    container.name === KSERVE_CONTAINER || objectsIn(spec.containers).length === 1
      ? withDefaults({ name: KSERVE_CONTAINER, ...container })
      : container,
  );
  const containers = model ? [withDefaults({ ...containerOf(model), name: KSERVE_CONTAINER }), ...given] : given;
  const isFetched = fetchesWeights(spec, model);
  return {
    ...own,
    containers: containers.map((container) => named(container, owner)),
    ...(isFetched && { initContainers: [STORAGE_INITIALIZER, ...objectsIn(spec.initContainers)] }),
  };
}

/** The model of a component; nothing where it has containers alone. */
export function modelOf(spec: JsonObject): JsonObject | undefined {
  const field = FRAMEWORKS.find((each) => isPlainObject(spec[each]));
  return field === undefined ? undefined : objectAt(spec, field);
}

function containerOf(model: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(model).filter(([field]) => !OF_MODEL.has(field)));
}

/** What is missing is filled in key by key (`setResourceRequirementDefaults` in `inference_service_defaults.go`). */
function withDefaults(container: JsonObject): JsonObject {
  const { requests, limits } = objectAt(container, 'resources');
  const filled = (amounts: unknown): JsonObject => ({
    ...DEFAULT_RESOURCES,
    ...(isPlainObject(amounts) ? amounts : {}),
  });
  return { ...container, resources: { requests: filled(requests), limits: filled(limits) } };
}

function named(container: JsonObject, { name }: Manifest): JsonObject {
  return { ...container, env: [...objectsIn(container.env), { name: 'INFERENCE_SERVICE_NAME', value: name }] };
}

/** A claim is mounted, and a native OCI volume pulled by the node: everything else is fetched. */
function fetchesWeights(spec: JsonObject, model: JsonObject | undefined): boolean {
  const uris = [model?.storageUri, ...objectsIn(spec.storageUris).map(({ uri }) => uri)];
  const isFetched = uris.some((uri) => typeof uri === 'string' && !/^(pvc|oci\+native):/.test(uri));
  return isFetched || isPlainObject(model?.storage);
}
