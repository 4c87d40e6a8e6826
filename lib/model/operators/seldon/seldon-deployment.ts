import type { Manifest } from '../../../manifests/manifest';
import { isPlainObject, type JsonObject, objectAt, objectsIn } from '../../../private/json';
import { madeAutoscaler, madeDeployment, madeObject, madeScaledObject, madeService, textsIn } from '../made-object';
import { componentsOf, type Part, predictorsOf } from './components';
import { executorOf } from './executor';
import { containerLabel, EXECUTOR_PORT, predictorService, SELDON_LABEL, shortened } from './naming';
import { portsOfUnit } from './ports';

/** Every Deployment rolls with a surge of a quarter and nobody missing: `maxUnavailable: 10%` is written as a number, which is 0. */
const STRATEGY: JsonObject = { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 } };

/**
 * What Seldon makes of a SeldonDeployment: for every predictor a Deployment for each of its parts, with the executor beside the
 * first one unless it is declined or stands alone, a Service of the predictor and one of each container, autoscalers and
 * budgets.
 *
 * Source: `operator/controllers/seldondeployment_controller.go` of https://github.com/SeldonIO/seldon-core/tree/v1.18.2
 */
export function madeOfSeldonDeployment(owner: Manifest): readonly Manifest[] {
  return predictorsOf(owner).flatMap((predictor) => {
    const parts = componentsOf(owner, predictor);
    return [
      ...parts.flatMap((part) => madeOfPart(owner, part)),
      ...serviceOf(owner, predictor, parts),
      ...separateExecutor(owner, predictor),
      ...explainerOf(owner, predictor),
    ];
  });
}

function madeOfPart(owner: Manifest, part: Part): Manifest[] {
  const { name, predictor, component, labels, selector, podSpec } = part;
  const metadata = objectAt(component, 'metadata');
  const hpa = objectAt(component, 'hpaSpec');
  const keda = objectAt(component, 'kedaSpec');
  const isScaled = [hpa, keda].some((each) => Object.keys(each).length > 0);
  const replicas = component.replicas ?? predictor.replicas ?? objectAt(owner.json, 'spec').replicas;
  const own = { [SELDON_LABEL.DEPLOYMENT]: shortened(owner.name) };
  return [
    madeDeployment(owner, {
      name,
      labels,
      selector,
      annotations: {
        ...textsIn(owner.json, 'spec', 'annotations'),
        ...textsIn(predictor, 'annotations'),
        ...textsIn(metadata, 'annotations'),
      },
      replicas: isScaled ? leastOf(hpa, keda) : typeof replicas === 'number' ? replicas : undefined,
      strategy: STRATEGY,
      progressDeadlineSeconds: predictor.progressDeadlineSeconds,
      podSpec,
    }),
    ...part.units.map(({ container, service }) =>
      madeService(owner, service, own, {
        selector: { [containerLabel(String(container.name))]: service },
        ports: portsOfUnit(container),
      }),
    ),
    ...(Object.keys(keda).length > 0
      ? [madeScaledObject(owner, name, own, keda)]
      : Object.keys(hpa).length > 0
        ? [madeAutoscaler(owner, name, own, autoscaler(hpa))]
        : []),
    ...budgetOf(owner, name, objectAt(component, 'pdbSpec'), own),
  ];
}

function leastOf(hpa: JsonObject, keda: JsonObject): number | undefined {
  const least = Object.keys(keda).length > 0 ? keda.minReplicaCount : hpa.minReplicas;
  return typeof least === 'number' ? least : undefined;
}

/** The metrics of the first version of the API become those of the second; only theirs are known here. */
function autoscaler({ minReplicas, maxReplicas, metricsv2 }: JsonObject): JsonObject {
  return {
    ...(minReplicas !== undefined && { minReplicas }),
    maxReplicas,
    ...(metricsv2 !== undefined && { metrics: metricsv2 }),
  };
}

/** A budget selects the pods of the whole SeldonDeployment, whichever part asks for it. */
function budgetOf(owner: Manifest, name: string, spec: JsonObject, selector: { [key: string]: string }): Manifest[] {
  if (Object.keys(spec).length === 0) return [];
  return [
    madeObject(owner, {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: {
        name,
        ...(owner.namespaceName !== undefined && { namespace: owner.namespaceName }),
        labels: selector,
      },
      spec: { ...spec, selector: { matchLabels: { ...selector } } },
    }),
  ];
}

/** The Service of a predictor leads to its executor, or without one to its container. */
function serviceOf(owner: Manifest, predictor: JsonObject, parts: readonly Part[]): Manifest[] {
  const name = serviceNameOf(owner, predictor);
  const unit = parts.flatMap(({ units }) => units).at(0);
  const ports = executorOf(predictor)
    ? [
        { name: 'http', port: EXECUTOR_PORT.HTTP, targetPort: EXECUTOR_PORT.HTTP, protocol: 'TCP' },
        { name: 'grpc', port: EXECUTOR_PORT.GRPC, targetPort: EXECUTOR_PORT.GRPC, protocol: 'TCP' },
      ]
    : unit && portsOfUnit(unit.container);
  if (!ports) return [];
  const own = { [SELDON_LABEL.PREDICTOR]: name, [SELDON_LABEL.DEPLOYMENT]: shortened(owner.name) };
  return [madeService(owner, name, own, { selector: { [SELDON_LABEL.PREDICTOR]: name }, ports })];
}

/** Name of the Service of a predictor: what the predictor says, else what its names make. */
export function serviceNameOf(owner: Manifest, predictor: JsonObject): string {
  const own = objectAt(predictor, 'annotations')['seldon.io/svc-name'];
  return typeof own === 'string' ? own : predictorService(owner.name, String(predictor.name));
}

function separateExecutor(owner: Manifest, predictor: JsonObject): Manifest[] {
  const executor = executorOf(predictor);
  if (!executor || objectAt(owner.json, 'spec', 'annotations')['seldon.io/engine-separate-pod'] !== 'true') return [];
  const service = serviceNameOf(owner, predictor);
  const selector = { [SELDON_LABEL.PREDICTOR]: service, [SELDON_LABEL.DEPLOYMENT]: service };
  const replicas =
    objectAt(predictor, 'svcOrchSpec').replicas ?? predictor.replicas ?? objectAt(owner.json, 'spec').replicas;
  const name = shortened(`${owner.name}-${String(predictor.name)}-svc-orch`);
  return [
    madeDeployment(owner, {
      name,
      labels: { ...selector, app: name },
      selector,
      annotations: {},
      replicas: typeof replicas === 'number' ? replicas : undefined,
      strategy: STRATEGY,
      podSpec: { containers: [executor] },
    }),
  ];
}

function explainerOf(owner: Manifest, predictor: JsonObject): Manifest[] {
  const { explainer } = predictor;
  if (!isPlainObject(explainer) || (explainer.type ?? '') === '') return [];
  const name = shortened(`${owner.name}-${String(predictor.name)}-explainer`);
  const selector = { [SELDON_LABEL.DEPLOYMENT]: shortened(owner.name), app: name };
  const container = { name, ...objectAt(explainer, 'containerSpec') };
  return [
    madeDeployment(owner, {
      name,
      labels: selector,
      selector,
      annotations: {},
      replicas: typeof explainer.replicas === 'number' ? explainer.replicas : undefined,
      strategy: STRATEGY,
      podSpec: { containers: objectsIn([container]) },
    }),
  ];
}
