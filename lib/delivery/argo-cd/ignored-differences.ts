import type { Manifest } from '../../manifests/manifest';
import type { ManifestSet } from '../../manifests/manifest-set';
import { scaledWorkloadsOf } from '../../model/scaling/scalers';
import { type JsonObject, objectAt, objectsIn } from '../../private/json';

/** A field that somebody in the cluster changes, which Argo CD must leave as it is. */
interface Changed {
  readonly manifest: Manifest;
  readonly jsonPointers?: readonly string[];
  readonly jqPathExpressions?: readonly string[];
}

/** What autoscalers and rollouts change: https://argo-cd.readthedocs.io/en/stable/user-guide/diffing/ */
export function ignoredDifferences(set: ManifestSet, objects: readonly Manifest[]): JsonObject[] {
  const wanted = new Set(objects);
  return [...scaled(set), ...rolledOut(set)]
    .filter(({ manifest }) => wanted.has(manifest))
    .map(({ manifest: { group, kind, name, namespaceName }, ...fields }) => ({
      ...(group !== '' && { group }),
      kind,
      name,
      ...(namespaceName !== undefined && { namespace: namespaceName }),
      ...fields,
    }));
}

/** Where the manifest says a number of pods, an autoscaler soon says another. */
function scaled(set: ManifestSet): Changed[] {
  return [...scaledWorkloadsOf(set).keys()]
    .filter(({ json }) => objectAt(json, 'spec').replicas !== undefined)
    .map((manifest) => ({ manifest, jsonPointers: ['/spec/replicas'] }));
}

/** Routes whose weights a Rollout changes: by kind, where they are. */
const WEIGHTS: { readonly [kind: string]: string } = {
  HTTPRoute: '.spec.rules[].backendRefs[].weight',
  GRPCRoute: '.spec.rules[].backendRefs[].weight',
  TraefikService: '.spec.weighted.services[].weight',
};

/** Argo Rollouts writes into the Services of a Rollout, and into what routes to them: https://argo-rollouts.readthedocs.io */
function rolledOut(set: ManifestSet): Changed[] {
  const rollouts = set.ofKind('Rollout', 'argoproj.io').map((rollout) => ({
    services: new Set(servicesOf(rollout)),
    rules: managedRules(rollout),
  }));
  if (rollouts.length === 0) return [];
  const ofServices = set
    .ofKind('Service', '')
    .filter(({ name, namespaceName = '' }) => rollouts.some(({ services }) => services.has(`${namespaceName}/${name}`)))
    .map((manifest) => ({ manifest, jsonPointers: ['/spec/selector/rollouts-pod-template-hash'] }));
  const routes = Object.keys(WEIGHTS).flatMap((kind) => set.ofKind(kind));
  const ofRoutes = routes.flatMap((manifest) => {
    const backends = backendsOf(manifest);
    const writers = rollouts.filter(({ services }) => backends.some((backend) => services.has(backend)));
    if (writers.length === 0) return [];
    const rules = manifest.kind === 'TraefikService' ? [] : writers.flatMap((writer) => writer.rules);
    return [{ manifest, jqPathExpressions: [WEIGHTS[manifest.kind], ...rules] }];
  });
  return [...ofServices, ...ofRoutes];
}

/** Rules that the plugin for the Gateway API adds to routes: of each name one for each rule of the route, the others numbered. */
function managedRules({ json }: Manifest): string[] {
  const { managedRoutes } = objectAt(json, 'spec', 'strategy', 'canary', 'trafficRouting');
  return (
    objectsIn(managedRoutes)
      .map(({ name }) => String(name))
      // What is no name of a rule is in none, and would be read as an expression.
      .filter((name) => /^[a-z0-9.-]+$/.test(name))
      .map((name) => `.spec.rules[] | select((.name // "") | test("^${name.replaceAll('.', '[.]')}(-[0-9]+)?$"))`)
  );
}

function servicesOf({ json, namespaceName = '' }: Manifest): string[] {
  const { canary, blueGreen } = objectAt(json, 'spec', 'strategy') as { canary?: JsonObject; blueGreen?: JsonObject };
  const { canaryService, stableService } = canary ?? {};
  const { pingService, pongService } = objectAt(canary ?? {}, 'pingPong');
  const { activeService, previewService } = blueGreen ?? {};
  return [canaryService, stableService, pingService, pongService, activeService, previewService]
    .filter((name) => typeof name === 'string')
    .map((name) => `${namespaceName}/${name}`);
}

function backendsOf({ json, namespaceName = '' }: Manifest): string[] {
  const spec = objectAt(json, 'spec');
  const backends = [
    ...objectsIn(spec.rules).flatMap(({ backendRefs }) => objectsIn(backendRefs)),
    ...objectsIn(objectAt(spec, 'weighted').services),
  ];
  return backends.map(
    ({ name, namespace }) => `${typeof namespace === 'string' ? namespace : namespaceName}/${String(name)}`,
  );
}
