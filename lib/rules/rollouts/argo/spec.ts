import type { Manifest } from '../../../manifests/manifest';
import type { ManifestSet } from '../../../manifests/manifest-set';
import { rolloutReferencesOf } from '../../../model/rollout/rollout-references';
import { isPlainObject, type JsonObject, objectAt } from '../../../private/json';
import type { Violation } from '../../rule';

/** What is wrong with a Rollout, without the Rollout. */
export type Problem = Omit<Violation, 'manifest'>;

/** A Rollout as its controller reads it. */
export interface RolloutSpec {
  readonly set: ManifestSet;
  readonly manifest: Manifest;
  readonly spec: JsonObject;
  readonly canary: JsonObject | undefined;
  readonly blueGreen: JsonObject | undefined;
  /** What splits the requests of a canary; nothing where pods alone do. */
  readonly routing: JsonObject | undefined;
  readonly steps: readonly JsonObject[];
  /** The template of its pods, that of the workload that it names included; nothing where it is not known. */
  readonly template: JsonObject | undefined;
}

export const CANARY = '/spec/strategy/canary';
export const BLUE_GREEN = '/spec/strategy/blueGreen';

/** The Rollouts of a set. */
export function rolloutsIn(set: ManifestSet): RolloutSpec[] {
  return set.ofKind('Rollout', 'argoproj.io').map((manifest) => readRollout(set, manifest));
}

function readRollout(set: ManifestSet, manifest: Manifest): RolloutSpec {
  const spec = objectAt(manifest.json, 'spec');
  const { canary, blueGreen } = objectAt(spec, 'strategy');
  const own = isPlainObject(canary) ? canary : undefined;
  const source = rolloutReferencesOf(set).referencedBy(manifest) ?? manifest;
  const template = source.kind === 'PodTemplate' ? source.json.template : objectAt(source.json, 'spec').template;
  const routing = own?.trafficRouting;
  return {
    set,
    manifest,
    spec,
    canary: own,
    blueGreen: isPlainObject(blueGreen) ? blueGreen : undefined,
    routing: isPlainObject(routing) ? routing : undefined,
    // The pointers of steps are by their places: what is no step stays.
    steps: Array.isArray(own?.steps) ? own.steps.map((step: unknown) => (isPlainObject(step) ? step : {})) : [],
    template: isPlainObject(template) ? template : undefined,
  };
}

/** Whether a field is given. */
export function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}
