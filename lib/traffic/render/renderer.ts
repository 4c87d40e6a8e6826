import type { RoutePlan } from '../plan/route-plan';
import type { RenderedObject } from './rendered-object';

/** Makes objects of one dialect of a route that has been checked. */
export interface Renderer {
  /** What the dialect cannot say of this route, beyond the capability matrix. */
  problems(plan: RoutePlan): string[];
  /** What is legal, and likely not meant. */
  warnings(plan: RoutePlan): string[];
  /** What shows only when everything has been declared: numbers of matches, pins. */
  lateProblems(plan: RoutePlan): string[];
  /** The objects, the main one first. */
  objects(plan: RoutePlan): RenderedObject[];
}
