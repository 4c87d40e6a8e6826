import type { JsonObject } from '../../../private/json';
import { type Branch, branchesOf } from '../../plan/branches';
import type { RoutePlan } from '../../plan/route-plan';
import { ingressClassName } from './ingress-class';

/** The spec of an Ingress: https://kubernetes.io/docs/reference/kubernetes-api/service-resources/ingress-v1/ */
export function ingressSpec(plan: RoutePlan, isMeant: (branch: Branch) => boolean): JsonObject {
  const paths = branchesOf(plan).filter(isMeant).map(pathOf);
  return {
    ingressClassName: ingressClassName(plan),
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
