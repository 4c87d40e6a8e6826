import { type Manifest, manifestOf, refOf } from '../../manifests/manifest';
import { type JsonObject, objectAt } from '../../private/json';
import type { Labels } from '../../private/labels';

/** An object that an operator makes of another one: in the same namespace, and found where that one was written. */
export function madeObject(owner: Manifest, json: JsonObject): Manifest {
  const { origin, namespaceName, madeElsewhere, tenantNamespace } = owner;
  return { ...manifestOf(json, origin), namespaceName, madeElsewhere, tenantNamespace, madeBy: refOf(owner) };
}

/** A Deployment that an operator makes, with the pods it is for. */
export interface MadeWorkload {
  readonly name: string;
  /** Labels of the Deployment and its pods. */
  readonly labels: Labels;
  /** Those of them that the Deployment selects by. */
  readonly selector: Labels;
  readonly annotations: JsonObject;
  /** Pods; nothing where the API server says how many. */
  readonly replicas: number | undefined;
  readonly strategy: JsonObject | undefined;
  readonly progressDeadlineSeconds?: unknown;
  readonly podSpec: JsonObject;
}

/** The Deployment of a workload. */
export function madeDeployment(owner: Manifest, made: MadeWorkload): Manifest {
  const { name, labels, selector, annotations, replicas, strategy, progressDeadlineSeconds, podSpec } = made;
  return madeObject(owner, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: metadata(owner, name, labels, annotations),
    spec: {
      ...(replicas !== undefined && { replicas }),
      ...(strategy && { strategy }),
      ...(progressDeadlineSeconds !== undefined && { progressDeadlineSeconds }),
      selector: { matchLabels: { ...selector } },
      template: { metadata: { labels: { ...labels }, annotations: { ...annotations } }, spec: podSpec },
    },
  });
}

/** A Service that an operator makes. */
export function madeService(
  owner: Manifest,
  name: string,
  labels: Labels,
  spec: { readonly selector: Labels; readonly ports: readonly JsonObject[] },
): Manifest {
  return madeObject(owner, {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadata(owner, name, labels, {}),
    spec: { type: 'ClusterIP', selector: { ...spec.selector }, ports: spec.ports },
  });
}

/** The autoscaler of a Deployment that an operator makes. */
export function madeAutoscaler(owner: Manifest, name: string, labels: Labels, spec: JsonObject): Manifest {
  return madeObject(owner, {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: metadata(owner, name, labels, {}),
    spec: { ...spec, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name } },
  });
}

/** The ScaledObject of KEDA for a Deployment that an operator makes. */
export function madeScaledObject(owner: Manifest, name: string, labels: Labels, spec: JsonObject): Manifest {
  return madeObject(owner, {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledObject',
    metadata: metadata(owner, name, labels, {}),
    spec: { ...spec, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name } },
  });
}

/** Texts of a map, as labels and annotations are; what is none is left out. */
export function textsIn(object: JsonObject, ...path: readonly string[]): { [key: string]: string } {
  return Object.fromEntries(
    Object.entries(objectAt(object, ...path)).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  );
}

function metadata({ namespaceName }: Manifest, name: string, labels: Labels, annotations: JsonObject): JsonObject {
  return {
    name,
    ...(namespaceName !== undefined && { namespace: namespaceName }),
    labels: { ...labels },
    ...(Object.keys(annotations).length > 0 && { annotations: { ...annotations } }),
  };
}
