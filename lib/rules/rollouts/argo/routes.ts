import type { Manifest } from '../../../manifests/manifest';
import type { ManifestSet } from '../../../manifests/manifest-set';
import { titleOf } from '../../../manifests/object-ref';
import { argoStrategyOf } from '../../../model/rollout/argo/strategy';
import { isPlainObject, type JsonObject, objectAt, objectsIn } from '../../../private/json';
import type { Violation } from '../../rule';
import { type NamedRoute, routesOf } from './named-routes';
import type { VersionServices } from './route-backends';

/** What is wrong with the routes that a Rollout names. */
export function routeViolations(set: ManifestSet, rollout: Manifest): Violation[] {
  const { canary = {}, routing } = argoStrategyOf(objectAt(rollout.json, 'spec'));
  if (!routing) return [];
  const services = versionServices(canary);
  return routesOf(routing, rollout.namespaceName).flatMap((named) => {
    const route = set.find(named.kind, named.group, named.name, named.namespaceName);
    if (!route) return missing(set, rollout, named);
    // That there are none is told of the Rollout.
    if (!services) return [];
    const spec = objectAt(route.json, 'spec');
    const problem = named.check(spec, services);
    const shared: Pick<Violation, 'manifest' | 'at' | 'others'> = { manifest: rollout, at: named.at, others: [route] };
    if (problem !== undefined)
      return [{ ...shared, message: `${titleOf(route)} must ${problem}`, fix: 'add them to the route' }];
    return named.kind === 'TraefikService' ? resetWarnings(spec, services, route, shared) : [];
  });
}

/** With ping and pong either Service is of either version. */
function versionServices({ stableService, canaryService, pingPong }: JsonObject): VersionServices | undefined {
  const { pingService = stableService, pongService = canaryService } = isPlainObject(pingPong) ? pingPong : {};
  return typeof pingService === 'string' && typeof pongService === 'string'
    ? { stable: pingService, canary: pongService }
    : undefined;
}

function missing(
  set: ManifestSet,
  rollout: Manifest,
  { at, kind, group, name, namespaceName }: NamedRoute,
): Violation[] {
  if (rollout.madeElsewhere?.includes(`${kind} ${namespaceName ?? ''}/${name}`)) return [];
  const there = set.ofKind(kind, group).filter((route) => route.namespaceName === namespaceName);
  const isKnown = there.length > 0 || set.find('Namespace', '', namespaceName ?? '') !== undefined;
  if (!isKnown) return [];
  const names = there.slice(0, 5).map((route) => route.name);
  return [
    {
      manifest: rollout,
      at,
      message: `trafficRouting must name routes that exist, got ${kind} '${name}' in the namespace '${namespaceName ?? ''}', which has ${names.join(', ') || 'none'}`,
      fix: `correct the name, or make the ${kind}`,
    },
  ];
}

/** What a Service without a weight has in Traefik. */
const DEFAULT_WEIGHT = 1;

/** Every apply writes the weights of the manifest over those of the controller, which writes its own when it looks next. */
function resetWarnings(
  spec: JsonObject,
  { canary }: VersionServices,
  route: Manifest,
  shared: Pick<Violation, 'manifest' | 'at' | 'others'>,
): Violation[] {
  const given = objectsIn(objectAt(spec, 'weighted').services);
  const weightOf = ({ weight }: JsonObject): number => (typeof weight === 'number' ? weight : DEFAULT_WEIGHT);
  const share = given.filter(({ name }) => name === canary).reduce((sum, each) => sum + weightOf(each), 0);
  if (share === 0) return [];
  const total = given.reduce((sum, each) => sum + weightOf(each), 0);
  const percent = Math.round((100 * share) / total);
  return [
    {
      ...shared,
      severity: 'warning',
      message: `${titleOf(route)} gives the Service '${canary}' ${percent} % of the requests at each apply, in the middle of a release too`,
      fix: 'write weight 0 for it, and have what applies the manifests ignore the weights',
    },
  ];
}
