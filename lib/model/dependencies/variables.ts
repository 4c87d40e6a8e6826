import type { ManifestSet } from '../../manifests/manifest-set';
import { isPlainObject, type JsonObject, objectAt, objectsIn } from '../../private/json';
import { oncePerSet } from '../once-per-set';
import type { PodGroup } from '../selection/pod-groups';

/** A text that a container is given: a variable, or an argument of its command. */
export interface GivenText {
  /** What messages call it, without its value: `variable 'DB_URL' of container 'main'`. */
  readonly where: string;
  /** JSON pointer into the object of the pods. */
  readonly at: string;
  /** Name of the variable; nothing for arguments. */
  readonly name?: string;
  /** Nothing where it comes from a Secret, or from what is not in the set. */
  readonly value?: string;
}

/** Every variable and argument of pods, read once. What is in ConfigMaps of the set is read there. */
export function textsOf(set: ManifestSet, group: PodGroup): readonly GivenText[] {
  const known = textsByGroup(set);
  let texts = known.get(group);
  if (!texts) known.set(group, (texts = readTexts(set, group)));
  return texts;
}

const textsByGroup = oncePerSet(() => new WeakMap<PodGroup, readonly GivenText[]>());

function readTexts(set: ManifestSet, { podSpec, namespaceName, at }: PodGroup): GivenText[] {
  return ['initContainers', 'containers'].flatMap((field) =>
    objectsIn(podSpec[field]).flatMap((container, index) => {
      const place = { at: `${at}/${field}/${index}`, of: `of container '${String(container.name)}'` };
      return [
        ...objectsIn(container.env).map((entry, position) => variable(set, namespaceName, place, entry, position)),
        ...fromConfigMaps(set, namespaceName, place, container),
        ...['command', 'args'].flatMap((list) => argumentsIn(container[list], list, place)),
      ];
    }),
  );
}

interface Place {
  readonly at: string;
  readonly of: string;
}

function variable(
  set: ManifestSet,
  namespaceName: string | undefined,
  { at, of }: Place,
  { name, value, valueFrom }: JsonObject,
  index: number,
): GivenText {
  const ref = isPlainObject(valueFrom) ? objectAt(valueFrom, 'configMapKeyRef') : {};
  const text = typeof ref.name === 'string' ? dataOf(set, namespaceName, ref.name)[String(ref.key)] : value;
  return {
    where: `variable '${String(name)}' ${of}`,
    at: `${at}/env/${index}`,
    name: String(name),
    ...(typeof text === 'string' && { value: text }),
  };
}

function fromConfigMaps(
  set: ManifestSet,
  namespaceName: string | undefined,
  { at, of }: Place,
  { envFrom }: JsonObject,
): GivenText[] {
  return objectsIn(envFrom).flatMap((source, index) => {
    const { name } = objectAt(source, 'configMapRef');
    const prefix = typeof source.prefix === 'string' ? source.prefix : '';
    return Object.entries(typeof name === 'string' ? dataOf(set, namespaceName, name) : {}).map(([key, value]) => ({
      where: `variable '${prefix}${key}' ${of}`,
      at: `${at}/envFrom/${index}`,
      name: `${prefix}${key}`,
      ...(typeof value === 'string' && { value }),
    }));
  });
}

function argumentsIn(list: unknown, field: string, { at, of }: Place): GivenText[] {
  return Array.isArray(list)
    ? list.flatMap((value: unknown, index) =>
        typeof value === 'string' ? [{ where: `${field}[${index}] ${of}`, at: `${at}/${field}/${index}`, value }] : [],
      )
    : [];
}

function dataOf(set: ManifestSet, namespaceName: string | undefined, name: string): JsonObject {
  return configMapsOf(set).get(`${namespaceName ?? ''}/${name}`) ?? {};
}

const configMapsOf = oncePerSet(
  (set) =>
    new Map(
      set
        .ofKind('ConfigMap', '')
        .map((each) => [`${each.namespaceName ?? ''}/${each.name}`, objectAt(each.json, 'data')]),
    ),
);
