import type { Manifest } from '../../../manifests/manifest';
import { isPlainObject, type JsonObject, objectAt, objectsIn } from '../../../private/json';
import { countIn } from '../../quota/amounts';
import { rollingCounts } from '../../rollout/rolling-counts';
import { madeAutoscaler, madeDeployment, madeScaledObject, madeService, textsIn } from '../made-object';
import { type Component, componentName, componentSelector, INFERENCE_SERVICE_LABEL } from './naming';
import { portsOf } from './ports';
import { podSpecOfComponent } from './pod-spec';
import { workerDeployment } from './workers';

const COMPONENTS: readonly Component[] = ['predictor', 'transformer', 'explainer'];
const MODE = 'serving.kserve.io/deploymentMode';
const AUTOSCALER = 'serving.kserve.io/autoscalerClass';
const KNATIVE: readonly unknown[] = ['Knative', 'Serverless'];

/** A part of an InferenceService as KServe sees it. */
interface Part {
  readonly component: Component;
  readonly name: string;
  readonly spec: JsonObject;
  /** Pods that are there by number, whatever the autoscaler; nothing where that decides. */
  readonly fixed: number | undefined;
  /** Pods beside those of the part until others have become ready. */
  readonly beside: number;
}

/**
 * What KServe makes of an InferenceService: for every component a Deployment, a Service and an autoscaler, and the same for
 * every canary, whose number of pods is fixed. On Knative a revision stands whole beside the one before it, and Knative
 * makes Services of its own. Which mode holds where no annotation says it is the installation's to say: Deployments are taken.
 *
 * Source: `pkg/controller/v1beta1/inferenceservice` of https://github.com/kserve/kserve (0.16 to 0.20)
 */
export function madeOfInferenceService(owner: Manifest): readonly Manifest[] {
  const annotations = objectAt(owner.json, 'metadata', 'annotations');
  if (annotations['serving.kserve.io/stop'] === 'true' || annotations[MODE] === 'ModelMesh') return [];
  return partsOf(owner).flatMap((part) =>
    KNATIVE.includes(annotations[MODE]) ? revisionOf(owner, part) : deploymentOf(owner, part),
  );
}

function partsOf(owner: Manifest): Part[] {
  const spec = objectAt(owner.json, 'spec');
  return COMPONENTS.flatMap((component): Part[] => {
    const own = objectAt(spec, component);
    if (Object.keys(own).length === 0) return [];
    const base = { component, name: nameOf(owner, component, own), spec: own, fixed: undefined, beside: 0 };
    return component === 'predictor' ? withCanaries(owner, base, objectsIn(spec.canary)) : [base];
  });
}

/**
 * A canary is the stable predictor with what it says itself in its place, and takes its pods from those of the stable one
 * when they are ready (`adjustStableMinReplicasForCanaries` in `components/predictor.go`).
 */
function withCanaries(owner: Manifest, stable: Part, canaries: readonly JsonObject[]): Part[] {
  const wanted = countIn(stable.spec.minReplicas, 1);
  const parts = canaries.map((canary): Part => {
    const predictor = objectAt(canary, 'predictor');
    const share = Math.ceil((wanted * countIn(canary.trafficPercent, 0)) / 100);
    const spec = { ...stable.spec, ...predictor, ...mergedMaps(stable.spec, predictor) };
    const fixed = countIn(predictor.minReplicas, share);
    return { component: 'predictor', name: nameOf(owner, 'predictor', predictor), spec, fixed, beside: 0 };
  });
  const taken = parts.reduce((sum, { fixed = 0 }) => sum + fixed, 0);
  if (taken === 0 || stable.spec.minReplicas === undefined) return [stable, ...parts];
  const left = Math.max(wanted - taken, 1);
  const spec = { ...stable.spec, minReplicas: left };
  return [{ ...stable, spec, beside: wanted - left }, ...parts];
}

/** Maps are merged key by key, lists are the canary's as a whole (`buildCanaryPredictor`). */
function mergedMaps(stable: JsonObject, canary: JsonObject): JsonObject {
  const both = MAPS.filter((field) => isPlainObject(stable[field]) && isPlainObject(canary[field]));
  return Object.fromEntries(both.map((field) => [field, { ...objectAt(stable, field), ...objectAt(canary, field) }]));
}

const MAPS = ['annotations', 'labels', 'model', 'nodeSelector'];

function nameOf({ name }: Manifest, component: Component, spec: JsonObject): string {
  return componentName(name, component, typeof spec.name === 'string' ? spec.name : '');
}

function deploymentOf(owner: Manifest, part: Part): Manifest[] {
  const { component, name, spec, fixed } = part;
  const labels = labelsOf(owner, part);
  const podSpec = podSpecOfComponent(owner, spec);
  const least = fixed ?? countIn(spec.minReplicas, 1);
  const selector = componentSelector(name);
  const made = {
    name,
    labels: { ...labels, ...selector },
    selector,
    annotations: { ...textsIn(owner.json, 'metadata', 'annotations'), ...textsIn(spec, 'annotations') },
    replicas: least,
    strategy: strategyOf(part, least),
    podSpec,
  };
  const ports = portsOf(spec, podSpec, name);
  return [
    madeDeployment(owner, made),
    madeService(owner, name, labels, { selector, ports }),
    ...scalerOf(owner, part, labels, least),
    ...(component === 'predictor' ? workerDeployment(owner, made, spec) : []),
  ];
}

function labelsOf(owner: Manifest, { component, spec }: Part): { [key: string]: string } {
  return {
    ...textsIn(owner.json, 'metadata', 'labels'),
    ...textsIn(spec, 'labels'),
    [INFERENCE_SERVICE_LABEL]: owner.name,
    component,
  };
}

/** Pods that only wait for those of a canary are counted with the surge: both go away by themselves. */
function strategyOf({ spec, beside }: Part, replicas: number): JsonObject | undefined {
  const given = objectAt(spec, 'deploymentStrategy');
  const strategy = Object.keys(given).length === 0 ? undefined : given;
  if (beside === 0 || strategy?.type === 'Recreate') return strategy;
  const { surge, unavailable } = rollingCounts(replicas + beside, objectAt(given, 'rollingUpdate'));
  return { type: 'RollingUpdate', rollingUpdate: { maxSurge: surge + beside, maxUnavailable: unavailable } };
}

/** Without a class, and with `hpa`, a HorizontalPodAutoscaler on 80 percent of CPU unless something else is asked for. */
function scalerOf(owner: Manifest, part: Part, labels: { [key: string]: string }, least: number): Manifest[] {
  const { name, spec, fixed } = part;
  const scaler = objectAt(owner.json, 'metadata', 'annotations')[AUTOSCALER] ?? 'hpa';
  const min = Math.max(least, 1);
  const max = fixed === undefined ? Math.max(countIn(spec.maxReplicas, 0), min) : min;
  if (scaler === 'keda')
    return [madeScaledObject(owner, name, labels, { minReplicaCount: least, maxReplicaCount: max, triggers: [] })];
  if (scaler !== 'hpa') return [];
  return [madeAutoscaler(owner, name, labels, { minReplicas: min, maxReplicas: max, metrics: metricsOf(spec) })];
}

function metricsOf(spec: JsonObject): JsonObject[] {
  const given = objectsIn(objectAt(spec, 'autoScaling').metrics).filter(({ type }) => type === 'Resource');
  if (given.length > 0) return given.map(({ type, resource }) => ({ type, resource }));
  const { scaleMetric: name = 'cpu', scaleTarget: averageUtilization = 80 } = spec;
  return [{ type: 'Resource', resource: { name, target: { type: 'Utilization', averageUtilization } } }];
}

/** The pods of a revision of Knative: as many as its autoscaler makes at most, beside all of those before it. */
function revisionOf(owner: Manifest, part: Part): Manifest[] {
  const { name, spec } = part;
  const labels = { ...labelsOf(owner, part), 'serving.knative.dev/service': name };
  return [
    madeDeployment(owner, {
      name,
      labels,
      selector: { 'serving.knative.dev/service': name },
      annotations: textsIn(spec, 'annotations'),
      replicas: Math.max(countIn(spec.minReplicas, 1), countIn(spec.maxReplicas, 0)),
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '100%', maxUnavailable: 0 } },
      podSpec: podSpecOfComponent(owner, spec),
    }),
  ];
}
