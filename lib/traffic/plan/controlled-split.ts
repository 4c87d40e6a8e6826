import { Construct } from 'constructs';
import type { ApiObject } from 'cdk8s';
import { type ControlledRoute, type ControlledSplit, CONTROLLED_SPLIT } from '../../core/controlled-split';
import type { IRouteTarget } from '../../core/traffic-target';
import { manifestOf } from '../../manifests/manifest';
import { ManifestSet } from '../../manifests/manifest-set';
import { serviceReferences } from '../../model/routing/service-references';
import type { JsonObject } from '../../private/json';
import type { PlannedRule, RoutePlan } from './route-plan';

/** The split of a rule's target whose weights a controller writes; nothing where they stand in the route. */
export function controlledSplitOf({ targets }: Pick<PlannedRule, 'targets'>): ControlledSplit | undefined {
  return targets.map(({ target }) => splitOf(target)).find((split) => split !== undefined);
}

function splitOf(target: IRouteTarget): ControlledSplit | undefined {
  return Construct.isConstruct(target) ? CONTROLLED_SPLIT.on(target) : undefined;
}

/** What a controller that writes the weights of targets cannot do with a route. */
export function controlledProblems(plan: RoutePlan): string[] {
  return plan.rules.flatMap((rule) => {
    const split = controlledSplitOf(rule);
    return split ? ruleProblems(plan, rule, split) : [];
  });
}

function ruleProblems(
  plan: RoutePlan,
  { property, targets, options, match, timeouts }: PlannedRule,
  split: ControlledSplit,
): string[] {
  const where = `${property}.target`;
  const isForeign = targets.some(({ target }) => target.namespaceName !== plan.namespaceName);
  const onTraefik = plan.renderer === 'traefik';
  const kept = [
    ...(options.sticky ? ['sticky'] : []),
    ...(timeouts.responseStart === undefined ? [] : ['timeouts.responseStart']),
    ...(match.grpc ? ['a match for gRPC'] : []),
    ...(options.port === undefined ? [] : ['port']),
  ];
  const problem = split.problemOf(plan.renderer);
  return [
    ...(problem === undefined ? [] : [`${where}: ${problem}`]),
    ...(targets.length > 1
      ? [
          `${where} must be the release alone, whose controller writes weights that add up to 100; make a rule of its own for the others`,
        ]
      : []),
    ...(isForeign
      ? [
          `${where} must be in the namespace of the route, where its controller writes the weights; put the route beside the release`,
        ]
      : []),
    ...(onTraefik && kept.length > 0
      ? [
          `${where} has its weights in a TraefikService of the release, for all rules alike, which knows no ${kept.join(', ')}; leave it out, or use the Gateway API`,
        ]
      : []),
  ];
}

/** Makes a route known to the controllers that are to write the weights of its targets. */
export function leadByRoute(plan: RoutePlan, resources: readonly ApiObject[]): void {
  const splits = new Set(plan.rules.flatMap((rule) => controlledSplitOf(rule) ?? []));
  for (const split of splits)
    split.leadBy({ subject: plan.path, api: plan.renderer, objects: () => objectsTo(split, resources) });
}

function objectsTo(
  { stableServiceName }: ControlledSplit,
  resources: readonly ApiObject[],
): ReturnType<ControlledRoute['objects']> {
  const made = resources.map((resource) =>
    manifestOf(resource.toJson() as JsonObject, { constructPath: resource.node.path }),
  );
  const leading = serviceReferences(new ManifestSet(made)).filter(({ name }) => name === stableServiceName);
  return [...new Set(leading.map(({ route }) => route))].map(({ kind, name }) => ({ kind, name }));
}
