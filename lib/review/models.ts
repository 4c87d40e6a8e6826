import { type Manifest, refOf } from '../manifests/manifest';
import { podSpecOf } from '../manifests/pod-spec';
import { type JsonObject, objectAt, objectsIn } from '../private/json';
import type { ModelChange } from './data/pods';
import {
  type EngineOption,
  meaningOfFlag,
  meaningOfVariable,
  optionsIn,
  optionText,
  withoutCredentials,
} from './engine-options';
import type { Pairs } from './pairs';

type Part = Omit<ModelChange, 'object'>;

/** Kinds whose pods come to an end: what they run is no model that clients ask. */
const ENDING: readonly string[] = ['Job', 'CronJob'];
const RANK: readonly ModelChange['what'][] = ['weights', 'revision', 'adapter', 'served name', 'image', 'engine flags'];

/** What clients get that they did not: weights, revision, adapters, served names, images, flags of the engine. */
export function modelChanges({ changed }: Pairs): ModelChange[] {
  return changed
    .filter(({ after }) => !ENDING.includes(after.kind))
    .flatMap(({ before, after }) => partsOf(before, after).map((part) => ({ object: refOf(after), ...part })))
    .sort((a, b) => RANK.indexOf(a.what) - RANK.indexOf(b.what));
}

function partsOf(before: Manifest, after: Manifest): Part[] {
  const [was, now] = [podSpecOf(before), podSpecOf(after)];
  const ofPods =
    was && now
      ? [...containers(was, now).flatMap(([old, fresh]) => ofContainer(old, fresh)), ...ofVolumes(was, now)]
      : [];
  return [...ofPods, ...ofInferenceService(before, after)];
}

/** Containers by name, those that there are on both sides: what a sidecar more does is no change of the model. */
function containers(before: JsonObject, after: JsonObject): [JsonObject, JsonObject][] {
  return ['initContainers', 'containers'].flatMap((field) => {
    const byName = new Map(objectsIn(before[field]).map((container) => [container.name, container]));
    return objectsIn(after[field]).flatMap((container): [JsonObject, JsonObject][] => {
      const old = byName.get(container.name);
      return old ? [[old, container]] : [];
    });
  });
}

function ofContainer(before: JsonObject, after: JsonObject): Part[] {
  return [
    ...differing('image', textOf(before.image), textOf(after.image)),
    ...ofOptions(optionsOf(before), optionsOf(after)),
    ...ofVariables(before, after),
  ];
}

function differing(what: ModelChange['what'], before: string | undefined, after: string | undefined): Part[] {
  if (before === after) return [];
  return [{ what, ...(before !== undefined && { before }), ...(after !== undefined && { after }) }];
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function optionsOf({ command, args }: JsonObject): EngineOption[] {
  const words = [command, args].flatMap((list) => (Array.isArray(list) ? list.map(String) : []));
  return optionsIn(words);
}

function ofOptions(before: readonly EngineOption[], after: readonly EngineOption[]): Part[] {
  const flags = [...new Set([...before, ...after].map(({ flag }) => flag))];
  return flags.flatMap((flag) => {
    const [old, now] = [before, after].map((options) => options.filter((option) => option.flag === flag));
    if (JSON.stringify(old) === JSON.stringify(now)) return [];
    const [was, is] = [shown(old), shown(now)];
    // What a secret was changed to is hidden on both sides.
    return differing(meaningOfFlag(flag), was, was === is ? `${is ?? ''}, another value` : is);
  });
}

function shown(options: readonly EngineOption[]): string | undefined {
  return options.length === 0 ? undefined : options.map(optionText).join(' ');
}

/** That a variable changes, never its value: that may be a secret. */
function ofVariables(before: JsonObject, after: JsonObject): Part[] {
  const [was, now] = [variablesOf(before), variablesOf(after)];
  return [...new Set([...was.keys(), ...now.keys()])].flatMap((name) => {
    const what = meaningOfVariable(name);
    if (what === undefined || was.get(name) === now.get(name)) return [];
    const isBoth = was.has(name) && now.has(name);
    return differing(
      what,
      was.has(name) ? name : undefined,
      isBoth ? `${name}, another value` : now.has(name) ? name : undefined,
    );
  });
}

function variablesOf({ env }: JsonObject): Map<string, string> {
  return new Map(
    objectsIn(env).map(({ name, value, valueFrom }) => [String(name), JSON.stringify([value, valueFrom])]),
  );
}

/** Volumes that hold weights: images (https://kubernetes.io/docs/tasks/configure-pod-container/image-volumes/) and claims. */
function ofVolumes(before: JsonObject, after: JsonObject): Part[] {
  const byName = new Map(objectsIn(before.volumes).map((volume) => [volume.name, volume]));
  return objectsIn(after.volumes).flatMap((volume) => {
    const old = byName.get(volume.name);
    return old ? differing('weights', sourceOf(old), sourceOf(volume)) : [];
  });
}

function sourceOf(volume: JsonObject): string | undefined {
  const { claimName } = objectAt(volume, 'persistentVolumeClaim');
  if (typeof claimName === 'string') return `PersistentVolumeClaim ${claimName}`;
  return textOf(objectAt(volume, 'image').reference);
}

/** https://kserve.github.io/website/docs/reference/crd-api#modelspec */
function ofInferenceService(before: Manifest, after: Manifest): Part[] {
  if (after.group !== 'serving.kserve.io' || after.kind !== 'InferenceService') return [];
  const [was, now] = [before, after].map(({ json }) => objectAt(json, 'spec', 'predictor', 'model'));
  const uri = ({ storageUri }: JsonObject): string | undefined =>
    typeof storageUri === 'string' ? withoutCredentials(storageUri) : undefined;
  return [...differing('weights', uri(was), uri(now)), ...ofContainer(was, now)];
}
