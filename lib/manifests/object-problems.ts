import { isPlainObject } from '../private/json';
import { show } from '../private/show';

/** What keeps values of a list from being Kubernetes objects, a message each. */
export function objectProblems(name: string, objects: readonly unknown[]): string[] {
  return objects.flatMap((object, index) => {
    if (!isPlainObject(object)) return [`${name}[${index}] must be a Kubernetes object, got ${show(object)}`];
    return ['apiVersion', 'kind']
      .filter((key) => typeof object[key] !== 'string' || object[key] === '')
      .map((key) => `${name}[${index}].${key} must be a text that is not empty, got ${show(object[key])}`);
  });
}
