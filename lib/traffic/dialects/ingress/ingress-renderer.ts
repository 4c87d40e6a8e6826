import { IngressController } from '../../../cluster/gateway-options';
import { addApiObject } from '../../../core/api-object';
import { INGRESS_KINDS } from '../../../model/routing/dialects/ingress/kinds';
import type { JsonObject } from '../../../private/json';
import type { RoutePlan } from '../../plan/route-plan';
import { issuerAnnotations } from '../../route-tls';
import type { RenderedObject } from '../shared/rendered-object';
import type { Renderer } from '../renderer';
import { controllerAnnotations, uniformityProblems } from './controllers';
import { foreignProblems } from './foreign-problems';
import { classAnnotations } from './ingress-class';
import { ingressSpec } from './ingress-spec';
import { leakingPrefixes, leakProblem, leakWarnings } from './leaking-prefixes';
import { nginxPaths } from './nginx-paths';

/** `networking.k8s.io/v1` Ingress. */
export const ingressRenderer: Renderer = {
  problems: (plan) => [...uniformityProblems(plan), ...ownLeaks(plan), ...nginxPaths(plan)],
  warnings: leakWarnings,
  lateProblems: foreignProblems,
  objects(plan) {
    const annotations = {
      ...classAnnotations(plan),
      ...controllerAnnotations(plan),
      ...issuerAnnotations(plan.tls),
      ...plan.annotations,
    };
    const forms = new Set(plan.rules.map(({ match }) => match.form));
    if (!isTraefiks(plan) || !forms.has('exact'))
      return [ingress('Default', plan.name, annotations, () => ingressSpec(plan, () => true))];
    const priority = { [PRIORITY]: ABOVE_EVERY_LENGTH };
    if (!forms.has('prefix'))
      return [ingress('Default', plan.name, { ...annotations, ...priority }, () => ingressSpec(plan, () => true))];
    return [
      ingress('Default', plan.name, annotations, () => ingressSpec(plan, ({ rule }) => rule.match.form === 'prefix')),
      // The issuer looks after the first one: the Secret must be named by one Ingress alone.
      ingress('Exact', `${plan.name}-exact`, { ...controllerAnnotations(plan), ...plan.annotations, ...priority }, () =>
        ingressSpec(plan, ({ rule }) => rule.match.form === 'exact'),
      ),
    ];
  },
};

/**
 * Traefik goes by the length of the rule it makes of a path, and what it makes of a prefix is longer: `/v1`, of this route
 * or of another, would win over the exact path `/v1/a` (loadRouter in pkg/provider/kubernetes/ingress/kubernetes.go of
 * traefik/traefik).
 */
const PRIORITY = 'traefik.ingress.kubernetes.io/router.priority';
/** No rule has as many letters. */
const ABOVE_EVERY_LENGTH = '100000';

function isTraefiks({ gateway }: RoutePlan): boolean {
  return gateway._ingress?.controller === IngressController.TRAEFIK;
}

function ingress(
  id: string,
  name: string,
  annotations: { readonly [key: string]: string },
  spec: () => JsonObject,
): RenderedObject {
  return {
    id,
    name,
    annotations,
    spec,
    make: (scope, metadata) =>
      addApiObject(scope, id, { apiVersion: `${INGRESS_KINDS.group}/v1`, kind: 'Ingress', metadata, spec }),
  };
}

function ownLeaks(plan: RoutePlan): string[] {
  return leakingPrefixes(plan).flatMap((prefix) =>
    plan.rules.flatMap(({ match, property }) => leakProblem(prefix, match.path, property) ?? []),
  );
}
