import type { JsonObject } from '../../../../private/json';
import type { Branch } from '../../../plan/branches';
import type { RoutePlan } from '../../../plan/route-plan';
import type { KnownRoutes } from '../../shared/known-routes';

/** Annotations of an Ingress. Those that follow from what targets are at synthesis are given as functions. */
export type Annotations = { readonly [key: string]: string | (() => string | undefined) };

/** A path of an Ingress: its type, and the Service behind it. */
export interface IngressPath {
  readonly path: string;
  readonly pathType: 'Exact' | 'Prefix' | 'ImplementationSpecific';
  readonly backend: JsonObject;
}

/** One of the Ingresses that a route becomes. */
export interface PlannedIngress {
  /** Id of its construct: `Default` for the main one. */
  readonly id: string;
  readonly name: string;
  /** Besides those that every Ingress of the route has. */
  readonly annotations: Annotations;
  /** Whether it stands for the route: it has the certificate, the issuer's annotations and those of the user. */
  readonly isMain: boolean;
  /** Whether requests reach it by themselves; a canary changes what becomes of those of another Ingress. */
  readonly isServed: boolean;
  /** Its paths, the most precise first, when everything is known. */
  paths(): IngressPath[];
}

/** A program that reads Ingresses: what its annotations are, and what it makes of paths. */
export interface Controller {
  /** The Ingresses that a route becomes, the main one first. */
  ingresses(plan: RoutePlan, known: KnownRoutes): PlannedIngress[];
  /** What an Ingress cannot say of this route there, beyond the capability matrix. */
  problems(plan: RoutePlan): string[];
  /** What is legal, and likely not meant. */
  warnings(plan: RoutePlan): string[];
  /** What shows only when everything has been declared. */
  lateProblems(plan: RoutePlan, known: KnownRoutes): string[];
}

/** A path as the API has it, to the first Service of a branch. */
export function plainPath({ rule, backends }: Branch): IngressPath {
  const { form, path } = rule.match;
  return { path, pathType: form === 'exact' ? 'Exact' : 'Prefix', backend: serviceBackend(backends[0]) };
}

/** A Service as an Ingress names it. */
export function serviceBackend({ serviceName, port }: Branch['backends'][number]): JsonObject {
  return { service: { name: serviceName, port: { number: port } } };
}
