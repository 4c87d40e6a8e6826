import { IngressController } from '../../../cluster/gateway-options';
import type { JsonObject } from '../../../private/json';
import { type Branch, branchesOf } from '../../plan/backends';
import type { RoutePlan } from '../../plan/route-plan';
import { issuerAnnotations } from '../../route-tls';
import { objectOf, type RenderedObject } from '../rendered-object';
import type { Renderer } from '../renderer';
import { controllerAnnotations, nginxPaths, uniformityProblems } from './controllers';
import { foreignProblems, leakingPrefixes, leakProblem, leakWarnings } from './foreign-problems';

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

/** GKE goes by the annotation alone: https://cloud.google.com/kubernetes-engine/docs/concepts/ingress#controller_summary */
const BY_ANNOTATION: readonly unknown[] = ['gce', 'gce-internal'];

function isByAnnotation({ gateway }: RoutePlan): boolean {
  return BY_ANNOTATION.includes(gateway._ingress?.className);
}

function classAnnotations(plan: RoutePlan): { [key: string]: string } {
  return isByAnnotation(plan) ? { 'kubernetes.io/ingress.class': plan.gateway._ingress?.className ?? '' } : {};
}

function isTraefiks({ gateway }: RoutePlan): boolean {
  return gateway._ingress?.controller === IngressController.TRAEFIK;
}

function ingress(
  id: string,
  name: string,
  annotations: { readonly [key: string]: string },
  spec: () => JsonObject,
): RenderedObject {
  return objectOf('Ingress', { id, name, annotations }, spec);
}

function ownLeaks(plan: RoutePlan): string[] {
  return leakingPrefixes(plan).flatMap((prefix) =>
    plan.rules.flatMap(({ match, property }) => leakProblem(prefix, match.path, property) ?? []),
  );
}

/** The spec of an Ingress: https://kubernetes.io/docs/reference/kubernetes-api/service-resources/ingress-v1/ */
function ingressSpec(plan: RoutePlan, isMeant: (branch: Branch) => boolean): JsonObject {
  const paths = branchesOf(plan).filter(isMeant).map(pathOf);
  return {
    ingressClassName: isByAnnotation(plan) ? undefined : plan.gateway._ingress?.className,
    rules: plan.hosts.map((host) => ({ host, http: { paths } })),
    tls: plan.tls && [{ hosts: [...plan.tls.hosts], secretName: plan.tls.secretName }],
  };
}

function pathOf({ rule, backends }: Branch): JsonObject {
  const [{ serviceName, port }] = backends;
  return {
    path: rule.match.path,
    pathType: rule.match.form === 'exact' ? 'Exact' : 'Prefix',
    backend: { service: { name: serviceName, port: { number: port } } },
  };
}
