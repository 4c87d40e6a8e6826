import { type JsonObject, objectAt, objectsIn } from '../../private/json';
import type { ChosenIdentity } from '../choose/identity';
import type { Part } from '../choose/part';
import { differenceOf } from './difference';

/** The Deployment that a ModelServer makes of the props. */
export function madeDeployment(identity: ChosenIdentity, parts: readonly Part[], name: string): JsonObject {
  const merged = (field: 'spec' | 'pod' | 'container'): JsonObject =>
    Object.fromEntries(parts.flatMap((part) => Object.entries(part[field] ?? {})));
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, labels: identity.workloadLabels },
    spec: {
      ...merged('spec'),
      selector: { matchLabels: identity.selector },
      template: {
        metadata: { labels: identity.podLabels, annotations: identity.podAnnotations },
        spec: { ...merged('pod'), enableServiceLinks: false, containers: [merged('container')] },
      },
    },
  };
}

/** The PodDisruptionBudget of a ModelServer. */
export function madeBudget(identity: ChosenIdentity, name: string): JsonObject {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name, labels: identity.labels },
    spec: {
      maxUnavailable: 1,
      selector: { matchLabels: identity.selector },
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
    },
  };
}

/** What has to be merged in. Labels of ours may come on top of those of an object, but not of its pods. */
export function mergedIn(made: JsonObject, wanted: JsonObject): JsonObject | undefined {
  const { apiVersion, kind } = made;
  const labels = { ...objectAt(made, 'metadata', 'labels'), ...objectAt(wanted, 'metadata', 'labels') };
  const [of, metadata] = [made, wanted].map((object) => ({ ...objectAt(object, 'metadata') }));
  for (const named of [of, metadata]) delete named.name;
  delete metadata.namespace;
  return differenceOf(withoutUndefined({ ...made, metadata: of }), {
    ...wanted,
    apiVersion,
    kind,
    metadata: { ...metadata, labels },
  });
}

/** As it comes out of synthesis: fields without a value are none. */
function withoutUndefined(object: JsonObject): JsonObject {
  return JSON.parse(JSON.stringify(object)) as JsonObject;
}

/** A Service whose ports lead to numbers: pods that run and those that follow call their ports by different names. */
export function byNumber(service: JsonObject, container: JsonObject): JsonObject {
  const spec = objectAt(service, 'spec');
  const ports = objectsIn(spec.ports).map((port) => {
    const target = objectsIn(container.ports).find(({ name }) => name !== undefined && name === port.targetPort);
    return target ? { ...port, targetPort: target.containerPort } : port;
  });
  return { ...service, spec: { ...spec, ports } };
}
