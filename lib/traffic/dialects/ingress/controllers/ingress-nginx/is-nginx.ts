import { IngressController } from '../../../../../cluster/gateway-options';
import type { RoutePlan } from '../../../../plan/route-plan';

/** Whether a route becomes Ingresses that ingress-nginx reads. */
export function isNginx({ renderer, gateway }: RoutePlan): boolean {
  return renderer === 'ingress' && gateway._ingress?.controller === IngressController.INGRESS_NGINX;
}
