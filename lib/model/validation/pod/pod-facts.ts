import type { JsonObject } from '../../../private/json';
import type { VolumeNames } from './volumes';

/** What a container is judged with. */
export interface PodFacts {
  readonly spec: JsonObject;
  readonly volumes: VolumeNames;
  /** Names of the containers that were seen before. */
  readonly names: Set<string>;
  readonly gracePeriod: number;
}
