import { objectAt } from '../private/json';
import { MANAGED_BY } from '../private/labels';
import type { Manifest } from './manifest';
import { type PlannedStage, readPlan } from './release-plan';
import { readWatch, type ReleaseFigures } from './release-watch';

/** On the Services and Deployments of a release: what kind of release, and its name, `Canary ranker`. */
export const RELEASE_ANNOTATION = `${MANAGED_BY}/release`;
/** On the same objects: the stage that they stand for, `2 of 8: step 10 %`. */
export const STAGE_ANNOTATION = `${MANAGED_BY}/stage`;
/** On the Service that has the release's name: every apply of the release, a line each. */
export const PLAN_ANNOTATION = `${MANAGED_BY}/plan`;

/** On the same Service: the figures by which to go on from stage to stage, a line each. */
export const WATCH_ANNOTATION = `${MANAGED_BY}/watch`;

/** Kinds of releases. */
export type ReleaseKind = 'Canary' | 'BlueGreen';

/** Which release an object belongs to. */
export interface ReleaseName {
  readonly kind: ReleaseKind;
  readonly name: string;
}

/** A stage of a release. */
export interface StageName {
  /** As the plan calls it. */
  readonly name: string;
  /** Which one of the plan, from 1; nothing of a stage that is none of it. */
  readonly position?: { readonly index: number; readonly of: number };
}

/** What a release writes on its objects. */
export function releaseAnnotations({ kind, name }: ReleaseName, stage: StageName): { [key: string]: string } {
  return { [RELEASE_ANNOTATION]: `${kind} ${name}`, [STAGE_ANNOTATION]: stageText(stage) };
}

/** A stage in words: `2 of 8: step 10 %`. */
export function stageText({ name, position }: StageName): string {
  return position ? `${position.index} of ${position.of}: ${name}` : name;
}

/** The release that an object says it belongs to. */
export function releaseNameOf(manifest: Manifest): ReleaseName | undefined {
  const found = /^(Canary|BlueGreen) ([a-z0-9]([-a-z0-9]*[a-z0-9])?)$/.exec(annotation(manifest, RELEASE_ANNOTATION));
  return found ? { kind: found[1] as ReleaseKind, name: found[2] } : undefined;
}

/** The stage that an object says it stands for. */
export function stageOf(manifest: Manifest): StageName | undefined {
  const text = annotation(manifest, STAGE_ANNOTATION);
  const found = /^(\d{1,6}) of (\d{1,6}): (.+)$/.exec(text);
  if (found) return { name: found[3], position: { index: Number(found[1]), of: Number(found[2]) } };
  return text === '' ? undefined : { name: text };
}

/** The plan that an object carries; nothing where there is none that can be read. */
export function planOf(manifest: Manifest): PlannedStage[] | undefined {
  return readPlan(annotation(manifest, PLAN_ANNOTATION));
}

/** The figures that an object carries; none where there are none, or none that can be read. */
export function watchOf(manifest: Manifest): ReleaseFigures {
  return readWatch(annotation(manifest, WATCH_ANNOTATION));
}

function annotation({ json }: Manifest, key: string): string {
  const annotations = objectAt(json, 'metadata', 'annotations');
  const value = Object.hasOwn(annotations, key) ? annotations[key] : undefined;
  return typeof value === 'string' ? value : '';
}
