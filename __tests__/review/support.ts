import { ServingApp } from '../../lib';
import { type Manifest, manifestOf } from '../../lib/manifests/manifest';
import type { Review } from '../../lib/review/data/review';
import { review } from '../../lib/review/review';
import { Manifests } from '../../lib/testing';

/** What an app becomes, as a review takes it. */
export function sideOf(declare: (app: ServingApp) => unknown): Manifest[] {
  const app = new ServingApp();
  declare(app);
  return sideOfObjects(Manifests.fromApp(app).all);
}

export function sideOfObjects(objects: readonly object[]): Manifest[] {
  return objects.map((json, index) => manifestOf(JSON.parse(JSON.stringify(json)), { index }));
}

export function sideOfYaml(yaml: string): Manifest[] {
  return sideOfObjects(Manifests.fromYaml(yaml).all);
}

/** The review of a change of YAML. */
export function reviewOf(before: string, after: string): Review {
  return review(sideOfYaml(before), sideOfYaml(after));
}
