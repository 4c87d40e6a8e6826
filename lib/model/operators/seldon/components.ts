import type { Manifest } from '../../../manifests/manifest';
import { type JsonObject, objectAt, objectsIn } from '../../../private/json';
import type { Labels } from '../../../private/labels';
import { textsIn } from '../made-object';
import { executorOf } from './executor';
import {
  componentDeployment,
  containerLabel,
  containerService,
  predictorService,
  SELDON_LABEL,
  shortened,
} from './naming';
import { withPorts } from './ports';

/** A part of a predictor: pods of their own. */
export interface Part {
  /** Name of the Deployment. */
  readonly name: string;
  readonly predictor: JsonObject;
  readonly component: JsonObject;
  readonly labels: Labels;
  readonly selector: Labels;
  readonly podSpec: JsonObject;
  /** The containers that are a part of the graph, each with the name of its Service. */
  readonly units: readonly { readonly container: JsonObject; readonly service: string }[];
}

/** What a container that fetches weights takes: `storageInitializer` of Seldon's chart. */
const STORAGE_INITIALIZER = 'model-initializer';

/** The predictors of a SeldonDeployment. */
export function predictorsOf(owner: Manifest): readonly JsonObject[] {
  return objectsIn(objectAt(owner.json, 'spec').predictors);
}

/** The parts of a predictor. A server of Seldon's own that has no container written gets one in the first part. */
export function componentsOf(owner: Manifest, predictor: JsonObject): Part[] {
  const units = unitsIn(objectAt(predictor, 'graph'));
  const written = objectsIn(predictor.componentSpecs);
  const names = new Set(written.flatMap((component) => containersIn(component).map(({ name }) => name)));
  const missing = units.filter(({ name, implementation }) => isPrepackaged(implementation) && !names.has(name));
  const components = written.length === 0 && missing.length > 0 ? [{}] : written;
  return components.flatMap((component, index): Part[] => {
    const added = index === 0 ? missing.map(({ name }) => ({ name })) : [];
    const containers = [...containersIn(component), ...added];
    return containers.length === 0 ? [] : [partOf(owner, predictor, component, { index, containers, units })];
  });
}

interface Contents {
  readonly index: number;
  readonly containers: readonly JsonObject[];
  readonly units: readonly JsonObject[];
}

function partOf(owner: Manifest, predictor: JsonObject, component: JsonObject, contents: Contents): Part {
  const { index, containers, units } = contents;
  const given = objectAt(component, 'metadata').name;
  const suffix = typeof given === 'string' && given !== '' ? [given] : containers.map(({ name }) => String(name));
  const predictorName = String(predictor.name);
  const name = componentDeployment(owner.name, predictorName, index, suffix);
  const parts = containers
    .filter((container) => units.some((unit) => unit.name === container.name))
    .map((container) => ({ container, service: containerService(owner.name, predictorName, String(container.name)) }));
  const isSeparate = objectAt(owner.json, 'spec', 'annotations')['seldon.io/engine-separate-pod'] === 'true';
  const executor = index === 0 && !isSeparate ? executorOf(predictor) : undefined;
  const isFirst = index === 0 && !isSeparate;
  const own = objectAt(predictor, 'annotations')['seldon.io/svc-name'];
  const service = typeof own === 'string' ? own : predictorService(owner.name, predictorName);
  const selector = {
    [SELDON_LABEL.DEPLOYMENT]: shortened(owner.name),
    ...Object.fromEntries(parts.map((each) => [containerLabel(String(each.container.name)), each.service])),
    ...(isFirst && { [SELDON_LABEL.PREDICTOR]: service }),
  };
  return {
    name,
    predictor,
    component,
    labels: {
      app: name,
      fluentd: 'true',
      version: predictorName,
      ...textsIn(predictor, 'labels'),
      ...textsIn(component, 'metadata', 'labels'),
      'app.kubernetes.io/managed-by': 'seldon-core',
      ...selector,
    },
    selector,
    podSpec: podSpecOf(component, {
      containers,
      units,
      executor,
      isUnit: (each) => parts.some(({ container }) => container === each),
    }),
    units: parts,
  };
}

interface PodParts {
  readonly containers: readonly JsonObject[];
  readonly units: readonly JsonObject[];
  readonly executor: JsonObject | undefined;
  readonly isUnit: (container: JsonObject) => boolean;
}

function podSpecOf(component: JsonObject, { containers, units, executor, isUnit }: PodParts): JsonObject {
  const spec = objectAt(component, 'spec');
  const fetched = units.filter(
    ({ name, modelUri }) => (modelUri ?? '') !== '' && containers.some((each) => each.name === name),
  );
  const initializers = fetched.map(({ name }) => ({ name: `${String(name)}-${STORAGE_INITIALIZER}`, ...INITIALIZER }));
  return {
    ...spec,
    ...(initializers.length > 0 && { initContainers: [...objectsIn(spec.initContainers), ...initializers] }),
    containers: [
      ...containers.map((container) => (isUnit(container) ? withPorts(container) : container)),
      ...(executor ? [executor] : []),
    ],
  };
}

const INITIALIZER: JsonObject = {
  image: 'seldonio/rclone-storage-initializer',
  resources: { requests: { cpu: '100m', memory: '100Mi' }, limits: { cpu: '1', memory: '1Gi' } },
};

function containersIn(component: JsonObject): readonly JsonObject[] {
  return objectsIn(objectAt(component, 'spec').containers);
}

function unitsIn(unit: JsonObject): JsonObject[] {
  return [unit, ...objectsIn(unit.children).flatMap(unitsIn)];
}

/** Implementations that are no container of the user's (`IsPrepack`). */
function isPrepackaged(implementation: unknown): boolean {
  const none: readonly unknown[] = [
    undefined,
    null,
    '',
    'UNKNOWN_IMPLEMENTATION',
    'SIMPLE_MODEL',
    'SIMPLE_ROUTER',
    'RANDOM_ABTEST',
    'AVERAGE_COMBINER',
  ];
  return !none.includes(implementation);
}
