import { TraefikService, type TraefikServiceSpec } from '../../../../../imports/traefik.io';
import { backendsOf, soleBackend } from '../../../plan/backends';
import type { PlannedRule, RoutePlan } from '../../../plan/route-plan';
import { bytesOf, type TrafficMirror } from '../../../traffic-mirror';
import { objectOf, type RenderedObject } from '../rendered-object';
import { hasSplit, loadBalancer, loadBalancers, mirrorName, splitName, stickyCookie, weightsName } from './services';

/** The TraefikServices of a rule: a split that a cookie or a mirror stands on, and the mirror. */
export function traefikServices(plan: RoutePlan, rule: PlannedRule): RenderedObject[] {
  const [split, mirror, copies] = [splitName(plan, rule), mirrorName(plan, rule), rule.options.mirror];
  return [
    ...(hasSplit(rule)
      ? [objectOf(TraefikService, { id: `TraefikService-${split}`, name: split }, () => splitSpec(plan, rule))]
      : []),
    ...(copies
      ? [
          objectOf(TraefikService, { id: `TraefikService-${mirror}`, name: mirror }, () =>
            mirrorSpec(plan, rule, copies),
          ),
        ]
      : []),
  ];
}

/** The cookie of the split says which version, that of each Service which pod: they must not overwrite each other. */
function splitSpec(plan: RoutePlan, rule: PlannedRule): TraefikServiceSpec {
  const { sticky } = rule.options;
  return {
    weighted: {
      services: loadBalancers(plan, rule, backendsOf(rule, plan.namespaceName)).map((service) => ({
        ...service,
        weight: service.weight ?? 1,
      })),
      sticky: sticky && stickyCookie(plan, rule, `${sticky.cookieName}-version`),
    },
  };
}

/** Bodies are held in memory for the mirror, without limit unless one is set. */
const MAX_BODY = '1Mi';

function mirrorSpec(plan: RoutePlan, rule: PlannedRule, copies: TrafficMirror): TraefikServiceSpec {
  const { target, percent = 100, maxBodySize = MAX_BODY } = copies;
  const [backend] = target.trafficBackends.filter(({ weight }) => weight > 0);
  const copy = soleBackend(
    { ...rule, options: { ...rule.options, port: undefined } },
    target,
    backend,
    plan.namespaceName,
  );
  const weights = weightsName(plan, rule);
  const main =
    weights === undefined
      ? loadBalancers(plan, rule, backendsOf(rule, plan.namespaceName))[0]
      : { kind: 'TraefikService' as const, name: weights };
  return {
    mirroring: {
      ...main,
      maxBodySize: bytesOf(maxBodySize),
      mirrors: [{ ...loadBalancer(plan, rule, copy), percent }],
    },
  };
}

/** Mirrors without pods: where Traefik drops a route for one empty Service, the copies would take the requests down. */
export function emptyMirrors(plan: RoutePlan): string[] {
  if (plan.gateway._traefik?.allowEmptyServices === true) return [];
  return plan.rules
    .filter(({ options }) => options.mirror?.target.trafficBackends.some(({ replicas }) => replicas === 0) === true)
    .map(
      ({ property }) =>
        `${property}.mirror.target has no pods, and a Traefik without allowEmptyServices drops the whole route for it; give it a replica, or take the mirror out`,
    );
}
