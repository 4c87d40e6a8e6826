import type { JsonObject } from '../../../private/json';
import { childOrEmpty, text } from '../fields';

/** Where the spec of the pods is, below that of the object. */
const POD_SPECS = new Map<string, readonly string[]>([
  ['CronJob', ['jobTemplate', 'spec', 'template', 'spec']],
  ['DaemonSet', ['template', 'spec']],
  ['Deployment', ['template', 'spec']],
  ['Job', ['template', 'spec']],
  ['Pod', []],
  ['ReplicaSet', ['template', 'spec']],
  ['StatefulSet', ['template', 'spec']],
]);

/** The spec of the pods in an object of a built-in kind, and the JSON pointer to it. */
export function podPlaceOf(object: JsonObject): { readonly at: string; readonly spec: JsonObject } | undefined {
  const steps = POD_SPECS.get(text(object, 'kind'));
  if (!steps) return undefined;
  const spec = steps.reduce<JsonObject>((holder, key) => childOrEmpty(holder, key), childOrEmpty(object, 'spec'));
  return { at: ['/spec', ...steps].join('/'), spec };
}
