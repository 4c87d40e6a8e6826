import type { ApiObject } from 'cdk8s';
import { Attachment } from './attachment';

/** On an object: what it refers to and somebody else makes, as `<kind> <namespace>/<name>`. */
export const MADE_ELSEWHERE = new Attachment<readonly string[]>('made-elsewhere');

/** Says of a Service that the pods of a release that is being moved from, which is declared no more, are behind it. */
export function keepsFormerPods(service: ApiObject): void {
  MADE_ELSEWHERE.attach(service, [`Pod ${service.metadata.namespace ?? ''}/${service.name}`]);
}
