import { IngressController } from '../../../cluster/gateway-options';
import type { RoutePlan } from '../../plan/route-plan';

/** What `strict-validate-path-type` lets through for Exact and Prefix; the dot since v1.12.6 and v1.13.2. */
const PATH = /^\/[A-Za-z0-9/_.-]*$/;

/**
 * Paths that ingress-nginx refuses at its admission webhook, on by default since v1.12
 * (https://kubernetes.github.io/ingress-nginx/faq/#validation-of-path).
 */
export function nginxPaths({ gateway, rules }: RoutePlan): string[] {
  if (gateway._ingress?.controller !== IngressController.INGRESS_NGINX) return [];
  return rules
    .filter(({ match }) => !PATH.test(match.path))
    .map(
      ({ property, match }) =>
        `${property}.path must be letters, digits, '/', '-', '_' and '.', since ingress-nginx refuses anything else (strict-validate-path-type), got '${match.path}'`,
    );
}
