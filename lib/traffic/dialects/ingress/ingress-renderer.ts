import { Lazy } from 'cdk8s';
import { addApiObject } from '../../../core/api-object';
import { INGRESS_KINDS } from '../../../model/routing/dialects/ingress/kinds';
import type { JsonObject } from '../../../private/json';
import type { RoutePlan } from '../../plan/route-plan';
import { issuerAnnotations } from '../../route-tls';
import type { RenderedObject } from '../shared/rendered-object';
import type { Renderer } from '../renderer';
import type { Annotations, PlannedIngress } from './controllers/controller';
import { controllerOf } from './controllers/registry';
import { classAnnotations, ingressClassName } from './ingress-class';

/** `networking.k8s.io/v1` Ingress. */
export const ingressRenderer: Renderer = {
  problems: (plan) => controllerOf(plan).problems(plan),
  warnings: (plan) => controllerOf(plan).warnings(plan),
  lateProblems: (plan, known) => controllerOf(plan).lateProblems(plan, known),
  objects: (plan, known) =>
    controllerOf(plan)
      .ingresses(plan, known)
      .map((each) => ingress(plan, each)),
};

function ingress(plan: RoutePlan, planned: PlannedIngress): RenderedObject {
  const { id, name } = planned;
  const spec = (): JsonObject => specOf(plan, planned);
  return {
    id,
    name,
    annotations: annotationsOf(plan, planned),
    spec,
    make: (scope, metadata) =>
      addApiObject(scope, id, { apiVersion: `${INGRESS_KINDS.group}/v1`, kind: 'Ingress', metadata, spec }),
  };
}

/** The issuer looks after the main one: the Secret must be named by one Ingress alone. */
function annotationsOf(plan: RoutePlan, { annotations, isMain, isServed }: PlannedIngress): { [key: string]: string } {
  return {
    ...classAnnotations(plan),
    ...texts(annotations),
    ...(isMain && issuerAnnotations(plan.tls)),
    ...(isServed && plan.annotations),
  };
}

function texts(annotations: Annotations): { [key: string]: string } {
  return Object.fromEntries(
    Object.entries(annotations).map(([key, value]) => [
      key,
      typeof value === 'string' ? value : (Lazy.any({ produce: value }) as string),
    ]),
  );
}

/** The spec of an Ingress: https://kubernetes.io/docs/reference/kubernetes-api/service-resources/ingress-v1/ */
function specOf(plan: RoutePlan, planned: PlannedIngress): JsonObject {
  const { tls, hosts } = plan;
  const http = { paths: planned.paths() };
  return {
    ingressClassName: ingressClassName(plan),
    rules: hosts.length === 0 ? [{ http }] : hosts.map((host) => ({ host, http })),
    tls:
      tls && planned.isServed
        ? [{ hosts: tls.hosts.length === 0 ? undefined : [...tls.hosts], secretName: tls.secretName }]
        : undefined,
  };
}
