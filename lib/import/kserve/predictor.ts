import { checkObjectName, checkServiceName } from '../../private/check-name';
import { parseImageReference } from '../../private/image-reference';
import { isPlainObject, type JsonObject, objectAt, objectsIn } from '../../private/json';
import { environmentPart } from '../choose/environment';
import { resourcesPart } from '../choose/resources';
import { call, type Code, literal, type Member, members, object } from '../source/code';

/** KServe's own servers by the format of the model: https://github.com/kserve/kserve/tree/v0.19.0/config/runtimes */
const SERVERS: { readonly [format: string]: string } = {
  sklearn: 'kserve/sklearnserver',
  xgboost: 'kserve/xgbserver',
  lightgbm: 'kserve/lgbserver',
  paddle: 'kserve/paddleserver',
  pmml: 'kserve/pmmlserver',
};
/** The version whose servers the library knows: that of its downloads, too. */
const VERSION = 'v0.19.0';
/** Where KServe's controller sends requests in a container of one's own. */
const PORT = 8080;

/** A ModelServer in place of a predictor. */
export interface ImportedPredictor {
  readonly props: readonly Member[];
  /** What stands for what the manifest does not say. */
  readonly proposals: readonly string[];
  /** What is not carried over. */
  readonly lost: readonly string[];
}

/** The server of an InferenceService; a reason where there is none that does the same. */
export function predictorOf(spec: JsonObject, name: string): ImportedPredictor | string {
  if (checkServiceName('name', name) !== undefined) return 'its name cannot be that of a server';
  const predictor = objectAt(spec, 'predictor');
  const { format, model } = modelOf(predictor);
  const serving = model ? ofFormat(format, model, name) : ofContainer(predictor);
  if (typeof serving === 'string') return serving;
  const lost = [
    ...['transformer', 'explainer'].filter((part) => spec[part] !== undefined),
    ...[
      'canaryTrafficPercent',
      'workerSpec',
      'scaleMetric',
      'containerConcurrency',
      'timeout',
      'batcher',
      'logger',
    ].filter((field) => predictor[field] !== undefined),
  ];
  return { ...serving, props: [...serving.props, ...scaling(predictor)], lost };
}

/** The model, in the form of today or in that of before, where the format is the name of the field. */
function modelOf(predictor: JsonObject): { readonly format: string; readonly model?: JsonObject } {
  if (isPlainObject(predictor.model)) {
    const { name } = objectAt(predictor, 'model', 'modelFormat');
    return { format: String(name), model: predictor.model };
  }
  const format = Object.keys(predictor).find((field) => objectAt(predictor, field).storageUri !== undefined);
  return format === undefined ? { format: '' } : { format, model: objectAt(predictor, format) };
}

type Serving = Omit<ImportedPredictor, 'lost'>;

function ofFormat(format: string, model: JsonObject, name: string): Serving | string {
  if (!Object.hasOwn(SERVERS, format))
    return `models of the format '${format}' are served by a runtime that the cluster chooses; name one of ServingRuntime by hand`;
  if (model.runtime !== undefined) return 'it names a runtime of the cluster, which is not among the manifests';
  const source = sourceOf(model.storageUri);
  if (source === undefined)
    return `weights of ${JSON.stringify(model.storageUri ?? null)} have no source here; name one of ModelSource by hand`;
  const image = `${SERVERS[format]}:${VERSION}`;
  const resources = resourcesPart(model, true);
  return {
    proposals: [
      `the image ${image}: which one KServe runs is decided in the cluster`,
      ...(resources.isProposed ? ['CPU and memory in resources: measure and set them'] : []),
    ],
    props: members({
      image: call('ContainerImage.of', literal(image)),
      runtime: call('ServingRuntime.kserve', object(members({ modelName: literal(name) }))),
      source,
      ...resources.props,
      ...environmentPart(model, {}).props,
    }),
  };
}

function ofContainer(predictor: JsonObject): Serving | string {
  const [container] = objectsIn(predictor.containers);
  if (!container || parseImageReference(container.image) === undefined)
    return 'its predictor has no model and no container';
  const [port = {}] = objectsIn(container.ports);
  const resources = resourcesPart(container, true);
  const [command, args] = [container.command, container.args].map((given) =>
    Array.isArray(given) ? literal(given) : undefined,
  );
  const number = typeof port.containerPort === 'number' ? port.containerPort : PORT;
  return {
    proposals: resources.isProposed ? ['CPU and memory in resources: measure and set them'] : [],
    props: members({
      image: call('ContainerImage.of', literal(String(container.image))),
      runtime: call('ServingRuntime.http', object(members({ port: literal(number) }))),
      ...resources.props,
      command,
      args,
      ...environmentPart(container, {}).props,
    }),
  };
}

/** Where the weights come from: https://kserve.github.io/website/docs/model-serving/storage/overview */
function sourceOf(uri: unknown): Code | undefined {
  if (typeof uri !== 'string') return undefined;
  const options = object(members({ uri: literal(uri) }));
  if (/^gs:\/\/[^/\s]+/.test(uri)) return call('ModelSource.gcs', options);
  if (/^s3:\/\/[^/\s]+/.test(uri)) return call('ModelSource.s3', options);
  const [, claim, path] = /^pvc:\/\/([^/]+)(?:\/(.+))?$/.exec(uri) ?? [];
  if (claim !== undefined && checkObjectName('name', claim) === undefined)
    return call(
      'ModelSource.claim',
      object(members({ name: literal(claim), path: path === undefined ? undefined : literal(path) })),
    );
  const [, repository, revision] = /^hf:\/\/([\w.-]+\/[\w.-]+?)(?::([\w.-]+))?$/.exec(uri) ?? [];
  if (repository === undefined) return undefined;
  const given = { repository: literal(repository), revision: revision === undefined ? undefined : literal(revision) };
  return call('ModelSource.huggingFace', object(members(given)));
}

/** Between how many pods it scales; to none only Knative does. */
function scaling({ minReplicas = 1, maxReplicas, scaleTarget }: JsonObject): Member[] {
  const [min, max] = [minReplicas, maxReplicas].map(Number);
  if (!Number.isSafeInteger(max) || max < 1 || max <= Math.max(min, 1))
    return members({ replicas: literal(Number.isSafeInteger(min) ? Math.max(min, 1) : 1) });
  const target = typeof scaleTarget === 'number' && scaleTarget >= 1 && scaleTarget <= 100 ? scaleTarget : undefined;
  const options = {
    minReplicas: literal(Math.max(min, 1)),
    maxReplicas: literal(max),
    targetCpuUtilization: target === undefined ? undefined : literal(target),
  };
  return members({ autoscaling: object(members(options)) });
}
