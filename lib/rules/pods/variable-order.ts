import { referencesIn } from '../../private/environment-order';
import { type JsonObject, objectsIn } from '../../private/json';
import { show } from '../../private/show';
import { inPods } from '../in-pods';
import type { Rule } from '../rule';

export const variableOrder: Rule = {
  id: 'variable-order',
  title: 'variables refer to those that are set before them',
  severity: 'warning',
  reason:
    'In the value of an environment variable `$(NAME)` is replaced by a variable that stands before it. One that stands behind it, or the variable itself, is not there yet: the text `$(NAME)` stays as it is, and the program gets it. Containers with envFrom, whose variables come first, are not looked at.',
  sources: ['https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/'],
  example: {
    failing: `apiVersion: v1
kind: Pod
metadata: { name: iris, namespace: vision }
spec:
  containers:
    - name: main
      image: registry.example/iris:1.0.0
      env: [{ name: URL, value: 'http://$(HOST)/v1' }, { name: HOST, value: store.example }]`,
    mended: `apiVersion: v1
kind: Pod
metadata: { name: iris, namespace: vision }
spec:
  containers:
    - name: main
      image: registry.example/iris:1.0.0
      env: [{ name: HOST, value: store.example }, { name: URL, value: 'http://$(HOST)/v1' }]`,
  },
  check: (set) =>
    inPods(set, ({ manifest, podSpec, at }) =>
      ['initContainers', 'containers'].flatMap((list) =>
        objectsIn(podSpec[list]).flatMap((container, index) =>
          tooEarly(container).map(({ place, name, needed }) => ({
            manifest,
            at: `${at}/${list}/${index}/env/${place}/value`,
            message: `variable ${show(name)} of container ${show(container.name)} refers to ${show(needed)}, which is ${needed === name ? 'itself' : 'set after it'}: the text $(...) stays as it is`,
            fix: needed === name ? "write '$$' for a '$' that is meant" : 'put the other one before it',
          })),
        ),
      ),
    ),
};

interface TooEarly {
  readonly place: number;
  readonly name: unknown;
  readonly needed: string;
}

function tooEarly({ env, envFrom }: JsonObject): TooEarly[] {
  const variables = objectsIn(env);
  if (objectsIn(envFrom).length > 0 || variables.length === 0) return [];
  const set = new Set<unknown>();
  return variables.flatMap(({ name, value }, place) => {
    const references = typeof value === 'string' && value.includes('$(') ? referencesIn(value) : [];
    const found = references
      .filter((needed) => !set.has(needed) && variables.slice(place).some((later) => later.name === needed))
      .map((needed) => ({ place, name, needed }));
    set.add(name);
    return found;
  });
}
