import { isPlainObject, type JsonObject } from '../private/json';
import type { Manifest } from './manifest';

const IN_TEMPLATE = ['spec', 'template', 'spec'];

/** Where the pods of a kind are described, where it is not the usual place. */
const ELSEWHERE = new Map<string, readonly string[]>([
  ['/Pod', ['spec']],
  ['/PodTemplate', ['template', 'spec']],
  ['batch/CronJob', ['spec', 'jobTemplate', 'spec', 'template', 'spec']],
  ['keda.sh/ScaledJob', ['spec', 'jobTargetRef', 'template', 'spec']],
]);

/** The path to the pod spec in an object of a kind; most kinds, custom ones too, have it in `spec.template`. */
export function podSpecPath(group: string, kind: string): readonly string[] {
  return ELSEWHERE.get(`${group}/${kind}`) ?? IN_TEMPLATE;
}

/** The pod spec in an object, when there is one. */
export function podSpecOf({ group, kind, json }: Manifest): JsonObject | undefined {
  let value: unknown = json;
  for (const key of podSpecPath(group, kind)) value = isPlainObject(value) ? value[key] : undefined;
  return isPlainObject(value) ? value : undefined;
}
