import { IngressController } from '../../../../cluster/gateway-options';
import type { RoutePlan } from '../../../plan/route-plan';
import type { Controller } from './controller';
import { ingressNginx } from './ingress-nginx/ingress-nginx';
import { other } from './other';
import { traefik } from './traefik';

const CONTROLLERS: { readonly [name in IngressController]: Controller } = {
  [IngressController.TRAEFIK]: traefik,
  [IngressController.INGRESS_NGINX]: ingressNginx,
  [IngressController.OTHER]: other,
};

/** The program that reads the Ingresses of a route, as far as it is known. */
export function controllerOf({ gateway }: RoutePlan): Controller {
  return CONTROLLERS[gateway._ingress?.controller ?? IngressController.OTHER];
}
