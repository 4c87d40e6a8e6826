import { isPlainObject, type JsonObject, objectAt } from '../../private/json';
import { checkAnnotations, checkLabels, COMMON_LABELS, isLabelValue, LABEL, type Labels } from '../../private/labels';
import { parseImageReference } from '../../private/image-reference';
import { type Code, literal } from '../source/code';

/** Labels and annotations of a server as props have them, and those that they make. */
export interface ChosenIdentity {
  readonly props: { readonly [prop: string]: Code | undefined };
  /** Labels of every object. */
  readonly labels: Labels;
  readonly workloadLabels: Labels;
  readonly podLabels: Labels;
  readonly podAnnotations: Labels | undefined;
  readonly selector: Labels;
}

/**
 * Labels by which the pods are selected, those that every object has, and annotations of the pods.
 *
 * @param objects the objects of the server: what all of them and the pods carry, is a label of the server
 */
export function identityPart(deployment: JsonObject, objects: readonly JsonObject[], image: string): ChosenIdentity {
  const template = objectAt(deployment, 'spec', 'template', 'metadata');
  const selector = textsOf(objectAt(deployment, 'spec', 'selector', 'matchLabels'));
  const common = commonLabels(objectAt(template, 'labels'), objects, selector);
  const name = String(objectAt(deployment, 'metadata').name);
  const labels: Labels = {
    [LABEL.COMPONENT]: 'model-server',
    ...common,
    [LABEL.INSTANCE]: name,
    [LABEL.NAME]: name,
    ...COMMON_LABELS,
  };
  const tag = parseImageReference(image)?.tag;
  const version: Labels = isLabelValue(tag) && tag !== 'latest' ? { [LABEL.VERSION]: tag } : {};
  const workloadLabels = { ...version, ...labels };
  const annotations = objectAt(template, 'annotations');
  const podAnnotations = Object.keys(annotations).length > 0 && areAnnotations(annotations) ? annotations : undefined;
  return {
    labels,
    workloadLabels,
    podLabels: { ...workloadLabels, ...selector },
    podAnnotations,
    selector,
    props: {
      selector: literal(selector),
      labels: Object.keys(common).length === 0 ? undefined : literal(common),
      podAnnotations: podAnnotations && literal(podAnnotations),
    },
  };
}

/** What pods and all objects carry alike, without what the selector has and what a server sets by itself. */
function commonLabels(ofPods: JsonObject, objects: readonly JsonObject[], selector: Labels): Labels {
  const all = objects.map((object) => objectAt(object, 'metadata', 'labels'));
  return Object.fromEntries(
    Object.entries(textsOf(ofPods)).filter(
      ([key, value]) =>
        !Object.hasOwn(selector, key) &&
        all.every((labels) => labels[key] === value) &&
        checkLabels('labels', { [key]: value }).every((problem) => problem === undefined),
    ),
  );
}

function textsOf(labels: JsonObject): { [key: string]: string } {
  const texts = Object.entries(labels).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return Object.fromEntries(texts);
}

function areAnnotations(annotations: JsonObject): annotations is { [key: string]: string } {
  return (
    isPlainObject(annotations) &&
    checkAnnotations('annotations', annotations as Labels).every((problem) => problem === undefined)
  );
}
