import { podGroupsOf } from '../../model/selection/pod-groups';
import { parseImageReference } from '../../private/image-reference';
import { type JsonObject, objectAt, objectsIn } from '../../private/json';
import { show } from '../../private/show';
import type { Rule, Violation } from '../rule';

export const containerImage: Rule = {
  id: 'container-image',
  title: 'every container has an image that can be pulled by its name',
  severity: 'error',
  reason:
    'The API server takes any text for an image. One that is no reference (InvalidImageName), such as one whose tag came out empty, never starts, and neither does one whose tag or path is the word that a program writes in place of nothing. A container that has none after a merge is refused (valid-objects).',
  sources: [
    'https://kubernetes.io/docs/concepts/containers/images/#image-names',
    'https://github.com/distribution/reference/blob/main/reference.go',
  ],
  example: {
    failing: `apiVersion: v1
kind: Pod
metadata: { name: iris, namespace: vision }
spec: { containers: [{ name: main, image: 'registry.example/iris:undefined' }] }`,
    mended: `apiVersion: v1
kind: Pod
metadata: { name: iris, namespace: vision }
spec: { containers: [{ name: main, image: 'registry.example/iris:1.0.0' }] }`,
  },
  check(set) {
    // Many pods run one image.
    const known = new Map<string, Problem | undefined>();
    const violations: Violation[] = [];
    for (const { manifest, podSpec, at } of podGroupsOf(set).all)
      for (const list of LISTS)
        objectsIn(podSpec[list.field]).forEach((holder, index) => {
          const problem = problemOf(list.imageOf(holder), known);
          if (problem === undefined) return;
          const { message, fix } = problem;
          violations.push({
            manifest,
            at: `${at}/${list.field}/${index}${list.path}`,
            message: `the image of ${list.title} ${show(holder.name)} ${message}`,
            fix,
          });
        });
    return violations;
  },
};

/** What is wrong with an image, and the way out. */
type Problem = Pick<Violation, 'message' | 'fix'>;

function problemOf(image: unknown, known: Map<string, Problem | undefined>): Problem | undefined {
  // A container without image is refused, and told as such.
  if (typeof image !== 'string' || image === '') return undefined;
  if (!known.has(image)) known.set(image, problemOfText(image));
  return known.get(image);
}

function problemOfText(image: string): Problem | undefined {
  if (image.startsWith(BUILT_LATER)) return undefined;
  const nothing = wordForNothing(image);
  if (nothing !== undefined)
    return {
      message: `must be one that exists, got ${show(image)}, where '${nothing}' stands for a value that was not given`,
      fix: 'give the program that writes it the value',
    };
  if (parseImageReference(image.trim())) return undefined;
  return {
    message: `must be a reference such as 'registry.example/name:1.0.0', got ${show(image)}: its pods never start (InvalidImageName)`,
    fix: /[$<{]/.test(image)
      ? 'fill in what is to stand in the place of the placeholder'
      : 'correct the name; an empty registry, tag or digest leaves its separator behind',
  };
}

/** Of images that a tool builds and names before it applies: https://ko.build/configuration/ */
const BUILT_LATER = 'ko://';
/** What JavaScript, Python, Go and Helm write where there is nothing. */
const NOTHING = /^(undefined|null|NaN|None|nil|<nil>|<no value>|\[object Object\]|%!\w\(.*\))$/;

/** A part of a reference that is a word for nothing. */
function wordForNothing(image: string): string | undefined {
  return image.split(/[/:@]/).find((part) => NOTHING.test(part));
}

/** A list of a pod spec whose items have images. */
interface ImageList {
  readonly field: string;
  /** What messages call an item. */
  readonly title: string;
  /** JSON pointer to the image in an item. */
  readonly path: string;
  readonly imageOf: (holder: JsonObject) => unknown;
}

const LISTS: readonly ImageList[] = [
  { field: 'initContainers', title: 'container', path: '/image', imageOf: ({ image }) => image },
  { field: 'containers', title: 'container', path: '/image', imageOf: ({ image }) => image },
  {
    field: 'volumes',
    title: 'volume',
    path: '/image/reference',
    imageOf: (volume) => (volume.image === undefined ? undefined : objectAt(volume, 'image').reference),
  },
];
