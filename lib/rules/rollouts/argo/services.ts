import type { Manifest } from '../../../manifests/manifest';
import { argoStrategyOf } from '../../../model/rollout/argo/strategy';
import { isPlainObject, type JsonObject, objectAt } from '../../../private/json';
import { isLeftOut, type Problem, when } from './problem';
import { namesOf, routersOf } from './routers';

/** A Service that a Rollout names, for the pods of one of its versions. */
export interface NamedService {
  readonly field: string;
  readonly at: string;
  readonly name: string;
}

const FIELDS = {
  blueGreen: [['activeService'], ['previewService']],
  canary: [['stableService'], ['canaryService'], ['pingPong', 'pingService'], ['pingPong', 'pongService']],
} as const;

/** The Services whose selectors the controller of a Rollout changes. */
export function servicesOf({ json }: Manifest): NamedService[] {
  const strategy = objectAt(json, 'spec', 'strategy');
  return (['blueGreen', 'canary'] as const).flatMap((kind) =>
    FIELDS[kind].flatMap((path) => {
      const field = path[path.length - 1];
      const name = objectAt(strategy, kind, ...path.slice(0, -1))[field];
      return typeof name === 'string' && name !== ''
        ? [{ field, at: `/spec/strategy/${kind}/${path.join('/')}`, name }]
        : [];
    }),
  );
}

/** What is wrong with the names alone. */
export function serviceNameProblems(rollout: Manifest): Problem[] {
  const spec = objectAt(rollout.json, 'spec');
  const { blueGreen, canary, routing } = argoStrategyOf(spec);
  const named = servicesOf(rollout);
  return [
    ...when(blueGreen !== undefined && isLeftOut(blueGreen.activeService), () => ({
      at: '/spec/strategy/blueGreen',
      message: 'activeService must be the Service that requests come to, got none',
      fix: 'name it: the controller has it select one version',
    })),
    ...sameProblems(named),
    ...(canary ? routedProblems(canary, routing, named) : []),
  ];
}

function sameProblems(named: readonly NamedService[]): Problem[] {
  return named.flatMap(({ name, field, at }, index) => {
    const other = named.slice(0, index).find((each) => each.name === name);
    return when(other !== undefined, () => ({
      at,
      message: `${field} must be another Service than ${other?.field ?? ''}, got '${name}' for both`,
      fix: 'make a second Service: each selects one version',
    }));
  });
}

function routedProblems(
  canary: JsonObject,
  routing: JsonObject | undefined,
  named: readonly NamedService[],
): Problem[] {
  if (!routing)
    return named.map(({ field, name, at }) => ({
      at,
      severity: 'warning' as const,
      message: `${field} '${name}' selects the pods of one version alone, however few they are, and no trafficRouting splits requests`,
      fix: 'remove it, send requests to a Service of both versions, or name a router in trafficRouting',
    }));
  const needing = routersOf(routing).filter(({ needsServices }) => needsServices);
  if (needing.length === 0 || isPlainObject(canary.pingPong)) return [];
  const missing = ['stableService', 'canaryService'].filter((field) => !named.some((each) => each.field === field));
  return when(missing.length > 0, () => ({
    at: '/spec/strategy/canary',
    message: `${missing.join(' and ')} must be said for ${namesOf(needing)}, which tells the versions by them`,
    fix: 'name a Service for each version',
  }));
}
