import { App, Chart } from 'cdk8s';
import { isPlainObject } from '../../private/json';
import { show } from '../../private/show';
import { Manifests } from '../manifests';

/**
 * What a matcher takes as manifests: an app, a chart, a folder of YAML by its path, `Manifests`, or the objects
 * themselves.
 */
export type Reviewable = Manifests | App | Chart | string | Iterable<object>;

/** Manifests as they were and as they will be. */
export interface ReviewableChange {
  readonly before: Reviewable;
  readonly after: Reviewable;
}

/** Whether a value names both sides of a change. */
export function isChange(value: unknown): value is ReviewableChange {
  return isPlainObject(value) && 'before' in value && 'after' in value;
}

/**
 * The objects that a value stands for.
 *
 * @param what what messages call it
 * @throws Error when it stands for none
 */
export function objectsOf(what: string, value: unknown): object[] {
  if (typeof value === 'string') return [...Manifests.fromDirectory(value)];
  if (Chart.isChart(value)) return [...Manifests.fromChart(value)];
  if (value instanceof App) return [...Manifests.fromApp(value)];
  if (typeof value === 'object' && value !== null && Symbol.iterator in value) {
    return [...Manifests.of(value as Iterable<object>)];
  }
  throw new Error(
    `${what} must be an app, a chart, the path of a folder, Manifests or a list of objects, got ${show(value)}`,
  );
}
