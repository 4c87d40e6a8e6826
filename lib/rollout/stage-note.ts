import type { ApiObject } from 'cdk8s';
import {
  PLAN_ANNOTATION,
  releaseAnnotations,
  type ReleaseName,
  WATCH_ANNOTATION,
} from '../manifests/release-annotations';
import { planText } from '../manifests/release-plan';
import { watchText } from '../manifests/release-watch';
import type { ReleaseStage } from './release-stage';

/**
 * Writes on a release's objects how far it has come, so that a diff of manifests shows it. Pods do not carry it: they
 * would be replaced at every stage.
 *
 * @param stageName as the plan calls it
 * @param service the Service that has the release's name
 * @param objects Services and Deployments beside it
 */
export function noteStage(
  release: ReleaseName,
  stageName: string,
  plan: readonly ReleaseStage[],
  service: ApiObject,
  objects: readonly ApiObject[],
): void {
  const index = plan.findIndex((stage) => stage.stageName === stageName);
  const position = index < 0 ? undefined : { index: index + 1, of: plan.length };
  const notes = Object.entries(releaseAnnotations(release, { name: stageName, ...(position && { position }) }));
  for (const object of [service, ...objects]) {
    for (const [key, value] of notes) object.metadata.addAnnotation(key, value);
  }
  if (plan.length > 0) service.metadata.addAnnotation(PLAN_ANNOTATION, planText(plan));
  const watched = watchText(plan);
  if (watched !== '') service.metadata.addAnnotation(WATCH_ANNOTATION, watched);
}
