import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { GatewayReferenceGrant, type GatewayReferenceGrantSpec } from '../../../../imports/gateway.networking.k8s.io';
import { givenIdOf } from '../../../core/construct-id';
import type { IRouteTarget } from '../../../core/traffic-target';
import { byCodeUnit } from '../../../private/json';
import { CrossNamespace } from '../../cross-namespace';
import { GATEWAY_API_KINDS } from '../../../model/routing/dialects/gateway-api/kinds';
import type { RoutePlan } from '../../plan/route-plan';
import { isGrpc, isHttp } from './protocols';
import { objectOf, type RenderedObject } from '../shared/rendered-object';

/** Targets of a route in other namespaces, each once. */
function foreignTargets({ rules, namespaceName }: RoutePlan): IRouteTarget[] {
  const all = rules.flatMap(({ targets, options }) => [
    ...targets.map(({ target }) => target),
    ...(options.mirror ? [options.mirror.target] : []),
  ]);
  return [...new Set(all)].filter(
    (target) => target.namespaceName !== undefined && target.namespaceName !== namespaceName,
  );
}

/** The owners of other namespaces grant it, in their own namespace: the grant is made inside the target. */
export function referenceGrants(plan: RoutePlan): RenderedObject[] {
  const { namespaceName } = plan;
  if (plan.crossNamespace !== CrossNamespace.GRANT || namespaceName === undefined) return [];
  return foreignTargets(plan).flatMap((target) =>
    Construct.isConstruct(target)
      ? [
          objectOf(
            GatewayReferenceGrant,
            // Dots, which no name of a route or namespace holds, keep the names apart.
            {
              id: `ReferenceGrant-${plan.path}`,
              name: `${namespaceName}.${plan.name}.${givenIdOf(target)}`,
              scope: target,
            },
            (): GatewayReferenceGrantSpec => ({
              from: kindsOf(plan).map((kind) => ({ group: GATEWAY_API_KINDS.group, kind, namespace: namespaceName })),
              to: servicesOf(target).map((service) => ({ group: '', kind: 'Service', name: service })),
            }),
          ),
        ]
      : [],
  );
}

/**
 * What the target leads to now, and the Services that it is made of: which of them take requests changes with the stage of
 * a release, and a grant that came with the stage could come too late.
 */
function servicesOf(target: IRouteTarget & Construct): string[] {
  const made = target.node.children.filter(
    (child): child is ApiObject =>
      ApiObject.isApiObject(child) && child.apiVersion === 'v1' && child.kind === 'Service',
  );
  const names = [
    ...target.trafficBackends.map(({ serviceName }) => serviceName),
    ...(target.trafficPins ?? []).map(({ backend }) => backend.serviceName),
    ...made.map(({ name }) => name),
  ];
  return [...new Set(names)].sort(byCodeUnit);
}

/** A Service by name has no place in the tree where a grant could be made. */
export function ungrantable(plan: RoutePlan): string[] {
  if (plan.crossNamespace !== CrossNamespace.GRANT) return [];
  if (plan.namespaceName === undefined)
    return ['crossNamespace CrossNamespace.GRANT needs a route in a chart with a namespace, which a grant names'];
  return foreignTargets(plan)
    .filter((target) => !Construct.isConstruct(target))
    .map(
      ({ trafficBackends: [{ serviceName }], namespaceName }) =>
        `the Service '${serviceName}' in the namespace '${namespaceName ?? ''}' is known by name alone, so no grant can be made there; make a ReferenceGrant by hand and set crossNamespace to CrossNamespace.GRANTED_ELSEWHERE`,
    );
}

function kindsOf({ rules }: RoutePlan): string[] {
  const kinds = { HTTPRoute: isHttp, GRPCRoute: isGrpc };
  return Object.entries(kinds).flatMap(([kind, isMeant]) => (rules.some((rule) => isMeant({ rule })) ? [kind] : []));
}
