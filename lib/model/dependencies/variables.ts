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
  readonly name: string | undefined;
  /** Nothing where it comes from a Secret, or from what is not in the set. */
  readonly value: string | undefined;
}

/** Every variable and argument of pods, read once. What is in ConfigMaps of the set is read there. */
export function textsOf(set: ManifestSet, group: PodGroup): readonly GivenText[] {
  const known = textsByGroup(set);
  let texts = known.get(group);
  if (!texts) known.set(group, (texts = readTexts(set, group)));
  return texts;
}

const textsByGroup = oncePerSet(() => new Map<PodGroup, readonly GivenText[]>());

/** Where a text stands is put into words when somebody asks: of nearly all texts nobody does. */
class TextOfContainer implements GivenText {
  public constructor(
    private readonly container: Container,
    /** A list of the container, and the place in it. */
    private readonly field: string,
    private readonly index: number,
    public readonly name: string | undefined,
    public readonly value: string | undefined,
  ) {}

  public get where(): string {
    const what = this.name === undefined ? `${this.field}[${this.index}]` : `variable '${this.name}'`;
    return `${what} of container '${String(this.container.json.name)}'`;
  }

  public get at(): string {
    return `${this.container.at}/${this.field}/${this.index}`;
  }
}

interface Container {
  readonly json: JsonObject;
  /** JSON pointer into the object of the pods. */
  readonly at: string;
}

function readTexts(set: ManifestSet, { podSpec, namespaceName, at }: PodGroup): GivenText[] {
  const texts: GivenText[] = [];
  for (const field of ['initContainers', 'containers'])
    objectsIn(podSpec[field]).forEach((json, index) => {
      const container = { json, at: `${at}/${field}/${index}` };
      objectsIn(json.env).forEach((entry, position) => {
        texts.push(variable(set, namespaceName, container, entry, position));
      });
      texts.push(...fromConfigMaps(set, namespaceName, container));
      for (const list of ['command', 'args']) texts.push(...argumentsIn(container, list));
    });
  return texts;
}

function variable(
  set: ManifestSet,
  namespaceName: string | undefined,
  container: Container,
  { name, value, valueFrom }: JsonObject,
  index: number,
): GivenText {
  const ref = isPlainObject(valueFrom) ? objectAt(valueFrom, 'configMapKeyRef') : undefined;
  const text = typeof ref?.name === 'string' ? dataOf(set, namespaceName, ref.name)[String(ref.key)] : value;
  return new TextOfContainer(container, 'env', index, String(name), textIn(text));
}

function fromConfigMaps(set: ManifestSet, namespaceName: string | undefined, container: Container): GivenText[] {
  return objectsIn(container.json.envFrom).flatMap((source, index) => {
    const { name } = objectAt(source, 'configMapRef');
    const prefix = typeof source.prefix === 'string' ? source.prefix : '';
    const data = typeof name === 'string' ? dataOf(set, namespaceName, name) : {};
    return Object.keys(data).map(
      (key) => new TextOfContainer(container, 'envFrom', index, `${prefix}${key}`, textIn(data[key])),
    );
  });
}

function argumentsIn(container: Container, field: string): GivenText[] {
  const list = container.json[field];
  return Array.isArray(list)
    ? list.flatMap((value: unknown, index) =>
        typeof value === 'string' ? [new TextOfContainer(container, field, index, undefined, value)] : [],
      )
    : [];
}

function textIn(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
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
