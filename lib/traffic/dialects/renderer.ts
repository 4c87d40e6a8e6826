import type { RoutePlan } from '../plan/route-plan';
import type { KnownRoutes } from './shared/known-routes';
import type { RenderedObject } from './shared/rendered-object';

/** Makes objects of a route that has been checked, in one routing API. */
export interface Renderer {
  /** What the routing API cannot say of this route, beyond the capability matrix. */
  problems(plan: RoutePlan): string[];
  /** What is legal, and likely not meant. */
  warnings(plan: RoutePlan): string[];
  /** What shows only when everything has been declared: numbers of matches, pins, the other routes of the app. */
  lateProblems(plan: RoutePlan, known: KnownRoutes): string[];
  /**
   * The objects, the main one first. One that several rules share may come up several times. The other routes of the app
   * may be asked for when a spec is.
   */
  objects(plan: RoutePlan, known: KnownRoutes): RenderedObject[];
}
